import { writeFileSync } from 'node:fs'
import writeExcelFile, { type SheetData } from 'write-excel-file/node'
import { type Dirt, dirtyRows } from './dirt.ts'
import { headersOf } from './extract.ts'
import { lists } from './lists/index.ts'
import type { ListDefinition, View } from './lists/list.ts'
import type { County } from './model.ts'
import { countyStyle, type Style } from './style.ts'

const wholeNumber = /^\d{1,4}$/
const isoDay = /^(\d{4})-(\d{2})-(\d{2})/
const dayFirst = /^(\d{2})\/(\d{2})\/(\d{4})$/

/**
 * Writes the lists of an extract as one workbook with the sheets "List 1" to "List 11".
 *
 * The rows, and what is wrong in them, are those of the CSV files; dates are dates of the spreadsheet and counts numbers,
 * but for those that are not real dates or counts, which stay as text.
 * @returns rows written, headers left out
 */
export async function writeWorkbook(county: County, view: View, dirt: Dirt, path: string): Promise<number> {
  const sheets = lists.map((list) => ({ sheet: `List ${list.number}`, data: sheetOf(county, list, view, dirt) }))
  writeFileSync(path, withoutClock(await writeExcelFile(sheets).toBuffer()))
  return sheets.reduce((sum, { data }) => sum + data.length - 1, 0)
}

const endOfArchive = 0x06054b50
const firstDay = 0x0021

/**
 * The zip archive with every entry dated 1 January 1980, so that the same county gives the same bytes.
 * @source PKWARE APPNOTE.TXT 6.3.10, 4.3.7, 4.3.12 and 4.3.16: where times and dates stand
 */
function withoutClock(archive: Buffer): Buffer {
  let end = archive.length - 22
  while (archive.readUInt32LE(end) !== endOfArchive) end--
  let at = archive.readUInt32LE(end + 16)
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    archive.writeUInt32LE(firstDay << 16, at + 12)
    archive.writeUInt32LE(firstDay << 16, archive.readUInt32LE(at + 42) + 10)
    at += 46 + archive.readUInt16LE(at + 28) + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
  }
  return archive
}

function sheetOf(county: County, list: ListDefinition, view: View, dirt: Dirt): SheetData {
  const style = countyStyle(list.number)
  const data: SheetData = [headersOf(list, style)]
  for (const { texts } of dirtyRows(county, list, view, style, dirt)) data.push(cellsOf(list, texts, style))
  return data
}

function cellsOf(list: ListDefinition, texts: readonly string[], style: Style): SheetData[number] {
  return list.columns.map((column, at) => {
    const text = texts[at] as string
    if (text === '') return null
    if (column.type === 'integer' && wholeNumber.test(text)) return Number(text)
    const date = column.type === 'date' ? realDate(text, style) : undefined
    return date ? { type: Date, value: date, format: 'dd/mm/yyyy' } : text
  })
}

/** The day that the text names as the rest of its list does; undefined for no real day, or another way of writing it. */
function realDate(text: string, style: Style): Date | undefined {
  const [, ...parts] = (style.dates === 'dayFirst' ? dayFirst : isoDay).exec(text) ?? []
  const [year, month, day] = (style.dates === 'dayFirst' ? parts.reverse() : parts).map(Number)
  if (year === undefined || month === undefined || day === undefined) return undefined
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 ? date : undefined
}
