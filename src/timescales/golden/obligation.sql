with item as (
    (select null::varchar as timescale, null::varchar as child_id, null::varchar as item_key, null::date as started_on, null::date as met_on, null::date as closed_on, null::varchar as not_applicable_reason, null::varchar as unknown_reason, null::boolean as declined, null::integer as limit_value, null::varchar as limit_unit, null::date as seen_open_on, null::integer as apart_days, null::date as episode_start, null::varchar as worker, null::varchar as team where false)
    union all by name
    (select 'first' as timescale, row.* from (
select child_id, date_of_contact as started_on from contact
) as row)
    union all by name
    (select 'second' as timescale, row.* from (
select child_id, date_of_contact as started_on from contact
) as row)
),
doubt as (
    select null::varchar as timescale, '' as child_id, null::date as episode_start, null::date as sure_until, '' as doubt where false
),
as_of as (
    select
        as_at,
        coalesce(add_working_days(as_at, 5), as_at + 7) as in_five_working_days,
        date '2028-12-31' as calendar_to,
        working_day_ordinal(date '2028-12-31') as last_ordinal
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
        case unit
            when 'workingDays' then add_working_days(started_on, value)
            when 'days' then (started_on + value)
            when 'weeks' then (started_on + 7 * value)
            when 'months' then add_months(started_on, value)
        end as exact_due_on,
        case when unit = 'workingDays' and as_at <= calendar_to
            -- weekdays past the end, counted from the Monday of its last week
            then value - (last_ordinal - working_day_ordinal(started_on)) + least(isodow(calendar_to), 5)
        end as past_end
    from limited
),
timed as (
    select
        *,
        coalesce(exact_due_on, (
            calendar_to::date - (isodow(calendar_to::date) - 1)::integer
            + 7 * ((past_end - 1) // 5)::integer + ((past_end - 1) % 5)::integer
        )) as due_on,
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
                then 'working days outside the bank-holiday table, 2015-01-01 to 2028-12-31'
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
left join worker_area on worker_area.worker = judged.worker