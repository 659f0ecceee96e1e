-- One row for each contact of a child with the front door. The last contact of a child in a month stands for the child in that
-- month: when any of them follows another closely, the last one does.
create or replace view fact_contact as
with contact_placed as (
    select
        child_id,
        date_of_contact as received_on,
        contact_source_of(contact_source) as source,
        case when child_id is not null then lag(date_of_contact) over of_child end as previous_on,
        case when child_id is not null then lead(date_of_contact) over of_child end as next_on,
        gender,
        ethnicity,
        date_of_birth
    from contact
    window of_child as (partition by child_id order by date_of_contact, contact_source)
),
became_referral as (
    select distinct contact.child_id, contact.date_of_contact as received_on
    from contact
    join referral
        on referral.child_id = contact.child_id
        and referral.date_of_referral >= contact.date_of_contact
        and referral.date_of_referral <= add_working_days(contact.date_of_contact, 1)
),
passed_to_early_help as (
    select distinct contact.child_id, contact.date_of_contact as received_on
    from contact
    join early_help
        on early_help.child_id = contact.child_id
        and early_help.assessment_start_date >= contact.date_of_contact
        and early_help.assessment_start_date <= contact.date_of_contact + 28
)
select
    contact_placed.child_id,
    contact_placed.received_on,
    source,
    previous_on,
    next_on is null or date_trunc('month', next_on) > contact_placed.received_on as is_last_in_month,
    became_referral.child_id is not null as became_referral,
    passed_to_early_help.child_id is not null as passed_to_early_help,
    age_band_on(coalesce(contact_placed.date_of_birth, child.date_of_birth), contact_placed.received_on) as age_band,
    sex_of(coalesce(contact_placed.gender, child.gender)) as sex,
    ethnic_group_of(coalesce(contact_placed.ethnicity, child.ethnicity)) as ethnicity,
    disability_of(child.disability) as disability
from contact_placed
left join became_referral
    on became_referral.child_id = contact_placed.child_id
    and became_referral.received_on = contact_placed.received_on
left join passed_to_early_help
    on passed_to_early_help.child_id = contact_placed.child_id
    and passed_to_early_help.received_on = contact_placed.received_on
left join child on child.child_id = contact_placed.child_id;
