-- Open cases of the snapshot, by the rules of the folder's README, and who holds each child.

-- One row for each open case and each person who works on it. `reach` orders the kinds, furthest-reaching first; `counts` is
-- false for the worker beside a care leaver's personal adviser, so that a caseload has the young person once.
create or replace temp table open_case as
with as_of as (
    select as_at from snapshot_info
),
case_row as (
    select
        child_id,
        case when legal_status in ('V3', 'V4') then 'need' else 'care' end as kind,
        started_looked_after as since,
        allocated_team as team,
        allocated_worker as worker,
        true as counts
    from looked_after
    cross join as_of
    where ceased_looked_after is null or ceased_looked_after > as_at
    union all
    select child_id, 'plan', plan_start_date, allocated_team, allocated_worker, true
    from protection_plan
    cross join as_of
    where plan_end_date is null or plan_end_date > as_at
    union all
    select
        child_id,
        case when case_status = 'ASSESS' then 'assessment' else 'need' end,
        cin_start_date,
        allocated_team,
        allocated_worker,
        true
    from child_in_need
    cross join as_of
    where cin_closure_date is null or cin_closure_date > as_at
    union all
    select child_id, 'leaver', null, allocated_team, coalesce(personal_adviser, allocated_worker), true
    from care_leaver
    union all
    select child_id, 'leaver', null, allocated_team, allocated_worker, false
    from care_leaver
    where allocated_worker <> personal_adviser
    union all
    select child_id, 'assessment', assessment_start_date, allocated_team, allocated_worker, true
    from assessment
    cross join as_of
    where authorisation_date is null or authorisation_date > as_at
    union all
    select child_id, 'early help', assessment_start_date, null, null, true
    from early_help
    cross join as_of
    where assessment_completion_date is null or assessment_completion_date > as_at
)
select
    case_row.child_id,
    case_row.kind,
    list_position(['care', 'plan', 'need', 'leaver', 'assessment', 'early help'], case_row.kind) as reach,
    case_row.since,
    case_row.team,
    case_row.worker,
    coalesce(team_area.area, worker_area.area) as area,
    coalesce(team_area.service, worker_area.service) as service,
    case_row.counts
from case_row
left join team_area on team_area.team = case_row.team
left join worker_area on worker_area.worker = case_row.worker
where case_row.child_id is not null;

-- What is still to be done for children, as today's list has it; and the adopters' beside it.
create or replace temp table kept_obligation as
with as_of as (
    select
        as_at,
        add_months(as_at, -12) as year_before,
        coalesce(add_working_days(as_at, 10), as_at + 14) as soon
    from snapshot_info
),
judged as (
    select
        obligation.*,
        timescale in (select timescale from adopter_timescale) as is_adopter,
        state in ('overdue', 'due', 'not due', 'unknown')
            and not coalesce(closed_on <= as_at, false)
            and not (state = 'unknown' and coalesce(met_on <= as_at, false)) as to_do,
        state in ('due', 'not due') and due_on <= soon as is_soon,
        coalesce(met_on, closed_on, due_on, started_on) >= year_before as is_of_last_year
    from obligation
    cross join as_of
)
select
    row_number() over (order by timescale, child_id, item_key, started_on, due_on) as obligation_id,
    case when is_adopter then null else child_id end as child_id,
    case when is_adopter then child_id end as adopter_id,
    timescale,
    started_on,
    due_on,
    met_on,
    state,
    to_do,
    to_do and is_soon as is_soon,
    days_over,
    reason,
    worker,
    team,
    area,
    coalesce(provisional, false) as provisional
from judged
where child_id is not null and (to_do or is_of_last_year);

create or replace temp macro holders_of(area, team, worker) as
    list_filter(['a:' || area, 't:' || team, 'w:' || worker], holder -> holder is not null);

-- Who holds each child that anyone but the authority holds; as a list, and as COPY takes it.
create or replace temp table child_holder as
with named as (
    select child_id, area, team, worker from open_case
    union
    select child_id, area, team, worker from kept_obligation where to_do and child_id is not null
),
held as (
    select
        child_id,
        list_prepend('*', list_sort(list_distinct(flatten(list(holders_of(area, team, worker)))))) as holders
    from named
    group by child_id
)
select child_id, holders, copy_array(holders) as line
from held;
