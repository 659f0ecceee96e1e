import { englandCalendar } from '#values'
import { dueOnByRowSql } from './limit.ts'
import type { Timescale } from './timescale.ts'

/** The columns of `obligation`, in order. */
export const OBLIGATION_COLUMNS = [
  'timescale varchar',
  'child_id varchar',
  'item_key varchar',
  'started_on date',
  'due_on date',
  'met_on date',
  'closed_on date',
  'state varchar',
  'days_over integer',
  'reason varchar',
  'worker varchar',
  'team varchar',
  'area varchar',
  'service varchar',
  'provisional boolean',
] as const

/** What a declaration's select may give, with its type: the contract in `Timescale.sql`. */
const ITEM_COLUMNS = [
  ['child_id', 'varchar'],
  ['item_key', 'varchar'],
  ['started_on', 'date'],
  ['met_on', 'date'],
  ['closed_on', 'date'],
  ['not_applicable_reason', 'varchar'],
  ['unknown_reason', 'varchar'],
  ['declined', 'boolean'],
  ['limit_value', 'integer'],
  ['limit_unit', 'varchar'],
  ['seen_open_on', 'date'],
  ['apart_days', 'integer'],
  ['episode_start', 'date'],
  ['worker', 'varchar'],
  ['team', 'varchar'],
] as const

/**
 * One select over all the timescales, with the columns of `obligation`: their rows one under another, timed and judged
 * in a single pass. Reads `timescale_limit`, `snapshot_info`, `extract_day`, `team_area` and `worker_area`, and
 * `latest_in_doubt` where a timescale has `latestIn`.
 */
export function obligationSql(timescales: readonly Timescale[]): string {
  return `with item as (
    ${itemSql(timescales)}
),
doubt as (
    ${doubtSql(timescales)}
),
${TIMED_STEPS}`
}

function itemSql(timescales: readonly Timescale[]): string {
  const shape = ITEM_COLUMNS.map(([name, type]) => `null::${type} as ${name}`).join(', ')
  const rows = timescales.map((each) => `(select '${each.id}' as timescale, row.* from (\n${each.sql}\n) as row)`)
  return [`(select null::varchar as timescale, ${shape} where false)`, ...rows].join('\n    union all by name\n    ')
}

/** For each timescale and row of a child why its latest event is in doubt, and until when it is not. */
function doubtSql(timescales: readonly Timescale[]): string {
  const pairs = timescales.flatMap(({ id, latestIn = [] }) =>
    latestIn.map(({ table, column }) => `('${id}', '${table}', '${column}')`),
  )
  const shape =
    "null::varchar as timescale, '' as child_id, null::date as episode_start, null::date as sure_until, '' as doubt"
  if (pairs.length === 0) return `select ${shape} where false`
  return `select
        timescale, child_id, episode_start,
        min(coalesce(known_until, date '-infinity')) as sure_until,
        string_agg(reason, '; ' order by reason) as doubt
    from latest_in_doubt
    inner join (values ${pairs.join(', ')}) as rests_on (timescale, table_name, column_name)
        using (table_name, column_name)
    group by timescale, child_id, episode_start`
}

/**
 * Due days that working days put past the table's end: its last counted day, then Monday to Friday. Real holidays can
 * only move such a day later, so nothing is called overdue too early.
 */
const provisionalDueOn = `(
            calendar_to::date - (isodow(calendar_to::date) - 1)::integer
            + 7 * ((past_end - 1) // 5)::integer + ((past_end - 1) % 5)::integer
        )`

