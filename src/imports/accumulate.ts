import { type DuckDb, sqlName, sqlText } from '#platform/lake'
import { addDays, addMonths, type PlainDate, startOfMonth } from '#values'
import type { TableFormat } from './format.ts'
import { arrived } from './read-table.ts'
import { createCurrentView, versionTable } from './record.ts'
import { type ExtractWindow, endSql, placedOn } from './window.ts'

/** One table of an extract, to be laid over the record; its rows are in `arrived_<table>`. */
export interface Arrival {
  readonly table: TableFormat
  readonly asAt: PlainDate
  readonly extract: string
  readonly window: ExtractWindow
  /** As-at day of the extract before it that had the table; undefined for the first. */
  readonly previousAsAt: PlainDate | undefined
}

/**
 * Lays the arrived rows of one table over the record's versions of it. Rows are matched on the table's natural key.
 *
 * - A row that the record does not have is added.
 * - A row that says the same as the record's newest version only renews where it was last seen. Derived columns are
 *   renewed too: an age that goes up is no change.
 * - A row that says something else ends the version it replaces ('changed') and adds its own.
 * - A row of the record that the window should hold and the extract does not is ended: see `goneBy`.
 * - Older rows, which the window no longer reaches, stay as they are.
 *
 * Extracts must be laid in the order of their as-at days: that order, not the order of loading, makes the record.
 */
export async function accumulate(db: DuckDb, arrival: Arrival): Promise<void> {
  const versions = sqlName(versionTable(arrival.table.table))
  await db.run(arrival.previousAsAt === undefined ? firstVersions(arrival) : nextVersions(arrival))
  await db.run(`drop view if exists ${sqlName(arrival.table.table)}`)
  await db.run(`drop table ${versions}`)
  await db.run(`alter table next_version rename to ${versions}`)
  await createCurrentView(db, arrival.table.table)
}

/** A table's first extract: every row is new. */
function firstVersions({ table, asAt, extract }: Arrival): string {
  return `create table next_version as
    select ${columnsOf(table).join(', ')},
        ${sqlText(asAt)}::date as known_from, null::date as known_to, null::varchar as ended_by,
        ${sqlText(asAt)}::date as first_seen, ${sqlText(extract)} as extract,
        source_file, source_sheet, source_row
    from ${arrived(table)}`
}

/**
 * `known` is the record's side of a matched row and `came` the extract's; either may be missing. Rows are matched and
 * judged by their places alone: most say the same, and are not carried through the comparison.
 */
function nextVersions(arrival: Arrival): string {
  const { table, asAt, extract } = arrival
  const versions = sqlName(versionTable(table.table))
  const columns = columnsOf(table)
  const derived = new Set(table.columns.filter((column) => column.derived).map((column) => sqlName(column.name)))
  const same = columns.filter((column) => !derived.has(column)).map(alike('known', 'came'))
  const day = `${sqlText(asAt)}::date`
  const kept = columns.map((column) => (derived.has(column) ? renewed(column) : `known.${column}`))
  const key = table.key.map(sqlName)
  return `create table next_version as
    with newest as (
        select *, rowid as place from ${versions} where known_to is null
    ),
    arriving as (
        select *, rowid as place from ${arrived(table)}
    ),
    ended as (
        -- a row that was withdrawn, or left, and has come back was first seen when it was first seen
        select ${key.join(', ')}, min(first_seen) as first_seen from ${versions} where known_to is not null group by all
    ),
    judged as materialized (
        select known.place as known_place, came.place as came_place, known.first_seen,
            known.place is not null and came.place is not null and ${same.join(' and ')} as same,
            case when came.place is null then ${goneBy(arrival)} end as gone_by
        from newest as known full join arriving as came on ${key.map(alike('known', 'came')).join(' and ')}
    )
    select * from ${versions} where known_to is not null
    union all
    select ${kept.join(', ')}, known.known_from,
        case when gone_by is not null or (came_place is not null and not same) then ${day} end,
        case when came_place is not null and not same then 'changed' else gone_by end,
        known.first_seen, case when same then ${sqlText(extract)} else known.extract end,
        ${['source_file', 'source_sheet', 'source_row'].map(renewed).join(', ')}
    from judged
    join ${versions} as known on known.rowid = known_place
    left join ${arrived(table)} as came on came.rowid = came_place
    union all
    select ${columns.map((column) => `came.${column}`).join(', ')}, ${day}, null, null,
        coalesce(judged.first_seen, ended.first_seen, ${day}), ${sqlText(extract)},
        came.source_file, came.source_sheet, came.source_row
    from judged
    join ${arrived(table)} as came on came.rowid = came_place
    left join ended on ${key.map(alike('ended', 'came')).join(' and ')}
    where not same`
}

