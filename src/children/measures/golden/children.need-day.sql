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
        coalesce(true, false) as "cin-number.case",
        coalesce(true, false) as "cin-rate.case",
        coalesce(length is not null, false) as "cin-duration.case",
        coalesce(true, false) as "cin-with-disability.case",
        coalesce(disability = 'Yes', false) as "cin-with-disability.met"
    from fact_need_day
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
    count(*) filter (where "cin-number.case") as "cin-number.n",
    count(*) filter (where "cin-rate.case") as "cin-rate.n",
    count(*) filter (where "cin-duration.case") as "cin-duration.d",
    count(*) filter (where "cin-with-disability.case" and "cin-with-disability.met") as "cin-with-disability.n",
    count(*) filter (where "cin-with-disability.case") as "cin-with-disability.d"
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
        disability,
        ethnicity,
        need,
        sex,
        team,
        worker,
        coalesce(on_plan, false) as "cin-plan-number.case",
        coalesce(on_plan, false) as "cin-over-2-years.case",
        coalesce(length = '2 years or more', false) as "cin-over-2-years.met",
        coalesce(on_plan, false) as "cin-visits-timely.case",
        coalesce(seen_in_time, false) as "cin-visits-timely.met",
        coalesce(on_plan, false) as "cin-last-seen-4w.case",
        coalesce(seen_on >= day - 28, false) as "cin-last-seen-4w.met",
        coalesce(need is not null, false) as "cin-primary-need.case",
        coalesce(worker is not null, false) as "caseload.case",
        coalesce(worker is null, false) as "cases-unallocated.case"
    from fact_need_day
    where day between $1 and $2
)
select
    on_date,
    case
        when grouping(age_band) = 0 then {'dimension': 'age_band', 'value': coalesce(age_band::varchar, 'Not known')}
        when grouping(area) = 0 then {'dimension': 'area', 'value': coalesce(area::varchar, 'Not known')}
        when grouping(disability) = 0 then {'dimension': 'disability', 'value': coalesce(disability::varchar, 'Not known')}
        when grouping(ethnicity) = 0 then {'dimension': 'ethnicity', 'value': coalesce(ethnicity::varchar, 'Not known')}
        when grouping(need) = 0 then {'dimension': 'need', 'value': coalesce(need::varchar, 'Not known')}
        when grouping(sex) = 0 then {'dimension': 'sex', 'value': coalesce(sex::varchar, 'Not known')}
        when grouping(team) = 0 then {'dimension': 'team', 'value': coalesce(team::varchar, 'Not known')}
        when grouping(worker) = 0 then {'dimension': 'worker', 'value': coalesce(worker::varchar, 'Not known')}
        else {'dimension': '', 'value': ''}
    end as group_of,
    count(*) filter (where "cin-plan-number.case") as "cin-plan-number.n",
    count(*) filter (where "cin-over-2-years.case" and "cin-over-2-years.met") as "cin-over-2-years.n",
    count(*) filter (where "cin-over-2-years.case") as "cin-over-2-years.d",
    count(*) filter (where "cin-visits-timely.case" and "cin-visits-timely.met") as "cin-visits-timely.n",
    count(*) filter (where "cin-visits-timely.case") as "cin-visits-timely.d",
    count(*) filter (where "cin-last-seen-4w.case" and "cin-last-seen-4w.met") as "cin-last-seen-4w.n",
    count(*) filter (where "cin-last-seen-4w.case") as "cin-last-seen-4w.d",
    count(*) filter (where "cin-primary-need.case") as "cin-primary-need.d",
    count(*) filter (where "caseload.case") as "caseload.n",
    count(*) filter (where "cases-unallocated.case") as "cases-unallocated.n"
from row_counted
group by grouping sets (
    (on_date),
    (on_date, age_band),
    (on_date, area),
    (on_date, disability),
    (on_date, ethnicity),
    (on_date, need),
    (on_date, sex),
    (on_date, team),
    (on_date, worker)
);
