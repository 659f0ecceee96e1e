-- Assessments that were open when extracts stopped showing them, in the last version: few, and worked out once.
create or replace table assessment_gone as
select child_id, assessment_start_date, known_from
from assessment_version
anti join assessment using (child_id, assessment_start_date)
where ended_by in ('gap', 'superseded')
qualify row_number() over (partition by child_id, assessment_start_date order by known_from desc) = 1;

-- One row for each assessment of a child.
create or replace view fact_assessment as
with assessment_placed as (
    select
        child_id,
        assessment_start_date as started_on,
        authorisation_date as authorised_on,
        child_seen,
        requires_support,
        allocated_team as team,
        allocated_worker as worker,
        gender,
        ethnicity,
        date_of_birth,
        disability,
        started.in_45 as due_on,
        ended.ordinal - started.ordinal as working_days
    from assessment
    left join working_day as started on started.day = assessment_start_date
    left join working_day as ended on ended.day = authorisation_date
),
referral_day as (
    select
        child_id,
        date_of_referral as referred_on,
        working_day.in_45 as due_from_referral_on
    from referral
    left join working_day on working_day.day = date_of_referral
    where date_of_referral is not null
)
select
    assessment_placed.child_id,
    started_on,
    authorised_on,
    case when authorised_on >= started_on then working_days end as working_days,
    coalesce(authorised_on between started_on and due_on, false) as in_time,
    case when referred_on >= started_on - 45 then referred_on end as referred_on,
    coalesce(authorised_on between started_on and due_from_referral_on, false) as in_time_from_referral,
    coalesce(child_seen = 'Y', false) as child_seen,
    coalesce(requires_support = 'Y', false) as needs_support,
    coalesce(team_place.area, worker_place.area) as area,
    assessment_placed.team,
    assessment_placed.worker,
    age_band_on(coalesce(assessment_placed.date_of_birth, child.date_of_birth), coalesce(started_on, authorised_on)) as age_band,
    sex_of(coalesce(assessment_placed.gender, child.gender)) as sex,
    ethnic_group_of(coalesce(assessment_placed.ethnicity, child.ethnicity)) as ethnicity,
    disability_of(coalesce(nullif(assessment_placed.disability, 'U'), child.disability)) as disability
from assessment_placed
asof left join referral_day
    on referral_day.child_id = assessment_placed.child_id and referred_on <= started_on
left join child on child.child_id = assessment_placed.child_id
left join team_place on team_place.team = assessment_placed.team
left join worker_place on worker_place.worker = assessment_placed.worker;

-- One row for each assessment that is open at the end of a counted day.
create or replace view fact_assessment_day as
with assessment_known as (
    -- each assessment that the record holds to be true, with the day on which it ended or was no longer shown
    select
        version.child_id,
        version.assessment_start_date as started_on,
        coalesce(version.authorisation_date, version.known_to, date 'infinity') as open_until,
        working_day.in_45 as due_on,
        version.allocated_team as team,
        version.allocated_worker as worker,
        version.gender,
        version.ethnicity,
        version.date_of_birth,
        version.disability
    from assessment_version as version
    left join working_day on working_day.day = version.assessment_start_date
    left join assessment_gone as gone
        on gone.child_id = version.child_id
        and gone.assessment_start_date = version.assessment_start_date
        and gone.known_from = version.known_from
    where version.known_to is null or gone.child_id is not null
)
select
    counted_day.day,
    assessment_known.child_id,
    started_on,
    coalesce(counted_day.day > due_on, false) as overdue,
    coalesce(team_place.area, worker_place.area) as area,
    assessment_known.team,
    assessment_known.worker,
    age_band_on(coalesce(assessment_known.date_of_birth, child.date_of_birth), counted_day.day) as age_band,
    sex_of(coalesce(assessment_known.gender, child.gender)) as sex,
    ethnic_group_of(coalesce(assessment_known.ethnicity, child.ethnicity)) as ethnicity,
    disability_of(coalesce(nullif(assessment_known.disability, 'U'), child.disability)) as disability
from assessment_known
left join child on child.child_id = assessment_known.child_id
left join team_place on team_place.team = assessment_known.team
left join worker_place on worker_place.worker = assessment_known.worker
join counted_day on counted_day.day >= started_on and counted_day.day < open_until;
