import { type DuckDb, sqlName, sqlText } from '#platform/lake'
import { addMonths, type PlainDate } from '#values'
import type { TableFormat } from './format.ts'
import { arrived } from './read-table.ts'

/** The span over which an extract holds all that a list should hold, and how that is known. */
export interface ExtractWindow {
  readonly from: PlainDate
  readonly to: PlainDate
  readonly how: 'standard' | 'told' | 'seen'
}

/** The day that a table's rows are placed by: when they happened, or when they ended. */
export function placedOn(table: TableFormat): string | undefined {
  if (table.window.kind === 'current') return undefined
  if (table.window.kind === 'event') return sqlName(table.window.on)
  return endSql(table)
}

/** The day on which a row of an `open` list ended; NULL while it is open. */
export function endSql(table: TableFormat, prefix: '' | 'known.' = ''): string {
  if (table.window.kind !== 'open') throw new Error(`${table.table} has no end`)
  const { to, orEnds } = table.window
  return orEnds ? `coalesce(${prefix}${sqlName(to)}, ${prefix}${sqlName(orEnds)})` : `${prefix}${sqlName(to)}`
}

/**
 * The window that the standard gives a list on a day.
 * @example standardWindow(contact, '2026-03-31') // from 30 September 2025: six months back
 */
export function standardWindow(table: TableFormat, asAt: PlainDate): ExtractWindow {
  const from = table.window.kind === 'current' ? asAt : addMonths(asAt, -table.window.months)
  return { from, to: asAt, how: 'standard' }
}

/**
 * The window of each table that has arrived.
 *
 * An extract may reach further back than the standard asks: then rows older than the standard's window are no slip but
 * history. A table counts as wider when more than a tenth of its placed rows are older. How far back it reaches is the
 * first month with at least a tenth of the usual month's rows, so that a few impossible dates do not stretch it. The
 * list of nothing but events with the most rows, which is contacts as a rule, sets it for all the wide ones: the others
 * are too small to tell, or hold older cases that are still open, whose first months are far from whole.
 *
 * @param toldFrom the first day, where the person loading says it
 */
export async function extractWindows(
  db: DuckDb,
  tables: readonly TableFormat[],
  asAt: PlainDate,
  toldFrom?: PlainDate,
): Promise<Map<string, ExtractWindow>> {
  const seenFrom = toldFrom ?? (await seenStart(db, tables, asAt))
  const windows = new Map<string, ExtractWindow>()
  for (const table of tables) {
    const standard = standardWindow(table, asAt)
    const wide = table.window.kind !== 'current' && seenFrom !== undefined && seenFrom < standard.from
    const counts = toldFrom ? wide : wide && (await isWide(db, table, standard))
    windows.set(table.table, counts ? { from: seenFrom!, to: asAt, how: toldFrom ? 'told' : 'seen' } : standard)
  }
  return windows
}

async function isWide(db: DuckDb, table: TableFormat, standard: ExtractWindow): Promise<boolean> {
  const on = placedOn(table)
  const { older, placed } = await db.row<{ older: number; placed: number }>(
    `select count(*) filter (where ${on} < $1::date) as older, count(${on}) as placed from ${arrived(table)}`,
    [standard.from],
  )
  return older * 10 > placed
}

/** A list of events and nothing else. One that holds old rows while they are open does not tell how far it reaches. */
function isPlainEvents({ window }: TableFormat): boolean {
  return window.kind === 'event' && window.orOpen === undefined
}

async function seenStart(db: DuckDb, tables: readonly TableFormat[], asAt: PlainDate): Promise<PlainDate | undefined> {
  let largest: { readonly start: PlainDate | null; readonly placed: number } = { start: null, placed: 0 }
  for (const table of tables) {
    if (!isPlainEvents(table) || !(await isWide(db, table, standardWindow(table, asAt)))) continue
    const on = placedOn(table)
    const seen = await db.row<{ start: PlainDate | null; placed: number }>(
      `with by_month as (
          select date_trunc('month', ${on})::date as month, count(*) as n, min(${on}) as first
          from ${arrived(table)} where ${on} <= ${sqlText(asAt)}::date group by all
      )
      select
          min(first) filter (where n * 10 >= (select median(n) from by_month)) as start,
          coalesce(sum(n), 0)::integer as placed
      from by_month`,
    )
    if (seen.placed > largest.placed) largest = seen
  }
  return largest.start ?? undefined
}

/** Rows of a table that lie in the standard's window: comparable from one extract to the next, however far each reaches. */
export async function rowsInWindow(db: DuckDb, table: TableFormat, asAt: PlainDate): Promise<number> {
  const on = placedOn(table)
  const { from } = standardWindow(table, asAt)
  const inWindow =
    on === undefined
      ? 'true'
      : table.window.kind === 'open'
        ? `(${on} is null or ${on} >= $1::date)`
        : `${on} >= $1::date`
  return (
    await db.row<{ n: number }>(
      `select count(*) as n from ${arrived(table)} where ${inWindow}`,
      inWindow.includes('$1') ? [from] : [],
    )
  ).n
}
