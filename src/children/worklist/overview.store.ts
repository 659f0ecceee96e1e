import type { Tx } from '#platform/db'
import type { PlainDate } from '#values'
import { keptOr, LINE_COLUMNS, partCounts, soonAfter, TO_DO_STEP, WITH_CHILD } from './worklist.store.ts'
import type { PartCounts, WorklistLine } from './worklist.ts'

/** What is late and near for one worker or one team. */
export interface PlaceCounts {
  /** Null where lines name none. */
  readonly name: string | null
  readonly late: number
  readonly today: number
  readonly soon: number
}

/** Today's list at a glance. */
export interface WorklistOverview {
  readonly counts: PartCounts
  /** Children with something late or due within 10 working days. */
  readonly children: number
  /** What presses most, a few lines. */
  readonly first: readonly WorklistLine[]
  readonly workers: readonly PlaceCounts[]
  readonly teams: readonly PlaceCounts[]
}

/** How much is late and near, in all, by worker and by team, with the `most` lines that press most; in one statement. */
export async function findOverview(tx: Tx, asAt: PlainDate, most: number): Promise<WorklistOverview> {
  const { overview } = await tx.row<{ overview: FoundOverview }>(
    most === KEPT_LINES ? FIRST_OVERVIEW_SQL : COUNTED_OVERVIEW_SQL,
    [asAt, soonAfter(asAt), most],
  )
  const { counts, children, first, workers, teams } = overview
  return { counts: partCounts(counts), children, first, workers, teams }
}

type FoundOverview = Omit<WorklistOverview, 'counts'> & { readonly counts: Partial<PartCounts> }

/** How many lines are written with a first page. */
const KEPT_LINES = 10

const near = "part in ('late', 'today', 'soon')"

function placesSql(column: 'worker' | 'team'): string {
  return `(
        select coalesce(json_agg(place order by place.late desc, place.soon desc, place.name nulls last), '[]')
        from (
            select
                ${column} as name,
                count(*) filter (where part = 'late') as late,
                count(*) filter (where part = 'today') as today,
                count(*) filter (where part = 'soon') as soon
            from to_do
            where ${near}
            group by ${column}
        ) as place
    )`
}

const OVERVIEW_SQL = `with ${TO_DO_STEP},
line as (
    select *
    from to_do
    where ${near}
    order by due_on, whose, obligation_id
    limit $3
)
select
    (
        select coalesce(json_object_agg(part, n), '{}')
        from (select part, count(*) as n from to_do group by part) as counted
    ) as counts,
    (select count(*) from (select distinct whose from to_do where ${near}) as one) as children,
    (
        select coalesce(json_agg(told order by told."dueOn", told.child, told.place), '[]')
        from (
            select line.obligation_id as place, ${LINE_COLUMNS} from line ${WITH_CHILD}
        ) as told
    ) as first,
    ${placesSql('worker')} as workers,
    ${placesSql('team')} as teams`

const COUNTED_OVERVIEW_SQL = `select
    json_build_object('counts', counts, 'children', children, 'first', first, 'workers', workers, 'teams', teams) as overview
from (${OVERVIEW_SQL}) as found`

const FIRST_OVERVIEW_SQL = keptOr('overview', COUNTED_OVERVIEW_SQL)
