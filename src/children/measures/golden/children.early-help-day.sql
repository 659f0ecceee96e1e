-- day, on day
with row_counted as (
    select
        day as on_date,
        age_band,
        disability,
        ethnicity,
        sex,
        coalesce(true, false) as "eh-open.case"
    from fact_early_help_day
    where day between $1 and $2
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
    count(*) filter (where "eh-open.case") as "eh-open.n"
from row_counted
group by grouping sets (
    (on_date),
    (on_date, age_band),
    (on_date, disability),
    (on_date, ethnicity),
    (on_date, sex)
);
