-- Each child of the record once, with where they stand now, and their journey.

create or replace temp table main_case as
select child_id, kind, since, team, area, worker
from open_case
qualify row_number() over (
    partition by child_id
    order by reach, counts desc, since desc nulls last, worker is null, team, worker
) = 1;

create or replace temp table child_cases as
select
    child_id,
    to_json(list([kind, since::varchar, team, worker] order by reach, since, team, worker)) as cases
from open_case
group by child_id;

create or replace temp table child_due as
select
    child_id,
    count(*) filter (where state = 'overdue') as overdue,
    count(*) filter (where is_soon) as due_soon
from kept_obligation
where to_do and child_id is not null
group by child_id;

create or replace temp table last_event as
select child_id, max(on_date) as last_event_on
from event
where on_date <= (select as_at from snapshot_info)
group by child_id;

create or replace temp view published_child as
select
    child.child_id,
    child_ref.ref,
    child.date_of_birth,
    child.gender as sex,
    child.ethnicity,
    child.disability,
    coalesce(main_case.kind, 'closed') as status,
    main_case.since,
    main_case.team,
    main_case.area,
    main_case.worker,
    coalesce(child_due.overdue, 0) as overdue,
    coalesce(child_due.due_soon, 0) as due_soon,
    last_event.last_event_on,
    coalesce(child_cases.cases::varchar, '[]') as cases,
    coalesce(child_holder.holders, ['*']) as holders,
    sealed_child.child_id is not null as sealed
from every_child as child
join child_ref on child_ref.child_id = child.child_id
left join main_case on main_case.child_id = child.child_id
left join child_cases on child_cases.child_id = child.child_id
left join child_due on child_due.child_id = child.child_id
left join last_event on last_event.child_id = child.child_id
left join child_holder on child_holder.child_id = child.child_id
left join sealed_child on sealed_child.child_id = child.child_id;

create or replace temp view published_timeline as
with placed as (
    -- one number to sort each journey by: a list sorted by all its columns costs twice as much
    select
        child_id,
        json_array(on_date, kind, detail, team, worker, ends_on)::varchar as told,
        row_number() over (partition by child_id order by on_date, order_in_day, detail, table_name, ends_on) as place
    from event
),
journey as (
    -- sorted as a list: an aggregate with an order of its own takes twice as long over so many short journeys
    select
        child_id,
        '[' || array_to_string(
            list_transform(list_sort(list({'place': place, 'told': told})), each -> each.told), ','
        ) || ']' as events
    from placed
    group by child_id
)
select
    journey.child_id,
    journey.events,
    coalesce(child_holder.line, copy_array(['*'])) as holders,
    sealed_child.child_id is not null as sealed
from journey
join child_ref on child_ref.child_id = journey.child_id
left join child_holder on child_holder.child_id = journey.child_id
left join sealed_child on sealed_child.child_id = journey.child_id;
