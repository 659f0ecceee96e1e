-- Open cases by worker, now and at the last twelve month ends.

-- Each child once for each worker, by the furthest-reaching case that the worker holds.
create or replace temp table held_case as
select worker, child_id, kind, team, area, service
from open_case
where worker is not null and counts
qualify row_number() over (partition by worker, child_id order by reach, since desc nulls last, team) = 1;

-- The same cases as the extracts gave them at each month end; early help has no worker.
create or replace temp table held_before as
with month_end as (
    select distinct day
    from counted_day
    where day = last_day(day) or day = (select as_at from snapshot_info)
    order by day desc
    limit 12
),
held as (
    select day, worker, child_id from fact_need_day semi join month_end using (day)
    union
    select day, worker, child_id from fact_plan_day semi join month_end using (day)
    union
    select day, worker, child_id from fact_care_day semi join month_end using (day)
    union
    select day, worker, child_id from fact_care_leaver_day semi join month_end using (day)
    union
    select day, worker, child_id from fact_assessment_day semi join month_end using (day)
)
select day, worker, count(distinct child_id) as cases
from held
where worker is not null
group by day, worker;

create or replace temp view published_caseload as
with day as (
    select distinct day from held_before
),
history as (
    -- a worker who held nothing on a day has a nought there
    select
        held.worker,
        to_json(list(json_array(day.day, coalesce(held_before.cases, 0)) order by day.day))::varchar as history
    from (select distinct worker from held_case) as held
    cross join day
    left join held_before on held_before.day = day.day and held_before.worker = held.worker
    group by held.worker
),
place as (
    select worker, team, area, service
    from held_case
    group by worker, team, area, service
    qualify row_number() over (partition by worker order by count(*) desc, team is null, team, area) = 1
),
due as (
    select
        worker,
        count(*) filter (where state = 'overdue') as overdue,
        count(*) filter (where is_soon) as due_soon
    from kept_obligation
    where to_do
    group by worker
),
counted as (
    select
        held_case.worker,
        count(*) as cases,
        round(sum(case_weight.weight), 2) as weighted,
        count(*) filter (where held_case.kind = 'assessment') as assessing,
        count(*) filter (where held_case.kind = 'need') as in_need,
        count(*) filter (where held_case.kind = 'plan') as on_plan,
        count(*) filter (where held_case.kind = 'care') as in_care,
        count(*) filter (where held_case.kind = 'leaver') as leavers,
        list(distinct 't:' || held_case.team) as team_tokens,
        list(distinct 'a:' || held_case.area) as area_tokens
    from held_case
    join case_weight on case_weight.kind = held_case.kind
    group by held_case.worker
)
select
    counted.worker,
    place.team,
    place.area,
    place.service,
    counted.cases,
    counted.weighted,
    counted.assessing,
    counted.in_need,
    counted.on_plan,
    counted.in_care,
    counted.leavers,
    coalesce(due.overdue, 0) as overdue,
    coalesce(due.due_soon, 0) as due_soon,
    coalesce(history.history, '[]') as history,
    list_prepend('*', list_sort(list_filter(
        list_concat(['w:' || counted.worker], counted.team_tokens, counted.area_tokens),
        holder -> holder is not null
    ))) as holders
from counted
join place on place.worker = counted.worker
left join history on history.worker = counted.worker
left join due on due.worker = counted.worker;
