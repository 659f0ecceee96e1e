-- observed, on day
with row_counted as (
    select
        day as on_date,
        age_band,
        area,
        disability,
        ethnicity,
        home,
        sex,
        team,
        coalesce(true, false) as "cl-number.case",
        coalesce(is_19_to_21, false) as "cl-number-19-21.case",
        coalesce(is_19_to_21, false) as "cl-eet.case",
        coalesce(is_occupied, false) as "cl-eet.met",
        coalesce(is_17_to_18, false) as "cl-eet-17-18.case",
        coalesce(is_occupied, false) as "cl-eet-17-18.met",
        coalesce(is_19_to_21, false) as "cl-neet.case",
        coalesce(is_not_occupied, false) as "cl-neet.met",
        coalesce(is_19_to_21, false) as "cl-he.case",
        coalesce(is_in_higher_education, false) as "cl-he.met",
        coalesce(is_19_to_21, false) as "cl-suitable.case",
        coalesce(is_suitably_housed, false) as "cl-suitable.met",
        coalesce(is_17_to_18, false) as "cl-suitable-17-18.case",
        coalesce(is_suitably_housed, false) as "cl-suitable-17-18.met",
        coalesce(home is not null, false) as "cl-home.case",
        coalesce(true, false) as "cl-in-touch.case",
        coalesce(is_in_touch, false) as "cl-in-touch.met",
        coalesce(wants_contact, false) as "cl-contact-8w.case",
        coalesce(contacted_in_time, false) as "cl-contact-8w.met",
        coalesce(age = 18, false) as "cl-staying-put.case",
        coalesce(is_staying_put, false) as "cl-staying-put.met",
        coalesce(has_plan_duty, false) as "pathway-review-6m.case",
        coalesce(plan_reviewed_in_time, false) as "pathway-review-6m.met",
        coalesce(true, false) as "cl-pa-allocated.case",
        coalesce(has_adviser, false) as "cl-pa-allocated.met"
    from fact_care_leaver_day
    where day between $1 and $2
)
select
    on_date,
    case
        when grouping(age_band) = 0 then {'dimension': 'age_band', 'value': coalesce(age_band::varchar, 'Not known')}
        when grouping(area) = 0 then {'dimension': 'area', 'value': coalesce(area::varchar, 'Not known')}
        when grouping(disability) = 0 then {'dimension': 'disability', 'value': coalesce(disability::varchar, 'Not known')}
        when grouping(ethnicity) = 0 then {'dimension': 'ethnicity', 'value': coalesce(ethnicity::varchar, 'Not known')}
        when grouping(home) = 0 then {'dimension': 'home', 'value': coalesce(home::varchar, 'Not known')}
        when grouping(sex) = 0 then {'dimension': 'sex', 'value': coalesce(sex::varchar, 'Not known')}
        when grouping(team) = 0 then {'dimension': 'team', 'value': coalesce(team::varchar, 'Not known')}
        else {'dimension': '', 'value': ''}
    end as group_of,
    count(*) filter (where "cl-number.case") as "cl-number.n",
    count(*) filter (where "cl-number-19-21.case") as "cl-number-19-21.n",
    count(*) filter (where "cl-eet.case" and "cl-eet.met") as "cl-eet.n",
    count(*) filter (where "cl-eet.case") as "cl-eet.d",
    count(*) filter (where "cl-eet-17-18.case" and "cl-eet-17-18.met") as "cl-eet-17-18.n",
    count(*) filter (where "cl-eet-17-18.case") as "cl-eet-17-18.d",
    count(*) filter (where "cl-neet.case" and "cl-neet.met") as "cl-neet.n",
    count(*) filter (where "cl-neet.case") as "cl-neet.d",
    count(*) filter (where "cl-he.case" and "cl-he.met") as "cl-he.n",
    count(*) filter (where "cl-he.case") as "cl-he.d",
    count(*) filter (where "cl-suitable.case" and "cl-suitable.met") as "cl-suitable.n",
    count(*) filter (where "cl-suitable.case") as "cl-suitable.d",
    count(*) filter (where "cl-suitable-17-18.case" and "cl-suitable-17-18.met") as "cl-suitable-17-18.n",
    count(*) filter (where "cl-suitable-17-18.case") as "cl-suitable-17-18.d",
    count(*) filter (where "cl-home.case") as "cl-home.d",
    count(*) filter (where "cl-in-touch.case" and "cl-in-touch.met") as "cl-in-touch.n",
    count(*) filter (where "cl-in-touch.case") as "cl-in-touch.d",
    count(*) filter (where "cl-contact-8w.case" and "cl-contact-8w.met") as "cl-contact-8w.n",
    count(*) filter (where "cl-contact-8w.case") as "cl-contact-8w.d",
    count(*) filter (where "cl-staying-put.case" and "cl-staying-put.met") as "cl-staying-put.n",
    count(*) filter (where "cl-staying-put.case") as "cl-staying-put.d",
    count(*) filter (where "pathway-review-6m.case" and "pathway-review-6m.met") as "pathway-review-6m.n",
    count(*) filter (where "pathway-review-6m.case") as "pathway-review-6m.d",
    count(*) filter (where "cl-pa-allocated.case" and "cl-pa-allocated.met") as "cl-pa-allocated.n",
    count(*) filter (where "cl-pa-allocated.case") as "cl-pa-allocated.d"
from row_counted
group by grouping sets (
    (on_date),
    (on_date, age_band),
    (on_date, area),
    (on_date, disability),
    (on_date, ethnicity),
    (on_date, home),
    (on_date, sex),
    (on_date, team)
);
