-- month, on started_on
with row_counted as (
    select
        date_trunc('month', started_on) as on_date,
        area,
        disability,
        ethnicity,
        sex,
        team,
        coalesce(true, false) as "cin-started.case"
    from fact_need
    where started_on between $1 and $2
)
select
    on_date,
    case
        when grouping(area) = 0 then {'dimension': 'area', 'value': coalesce(area::varchar, 'Not known')}
        when grouping(disability) = 0 then {'dimension': 'disability', 'value': coalesce(disability::varchar, 'Not known')}
        when grouping(ethnicity) = 0 then {'dimension': 'ethnicity', 'value': coalesce(ethnicity::varchar, 'Not known')}
        when grouping(sex) = 0 then {'dimension': 'sex', 'value': coalesce(sex::varchar, 'Not known')}
        when grouping(team) = 0 then {'dimension': 'team', 'value': coalesce(team::varchar, 'Not known')}
        else {'dimension': '', 'value': ''}
    end as group_of,
    count(*) filter (where "cin-started.case") as "cin-started.n"
from row_counted
group by grouping sets (
    (on_date),
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
        closure,
        disability,
        ethnicity,
        sex,
        team,
        coalesce(true, false) as "cin-ended.case",
        coalesce(closure is not null, false) as "cin-closed-reason.case",
        coalesce(true, false) as "referrals-not-in-need.case",
        coalesce(closure in ('After assessment, no further action', 'After assessment, to early help'), false) as "referrals-not-in-need.met"
    from fact_need
    where ended_on between $1 and $2
)
select
    on_date,
    case
        when grouping(age_band) = 0 then {'dimension': 'age_band', 'value': coalesce(age_band::varchar, 'Not known')}
        when grouping(area) = 0 then {'dimension': 'area', 'value': coalesce(area::varchar, 'Not known')}
        when grouping(closure) = 0 then {'dimension': 'closure', 'value': coalesce(closure::varchar, 'Not known')}
        when grouping(disability) = 0 then {'dimension': 'disability', 'value': coalesce(disability::varchar, 'Not known')}
        when grouping(ethnicity) = 0 then {'dimension': 'ethnicity', 'value': coalesce(ethnicity::varchar, 'Not known')}
        when grouping(sex) = 0 then {'dimension': 'sex', 'value': coalesce(sex::varchar, 'Not known')}
        when grouping(team) = 0 then {'dimension': 'team', 'value': coalesce(team::varchar, 'Not known')}
        else {'dimension': '', 'value': ''}
    end as group_of,
    count(*) filter (where "cin-ended.case") as "cin-ended.n",
    count(*) filter (where "cin-closed-reason.case") as "cin-closed-reason.d",
    count(*) filter (where "referrals-not-in-need.case" and "referrals-not-in-need.met") as "referrals-not-in-need.n",
    count(*) filter (where "referrals-not-in-need.case") as "referrals-not-in-need.d"
from row_counted
group by grouping sets (
    (on_date),
    (on_date, age_band),
    (on_date, area),
    (on_date, closure),
    (on_date, disability),
    (on_date, ethnicity),
    (on_date, sex),
    (on_date, team)
);
