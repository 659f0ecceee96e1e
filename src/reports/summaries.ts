import type { Check } from '#checks'
import type { Measure } from '#measures'
import type { DuckDb } from '#platform/lake'
import { formatLimit, type Timescale } from '#timescales'
import type { NotRun, QualityFinding, TimescaleSummary } from './compendium.ts'

/**
 * How many obligations of each timescale are overdue or due soon for open cases, and how many were met in time and late in the
 * year to the as-at day. Timescales that did not run, and those with nothing at all, are left out.
 *
 * Needs the tables `obligation` and `timescale_run`.
 */
export async function timescaleSummaries(db: DuckDb, timescales: readonly Timescale[]): Promise<TimescaleSummary[]> {
  const counts = await db.rows<TimescaleCounts>(TIMESCALES_SQL)
  const byId = new Map(counts.map((count) => [count.timescale, count]))
  return timescales.flatMap((declared) => {
    const count = byId.get(declared.id)
    return count === undefined ? [] : [summaryOf(declared, count)]
  })
}

interface TimescaleCounts {
  readonly timescale: string
  readonly due: number
  readonly overdue: number
  readonly met: number
  readonly late: number
}

const TIMESCALES_SQL = `
with judged as (
    select
        obligation.timescale,
        obligation.state,
        coalesce(obligation.closed_on <= snapshot_info.as_at, false) as is_closed,
        obligation.met_on > add_months(snapshot_info.as_at, -12) as is_met_this_year
    from obligation
    cross join snapshot_info
)
select
    timescale,
    count(*) filter (where state = 'due' and not is_closed)::integer as due,
    count(*) filter (where state = 'overdue' and not is_closed)::integer as overdue,
    count(*) filter (where state = 'met' and is_met_this_year)::integer as met,
    count(*) filter (where state = 'met late' and is_met_this_year)::integer as late
from judged
group by timescale
order by timescale`

function summaryOf({ id, title, limit, source }: Timescale, count: TimescaleCounts): TimescaleSummary {
  return {
    id,
    title,
    limit: formatLimit(limit),
    due: count.due,
    overdue: count.overdue,
    metInTime: count.met,
    metLate: count.late,
    source: `${source.document}, ${source.paragraph}`,
  }
}

/** What every check that ran found, those that found most of what is worst first. Needs the table `check_run`. */
export async function qualityFindings(db: DuckDb, checks: readonly Check[]): Promise<QualityFinding[]> {
  const runs = await db.rows<{ id: string; found: number }>(
    `select check_id as id, found
    from check_run
    where state = 'ran'
    order by array_position(['error', 'warning', 'query'], severity), found desc, check_id`,
  )
  const declared = new Map(checks.map((check) => [check.id, check]))
  return runs.flatMap(({ id, found }) => {
    const check = declared.get(id)
    if (check === undefined) return []
    const { title, severity, table, why, todo } = check
    return [{ id, title, severity, table: table.replaceAll('_', ' '), count: found, why, todo }]
  })
}

/** What was declared: for the titles of what could not run. */
export interface Declared {
  readonly measures: readonly Measure[]
  readonly checks: readonly Check[]
  readonly timescales: readonly Timescale[]
}

/** Every measure, check and timescale that could not run, and why. Needs `measure_run`, `check_run` and `timescale_run`. */
export async function whatDidNotRun(db: DuckDb, declared: Declared): Promise<NotRun[]> {
  const rows = await db.rows<{ kind: NotRun['kind']; id: string; reason: string }>(NOT_RUN_SQL)
  const titles = new Map(
    [...declared.measures, ...declared.checks, ...declared.timescales].map(({ id, title }) => [id, title]),
  )
  return rows.map(({ kind, id, reason }) => ({ kind, title: titles.get(id) ?? id, reason }))
}

const NOT_RUN_SQL = `
select 'measure' as kind, measure as id, reason from measure_run where status = 'not run'
union all
select 'check' as kind, check_id as id, reason from check_run where state = 'not run'
union all
select 'timescale' as kind, timescale as id, reason from timescale_run where status = 'not run'
order by kind, id`
