-- month, on received_on
with row_counted as (
    select
        date_trunc('month', received_on) as on_date,
        age_band,
        disability,
        ethnicity,
        sex,
        coalesce(true, false) as "repeat-contacts.case",
        coalesce(previous_on >= add_months(received_on, -6), false) as "repeat-contacts.met"
    from fact_contact_child
    where received_on between $1 and $2
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
    count(*) filter (where "repeat-contacts.case" and "repeat-contacts.met") as "repeat-contacts.n",
    count(*) filter (where "repeat-contacts.case") as "repeat-contacts.d"
from row_counted
group by grouping sets (
    (on_date),
    (on_date, age_band),
    (on_date, disability),
    (on_date, ethnicity),
    (on_date, sex)
);
