-- day, on day
with row_counted as (
    select
        day as on_date,
        age_band,
        area,
        disability,
        ethnicity,
        sex,
        team,
        coalesce(true, false) as "assessments-open.case",
        coalesce(true, false) as "assessments-open-overdue.case",
        coalesce(overdue, false) as "assessments-open-overdue.met"
    from fact_assessment_day
    where day between $1 and $2
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
    count(*) filter (where "assessments-open.case") as "assessments-open.n",
    count(*) filter (where "assessments-open-overdue.case" and "assessments-open-overdue.met") as "assessments-open-overdue.n",
    count(*) filter (where "assessments-open-overdue.case") as "assessments-open-overdue.d"
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
