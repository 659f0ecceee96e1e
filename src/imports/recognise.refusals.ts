import type { Problem } from '#values'
import type { ImportFormat, TableFormat } from './format.ts'
import { headerCells } from './recognise.headers.ts'
import type { FoundHeaders, RecognisedTable, SheetStart } from './recognise.table.ts'

/** The list lacks a column of its key. The headers are named, being no child's data, when a row of them was found. */
export function keyMissing(sheet: SheetStart, table: TableFormat, found: FoundHeaders | undefined): Problem {
  const headers = found ? headersOf(sheet, found) : []
  const missing = table.columns.filter(({ name }) => table.key.includes(name) && !hasColumn(found, name))
  const wanted = missing.map((column) => `“${column.header}”`).join(' and ')
  const message = found
    ? `${nameOf(table)} needs a column ${wanted}. ${spoken(found)}The headers found are: ${headers.join('; ')}. ` +
      `If one of them means it, say so in the authority’s mapping (table ${table.table}, ` +
      `${missing.map((column) => `column ${column.name}`).join(', ')}); otherwise export the list again with it.`
    : `${nameOf(table)} was expected here, but none of the first ten rows holds its headers, such as ${wanted}. ` +
      'Export the list again with its row of headers at the top.'
  return { code: 'key-columns-missing', ...where(sheet), field: missing.map(({ name }) => name).join(' '), message }
}

/** The name says one list, the headers another. */
export function contradiction(sheet: SheetStart, named: TableFormat, fitting: TableFormat): Problem {
  const message =
    `This is named as ${nameOf(named)}, but its headers are those of ${nameOf(fitting)}. ` +
    'Rename it, or say in the authority’s mapping which of the two it is, and load again.'
  return { code: 'name-and-headers-differ', ...where(sheet), message }
}

/** The rows look like a list of the format, but which of them cannot be told. */
export function unknownList(format: ImportFormat, sheet: SheetStart): Problem {
  const message =
    `This looks like a list of ${format.title}, but neither its name nor its headers say which. ` +
    `Name it by its number, such as “List 3”, and load again.`
  return { code: 'list-unknown', ...where(sheet), message }
}

/** The files are of another standard. */
export function lookalike(format: ImportFormat, sheet: SheetStart, title: string): Problem {
  const message = `This is ${title}, which is not ${format.title}. Load the file of ${format.title} instead.`
  return { code: 'other-standard', ...where(sheet), message }
}

/** No sheet and no file holds a list. */
export function nothingKnown(format: ImportFormat, sheets: readonly SheetStart[]): Problem {
  const names = sheets.map((sheet) => sheet.sheet || sheet.file).slice(0, 20)
  const lists = format.tables.filter((table) => table.list > 0).map(nameOf)
  const message =
    `No list of ${format.title} was found${names.length > 0 ? ` (looked at: ${names.join('; ')})` : ''}. ` +
    `A workbook has one sheet for each list, a folder one CSV file, named by number: ${lists.join('; ')}.`
  return { code: 'no-known-list', ...(sheets[0] ? { file: sheets[0].file } : {}), message }
}

/** One problem for each table that two sheets or files hold. */
export function twice(tables: readonly RecognisedTable[]): readonly Problem[] {
  const first = new Map<string, RecognisedTable>()
  return tables.flatMap((one) => {
    const other = first.get(one.table.table)
    if (!other) first.set(one.table.table, one)
    return other ? [tableTwice(one, other)] : []
  })
}

function tableTwice(one: RecognisedTable, other: RecognisedTable): Problem {
  const message =
    `${nameOf(one.table)} is here and in ${placeOf(other.source)} as well. ` +
    'Load one of them, or put their rows into one sheet.'
  return { code: 'table-twice', ...where(one.source), message }
}

function hasColumn(found: FoundHeaders | undefined, name: string): boolean {
  return found?.columns.some((column) => column.column === name) ?? false
}

const MOST_NAMED = 60
const LONGEST_NAMED = 120

function headersOf(sheet: SheetStart, found: FoundHeaders): readonly string[] {
  const headers = headerCells(sheet.firstRows[found.headerRow] ?? []).map(({ header }) =>
    header.slice(0, LONGEST_NAMED),
  )
  const more = headers.length - MOST_NAMED
  return more > 0 ? [...headers.slice(0, MOST_NAMED), `and ${more} more`] : headers
}

/** Says which headers would each do for the same column. */
function spoken(found: FoundHeaders): string {
  return found.ambiguous
    .map(({ headers }) => `${headers.map(({ header }) => `“${header}”`).join(' and ')} mean the same column. `)
    .join('')
}

const nameOf = (table: TableFormat) => (table.list > 0 ? `List ${table.list} (${table.title})` : table.title)

const placeOf = (sheet: SheetStart) => (sheet.sheet ? `sheet ${sheet.sheet} of ${sheet.file}` : sheet.file)

const where = (sheet: SheetStart) => ({ file: sheet.file, ...(sheet.sheet ? { sheet: sheet.sheet } : {}) })
