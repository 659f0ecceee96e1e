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
        coalesce(true, false) as "lac-number.case",
        coalesce(true, false) as "lac-rate.case"
    from fact_care_day
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
    count(*) filter (where "lac-number.case") as "lac-number.n",
    count(*) filter (where "lac-rate.case") as "lac-rate.n"
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

-- observed, on day
with row_counted as (
    select
        day as on_date,
        age_band,
        area,
        disability,
        ethnicity,
        legal_status,
        permanence,
        provider,
        sex,
        team,
        coalesce(is_unaccompanied, false) as "lac-uasc.case",
        coalesce(true, false) as "lac-out-of-county.case",
        coalesce(is_placed_outside, false) as "lac-out-of-county.met",
        coalesce(true, false) as "lac-3-placements.case",
        coalesce(had_three_placements, false) as "lac-3-placements.met",
        coalesce(is_long_looked_after, false) as "lac-long-term-stability.case",
        coalesce(is_two_years_in_placement, false) as "lac-long-term-stability.met",
        coalesce(true, false) as "lac-foster-care.case",
        coalesce(placement_type in ('U', 'U1', 'U2', 'U3', 'U4', 'U5', 'U6'), false) as "lac-foster-care.met",
        coalesce(true, false) as "lac-kinship.case",
        coalesce(placement_type in ('U1', 'U2', 'U3'), false) as "lac-kinship.met",
        coalesce(true, false) as "lac-residential.case",
        coalesce(placement_type in ('K1', 'K2'), false) as "lac-residential.met",
        coalesce(true, false) as "lac-semi-independent.case",
        coalesce(placement_type in ('H5', 'K3', 'P2'), false) as "lac-semi-independent.met",
        coalesce(placement_type = 'P1', false) as "lac-with-parents.case",
        coalesce(provider is not null, false) as "lac-provider-mix.case",
        coalesce(legal_status is not null, false) as "lac-legal-status.case",
        coalesce(true, false) as "lac-reviews-timely.case",
        coalesce(reviewed_in_time, false) as "lac-reviews-timely.met",
        coalesce(true, false) as "lac-visits-timely.case",
        coalesce(visited_in_time, false) as "lac-visits-timely.met",
        coalesce(true, false) as "lac-iro-contact.case",
        coalesce(iro_since_review, false) as "lac-iro-contact.met",
        coalesce(is_past_second_review, false) as "permanence-plan-by-second-review.case",
        coalesce(has_permanence_plan, false) as "permanence-plan-by-second-review.met",
        coalesce(permanence is not null, false) as "permanence-plan-mix.case",
        coalesce(is_new, false) as "iha-timely.case",
        coalesce(first_health_in_time, false) as "iha-timely.met",
        coalesce(is_a_year_looked_after, false) as "rha-up-to-date.case",
        coalesce(health_up_to_date, false) as "rha-up-to-date.met",
        coalesce(is_a_year_looked_after, false) as "dental-up-to-date.case",
        coalesce(dental_up_to_date, false) as "dental-up-to-date.met",
        coalesce(true, false) as "missing-children.case",
        coalesce(was_missing, false) as "missing-children.met",
        coalesce(was_missing, false) as "rhi-offered.case",
        coalesce(interview_offered, false) as "rhi-offered.met",
        coalesce(was_missing and interview_offered, false) as "rhi-accepted.case",
        coalesce(interview_accepted, false) as "rhi-accepted.met"
    from fact_care_day
    where day between $1 and $2
)
select
    on_date,
    case
        when grouping(age_band) = 0 then {'dimension': 'age_band', 'value': coalesce(age_band::varchar, 'Not known')}
        when grouping(area) = 0 then {'dimension': 'area', 'value': coalesce(area::varchar, 'Not known')}
        when grouping(disability) = 0 then {'dimension': 'disability', 'value': coalesce(disability::varchar, 'Not known')}
        when grouping(ethnicity) = 0 then {'dimension': 'ethnicity', 'value': coalesce(ethnicity::varchar, 'Not known')}
        when grouping(legal_status) = 0 then {'dimension': 'legal_status', 'value': coalesce(legal_status::varchar, 'Not known')}
        when grouping(permanence) = 0 then {'dimension': 'permanence', 'value': coalesce(permanence::varchar, 'Not known')}
        when grouping(provider) = 0 then {'dimension': 'provider', 'value': coalesce(provider::varchar, 'Not known')}
        when grouping(sex) = 0 then {'dimension': 'sex', 'value': coalesce(sex::varchar, 'Not known')}
        when grouping(team) = 0 then {'dimension': 'team', 'value': coalesce(team::varchar, 'Not known')}
        else {'dimension': '', 'value': ''}
    end as group_of,
    count(*) filter (where "lac-uasc.case") as "lac-uasc.n",
    count(*) filter (where "lac-out-of-county.case" and "lac-out-of-county.met") as "lac-out-of-county.n",
    count(*) filter (where "lac-out-of-county.case") as "lac-out-of-county.d",
    count(*) filter (where "lac-3-placements.case" and "lac-3-placements.met") as "lac-3-placements.n",
    count(*) filter (where "lac-3-placements.case") as "lac-3-placements.d",
    count(*) filter (where "lac-long-term-stability.case" and "lac-long-term-stability.met") as "lac-long-term-stability.n",
    count(*) filter (where "lac-long-term-stability.case") as "lac-long-term-stability.d",
    count(*) filter (where "lac-foster-care.case" and "lac-foster-care.met") as "lac-foster-care.n",
    count(*) filter (where "lac-foster-care.case") as "lac-foster-care.d",
    count(*) filter (where "lac-kinship.case" and "lac-kinship.met") as "lac-kinship.n",
    count(*) filter (where "lac-kinship.case") as "lac-kinship.d",
    count(*) filter (where "lac-residential.case" and "lac-residential.met") as "lac-residential.n",
    count(*) filter (where "lac-residential.case") as "lac-residential.d",
    count(*) filter (where "lac-semi-independent.case" and "lac-semi-independent.met") as "lac-semi-independent.n",
    count(*) filter (where "lac-semi-independent.case") as "lac-semi-independent.d",
    count(*) filter (where "lac-with-parents.case") as "lac-with-parents.n",
    count(*) filter (where "lac-provider-mix.case") as "lac-provider-mix.d",
    count(*) filter (where "lac-legal-status.case") as "lac-legal-status.d",
    count(*) filter (where "lac-reviews-timely.case" and "lac-reviews-timely.met") as "lac-reviews-timely.n",
    count(*) filter (where "lac-reviews-timely.case") as "lac-reviews-timely.d",
    count(*) filter (where "lac-visits-timely.case" and "lac-visits-timely.met") as "lac-visits-timely.n",
    count(*) filter (where "lac-visits-timely.case") as "lac-visits-timely.d",
    count(*) filter (where "lac-iro-contact.case" and "lac-iro-contact.met") as "lac-iro-contact.n",
    count(*) filter (where "lac-iro-contact.case") as "lac-iro-contact.d",
    count(*) filter (where "permanence-plan-by-second-review.case" and "permanence-plan-by-second-review.met") as "permanence-plan-by-second-review.n",
    count(*) filter (where "permanence-plan-by-second-review.case") as "permanence-plan-by-second-review.d",
    count(*) filter (where "permanence-plan-mix.case") as "permanence-plan-mix.d",
    count(*) filter (where "iha-timely.case" and "iha-timely.met") as "iha-timely.n",
    count(*) filter (where "iha-timely.case") as "iha-timely.d",
    count(*) filter (where "rha-up-to-date.case" and "rha-up-to-date.met") as "rha-up-to-date.n",
    count(*) filter (where "rha-up-to-date.case") as "rha-up-to-date.d",
    count(*) filter (where "dental-up-to-date.case" and "dental-up-to-date.met") as "dental-up-to-date.n",
    count(*) filter (where "dental-up-to-date.case") as "dental-up-to-date.d",
    count(*) filter (where "missing-children.case" and "missing-children.met") as "missing-children.n",
    count(*) filter (where "missing-children.case") as "missing-children.d",
    count(*) filter (where "rhi-offered.case" and "rhi-offered.met") as "rhi-offered.n",
    count(*) filter (where "rhi-offered.case") as "rhi-offered.d",
    count(*) filter (where "rhi-accepted.case" and "rhi-accepted.met") as "rhi-accepted.n",
    count(*) filter (where "rhi-accepted.case") as "rhi-accepted.d"
from row_counted
group by grouping sets (
    (on_date),
    (on_date, age_band),
    (on_date, area),
    (on_date, disability),
    (on_date, ethnicity),
    (on_date, legal_status),
    (on_date, permanence),
    (on_date, provider),
    (on_date, sex),
    (on_date, team)
);
