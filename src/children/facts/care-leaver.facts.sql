-- One row for each young person entitled to leaving care services on a counted day, as the extracts gave it on that day.
create or replace view fact_care_leaver_day as
with leaver_state as (
    select
        version.* exclude (age, date_of_birth, gender, ethnicity, disability),
        coalesce(version.date_of_birth, child.date_of_birth) as date_of_birth,
        coalesce(team_place.area, worker_place.area) as area,
        sex_of(coalesce(version.gender, child.gender)) as sex,
        ethnic_group_of(coalesce(version.ethnicity, child.ethnicity)) as ethnicity,
        disability_of(coalesce(nullif(version.disability, 'U'), child.disability)) as disability
    from care_leaver_version as version
    left join child on child.child_id = version.child_id
    left join team_place on team_place.team = version.allocated_team
    left join worker_place on worker_place.worker = version.allocated_worker
),
leaver_on_day as (
    -- what is dated after the day is a slip of the pen, and counts as not recorded
    select
        leaver_state.*,
        counted_day.day,
        age_on(date_of_birth, counted_day.day) as age,
        case when latest_contact <= counted_day.day then latest_contact end as contacted_on,
        case when pathway_plan_review <= counted_day.day then pathway_plan_review end as reviewed_on
    from leaver_state
    join counted_day
        on counted_day.day >= known_from and counted_day.day < coalesce(known_to, date 'infinity')
)
select
    day,
    child_id,
    age,
    coalesce(age between 17 and 18, false) as is_17_to_18,
    coalesce(age between 19 and 21, false) as is_19_to_21,
    coalesce(activity in ('F1', 'P1', 'F2', 'P2', 'F3', 'P3', 'F4', 'P4', 'F5', 'P5'), false) as is_occupied,
    coalesce(activity in ('G4', 'G5', 'G6'), false) as is_not_occupied,
    coalesce(activity in ('F1', 'P1'), false) as is_in_higher_education,
    coalesce(accommodation_suitability = '1', false) as is_suitably_housed,
    coalesce(accommodation = 'Z', false) as is_staying_put,
    case
        when accommodation is null or accommodation = 'R' then 'Not known'::leaver_home
        when accommodation in ('S', 'V', 'W') then 'Homeless or emergency'::leaver_home
        when accommodation = 'X' then 'In custody'::leaver_home
        when accommodation = 'B' then 'With parents or relatives'::leaver_home
        when accommodation = 'Z' then 'Staying put'::leaver_home
        when accommodation in ('D', 'E', 'T', 'C', 'K') then 'Supported or ordinary lodgings'::leaver_home
        when accommodation = 'U' then 'Independent living'::leaver_home
        else 'Other'::leaver_home
    end as home,
    coalesce(in_touch = 'YES', false) as is_in_touch,
    coalesce(in_touch not in ('REFU', 'NREQ', 'DIED'), true) as wants_contact,
    coalesce(contacted_on >= day - 56, false) as contacted_in_time,
    coalesce(eligibility <> 'QUALIFYING', true) as has_plan_duty,
    coalesce(day <= add_months(reviewed_on, 6), false) as plan_reviewed_in_time,
    personal_adviser is not null as has_adviser,
    area,
    allocated_team as team,
    personal_adviser as worker,
    age_band_on(date_of_birth, day) as age_band,
    sex,
    ethnicity,
    disability
from leaver_on_day;
