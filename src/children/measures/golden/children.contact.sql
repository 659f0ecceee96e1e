-- month, on received_on
with row_counted as (
    select
        date_trunc('month', received_on) as on_date,
        age_band,
        disability,
        ethnicity,
        sex,
        source,
        coalesce(true, false) as "contacts.case",
        coalesce(true, false) as "contacts-rate.case",
        coalesce(source is not null, false) as "contacts-by-source.case",
        coalesce(true, false) as "contacts-to-referral.case",
        coalesce(became_referral, false) as "contacts-to-referral.met",
        coalesce(true, false) as "contacts-to-early-help.case",
        coalesce(passed_to_early_help, false) as "contacts-to-early-help.met"
    from fact_contact
    where received_on between $1 and $2
)
select
    on_date,
    case
        when grouping(age_band) = 0 then {'dimension': 'age_band', 'value': coalesce(age_band::varchar, 'Not known')}
        when grouping(disability) = 0 then {'dimension': 'disability', 'value': coalesce(disability::varchar, 'Not known')}
        when grouping(ethnicity) = 0 then {'dimension': 'ethnicity', 'value': coalesce(ethnicity::varchar, 'Not known')}
        when grouping(sex) = 0 then {'dimension': 'sex', 'value': coalesce(sex::varchar, 'Not known')}
        when grouping(source) = 0 then {'dimension': 'source', 'value': coalesce(source::varchar, 'Not known')}
        else {'dimension': '', 'value': ''}
    end as group_of,
    count(*) filter (where "contacts.case") as "contacts.n",
    count(*) filter (where "contacts-rate.case") as "contacts-rate.n",
    count(*) filter (where "contacts-by-source.case") as "contacts-by-source.d",
    count(*) filter (where "contacts-to-referral.case" and "contacts-to-referral.met") as "contacts-to-referral.n",
    count(*) filter (where "contacts-to-referral.case") as "contacts-to-referral.d",
    count(*) filter (where "contacts-to-early-help.case" and "contacts-to-early-help.met") as "contacts-to-early-help.n",
    count(*) filter (where "contacts-to-early-help.case") as "contacts-to-early-help.d"
from row_counted
group by grouping sets (
    (on_date),
    (on_date, age_band),
    (on_date, disability),
    (on_date, ethnicity),
    (on_date, sex),
    (on_date, source)
);
