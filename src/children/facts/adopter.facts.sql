-- One row for each prospective or approved adopter; a couple is two rows of one household.
create or replace view fact_adopter as
select
    adopter_id,
    coalesce(adoptive_family_id, adopter_id) as household,
    enquiry_received as enquired_on,
    application_approved as approved_on,
    stage_1_end as stage_1_ended_on,
    stage_2_end as stage_2_ended_on,
    coalesce(stage_1_end between stage_1_start and add_months(stage_1_start, 2), false) as stage_1_in_time,
    coalesce(stage_2_end between stage_2_start and add_months(stage_2_start, 4), false) as stage_2_in_time
from adopter;
