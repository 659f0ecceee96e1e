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
followed as (
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
    contact_placed.child_id,
    contact_placed.received_on,
    source,
    previous_on,
    next_on is null or date_trunc('month', next_on) > contact_placed.received_on as is_last_in_month,
    coalesce(followed.became_referral, false) as became_referral,
    coalesce(followed.passed_to_early_help, false) as passed_to_early_help,
    age_band_on(coalesce(contact_placed.date_of_birth, child.date_of_birth), contact_placed.received_on) as age_band,
    sex_of(coalesce(contact_placed.gender, child.gender)) as sex,
    ethnic_group_of(coalesce(contact_placed.ethnicity, child.ethnicity)) as ethnicity,
    disability_of(child.disability) as disability
from contact_placed
left join followed on followed.child_id = contact_placed.child_id and followed.received_on = contact_placed.received_on
left join child on child.child_id = contact_placed.child_id;
