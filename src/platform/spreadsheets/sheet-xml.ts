import { epochDay, isPlainDate, type PlainDate, plainDate } from '#values'
import { safeCell } from './safe-cell.ts'
import type { ColumnFormat, SheetCell, SheetColumn, WorkbookSheet } from './workbook.ts'
import { escapeXml, SHEET_TAIL, sheetHead, styles } from './workbook-xml.ts'

/** The most rows that a sheet of Excel holds, with the header. Source: Microsoft, Excel specifications and limits. */
const MOST_ROWS = 1_048_576
/** Day 0 of Excel's count, allowing for the 29 February 1900 that it believes in. */
const EXCEL_EPOCH = epochDay(plainDate('1899-12-30'))
const ROWS_AT_A_TIME = 500

/** A sheet as pieces of XML, some hundred rows each. @throws RangeError when the sheet does not fit into Excel */
export function* sheetPieces(sheet: WorkbookSheet): Generator<string> {
  const formats = sheet.columns.map((column) => column.format ?? 'text')
  yield sheetHead(sheet.columns.map((column) => column.width ?? 16)) + headerRow(sheet.columns)
  let rows: string[] = []
  let row = 1
  for (const cells of sheet.rows) {
    row += 1
    if (row > MOST_ROWS) throw new RangeError(`sheet ${sheet.name} has more rows than a spreadsheet holds`)
    if (cells.length > formats.length) throw new RangeError(`a row of sheet ${sheet.name} has too many cells`)
    rows.push(
      `<row r="${row}">${cells.map((value, i) => cell(value, formats[i]!, columnName(i) + row)).join('')}</row>`,
    )
    if (rows.length === ROWS_AT_A_TIME) {
      yield rows.join('')
      rows = []
    }
  }
  yield rows.join('') + SHEET_TAIL
}

function headerRow(columns: readonly SheetColumn[]): string {
  const cells = columns.map((column, i) => textCell(column.header, `${columnName(i)}1`, styles.header))
  return `<row r="1">${cells.join('')}</row>`
}

function cell(value: SheetCell, format: ColumnFormat, at: string): string {
  if (value === null || value === undefined || value === '') return ''
  if (typeof value === 'boolean') return `<c r="${at}" t="b"><v>${value ? 1 : 0}</v></c>`
  // Infinity and NaN have no cell of their own, and an empty one would look like "no value".
  if (typeof value === 'number')
    return Number.isFinite(value) ? numberCell(value, at, format) : textCell(String(value), at)
  if (format === 'date' && isExcelDay(value)) return numberCell(epochDay(value) - EXCEL_EPOCH, at, format)
  return textCell(value, at)
}

/** Excel takes 1900 for a leap year, so that days before 1 March of it would be one out: they are written as text. */
function isExcelDay(value: string): value is PlainDate {
  return isPlainDate(value) && value >= '1900-03-01' && value <= '9999-12-31'
}

function numberCell(value: number, at: string, format: ColumnFormat): string {
  return `<c r="${at}"${format === 'text' ? '' : ` s="${styles[format]}"`}><v>${value}</v></c>`
}

function textCell(text: string, at: string, style: number = styles.text): string {
  return `<c r="${at}" t="inlineStr"${style === 0 ? '' : ` s="${style}"`}><is><t xml:space="preserve">${cellText(text)}</t></is></c>`
}

/** Excel reads `_x0041_` in a cell as the letter A, so an underscore that begins such a sequence is written as one. */
function cellText(text: string): string {
  return escapeXml(safeCell(text).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_'))
}

/** A, B ... Z, AA, AB ... for 0, 1 ... */
export function columnName(index: number): string {
  return (index >= 26 ? columnName(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26))
}
