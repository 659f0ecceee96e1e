-- month, on started_on
with row_counted as (
    select
        date_trunc('month', started_on) as on_date,
        age_band,
        area,
        disability,
        ethnicity,
        sex,
        team,
        coalesce(true, false) as "s47-number.case",
        coalesce(true, false) as "s47-rate.case",
        coalesce(decided, false) as "s47-to-icpc.case",
        coalesce(conference_on is not null, false) as "s47-to-icpc.met"
    from fact_section_47
    where started_on between $1 and $2
)
select
    on_date,
    case
        when grouping(age_band) = 0 then {'dimension': 'age_band', 'value': coalesce(age_band::varchar, 'Not known')}
        when grouping(area) = 0 then {'dimension': 'area', 'value': coalesce(area::varchar, 'Not known')}
        when grouping(disability) = 0 then {'dimension': 'disability', 'value': coalesce(disability::varchar, 'Not known')}
        when grouping(ethnicity) = 0 then {'dimension': 'ethnicity', 'value': coalesce(ethnicity::varchar, 'Not known')}
        when grouping(sex) = 0 then {'dimension': 'sex', 'value': coalesce(sex::varchar, 'Not known')}
        when grouping(team) = 0 then {'dimension': 'team', 'value': coalesce(team::varchar, 'Not known')}
        else {'dimension': '', 'value': ''}
    end as group_of,
    count(*) filter (where "s47-number.case") as "s47-number.n",
    count(*) filter (where "s47-rate.case") as "s47-rate.n",
    count(*) filter (where "s47-to-icpc.case" and "s47-to-icpc.met") as "s47-to-icpc.n",
    count(*) filter (where "s47-to-icpc.case") as "s47-to-icpc.d"
from row_counted
group by grouping sets (
    (on_date),
    (on_date, age_band),
    (on_date, area),
    (on_date, disability),
    (on_date, ethnicity),
    (on_date, sex),
    (on_date, team)
);

-- span, on started_on
with row_counted as (
    select
        started_on as day,
        area,
        coalesce(true, false) as "s47-repeat.case",
        coalesce(repeat, false) as "s47-repeat.met",
        child_id as "s47-repeat.of"
    from fact_section_47
    where started_on between $1 and $2
),
row_in_span as (
    select span.kind, span.on_date, row_counted.* exclude (day)
    from row_counted
    join measure_span as span on row_counted.day >= span.from_date and row_counted.day < span.to_date
)
select
    kind,
    on_date,
    case
        when grouping(area) = 0 then {'dimension': 'area', 'value': coalesce(area::varchar, 'Not known')}
        else {'dimension': '', 'value': ''}
    end as group_of,
    count(distinct "s47-repeat.of") filter (where "s47-repeat.case" and "s47-repeat.met") as "s47-repeat.n",
    count(distinct "s47-repeat.of") filter (where "s47-repeat.case") as "s47-repeat.d"
from row_in_span
group by grouping sets (
    (kind, on_date),
    (kind, on_date, area)
);

-- month, on conference_on
with row_counted as (
    select
        date_trunc('month', conference_on) as on_date,
        age_band,
        area,
        disability,
        ethnicity,
        sex,
        team,
        coalesce(true, false) as "icpc-number.case",
        coalesce(true, false) as "icpc-15wd.case",
        coalesce(in_time, false) as "icpc-15wd.met",
        coalesce((working_days) is not null, false) as "icpc-days.case",
        (working_days) as "icpc-days.amount",
        coalesce(true, false) as "icpc-to-plan.case",
        coalesce(plan_made, false) as "icpc-to-plan.met"
    from fact_section_47
    where conference_on between $1 and $2
)
select
    on_date,
    case
        when grouping(age_band) = 0 then {'dimension': 'age_band', 'value': coalesce(age_band::varchar, 'Not known')}
        when grouping(area) = 0 then {'dimension': 'area', 'value': coalesce(area::varchar, 'Not known')}
        when grouping(disability) = 0 then {'dimension': 'disability', 'value': coalesce(disability::varchar, 'Not known')}
        when grouping(ethnicity) = 0 then {'dimension': 'ethnicity', 'value': coalesce(ethnicity::varchar, 'Not known')}
        when grouping(sex) = 0 then {'dimension': 'sex', 'value': coalesce(sex::varchar, 'Not known')}
        when grouping(team) = 0 then {'dimension': 'team', 'value': coalesce(team::varchar, 'Not known')}
        else {'dimension': '', 'value': ''}
    end as group_of,
    count(*) filter (where "icpc-number.case") as "icpc-number.n",
    count(*) filter (where "icpc-15wd.case" and "icpc-15wd.met") as "icpc-15wd.n",
    count(*) filter (where "icpc-15wd.case") as "icpc-15wd.d",
    sum("icpc-days.amount") filter (where "icpc-days.case") as "icpc-days.n",
    count(*) filter (where "icpc-days.case") as "icpc-days.d",
    count(*) filter (where "icpc-to-plan.case" and "icpc-to-plan.met") as "icpc-to-plan.n",
    count(*) filter (where "icpc-to-plan.case") as "icpc-to-plan.d"
from row_counted
group by grouping sets (
    (on_date),
    (on_date, age_band),
    (on_date, area),
    (on_date, disability),
    (on_date, ethnicity),
    (on_date, sex),
    (on_date, team)
);
