-- day, on day
with row_counted as (
    select
        day as on_date,
        age_band,
        area,
        disability,
        ethnicity,
        length,
        sex,
        team,
        coalesce(true, false) as "cpp-number.case",
        coalesce(true, false) as "cpp-rate.case",
        coalesce(true, false) as "cpp-2y-open.case",
        coalesce(is_two_years_old, false) as "cpp-2y-open.met",
        coalesce(length is not null, false) as "cpp-duration-bands.case"
    from fact_plan_day
    where day between $1 and $2
)
select
    on_date,
    case
        when grouping(age_band) = 0 then {'dimension': 'age_band', 'value': coalesce(age_band::varchar, 'Not known')}
        when grouping(area) = 0 then {'dimension': 'area', 'value': coalesce(area::varchar, 'Not known')}
        when grouping(disability) = 0 then {'dimension': 'disability', 'value': coalesce(disability::varchar, 'Not known')}
        when grouping(ethnicity) = 0 then {'dimension': 'ethnicity', 'value': coalesce(ethnicity::varchar, 'Not known')}
        when grouping(length) = 0 then {'dimension': 'length', 'value': coalesce(length::varchar, 'Not known')}
        when grouping(sex) = 0 then {'dimension': 'sex', 'value': coalesce(sex::varchar, 'Not known')}
        when grouping(team) = 0 then {'dimension': 'team', 'value': coalesce(team::varchar, 'Not known')}
        else {'dimension': '', 'value': ''}
    end as group_of,
    count(*) filter (where "cpp-number.case") as "cpp-number.n",
    count(*) filter (where "cpp-rate.case") as "cpp-rate.n",
    count(*) filter (where "cpp-2y-open.case" and "cpp-2y-open.met") as "cpp-2y-open.n",
    count(*) filter (where "cpp-2y-open.case") as "cpp-2y-open.d",
    count(*) filter (where "cpp-duration-bands.case") as "cpp-duration-bands.d"
from row_counted
group by grouping sets (
    (on_date),
    (on_date, age_band),
    (on_date, area),
    (on_date, disability),
    (on_date, ethnicity),
    (on_date, length),
    (on_date, sex),
    (on_date, team)
);

-- observed, on day
with row_counted as (
    select
        day as on_date,
        age_band,
        area,
        category,
        disability,
        ethnicity,
        sex,
        team,
        coalesce(category is not null, false) as "cpp-category.case",
        coalesce(is_three_months_old, false) as "rcpc-timely.case",
        coalesce(reviewed_in_time, false) as "rcpc-timely.met",
        coalesce(true, false) as "cp-visits-timely.case",
        coalesce(visited_in_time, false) as "cp-visits-timely.met",
        coalesce(visited_on is not null, false) as "cp-seen-alone.case",
        coalesce(seen_alone, false) as "cp-seen-alone.met",
        coalesce(worker is null, false) as "cp-no-allocated-worker.case",
        coalesce(was_under_emergency_protection, false) as "cp-epo-pp.case"
    from fact_plan_day
    where day between $1 and $2
)
select
    on_date,
    case
        when grouping(age_band) = 0 then {'dimension': 'age_band', 'value': coalesce(age_band::varchar, 'Not known')}
        when grouping(area) = 0 then {'dimension': 'area', 'value': coalesce(area::varchar, 'Not known')}
        when grouping(category) = 0 then {'dimension': 'category', 'value': coalesce(category::varchar, 'Not known')}
        when grouping(disability) = 0 then {'dimension': 'disability', 'value': coalesce(disability::varchar, 'Not known')}
        when grouping(ethnicity) = 0 then {'dimension': 'ethnicity', 'value': coalesce(ethnicity::varchar, 'Not known')}
        when grouping(sex) = 0 then {'dimension': 'sex', 'value': coalesce(sex::varchar, 'Not known')}
        when grouping(team) = 0 then {'dimension': 'team', 'value': coalesce(team::varchar, 'Not known')}
        else {'dimension': '', 'value': ''}
    end as group_of,
    count(*) filter (where "cpp-category.case") as "cpp-category.d",
    count(*) filter (where "rcpc-timely.case" and "rcpc-timely.met") as "rcpc-timely.n",
    count(*) filter (where "rcpc-timely.case") as "rcpc-timely.d",
    count(*) filter (where "cp-visits-timely.case" and "cp-visits-timely.met") as "cp-visits-timely.n",
    count(*) filter (where "cp-visits-timely.case") as "cp-visits-timely.d",
    count(*) filter (where "cp-seen-alone.case" and "cp-seen-alone.met") as "cp-seen-alone.n",
    count(*) filter (where "cp-seen-alone.case") as "cp-seen-alone.d",
    count(*) filter (where "cp-no-allocated-worker.case") as "cp-no-allocated-worker.n",
    count(*) filter (where "cp-epo-pp.case") as "cp-epo-pp.n"
from row_counted
group by grouping sets (
    (on_date),
    (on_date, age_band),
    (on_date, area),
    (on_date, category),
    (on_date, disability),
    (on_date, ethnicity),
    (on_date, sex),
    (on_date, team)
);
