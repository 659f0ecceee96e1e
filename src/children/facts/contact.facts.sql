-- One row for each contact of a child with the front door. The last contact of a child in a month stands for the child in that
-- month: when any of them follows another closely, the last one does.
create or replace view fact_contact as
with contact_placed as (
    select
        child_id,
        date_of_contact as received_on,
        contact_source_of(contact_source) as source,
        add_working_days(date_of_contact, 1) as referral_by,
        case when child_id is not null then lag(date_of_contact) over of_child end as previous_on,
        case when child_id is not null then lead(date_of_contact) over of_child end as next_on,
        gender,
        ethnicity,
        date_of_birth
    from contact
    window of_child as (partition by child_id order by date_of_contact, contact_source)
),
referral_day as (
    select distinct child_id, date_of_referral as referred_on
    from referral
    where date_of_referral is not null
),
early_help_day as (
    select distinct child_id, assessment_start_date as helped_on
    from early_help
    where assessment_start_date is not null
)
select
    contact_placed.child_id,
    received_on,
    source,
    previous_on,
    next_on is null or date_trunc('month', next_on) > received_on as is_last_in_month,
    referred_on is not null and referred_on <= referral_by as became_referral,
    helped_on is not null and helped_on <= received_on + 28 as passed_to_early_help,
    age_band_on(coalesce(contact_placed.date_of_birth, child.date_of_birth), received_on) as age_band,
    sex_of(coalesce(contact_placed.gender, child.gender)) as sex,
    ethnic_group_of(coalesce(contact_placed.ethnicity, child.ethnicity)) as ethnicity,
    disability_of(child.disability) as disability
from contact_placed
asof left join referral_day
    on referral_day.child_id = contact_placed.child_id and referred_on >= received_on
asof left join early_help_day
    on early_help_day.child_id = contact_placed.child_id and helped_on >= received_on
left join child on child.child_id = contact_placed.child_id;
