import type { Reject } from '#imports'
import { writeWorkbook } from '#platform/spreadsheets'

/** Writes the rows that were not loaded as a workbook to send back to whoever made the extract. */
export async function writeRejects(path: string, rejects: readonly Reject[]): Promise<void> {
  await writeWorkbook(path, [
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
  ])
}
