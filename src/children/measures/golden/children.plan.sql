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
        coalesce(true, false) as "cpp-started.case",
        coalesce(true, false) as "cpp-started-rate.case",
        coalesce(true, false) as "cpp-repeat.case",
        coalesce(had_earlier_plan, false) as "cpp-repeat.met"
    from fact_plan
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
    count(*) filter (where "cpp-started.case") as "cpp-started.n",
    count(*) filter (where "cpp-started-rate.case") as "cpp-started-rate.n",
    count(*) filter (where "cpp-repeat.case" and "cpp-repeat.met") as "cpp-repeat.n",
    count(*) filter (where "cpp-repeat.case") as "cpp-repeat.d"
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

-- month, on ended_on
with row_counted as (
    select
        date_trunc('month', ended_on) as on_date,
        age_band,
        area,
        disability,
        ethnicity,
        sex,
        team,
        coalesce(true, false) as "cpp-ended.case",
        coalesce(true, false) as "cpp-2y-closed.case",
        coalesce(lasted_two_years, false) as "cpp-2y-closed.met",
        coalesce(true, false) as "cpp-under-3m-closed.case",
        coalesce(ended_within_three_months, false) as "cpp-under-3m-closed.met",
        coalesce((days) is not null, false) as "cpp-days.case",
        (days) as "cpp-days.amount"
    from fact_plan
    where ended_on between $1 and $2
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
    count(*) filter (where "cpp-ended.case") as "cpp-ended.n",
    count(*) filter (where "cpp-2y-closed.case" and "cpp-2y-closed.met") as "cpp-2y-closed.n",
    count(*) filter (where "cpp-2y-closed.case") as "cpp-2y-closed.d",
    count(*) filter (where "cpp-under-3m-closed.case" and "cpp-under-3m-closed.met") as "cpp-under-3m-closed.n",
    count(*) filter (where "cpp-under-3m-closed.case") as "cpp-under-3m-closed.d",
    sum("cpp-days.amount") filter (where "cpp-days.case") as "cpp-days.n",
    count(*) filter (where "cpp-days.case") as "cpp-days.d"
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
