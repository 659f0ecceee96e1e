-- month, on authorised_on
with row_counted as (
    select
        date_trunc('month', authorised_on) as on_date,
        age_band,
        area,
        disability,
        ethnicity,
        sex,
        team,
        coalesce(true, false) as "assessments-completed.case",
        coalesce(true, false) as "assessments-45wd.case",
        coalesce(in_time, false) as "assessments-45wd.met",
        coalesce(referred_on is not null, false) as "assessments-45wd-from-referral.case",
        coalesce(in_time_from_referral, false) as "assessments-45wd-from-referral.met",
        coalesce(true, false) as "assessment-child-seen.case",
        coalesce(child_seen, false) as "assessment-child-seen.met",
        coalesce(true, false) as "assessment-needs-support.case",
        coalesce(needs_support, false) as "assessment-needs-support.met"
    from fact_assessment
    where authorised_on between $1 and $2
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
    count(*) filter (where "assessments-completed.case") as "assessments-completed.n",
    count(*) filter (where "assessments-45wd.case" and "assessments-45wd.met") as "assessments-45wd.n",
    count(*) filter (where "assessments-45wd.case") as "assessments-45wd.d",
    count(*) filter (where "assessments-45wd-from-referral.case" and "assessments-45wd-from-referral.met") as "assessments-45wd-from-referral.n",
    count(*) filter (where "assessments-45wd-from-referral.case") as "assessments-45wd-from-referral.d",
    count(*) filter (where "assessment-child-seen.case" and "assessment-child-seen.met") as "assessment-child-seen.n",
    count(*) filter (where "assessment-child-seen.case") as "assessment-child-seen.d",
    count(*) filter (where "assessment-needs-support.case" and "assessment-needs-support.met") as "assessment-needs-support.n",
    count(*) filter (where "assessment-needs-support.case") as "assessment-needs-support.d"
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
        coalesce(true, false) as "assessments-started.case"
    from fact_assessment
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
    count(*) filter (where "assessments-started.case") as "assessments-started.n"
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

-- span, on authorised_on
with row_counted as (
    select
        authorised_on as day,
        area,
        coalesce((working_days) is not null, false) as "assessment-days.case",
        (working_days) as "assessment-days.amount"
    from fact_assessment
    where authorised_on between $1 and $2
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
    median("assessment-days.amount") filter (where "assessment-days.case") as "assessment-days.m",
    count(*) filter (where "assessment-days.case") as "assessment-days.d"
from row_in_span
group by grouping sets (
    (kind, on_date),
    (kind, on_date, area)
);
