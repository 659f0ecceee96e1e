import type { ImportFormat, TableFormat } from './format.ts'
import type { Mapping } from './mapping.ts'
import {
  type HeaderMatch,
  headerCells,
  headerKey,
  isKnownHeader,
  matchHeaders,
  type ToldColumns,
  toldFor,
} from './recognise.headers.ts'

/** The beginning of a sheet, or of a file without sheets. */
export interface SheetStart {
  /** The file's name, with or without its folders. */
  readonly file: string
  /** The sheet's name, '' for a file without sheets. */
  readonly sheet: string
  readonly firstRows: readonly (readonly string[])[]
  readonly columnCount: number
}

/** The row of headers of a table and what it gives. `headerRow` counts from 0 in `firstRows`; data follow it. */
export interface FoundHeaders extends HeaderMatch {
  readonly headerRow: number
}

/** What told us which table a sheet holds: a person, its number, its topic, its headers, or its place in the workbook. */
export type RecognisedBy = 'told' | 'number' | 'topic' | 'headers' | 'order'

/** A sheet or file that holds a table of the format, with the place of each column in it. */
export interface RecognisedTable<S extends SheetStart = SheetStart> extends HeaderMatch {
  readonly source: S
  readonly table: TableFormat
  readonly by: RecognisedBy
  /** The row of headers, from 0 in `firstRows`; the data begin below it. */
  readonly headerRow: number
}

const ROWS_SEARCHED = 10
const KNOWN_SHARE = 0.6
const FEWEST_KNOWN = 2

/**
 * The first row of the first ten in which at least two cells and six in ten are headers of the table, or else the first
 * in which all columns of its key are found.
 */
export function findHeaders(table: TableFormat, sheet: SheetStart, mapping: Mapping): FoundHeaders | undefined {
  const told = mapping.columns[table.table] ?? {}
  const rows = sheet.firstRows.slice(0, ROWS_SEARCHED)
  const byShare = rows.findIndex((row) => isHeaderRow(table, row, told))
  if (byShare >= 0) return { headerRow: byShare, ...matchHeaders(table, rows[byShare]!, told) }
  const matches = rows.map((row, headerRow) => ({ headerRow, ...matchHeaders(table, row, told) }))
  return matches.find((match) => match.columns.length >= FEWEST_KNOWN && hasKey(table, match))
}

function isHeaderRow(table: TableFormat, row: readonly string[], told: ToldColumns): boolean {
  const cells = headerCells(row)
  const known = cells.filter(({ header }) => isKnownHeader(table, header) || toldFor(told, header) !== undefined).length
  return known >= FEWEST_KNOWN && known >= cells.length * KNOWN_SHARE
}

/** True when the file has every column by which rows are told apart. */
export function hasKey(table: TableFormat, match: HeaderMatch): boolean {
  return table.key.every((name) => match.columns.some((column) => column.column === name))
}

/** The table whose number stands in a name: `List 1`, `List_01`, `annex a list 10 final`, but not `Checklist 1`. */
export function tableByNumber(format: ImportFormat, name: string): TableFormat | undefined {
  const found = /(?:^|[^a-z])list[ _.-]*0*(\d{1,2})(?!\d)/i.exec(name)
  return found ? format.tables.find((table) => table.list > 0 && table.list === Number(found[1])) : undefined
}

/** The table whose topic stands in a name, as whole words; the longest topic wins, and of two as long neither. */
export function tableByTopic(format: ImportFormat, name: string): TableFormat | undefined {
  const spoken = ` ${spokenWords(name)} `
  const found = format.tables
    .map((table) => ({ table, length: longestTopic(table, spoken) }))
    .filter(({ length }) => length > 0)
    .sort((a, b) => b.length - a.length)
  return found.length > 0 && found[0]!.length !== found[1]?.length ? found[0]!.table : undefined
}

function longestTopic(table: TableFormat, spoken: string): number {
  const topics = [...table.names.sheet, ...table.names.file].map(spokenWords)
  const said = topics.filter((topic) => spoken.includes(` ${topic} `) || spoken.includes(` ${topic}s `))
  return Math.max(0, ...said.map((topic) => topic.replace(/s$/, '').length))
}

function spokenWords(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}

/** A table whose headers a sheet has, in part or whole. */
export interface HeaderFit {
  readonly table: TableFormat
  readonly headers: FoundHeaders
}

/** The tables of which the sheet has the most columns, with or without their keys; several when they tie. */
export function tablesByHeaders(format: ImportFormat, sheet: SheetStart, mapping: Mapping): readonly HeaderFit[] {
  const found = format.tables.flatMap((table) => {
    const headers = findHeaders(table, sheet, mapping)
    return headers ? [{ table, headers }] : []
  })
  const most = Math.max(0, ...found.map(({ headers }) => headers.columns.length))
  return found.filter(({ headers }) => headers.columns.length === most)
}

/** True when no row has two cells with something in them: an empty sheet, a title, a note. */
export function holdsNoTable(sheet: SheetStart): boolean {
  return sheet.firstRows.every((row) => row.filter((cell) => cell.trim() !== '').length < 2)
}

/** The other standard to which a row of headers belongs, if it does. */
export function findLookalike(format: ImportFormat, sheet: SheetStart): string | undefined {
  const rows = sheet.firstRows
    .slice(0, ROWS_SEARCHED)
    .map((row) => new Set(headerCells(row).map(({ header }) => headerKey(header))))
  const isOf = (headers: readonly string[]) => rows.some((row) => headers.every((one) => row.has(headerKey(one))))
  return format.lookalikes?.find((lookalike) => isOf(lookalike.headers))?.title
}