function alike(left: string, right: string): (column: string) => string {
  return (column) => `${left}.${column} is not distinct from ${right}.${column}`
}

function columnsOf(table: TableFormat): string[] {
  return table.columns.map((column) => sqlName(column.name))
}

function renewed(column: string): string {
  return `case when same then came.${column} else known.${column} end`
}

/**
 * Why a row of the record that has not come again is ended, as SQL over `known`; NULL where it stays.
 *
 * - Events: one inside the window has been withdrawn. An older one that was open has ended out of sight ('gap').
 * - Open lists: one that ended inside the window has been withdrawn. One that was open has been withdrawn too, unless
 *   the list holds only a child's latest row and a later one has come ('superseded'), or the extracts are so far apart
 *   that it may have ended out of sight, or the list drops open rows as they fall quiet ('gap').
 * - Lists of everyone entitled: the child has left.
 */
function goneBy(arrival: Arrival): string {
  const { table, window } = arrival
  if (table.window.kind === 'current') return "'left'"
  const windowFrom = reachedFrom(arrival)
  if (table.window.kind === 'event') {
    const on = `known.${sqlName(table.window.on)}`
    const { orOpen } = table.window
    const endedUnseen = orOpen ? `when ${on} < ${windowFrom} and known.${sqlName(orOpen)} is null then 'gap'` : ''
    return `case when ${on} between ${windowFrom} and ${sqlText(window.to)}::date then 'withdrawn' ${endedUnseen} end`
  }
  const end = endSql(table, 'known.')
  const later = table.onePerChild
    ? `exists (select 1 from ${arrived(table)} as later where later.child_id = known.child_id
            and later.${sqlName(table.window.from)} > known.${sqlName(table.window.from)})`
    : 'false'
  return `case
            when ${end} is null and ${later} then 'superseded'
            when ${end} is null then ${sqlText(hasGap(arrival) || table.window.mayLapse ? 'gap' : 'withdrawn')}
            when ${end} >= ${windowFrom} and not ${later} then 'withdrawn'
        end`
}

/** A list of fewer rows than this may lack its first days by chance. */
const ENOUGH_TO_TELL = 20

/**
 * The first day that the extract reaches, as SQL. Authorities that cut at whole months begin up to a month after the
 * window does: the first row of a list that is long enough then says from when on rows are missed.
 */
function reachedFrom({ table, window }: Arrival): string {
  const from = `${sqlText(window.from)}::date`
  const on = placedOn(table)
  const wholeMonth = sqlText(addMonths(startOfMonth(addDays(window.from, -1)), 1))
  return `greatest(${from}, (
                select case when count(*) >= ${ENOUGH_TO_TELL} then least(min(${on}), ${wholeMonth}::date) end
                from ${arrived(table)} where ${on} >= ${from}
            ))`
}

/** True when a row may have ended after the extract before and still be too old for this one. */
function hasGap({ window, previousAsAt }: Arrival): boolean {
  return previousAsAt !== undefined && previousAsAt < window.from
}
