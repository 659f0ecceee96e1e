-- month, on adopted_on
with row_counted as (
    select
        date_trunc('month', adopted_on) as on_date,
        age_band,
        disability,
        ethnicity,
        sex,
        coalesce(true, false) as "adoptions.case",
        coalesce((days_to_placement) is not null, false) as "adoption-a10.case",
        (days_to_placement) as "adoption-a10.amount",
        coalesce((days_to_match) is not null, false) as "adoption-a2.case",
        (days_to_match) as "adoption-a2.amount"
    from fact_adoption
    where adopted_on between $1 and $2
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
    count(*) filter (where "adoptions.case") as "adoptions.n",
    sum("adoption-a10.amount") filter (where "adoption-a10.case") as "adoption-a10.n",
    count(*) filter (where "adoption-a10.case") as "adoption-a10.d",
    sum("adoption-a2.amount") filter (where "adoption-a2.case") as "adoption-a2.n",
    count(*) filter (where "adoption-a2.case") as "adoption-a2.d"
from row_counted
group by grouping sets (
    (on_date),
    (on_date, age_band),
    (on_date, disability),
    (on_date, ethnicity),
    (on_date, sex)
);

-- month, on decided_on
with row_counted as (
    select
        date_trunc('month', decided_on) as on_date,
        disability,
        ethnicity,
        sex,
        coalesce(true, false) as "adoption-decisions.case"
    from fact_adoption
    where decided_on between $1 and $2
)
select
    on_date,
    case
        when grouping(disability) = 0 then {'dimension': 'disability', 'value': coalesce(disability::varchar, 'Not known')}
        when grouping(ethnicity) = 0 then {'dimension': 'ethnicity', 'value': coalesce(ethnicity::varchar, 'Not known')}
        when grouping(sex) = 0 then {'dimension': 'sex', 'value': coalesce(sex::varchar, 'Not known')}
        else {'dimension': '', 'value': ''}
    end as group_of,
    count(*) filter (where "adoption-decisions.case") as "adoption-decisions.n"
from row_counted
group by grouping sets (
    (on_date),
    (on_date, disability),
    (on_date, ethnicity),
    (on_date, sex)
);

-- month, on placed_on
with row_counted as (
    select
        date_trunc('month', placed_on) as on_date,
        disability,
        ethnicity,
        sex,
        coalesce(true, false) as "adoption-placed.case"
    from fact_adoption
    where placed_on between $1 and $2
)
select
    on_date,
    case
        when grouping(disability) = 0 then {'dimension': 'disability', 'value': coalesce(disability::varchar, 'Not known')}
        when grouping(ethnicity) = 0 then {'dimension': 'ethnicity', 'value': coalesce(ethnicity::varchar, 'Not known')}
        when grouping(sex) = 0 then {'dimension': 'sex', 'value': coalesce(sex::varchar, 'Not known')}
        else {'dimension': '', 'value': ''}
    end as group_of,
    count(*) filter (where "adoption-placed.case") as "adoption-placed.n"
from row_counted
group by grouping sets (
    (on_date),
    (on_date, disability),
    (on_date, ethnicity),
    (on_date, sex)
);

-- month, on reversed_on
with row_counted as (
    select
        date_trunc('month', reversed_on) as on_date,
        disability,
        ethnicity,
        sex,
        coalesce(true, false) as "adoption-reversed.case"
    from fact_adoption
    where reversed_on between $1 and $2
)
select
    on_date,
    case
        when grouping(disability) = 0 then {'dimension': 'disability', 'value': coalesce(disability::varchar, 'Not known')}
        when grouping(ethnicity) = 0 then {'dimension': 'ethnicity', 'value': coalesce(ethnicity::varchar, 'Not known')}
        when grouping(sex) = 0 then {'dimension': 'sex', 'value': coalesce(sex::varchar, 'Not known')}
        else {'dimension': '', 'value': ''}
    end as group_of,
    count(*) filter (where "adoption-reversed.case") as "adoption-reversed.n"
from row_counted
group by grouping sets (
    (on_date),
    (on_date, disability),
    (on_date, ethnicity),
    (on_date, sex)
);
