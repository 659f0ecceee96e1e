import type { DuckDb } from '#platform/lake'
import type { CodeSet, PlainDate } from '#values'
import { annexA } from '../annex-a/annex-a.ts'
import { createHistory } from '../history.ts'
import { type EventKindName, eventKinds } from './event-kinds.ts'
import { eventSql } from './journeys.sql.ts'

/** One event of a child's journey. */
export interface JourneyEvent {
  readonly onDate: PlainDate
  readonly orderInDay: number
  readonly kind: EventKindName
  readonly title: string
  /** Labels and a few words; empty where the list gives no more than the date. */
  readonly detail: string | null
  /** The list it comes from. */
  readonly table: string
  readonly team: string | null
  readonly worker: string | null
  /** The day on which what began here ended, where the record has it. */
  readonly endsOn: PlainDate | null
}

/**
 * Makes the table `event` anew: every child's events from all lists, ordered by child, day and `eventKinds`.
 *
 * `event (child_id, on_date, order_in_day, kind, title, detail, table_name, team, worker, ends_on)`. Columns that give only
 * the latest date (visits, reviews, placements, checks) are gathered from every version of their row, so that extracts
 * taken one after another build a history; the rest comes from rows that were not withdrawn. Rows without a child or
 * without the date give no event.
 */
export async function buildJourneys(db: DuckDb): Promise<void> {
  await createHistory(db)
  await createKinds(db)
  await createLabels(db)
  await db.run(`create or replace table event as ${eventSql()}`)
}

/** The journey of one child, oldest first; empty for a child that no list has. Needs `buildJourneys`. */
export async function journeyOf(db: DuckDb, childId: string): Promise<JourneyEvent[]> {
  return db.rows<JourneyEvent>(
    `select
        on_date as "onDate",
        order_in_day as "orderInDay",
        kind,
        title,
        detail,
        table_name as "table",
        team,
        worker,
        ends_on as "endsOn"
    from event
    where child_id = $1
    order by on_date, order_in_day, detail, table_name, ends_on`,
    [childId],
  )
}

async function createKinds(db: DuckDb): Promise<void> {
  await db.run('create or replace temp table event_kind (kind varchar, title varchar, order_in_day smallint)')
  await db.append('event_kind', (appender) => {
    for (const { kind, title, order } of eventKinds) {
      appender.appendVarchar(kind)
      appender.appendVarchar(title)
      appender.appendSmallInt(order)
      appender.endRow()
    }
  })
}

async function createLabels(db: DuckDb): Promise<void> {
  await db.run('create or replace temp table code_label (code_set varchar, code varchar, label varchar)')
  await db.append('code_label', (appender) => {
    for (const set of codeSets()) {
      for (const { code, label } of set.values) {
        appender.appendVarchar(set.id)
        appender.appendVarchar(code)
        appender.appendVarchar(label)
        appender.endRow()
      }
    }
  })
}

/** Every code set of the lists, once. */
function codeSets(): readonly CodeSet[] {
  const sets = annexA.tables.flatMap((table) => table.columns.flatMap((column) => column.codes ?? []))
  return [...new Map(sets.map((set) => [set.id, set])).values()]
}
