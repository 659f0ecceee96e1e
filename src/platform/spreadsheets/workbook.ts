import { randomBytes } from 'node:crypto'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { renameDurably } from '../files/index.ts'
import { sheetNames } from './sheet-name.ts'
import { sheetPieces } from './sheet-xml.ts'
import { frameParts } from './workbook-xml.ts'
import { ZipWriter } from './zip-writer.ts'

/** A cell of our own: days are 'YYYY-MM-DD' in a column of format `date`; null and undefined leave it empty. */
export type SheetCell = string | number | boolean | null | undefined

/** How the cells of a column are shown; text unless told. `percent` takes 0.123 for 12.3%. */
export type ColumnFormat = 'text' | 'date' | 'integer' | 'decimal' | 'percent'

/** One column of a sheet; `width` is in characters, 16 unless told. */
export interface SheetColumn {
  readonly header: string
  readonly width?: number
  readonly format?: ColumnFormat
}

/** One sheet: a header row that stays in view, and rows of cells in the order of the columns. */
export interface WorkbookSheet {
  /** Made to fit Excel's rules, and unique in the workbook, by `sheetNames`. */
  readonly name: string
  readonly columns: readonly SheetColumn[]
  /** Read once, in order: a generator will do, so that the rows need not all be in memory. */
  readonly rows: Iterable<readonly SheetCell[]>
}

/**
 * Writes an XLSX workbook whose text can never be run as a formula: every text passes through `safeCell`.
 *
 * The file is written whole and durably: after a failure `path` is as it was. Rows are written as they are read, so
 * memory does not grow with them. The same sheets give the same bytes.
 *
 * @throws RangeError when there is no sheet, a sheet has more rows than Excel holds, or a row more cells than columns
 */
export async function writeWorkbook(path: string, sheets: readonly WorkbookSheet[]): Promise<void> {
  if (sheets.length === 0) throw new RangeError('a workbook needs at least one sheet')
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`)
  try {
    const file = await open(temporary, 'wx')
    try {
      await writeParts(file, sheets)
      await file.sync()
    } finally {
      await file.close()
    }
    await renameDurably(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

async function writeParts(file: FileHandle, sheets: readonly WorkbookSheet[]): Promise<void> {
  const zip = new ZipWriter(file)
  const frame = frameParts(sheetNames(sheets.map((sheet) => sheet.name)))
  for (const [path, xml] of Object.entries(frame)) await zip.part(path, [xml])
  for (const [i, sheet] of sheets.entries()) await zip.part(`xl/worksheets/sheet${i + 1}.xml`, sheetPieces(sheet))
  await zip.finish()
}
