import type { Column, TableFormat } from './format.ts'

/** How a header came to stand for a column: as the standard prints it, as known from files, loosely, or as a person said. */
export type How = 'exact' | 'variant' | 'pattern' | 'told'

/** A column of the table and where the file has it. */
export interface ColumnMatch {
  readonly column: string
  /** The place in the row, from 0. */
  readonly index: number
  readonly header: string
  readonly how: How
}

/** A header of the file that is not used. */
export interface HeaderCell {
  readonly index: number
  readonly header: string
}

/** Headers that fit the same column equally well, so that none is used. */
export interface AmbiguousColumn {
  readonly column: string
  readonly headers: readonly HeaderCell[]
}

/** What a row of headers gives a table. Every header that is not empty is in `columns`, `ignored` or `ambiguous`. */
export interface HeaderMatch {
  readonly columns: readonly ColumnMatch[]
  readonly ignored: readonly HeaderCell[]
  readonly ambiguous: readonly AmbiguousColumn[]
  /** Names of the table's columns for which the file has no header, in the table's order. */
  readonly missing: readonly string[]
}

/** Header, as `headerKey` -> column name, or null for a header to leave out. */
export type ToldColumns = Readonly<Record<string, string | null>>

/** What a person said of a header: a column, null to leave it out, undefined when nothing. */
export function toldFor<T extends string | null>(told: Readonly<Record<string, T>>, header: string): T | undefined {
  const key = headerKey(header)
  return Object.hasOwn(told, key) ? told[key] : undefined
}

/** The header as people would read it aloud: case, quotes, dashes, spaces, a question mark and stray brackets gone. */
export function normaliseHeader(header: string): string {
  const text = header
    .normalize('NFKC')
    .replace(/[‘’‛′`´]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[‐-―−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
    .replace(/[? ]+$/, '')
  return withoutStrayBracket(text)
}

/** Letters and digits only: `Child_Unique_ID`, `ChildUniqueID` and `Child Unique ID` are one. */
export function headerKey(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

/**
 * Finds the table's columns in a row of headers.
 *
 * What a person said wins; then the standard's own header, then other known headers, and last, for a column still
 * without one, its pattern when it fits exactly one header left and no other column's does. Of two headers of the same
 * standing for one column none is taken.
 */
export function matchHeaders(table: TableFormat, row: readonly string[], told: ToldColumns = {}): HeaderMatch {
  const cells = headerCells(row)
  const found = new Map<string, ColumnMatch>()
  const ambiguous: AmbiguousColumn[] = []
  const free = new Set(cells.filter(({ header }) => toldFor(told, header) !== null))
  for (const how of ['told', 'exact', 'variant', 'pattern'] as const) {
    const fits = fitting(table, [...free], how, told)
    for (const column of table.columns) {
      const headers = fits.get(column.name) ?? []
      if (found.has(column.name) || headers.length === 0 || ambiguous.some((one) => one.column === column.name))
        continue
      for (const header of headers) free.delete(header)
      if (headers.length > 1) ambiguous.push({ column: column.name, headers })
      else found.set(column.name, { column: column.name, ...headers[0]!, how })
    }
  }
  return {
    columns: table.columns.flatMap((column) => found.get(column.name) ?? []),
    ignored: cells.filter((cell) => free.has(cell) || toldFor(told, cell.header) === null),
    ambiguous,
    missing: table.columns.map((column) => column.name).filter((name) => !found.has(name)),
  }
}

/** The widest list has 34 columns; a row that goes on for ever is not searched for ever. */
const MOST_HEADERS = 1000
const LONGEST_HEADER = 300

/** The cells of a row with something in them, the first thousand, each cut to a length that headers do not reach. */
export function headerCells(row: readonly string[]): readonly HeaderCell[] {
  const cells = row.map((header, index) => ({ index, header: header.slice(0, LONGEST_HEADER).trim() }))
  return cells.filter(({ header }) => header !== '').slice(0, MOST_HEADERS)
}

/** Column name -> the headers that fit it in this way. A header that fits two columns fits neither. */
function fitting(
  table: TableFormat,
  cells: readonly HeaderCell[],
  how: How,
  told: ToldColumns,
): ReadonlyMap<string, readonly HeaderCell[]> {
  const fits = new Map<string, HeaderCell[]>()
  for (const cell of cells) {
    const column = columnFor(table, cell.header, how, told)
    if (!column) continue
    const others = fits.get(column)
    if (others) others.push(cell)
    else fits.set(column, [cell])
  }
  return fits
}

function columnFor(table: TableFormat, header: string, how: How, told: ToldColumns): string | undefined {
  const known = knownHeaders(table)
  switch (how) {
    case 'told':
      return toldFor(told, header) ?? undefined
    case 'exact':
      return known.exact.get(normaliseHeader(header))
    case 'variant':
      return known.variant.get(headerKey(header))
    case 'pattern':
      return onlyPattern(known.patterns, normaliseHeader(header))
    default:
      return how satisfies never
  }
}

interface KnownHeaders {
  readonly exact: ReadonlyMap<string, string>
  readonly variant: ReadonlyMap<string, string>
  readonly patterns: readonly (readonly [pattern: RegExp, column: string])[]
}

const knownByTable = new WeakMap<TableFormat, KnownHeaders>()

function knownHeaders(table: TableFormat): KnownHeaders {
  let known = knownByTable.get(table)
  if (!known) {
    known = {
      exact: new Map(table.columns.map((column) => [normaliseHeader(column.header), column.name])),
      variant: new Map(table.columns.flatMap((column) => headerKeys(column).map((key) => [key, column.name] as const))),
      patterns: table.columns.flatMap((column) => (column.pattern ? [[column.pattern, column.name] as const] : [])),
    }
    knownByTable.set(table, known)
  }
  return known
}

/** Every known header of a column, as `headerKey`. */
export function headerKeys(column: Column): readonly string[] {
  return [column.header, ...column.headers].map(headerKey)
}

/** True when the standard or its known variants have this header in the table; patterns do not count. */
export function isKnownHeader(table: TableFormat, header: string): boolean {
  return knownHeaders(table).variant.has(headerKey(header))
}

function onlyPattern(patterns: KnownHeaders['patterns'], header: string): string | undefined {
  const fits = patterns.filter(([pattern]) => pattern.test(header))
  return fits.length === 1 ? fits[0]![1] : undefined
}

function withoutStrayBracket(text: string): string {
  const opened = text.split('(').length
  const closed = text.split(')').length
  return closed > opened && text.endsWith(')') ? text.slice(0, -1).trimEnd() : text
}
