-- span, on approved_on
with row_counted as (
    select
        approved_on as day,
        coalesce(true, false) as "adopters-approved.case",
        household as "adopters-approved.of"
    from fact_adopter
    where approved_on between $1 and $2
),
row_in_span as (
    select span.kind, span.on_date, row_counted.* exclude (day)
    from row_counted
    join measure_span as span on row_counted.day >= span.from_date and row_counted.day < span.to_date
)
select
    kind,
    on_date,
    {'dimension': '', 'value': ''} as group_of,
    count(distinct "adopters-approved.of") filter (where "adopters-approved.case") as "adopters-approved.n"
from row_in_span
group by grouping sets (
    (kind, on_date)
);

-- month, on stage_1_ended_on
with row_counted as (
    select
        date_trunc('month', stage_1_ended_on) as on_date,
        coalesce(true, false) as "adopter-stage1-timely.case",
        coalesce(stage_1_in_time, false) as "adopter-stage1-timely.met"
    from fact_adopter
    where stage_1_ended_on between $1 and $2
)
select
    on_date,
    {'dimension': '', 'value': ''} as group_of,
    count(*) filter (where "adopter-stage1-timely.case" and "adopter-stage1-timely.met") as "adopter-stage1-timely.n",
    count(*) filter (where "adopter-stage1-timely.case") as "adopter-stage1-timely.d"
from row_counted
group by grouping sets (
    (on_date)
);

-- month, on stage_2_ended_on
with row_counted as (
    select
        date_trunc('month', stage_2_ended_on) as on_date,
        coalesce(true, false) as "adopter-stage2-timely.case",
        coalesce(stage_2_in_time, false) as "adopter-stage2-timely.met"
    from fact_adopter
    where stage_2_ended_on between $1 and $2
)
select
    on_date,
    {'dimension': '', 'value': ''} as group_of,
    count(*) filter (where "adopter-stage2-timely.case" and "adopter-stage2-timely.met") as "adopter-stage2-timely.n",
    count(*) filter (where "adopter-stage2-timely.case") as "adopter-stage2-timely.d"
from row_counted
group by grouping sets (
    (on_date)
);
