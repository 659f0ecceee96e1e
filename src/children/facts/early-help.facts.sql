-- Early help that was open when extracts stopped showing it, in the last version: few, and worked out once.
create or replace table early_help_gone as
select child_id, assessment_start_date, assessment_completion_date, known_to, gender, ethnicity, date_of_birth
from early_help_version
anti join early_help using (child_id, assessment_start_date)
where ended_by in ('gap', 'superseded')
qualify row_number() over (partition by child_id, assessment_start_date order by known_from desc) = 1;

-- One row for each early help assessment or intervention of a child.
create or replace view fact_early_help as
with referral_day as (
    select child_id, date_of_referral as referred_on
    from referral
    where date_of_referral is not null
)
select
    early_help.child_id,
    assessment_start_date as started_on,
    assessment_completion_date as completed_on,
    case when assessment_completion_date >= assessment_start_date
        then assessment_completion_date - assessment_start_date
    end as days,
    organisation,
    referred_on is not null and referred_on <= add_months(assessment_completion_date, 6) as stepped_up,
    age_band_on(coalesce(early_help.date_of_birth, child.date_of_birth), assessment_start_date) as age_band,
    sex_of(coalesce(early_help.gender, child.gender)) as sex,
    ethnic_group_of(coalesce(early_help.ethnicity, child.ethnicity)) as ethnicity,
    disability_of(child.disability) as disability
from early_help
asof left join referral_day
    on referral_day.child_id = early_help.child_id and referred_on >= assessment_completion_date
left join child on child.child_id = early_help.child_id;

-- One row for each early help assessment or intervention that is open at the end of a counted day.
create or replace view fact_early_help_day as
with help_known as (
    -- each that the record holds to be true, with the day on which it ended or was no longer shown
    select
        child_id, assessment_start_date as started_on, gender, ethnicity, date_of_birth,
        coalesce(assessment_completion_date, date 'infinity') as open_until
    from early_help
    union all
    select
        child_id, assessment_start_date, gender, ethnicity, date_of_birth,
        coalesce(assessment_completion_date, known_to)
    from early_help_gone
)
select
    counted_day.day,
    help_known.child_id,
    started_on,
    age_band_on(coalesce(help_known.date_of_birth, child.date_of_birth), counted_day.day) as age_band,
    sex_of(coalesce(help_known.gender, child.gender)) as sex,
    ethnic_group_of(coalesce(help_known.ethnicity, child.ethnicity)) as ethnicity,
    disability_of(child.disability) as disability
from help_known
left join child on child.child_id = help_known.child_id
join counted_day on counted_day.day >= started_on and counted_day.day < open_until;
