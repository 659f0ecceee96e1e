import { type WorkbookSheet, writeWorkbook } from '#platform/spreadsheets'
import type { Reject } from './load.types.ts'

/** The rows that were not loaded as the sheets of a workbook to send back to whoever made the extract. */
export function rejectsWorkbook(rejects: readonly Reject[]): readonly WorkbookSheet[] {
  return [
    {
      name: 'Rejected rows',
      columns: [
        { header: 'File', width: 36 },
        { header: 'Sheet', width: 14 },
        { header: 'Row', width: 10, format: 'integer' },
        { header: 'Column', width: 36 },
        { header: 'Value', width: 30 },
        { header: 'Reason', width: 80 },
      ],
      rows: rejects.map(({ file, sheet, row, column, value, reason }) => [file, sheet, row, column, value, reason]),
    },
  ]
}

/** Writes that workbook to `path`. */
export async function writeRejects(path: string, rejects: readonly Reject[]): Promise<void> {
  await writeWorkbook(path, rejectsWorkbook(rejects))
}
