import writeExcelFile, { type CellObject, type Row, type Sheet } from 'write-excel-file/node'
import { isPlainDate } from '#values'
import { writeFileDurably } from '../files/index.ts'
import { safeCell } from './safe-cell.ts'
import { sheetNames } from './sheet-name.ts'

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
  readonly rows: readonly (readonly SheetCell[])[]
}

/** The most rows that a sheet of Excel holds, with the header. Source: Microsoft, Excel specifications and limits. */
const MOST_ROWS = 1_048_576

const excelFormats = {
  text: undefined,
  date: 'dd/mm/yyyy',
  integer: '#,##0',
  decimal: '#,##0.0',
  percent: '0.0%',
} as const satisfies Record<ColumnFormat, string | undefined>

/**
 * Writes an XLSX workbook whose text can never be run as a formula: every text passes through `safeCell`.
 *
 * The file is written whole and durably: after a failure `path` is as it was. The workbook is built in memory: 100,000
 * rows of seven columns take about four seconds and 400 MB.
 *
 * @throws RangeError when there is no sheet, a sheet has more rows than Excel holds, or a row more cells than columns
 */
export async function writeWorkbook(path: string, sheets: readonly WorkbookSheet[]): Promise<void> {
  if (sheets.length === 0) throw new RangeError('a workbook needs at least one sheet')
  const names = sheetNames(sheets.map((sheet) => sheet.name))
  const made = sheets.map((sheet, i) => excelSheet(sheet, names[i]!))
  await writeFileDurably(path, await writeExcelFile(made).toBuffer())
}

function excelSheet(sheet: WorkbookSheet, name: string): Sheet<never> {
  if (sheet.rows.length >= MOST_ROWS) throw new RangeError(`sheet ${name} has more rows than a spreadsheet holds`)
  return {
    sheet: name,
    data: [headerRow(sheet.columns), ...sheet.rows.map((row) => bodyRow(sheet, row))],
    columns: sheet.columns.map((column) => ({ width: column.width ?? 16 })),
    stickyRowsCount: 1,
  }
}

function headerRow(columns: readonly SheetColumn[]): Row {
  return columns.map((column) => ({
    value: cellText(column.header),
    type: String,
    fontWeight: 'bold',
    wrap: true,
    alignVertical: 'top',
  }))
}

function bodyRow(sheet: WorkbookSheet, row: readonly SheetCell[]): Row {
  if (row.length > sheet.columns.length) throw new RangeError(`a row of sheet ${sheet.name} has too many cells`)
  return row.map((value, i) => bodyCell(value, sheet.columns[i]!.format ?? 'text'))
}

function bodyCell(value: SheetCell, format: ColumnFormat): CellObject | null {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'boolean') return { value, type: Boolean }
  const shown = excelFormats[format]
  const style = shown === undefined ? {} : { format: shown }
  // Infinity and NaN have no cell of their own, and an empty one would look like "no value".
  if (typeof value === 'number')
    return Number.isFinite(value) ? { value, type: Number, ...style } : textCell(String(value))
  if (format === 'date' && isExcelDay(value)) return { value: new Date(`${value}T00:00:00Z`), type: Date, ...style }
  return textCell(value)
}

/** Excel counts days from 1900 and, wrongly, has a 29 February in that year: earlier days are written as text. */
function isExcelDay(value: string): boolean {
  return isPlainDate(value) && value >= '1900-03-01' && value <= '9999-12-31'
}

function textCell(value: string): CellObject {
  return { value: cellText(value), type: String }
}

/** Excel reads `_x0041_` in a cell as the letter A, so an underscore that begins such a sequence is written as one. */
function cellText(text: string): string {
  return safeCell(text).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
}