const TIMED_STEPS = `as_of as (
    select
        as_at,
        coalesce(add_working_days(as_at, 5), as_at + 7) as in_five_working_days,
        date '${englandCalendar.coversTo}' as calendar_to,
        working_day_ordinal(date '${englandCalendar.coversTo}') as last_ordinal
    from snapshot_info
),
first_extract as (
    select table_name, min(as_at) as first_extract_on
    from extract_day
    group by table_name
),
limited as (
    select
        item.*,
        as_of.*,
        coalesce(item.limit_value, l.value) as value,
        coalesce(item.limit_unit, l.unit) as unit,
        first_extract.first_extract_on,
        doubt.doubt,
        doubt.sure_until
    from item
    inner join timescale_limit as l on l.id = item.timescale
    left join first_extract on first_extract.table_name = l.main_table
    left join doubt
        on doubt.timescale = item.timescale
        and doubt.child_id = item.child_id
        and doubt.episode_start is not distinct from item.episode_start
    cross join as_of
),
reckoned as (
    select
        *,
        ${dueOnByRowSql('started_on', 'value', 'unit')} as exact_due_on,
        case when unit = 'workingDays' and as_at <= calendar_to
            -- weekdays past the end, counted from the Monday of its last week
            then value - (last_ordinal - working_day_ordinal(started_on)) + least(isodow(calendar_to), 5)
        end as past_end
    from limited
),
timed as (
    select
        *,
        coalesce(exact_due_on, ${provisionalDueOn}) as due_on,
        exact_due_on is null and past_end is not null as provisional,
        case
            when unit = 'workingDays' then in_five_working_days
            when unit = 'weeks' then as_at + 7
            when unit = 'months' then as_at + 14
            when value <= 7 then as_at + 1
            when value <= 60 then as_at + 7
            else as_at + 14
        end as warn_to
    from reckoned
),
examined as (
    select
        *,
        case
            when not_applicable_reason is not null or declined then null
            when unknown_reason is not null then unknown_reason
            -- what was met, and what ended before it was due or before the doubt begins, does not rest on it
            when (met_on <= as_at or closed_on <= least(as_at, greatest(due_on, sure_until))) is not true and doubt is not null
                then doubt
            when started_on is null then 'the start date is missing'
            when started_on > as_at then 'the start is after the day of the extract'
            when met_on < started_on then 'it was met before it started'
            when closed_on < started_on then 'the case ended before this started'
            when due_on is null
                then 'working days outside the bank-holiday table, ${englandCalendar.coversFrom} to ${englandCalendar.coversTo}'
        end as problem,
        met_on <= as_at as is_met,
        closed_on <= as_at as is_closed,
        met_on - due_on > apart_days and seen_open_on < due_on as is_undecided,
        -- the day from which an open item is no longer counted as running
        least(closed_on, as_at) as open_to
    from timed
),
judged as (
    select
        *,
        case
            when not_applicable_reason is not null then 'not applicable'
            when declined then 'declined'
            when problem is not null then 'unknown'
            when is_met and met_on <= due_on then 'met'
            when is_met and is_undecided and started_on < first_extract_on then 'not applicable'
            when is_met and is_undecided then 'unknown'
            when is_met then 'met late'
            when is_closed and closed_on <= due_on then 'not applicable'
            when due_on < open_to then 'overdue'
            when due_on <= warn_to then 'due'
            else 'not due'
        end as state
    from examined
)
select
    timescale,
    judged.child_id,
    item_key,
    started_on,
    case when problem is null then due_on end as due_on,
    met_on,
    closed_on,
    state,
    (case state
        when 'met late' then met_on - due_on
        when 'overdue' then open_to - due_on
        else 0
    end)::integer as days_over,
    case
        when state = 'unknown' then coalesce(problem, 'an earlier one may lie between two extracts')
        when state = 'overdue' and is_closed then 'overdue when the case ended'
        when state = 'not applicable'
            then coalesce(
                not_applicable_reason,
                case when is_met then 'began before the first extract, which does not show when it was met'
                else 'ended before it was due' end
            )
    end as reason,
    judged.worker,
    judged.team,
    coalesce(team_area.area, worker_area.area) as area,
    coalesce(team_area.service, worker_area.service) as service,
    problem is null and provisional as provisional
from judged
left join team_area on team_area.team = judged.team
left join worker_area on worker_area.worker = judged.worker`
