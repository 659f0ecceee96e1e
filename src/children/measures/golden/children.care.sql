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
        coalesce(true, false) as "lac-started.case",
        coalesce(true, false) as "lac-return-to-care.case",
        coalesce(came_back, false) as "lac-return-to-care.met"
    from fact_care
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
    count(*) filter (where "lac-started.case") as "lac-started.n",
    count(*) filter (where "lac-return-to-care.case" and "lac-return-to-care.met") as "lac-return-to-care.n",
    count(*) filter (where "lac-return-to-care.case") as "lac-return-to-care.d"
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

-- month, on ceased_on
with row_counted as (
    select
        date_trunc('month', ceased_on) as on_date,
        age_band,
        area,
        disability,
        ethnicity,
        reason,
        sex,
        team,
        coalesce(true, false) as "lac-ceased.case",
        coalesce((days) is not null, false) as "lac-days.case",
        (days) as "lac-days.amount",
        coalesce(reason is not null, false) as "lac-ceased-reason.case",
        coalesce(true, false) as "sgo-ceased.case",
        coalesce(reason = 'Special guardianship', false) as "sgo-ceased.met",
        coalesce(true, false) as "cao-ceased.case",
        coalesce(reason = 'Child arrangements order', false) as "cao-ceased.met",
        coalesce(true, false) as "adoptions-share.case",
        coalesce(reason = 'Adopted', false) as "adoptions-share.met"
    from fact_care
    where ceased_on between $1 and $2
)
select
    on_date,
    case
        when grouping(age_band) = 0 then {'dimension': 'age_band', 'value': coalesce(age_band::varchar, 'Not known')}
        when grouping(area) = 0 then {'dimension': 'area', 'value': coalesce(area::varchar, 'Not known')}
        when grouping(disability) = 0 then {'dimension': 'disability', 'value': coalesce(disability::varchar, 'Not known')}
        when grouping(ethnicity) = 0 then {'dimension': 'ethnicity', 'value': coalesce(ethnicity::varchar, 'Not known')}
        when grouping(reason) = 0 then {'dimension': 'reason', 'value': coalesce(reason::varchar, 'Not known')}
        when grouping(sex) = 0 then {'dimension': 'sex', 'value': coalesce(sex::varchar, 'Not known')}
        when grouping(team) = 0 then {'dimension': 'team', 'value': coalesce(team::varchar, 'Not known')}
        else {'dimension': '', 'value': ''}
    end as group_of,
    count(*) filter (where "lac-ceased.case") as "lac-ceased.n",
    sum("lac-days.amount") filter (where "lac-days.case") as "lac-days.n",
    count(*) filter (where "lac-days.case") as "lac-days.d",
    count(*) filter (where "lac-ceased-reason.case") as "lac-ceased-reason.d",
    count(*) filter (where "sgo-ceased.case" and "sgo-ceased.met") as "sgo-ceased.n",
    count(*) filter (where "sgo-ceased.case") as "sgo-ceased.d",
    count(*) filter (where "cao-ceased.case" and "cao-ceased.met") as "cao-ceased.n",
    count(*) filter (where "cao-ceased.case") as "cao-ceased.d",
    count(*) filter (where "adoptions-share.case" and "adoptions-share.met") as "adoptions-share.n",
    count(*) filter (where "adoptions-share.case") as "adoptions-share.d"
from row_counted
group by grouping sets (
    (on_date),
    (on_date, age_band),
    (on_date, area),
    (on_date, disability),
    (on_date, ethnicity),
    (on_date, reason),
    (on_date, sex),
    (on_date, team)
);
