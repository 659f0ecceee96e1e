import type { Outcome, Problem } from '#values'
import type { ImportFormat, TableFormat } from './format.ts'
import { type Mapping, noMapping } from './mapping.ts'
import { toldFor } from './recognise.headers.ts'
import * as refuse from './recognise.refusals.ts'
import {
  type FoundHeaders,
  findHeaders,
  findLookalike,
  hasKey,
  holdsNoTable,
  type RecognisedBy,
  type RecognisedTable,
  type SheetStart,
  tableByNumber,
  tableByTopic,
  tablesByHeaders,
} from './recognise.table.ts'

/** Every sheet given, either as a table or set aside with the reason. */
export interface Recognition<S extends SheetStart = SheetStart> {
  readonly tables: readonly RecognisedTable<S>[]
  readonly skipped: readonly { readonly source: S; readonly reason: string }[]
}

/**
 * Finds out which sheet or file holds which table of the format, and where its columns are.
 *
 * For each sheet: what the authority's mapping says; the list's number in the sheet's name (or in the file's name, when
 * the file holds nothing else); a topic in that name; the headers; the sheet's place in the workbook. Nothing is
 * guessed in silence: the answer says how each table and each column was found, and which headers are not used.
 *
 * Refused, each with what to do: a list without the columns of its key; a sheet whose headers contradict its number; a
 * table held by two sheets; files of another standard; files in which no list is found.
 */
export function recognise<S extends SheetStart>(
  format: ImportFormat,
  sheets: readonly S[],
  mapping: Mapping = noMapping,
): Outcome<Recognition<S>> {
  const found = sheets.map((sheet) => recogniseSheet(format, sheet, sheets, mapping))
  const tables = found.flatMap((one) => (one.kind === 'table' ? [one.table] : []))
  const skipped = found.flatMap((one) => (one.kind === 'skipped' ? [one] : []))
  const problems = [...found.flatMap((one) => (one.kind === 'refused' ? [one.problem] : [])), ...refuse.twice(tables)]
  if (problems.length > 0) return { ok: false, problems }
  if (tables.length === 0) return { ok: false, problems: [refuse.nothingKnown(format, sheets)] }
  return { ok: true, value: { tables, skipped: skipped.map(({ source, reason }) => ({ source, reason })) } }
}

type Found<S extends SheetStart> =
  | { readonly kind: 'table'; readonly table: RecognisedTable<S> }
  | { readonly kind: 'skipped'; readonly source: S; readonly reason: string }
  | { readonly kind: 'refused'; readonly problem: Problem }

function recogniseSheet<S extends SheetStart>(
  format: ImportFormat,
  sheet: S,
  all: readonly S[],
  mapping: Mapping,
): Found<S> {
  const other = findLookalike(format, sheet)
  if (other) return { kind: 'refused', problem: refuse.lookalike(format, sheet, other) }
  const beside = all.filter((one) => one.file === sheet.file)
  const named = byName(format, sheet, beside.length === 1, mapping)
  if (named === null) return { kind: 'skipped', source: sheet, reason: 'the mapping says to leave it out' }
  if (holdsNoTable(sheet)) return { kind: 'skipped', source: sheet, reason: 'it holds no table' }
  const headers = named && findHeaders(named.table, sheet, mapping)
  if (headers && hasKey(named.table, headers)) return found(sheet, named.table, named.by, headers)
  return byContent(format, sheet, beside, mapping, named, headers)
}

interface Named {
  readonly table: TableFormat
  readonly by: RecognisedBy
}

/** Null when the mapping leaves the sheet out, undefined when no name says anything. */
function byName(format: ImportFormat, sheet: SheetStart, alone: boolean, mapping: Mapping): Named | null | undefined {
  const names = [sheet.sheet, alone || sheet.sheet === '' ? fileName(sheet) : ''].filter((name) => name !== '')
  const told = names.map((name) => toldFor(mapping.sheets, name)).find((table) => table !== undefined)
  if (told === null) return null
  const ways = [
    ['told', () => format.tables.find((table) => table.table === told)],
    ['number', () => first(names, (name) => tableByNumber(format, name))],
    ['topic', () => first(names, (name) => tableByTopic(format, name))],
  ] as const
  return first(ways, ([by, find]) => {
    const table = find()
    return table && { table, by }
  })
}

/** When the name does not settle it: the headers may, or they show what is wrong. */
function byContent<S extends SheetStart>(
  format: ImportFormat,
  sheet: S,
  beside: readonly S[],
  mapping: Mapping,
  named: Named | undefined,
  headers: FoundHeaders | undefined,
): Found<S> {
  const best = tablesByHeaders(format, sheet, mapping)
  const fitting = best.filter((fit) => hasKey(fit.table, fit.headers))
  if (named && named.by !== 'topic') {
    const only = best.length === 1 && fitting.length === 1
    return refused(
      only ? refuse.contradiction(sheet, named.table, best[0]!.table) : refuse.keyMissing(sheet, named.table, headers),
    )
  }
  const place = tableInPlace(format, sheet, beside)
  const placed = best.find(({ table }) => table === place)
  if (fitting.length === 1) return found(sheet, fitting[0]!.table, 'headers', fitting[0]!.headers)
  if (placed && fitting.includes(placed)) return found(sheet, placed.table, 'order', placed.headers)
  if (named && headers) return refused(refuse.keyMissing(sheet, named.table, headers))
  if (best.length === 0) return { kind: 'skipped', source: sheet, reason: 'it is no list we know' }
  const likely = best.length === 1 ? best[0] : placed
  return refused(likely ? refuse.keyMissing(sheet, likely.table, likely.headers) : refuse.unknownList(format, sheet))
}

/** The list whose number is the sheet's place among the sheets of its workbook. */
function tableInPlace<S extends SheetStart>(format: ImportFormat, sheet: S, beside: readonly S[]) {
  const place = beside.indexOf(sheet) + 1
  return beside.length > 1 ? format.tables.find((table) => table.list === place) : undefined
}

function found<S extends SheetStart>(source: S, table: TableFormat, by: RecognisedBy, headers: FoundHeaders): Found<S> {
  return { kind: 'table', table: { source, table, by, ...headers } }
}

const refused = (problem: Problem) => ({ kind: 'refused', problem }) as const

/** `data/List 3 - referrals.csv` -> `List 3 - referrals`. */
function fileName(sheet: SheetStart): string {
  return sheet.file.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '')
}

function first<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const result = find(item)
    if (result !== undefined) return result
  }
  return undefined
}
