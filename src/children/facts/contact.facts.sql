-- One row for each contact of a child with the front door.
create or replace view fact_contact as
with followed as (
    -- contacts after which the child was referred or helped
    select child_id, received_on, bool_or(referred) as became_referral, bool_or(helped) as passed_to_early_help
    from (
        select contact.child_id, contact.date_of_contact as received_on, true as referred, false as helped
        from contact
        join working_day on working_day.day = contact.date_of_contact
        join referral
            on referral.child_id = contact.child_id
            and referral.date_of_referral >= contact.date_of_contact
            and referral.date_of_referral <= working_day.in_1
        union all
        select contact.child_id, contact.date_of_contact, false, true
        from contact
        join early_help
            on early_help.child_id = contact.child_id
            and early_help.assessment_start_date >= contact.date_of_contact
            and early_help.assessment_start_date <= contact.date_of_contact + 28
    )
    group by child_id, received_on
)
select
    contact.child_id,
    contact.date_of_contact as received_on,
    contact_source_of(contact.contact_source) as source,
    coalesce(followed.became_referral, false) as became_referral,
    coalesce(followed.passed_to_early_help, false) as passed_to_early_help,
    age_band_on(coalesce(contact.date_of_birth, child.date_of_birth), contact.date_of_contact) as age_band,
    sex_of(coalesce(contact.gender, child.gender)) as sex,
    ethnic_group_of(coalesce(contact.ethnicity, child.ethnicity)) as ethnicity,
    disability_of(child.disability) as disability
from contact
left join followed on followed.child_id = contact.child_id and followed.received_on = contact.date_of_contact
left join child on child.child_id = contact.child_id;

-- One row for each child in each month with a contact, of the child's last contact in it: when any contact of the month follows
-- another closely, the last one does.
create or replace view fact_contact_child as
with contact_in_order as (
    select
        child_id,
        date_of_contact as received_on,
        lag(date_of_contact) over of_child as previous_on,
        lead(date_of_contact) over of_child as next_on,
        gender,
        ethnicity,
        date_of_birth
    from contact
    where child_id is not null and date_of_contact is not null
    window of_child as (partition by child_id order by date_of_contact, contact_source)
)
select
    contact_in_order.child_id,
    received_on,
    previous_on,
    age_band_on(coalesce(contact_in_order.date_of_birth, child.date_of_birth), received_on) as age_band,
    sex_of(coalesce(contact_in_order.gender, child.gender)) as sex,
    ethnic_group_of(coalesce(contact_in_order.ethnicity, child.ethnicity)) as ethnicity,
    disability_of(child.disability) as disability
from contact_in_order
left join child on child.child_id = contact_in_order.child_id
where next_on is null or date_trunc('month', next_on) > received_on;
