import type { Tx } from '#platform/db'
import { addDays, addWorkingDays, englandCalendar, type PlainDate } from '#values'
import {
  type Grouping,
  type Order,
  PAGE_SIZE,
  type PartCounts,
  parts,
  type Worklist,
  type WorklistFilter,
  type WorklistLine,
} from './worklist.ts'

// Which rows there are to choose from, row-level security says: only children that this person answers for.

/** The tenth working day after the day of the record; a fortnight after it where the bank holidays are not known. */
export function soonAfter(asAt: PlainDate): PlainDate {
  const isKnown = asAt >= englandCalendar.coversFrom && addDays(asAt, 31) <= englandCalendar.coversTo
  return isKnown ? addWorkingDays(asAt, 10, englandCalendar) : addDays(asAt, 14)
}

/** One page of today's list with its counts and what it can be narrowed to, in one statement. */
export async function findWorklist(tx: Tx, filter: WorklistFilter, asAt: PlainDate): Promise<Worklist> {
  const offset = (filter.page - 1) * PAGE_SIZE
  const values = [...filterValues(filter, asAt), PAGE_SIZE, offset]
  const found = isFirstPage(filter)
    ? (await tx.row<{ worklist: FoundWorklist }>(FIRST_PAGE_SQL, values)).worklist
    : await tx.row<FoundWorklist>(WORKLIST_SQL[filter.group][filter.order], values)
  return { lines: found.lines, counts: partCounts(found.counts), children: found.children, choices: found.choices }
}

/** True for the list as it opens, which is written when figures are published. */
function isFirstPage({ page, group, order, ...narrowed }: WorklistFilter): boolean {
  return page === 1 && group === 'none' && order === 'due' && Object.values(narrowed).every((one) => one === undefined)
}

interface FoundWorklist extends Omit<Worklist, 'counts'> {
  readonly counts: Partial<PartCounts>
}

/** Every line that matches, in the order of the list: for a spreadsheet. At most `most`. */
export function listWorklist(
  tx: Tx,
  filter: WorklistFilter,
  asAt: PlainDate,
  most: number,
): Promise<readonly WorklistLine[]> {
  return tx.rows<WorklistLine>(EXPORT_SQL[filter.group][filter.order], [...filterValues(filter, asAt), most])
}

function filterValues(filter: WorklistFilter, asAt: PlainDate): readonly (string | null)[] {
  const { part, timescale, worker, team, area, dueBy } = filter
  const asked = [timescale, worker, team, area, dueBy, part].map((value) => value ?? null)
  return [asAt, soonAfter(asAt), ...asked]
}

/** Counts of every part, those without any as 0. */
export function partCounts(found: Partial<PartCounts>): PartCounts {
  const names = Object.keys(parts) as (keyof PartCounts)[]
  return Object.fromEntries(names.map((name) => [name, found[name] ?? 0])) as PartCounts
}

/**
 * What is to do, each line in its part, with no more than what lines are counted, chosen and ordered by: for a whole
 * authority these are tens of thousands. $1 is the day of the record, $2 the tenth working day after it.
 */
export const TO_DO_STEP = `to_do as materialized (
    select
        obligation_id, coalesce(child_id, adopter_id) as whose, timescale, due_on, worker, team, area,
        case
            when state = 'unknown' or due_on is null then 'unknown'
            when due_on < $1::date then 'late'
            when due_on = $1::date then 'today'
            when due_on <= $2::date then 'soon'
            else 'later'
        end as part
    from published.obligation
    where to_do
)`

const MATCHED_STEPS = `${TO_DO_STEP},
matched as (
    select *
    from to_do
    where
        ($3::text is null or timescale = $3)
        and ($4::text is null or worker = $4)
        and ($5::text is null or team = $5)
        and ($6::text is null or area = $6)
        and ($7::date is null or due_on <= $7)
),
shown as (
    select *
    from matched
    where $8::text is null or part = $8
)`

/** Children in the order of what is due first for each. */
const groupOrder = {
  none: '',
  child: 'first_due_on nulls last, whose, ',
  worker: 'worker nulls last, ',
} as const satisfies Record<Grouping, string>

const firstDueOn = {
  none: 'null::date',
  child: 'min(due_on) over (partition by whose)',
  worker: 'null::date',
} as const satisfies Record<Grouping, string>

