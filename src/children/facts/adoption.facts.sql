-- One row for each decision that a child should be placed for adoption.
create or replace view fact_adoption as
select
    adoption.child_id,
    adoption_decision as decided_on,
    placed as placed_on,
    adoption_order as adopted_on,
    decision_reversed as reversed_on,
    -- the day the child moved in with those who adopt, as foster carers or as adopters
    case when least(placed, ffa_placement) >= entered_care
        then least(placed, ffa_placement) - entered_care
    end as days_to_placement,
    case when matched >= placement_order then matched - placement_order end as days_to_match,
    age_band_on(coalesce(adoption.date_of_birth, child.date_of_birth), adoption_order) as age_band,
    sex_of(coalesce(adoption.gender, child.gender)) as sex,
    ethnic_group_of(coalesce(adoption.ethnicity, child.ethnicity)) as ethnicity,
    disability_of(coalesce(nullif(adoption.disability, 'U'), child.disability)) as disability
from adoption
left join child on child.child_id = adoption.child_id;

-- One row for each child waiting at the end of a counted day: a decision or an order stands, and no home is found.
create or replace view fact_adoption_day as
select
    counted_day.day,
    adoption.child_id,
    adoption_decision as decided_on,
    coalesce(placement_order <= counted_day.day, false) as has_placement_order,
    coalesce(matched <= counted_day.day, false) as is_matched,
    sex_of(coalesce(adoption.gender, child.gender)) as sex,
    ethnic_group_of(coalesce(adoption.ethnicity, child.ethnicity)) as ethnicity,
    disability_of(coalesce(nullif(adoption.disability, 'U'), child.disability)) as disability,
    age_band_on(coalesce(adoption.date_of_birth, child.date_of_birth), counted_day.day) as age_band
from adoption
left join child on child.child_id = adoption.child_id
join counted_day
    on counted_day.day >= adoption_decision
    and counted_day.day < coalesce(
        least(placed, ffa_placement, adoption_order, decision_reversed), date 'infinity'
    );
