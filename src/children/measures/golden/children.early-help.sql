-- month, on started_on
with row_counted as (
    select
        date_trunc('month', started_on) as on_date,
        age_band,
        disability,
        ethnicity,
        organisation,
        sex,
        coalesce(true, false) as "eh-assessments.case",
        coalesce(true, false) as "eh-rate.case",
        coalesce(organisation is not null, false) as "eh-by-organisation.case"
    from fact_early_help
    where started_on between $1 and $2
)
select
    on_date,
    case
        when grouping(age_band) = 0 then {'dimension': 'age_band', 'value': coalesce(age_band::varchar, 'Not known')}
        when grouping(disability) = 0 then {'dimension': 'disability', 'value': coalesce(disability::varchar, 'Not known')}
        when grouping(ethnicity) = 0 then {'dimension': 'ethnicity', 'value': coalesce(ethnicity::varchar, 'Not known')}
        when grouping(organisation) = 0 then {'dimension': 'organisation', 'value': coalesce(organisation::varchar, 'Not known')}
        when grouping(sex) = 0 then {'dimension': 'sex', 'value': coalesce(sex::varchar, 'Not known')}
        else {'dimension': '', 'value': ''}
    end as group_of,
    count(*) filter (where "eh-assessments.case") as "eh-assessments.n",
    count(*) filter (where "eh-rate.case") as "eh-rate.n",
    count(*) filter (where "eh-by-organisation.case") as "eh-by-organisation.d"
from row_counted
group by grouping sets (
    (on_date),
    (on_date, age_band),
    (on_date, disability),
    (on_date, ethnicity),
    (on_date, organisation),
    (on_date, sex)
);

-- span, on completed_on
with row_counted as (
    select
        completed_on as day,
        coalesce((days) is not null, false) as "eh-duration.case",
        (days) as "eh-duration.amount"
    from fact_early_help
    where completed_on between $1 and $2
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
    median("eh-duration.amount") filter (where "eh-duration.case") as "eh-duration.m",
    count(*) filter (where "eh-duration.case") as "eh-duration.d"
from row_in_span
group by grouping sets (
    (kind, on_date)
);

-- month, on completed_on
with row_counted as (
    select
        date_trunc('month', completed_on) as on_date,
        age_band,
        disability,
        ethnicity,
        sex,
        coalesce(true, false) as "eh-stepped-up.case",
        coalesce(stepped_up, false) as "eh-stepped-up.met"
    from fact_early_help
    where completed_on between $1 and $2
)
select
    on_date,
    case
        when grouping(age_band) = 0 then {'dimension': 'age_band', 'value': coalesce(age_band::varchar, 'Not known')}
        when grouping(disability) = 0 then {'dimension': 'disability', 'value': coalesce(disability::varchar, 'Not known')}
        when grouping(ethnicity) = 0 then {'dimension': 'ethnicity', 'value': coalesce(ethnicity::varchar, 'Not known')}
        when grouping(sex) = 0 then {'dimension': 'sex', 'value': coalesce(sex::varchar, 'Not known')}
        else {'dimension': '', 'value': ''}
    end as group_of,
    count(*) filter (where "eh-stepped-up.case" and "eh-stepped-up.met") as "eh-stepped-up.n",
    count(*) filter (where "eh-stepped-up.case") as "eh-stepped-up.d"
from row_counted
group by grouping sets (
    (on_date),
    (on_date, age_band),
    (on_date, disability),
    (on_date, ethnicity),
    (on_date, sex)
);
