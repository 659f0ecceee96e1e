-- month, on received_on
with row_counted as (
    select
        date_trunc('month', received_on) as on_date,
        age_band,
        area,
        disability,
        ethnicity,
        sex,
        source,
        team,
        coalesce(true, false) as "referrals.case",
        coalesce(true, false) as "referrals-rate.case",
        coalesce(true, false) as "re-referrals-12m.case",
        coalesce(repeat, false) as "re-referrals-12m.met",
        coalesce(true, false) as "referrals-nfa.case",
        coalesce(no_further_action, false) as "referrals-nfa.met",
        coalesce(source is not null, false) as "referrals-by-source.case",
        coalesce(true, false) as "referrals-with-prior-early-help.case",
        coalesce(had_early_help, false) as "referrals-with-prior-early-help.met"
    from fact_referral
    where received_on between $1 and $2
)
select
    on_date,
    case
        when grouping(age_band) = 0 then {'dimension': 'age_band', 'value': coalesce(age_band::varchar, 'Not known')}
        when grouping(area) = 0 then {'dimension': 'area', 'value': coalesce(area::varchar, 'Not known')}
        when grouping(disability) = 0 then {'dimension': 'disability', 'value': coalesce(disability::varchar, 'Not known')}
        when grouping(ethnicity) = 0 then {'dimension': 'ethnicity', 'value': coalesce(ethnicity::varchar, 'Not known')}
        when grouping(sex) = 0 then {'dimension': 'sex', 'value': coalesce(sex::varchar, 'Not known')}
        when grouping(source) = 0 then {'dimension': 'source', 'value': coalesce(source::varchar, 'Not known')}
        when grouping(team) = 0 then {'dimension': 'team', 'value': coalesce(team::varchar, 'Not known')}
        else {'dimension': '', 'value': ''}
    end as group_of,
    count(*) filter (where "referrals.case") as "referrals.n",
    count(*) filter (where "referrals-rate.case") as "referrals-rate.n",
    count(*) filter (where "re-referrals-12m.case" and "re-referrals-12m.met") as "re-referrals-12m.n",
    count(*) filter (where "re-referrals-12m.case") as "re-referrals-12m.d",
    count(*) filter (where "referrals-nfa.case" and "referrals-nfa.met") as "referrals-nfa.n",
    count(*) filter (where "referrals-nfa.case") as "referrals-nfa.d",
    count(*) filter (where "referrals-by-source.case") as "referrals-by-source.d",
    count(*) filter (where "referrals-with-prior-early-help.case" and "referrals-with-prior-early-help.met") as "referrals-with-prior-early-help.n",
    count(*) filter (where "referrals-with-prior-early-help.case") as "referrals-with-prior-early-help.d"
from row_counted
group by grouping sets (
    (on_date),
    (on_date, age_band),
    (on_date, area),
    (on_date, disability),
    (on_date, ethnicity),
    (on_date, sex),
    (on_date, source),
    (on_date, team)
);
