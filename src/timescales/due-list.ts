import type { DuckDb } from '#platform/lake'
import type { PlainDate } from '#values'
import { type ObligationState, STATES } from './timescale.ts'

/** One line of the worklist. `child` is the child's number, or the adopter's for the timescales of adopters. */
export interface DueItem {
  readonly timescale: string
  readonly child: string
  readonly startedOn: PlainDate | null
  readonly dueOn: PlainDate | null
  readonly metOn: PlainDate | null
  readonly state: ObligationState
  /** Days past the due day; 0 when not late. */
  readonly daysOver: number
  readonly worker: string | null
  readonly team: string | null
  readonly area: string | null
}

/** What to list. Without `state` what is still to be done; 'all' lists everything, history too. */
export interface DueFilter {
  readonly state?: ObligationState | 'all'
  readonly team?: string
}

/** True for the name of a state, or 'all'. */
export function isDueState(text: string): text is ObligationState | 'all' {
  return text === 'all' || STATES.some((state) => state === text)
}

/**
 * The obligations to work through, from the table `obligation`.
 *
 * Without a state: what is overdue, due, not due or unknown for open cases, and not yet done. With 'overdue', 'due',
 * 'not due' or 'unknown': those of open cases that are not yet done. With another state or 'all': everything in it,
 * closed cases too. The longest overdue come first, then what falls due soonest.
 */
export async function dueList(db: DuckDb, filter: DueFilter = {}): Promise<DueItem[]> {
  return db.rows<DueItem & object>(DUE_SQL, [filter.state ?? 'open', filter.team ?? null])
}

const DUE_SQL = `
with wanted as (
    select
        obligation.*,
        list_position([${STATES.map((state) => `'${state}'`).join(', ')}], state) as place,
        state in ('overdue', 'due', 'not due', 'unknown') as is_to_do,
        coalesce(closed_on <= (select as_at from snapshot_info), false)
            or coalesce(met_on <= (select as_at from snapshot_info), false) and state = 'unknown' as is_over
    from obligation
    where ($1 in ('all', 'open') or state = $1) and ($2 is null or team = $2)
)
select
    timescale,
    child_id as child,
    started_on as "startedOn",
    due_on as "dueOn",
    met_on as "metOn",
    state,
    days_over as "daysOver",
    worker,
    team,
    area
from wanted
where $1 = 'all' or case when is_to_do then not is_over else $1 <> 'open' end
order by place, days_over desc, due_on, started_on, timescale, child_id, item_key`