const lineOrder = {
  due: 'due_on nulls last, whose, obligation_id',
  child: 'whose, due_on nulls last, obligation_id',
  what: 'timescale, due_on nulls last, obligation_id',
  worker: 'worker nulls last, due_on nulls last, obligation_id',
  team: 'team nulls last, due_on nulls last, obligation_id',
} as const satisfies Record<Order, string>

/** The columns of a `WorklistLine`, of `line` and what `WITH_CHILD` joins to it. */
export const LINE_COLUMNS = `
        whole.ref,
        line.whose as child,
        child.date_of_birth as "dateOfBirth",
        whole.timescale,
        whole.started_on as "startedOn",
        whole.due_on as "dueOn",
        whole.state,
        whole.reason,
        whole.provisional,
        whole.worker,
        whole.team,
        whole.area`

/** The rest of a line is looked up for those that are shown alone; row-level security names authority and publication. */
export const WITH_CHILD = `
    join published.obligation as whole on whole.obligation_id = line.obligation_id
    left join published.child on child.child_id = whole.child_id`

interface Shape {
  readonly order: string
  readonly firstDue: string
}

function worklistSql({ order, firstDue }: Shape): string {
  return `with ${MATCHED_STEPS},
page as (
    select shown.*, ${firstDue} as first_due_on
    from shown
    order by ${order}
    limit $9 offset $10
),
line as (
    select page.*, row_number() over (order by ${order}) as place
    from page
)
select
    (
        select coalesce(json_object_agg(part, n), '{}')
        from (select part, count(*) as n from matched group by part) as counted
    ) as counts,
    (select count(*) from (select distinct whose from shown) as one) as children,
    (
        select coalesce(json_agg(told order by place), '[]')
        from (select line.place, ${LINE_COLUMNS} from line ${WITH_CHILD}) as told
    ) as lines,
    json_build_object(
        'timescales', (select coalesce(json_agg(timescale order by timescale), '[]') from (select distinct timescale from to_do) as one),
        'workers', (
            select coalesce(json_agg(worker order by worker), '[]')
            from (
                select distinct worker
                from to_do
                where worker is not null and ($5::text is null or team = $5) and ($6::text is null or area = $6)
            ) as one
        ),
        'teams', (select coalesce(json_agg(team order by team), '[]') from (select distinct team from to_do where team is not null) as one),
        'areas', (select coalesce(json_agg(area order by area), '[]') from (select distinct area from to_do where area is not null) as one)
    ) as choices`
}

function exportSql({ order, firstDue }: Shape): string {
  return `with ${MATCHED_STEPS},
page as (
    select shown.*, ${firstDue} as first_due_on
    from shown
    order by ${order}
    limit $9
),
line as (
    select page.*, row_number() over (order by ${order}) as place
    from page
)
select ${LINE_COLUMNS}
from line ${WITH_CHILD}
order by line.place`
}

type SqlByShape = Readonly<Record<Grouping, Readonly<Record<Order, string>>>>

/** One statement for each way to group and order: each is prepared under its own name, and nothing in it comes from input. */
function byShape(sqlOf: (shape: Shape) => string): SqlByShape {
  const shape = (group: Grouping, order: string) => ({
    order: `${groupOrder[group]}${order}`,
    firstDue: firstDueOn[group],
  })
  const orders = (group: Grouping) =>
    Object.fromEntries(Object.entries(lineOrder).map(([order, sql]) => [order, sqlOf(shape(group, sql))]))
  const groups = Object.keys(groupOrder) as Grouping[]
  return Object.fromEntries(groups.map((group) => [group, orders(group)])) as SqlByShape
}

const WORKLIST_SQL = byShape(worklistSql)

/** As it was written for everybody who answers for the same; counted where it was not, or this person sees more or less. */
const FIRST_PAGE_SQL = keptOr(
  'worklist',
  `select json_build_object('lines', lines, 'counts', counts, 'children', children, 'choices', choices)
    from (${WORKLIST_SQL.none.due}) as found`,
)

/** A column of the first page that was written; where none was for this person, what is counted, which else is not begun. */
export function keptOr(column: 'worklist' | 'overview', countedSql: string): string {
  return `with kept as materialized (select ${column} from published.first_page)
select ${column} from kept
union all
select (${countedSql}) as ${column}
where not exists (select from kept)`
}
const EXPORT_SQL = byShape(exportSql)
