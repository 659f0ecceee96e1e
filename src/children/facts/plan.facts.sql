-- Plans that were open when extracts stopped showing them, in the last version: few, and worked out once.
create or replace table protection_plan_gone as
select child_id, plan_start_date, plan_end_date, known_to
from protection_plan_version
anti join protection_plan using (child_id, plan_start_date)
where ended_by in ('gap', 'superseded')
qualify row_number() over (partition by child_id, plan_start_date order by known_from desc) = 1;

-- One row for each child protection plan.
create or replace view fact_plan as
select
    protection_plan.child_id,
    plan_start_date as started_on,
    plan_end_date as ended_on,
    coalesce(previous_plans > 0, false) as had_earlier_plan,
    coalesce(plan_end_date >= add_months(plan_start_date, 24), false) as lasted_two_years,
    coalesce(plan_end_date < add_months(plan_start_date, 3), false) as ended_within_three_months,
    case when plan_end_date >= plan_start_date then plan_end_date - plan_start_date end as days,
    coalesce(team_place.area, worker_place.area) as area,
    allocated_team as team,
    allocated_worker as worker,
    age_band_on(
        coalesce(protection_plan.date_of_birth, child.date_of_birth), coalesce(plan_start_date, plan_end_date)
    ) as age_band,
    sex_of(coalesce(protection_plan.gender, child.gender)) as sex,
    ethnic_group_of(coalesce(protection_plan.ethnicity, child.ethnicity)) as ethnicity,
    disability_of(coalesce(nullif(protection_plan.disability, 'U'), child.disability)) as disability
from protection_plan
left join child on child.child_id = protection_plan.child_id
left join team_place on team_place.team = allocated_team
left join worker_place on worker_place.worker = allocated_worker;

-- One row for each child protection plan that is open at the end of a counted day, as the extracts gave it on that day.
create or replace view fact_plan_day as
with plan_known as (
    -- each plan that the record holds to be true, with the day on which it ended or was no longer shown
    select child_id, plan_start_date, coalesce(plan_end_date, date 'infinity') as open_until
    from protection_plan
    union all
    select child_id, plan_start_date, coalesce(plan_end_date, known_to) as open_until
    from protection_plan_gone
),
plan_state as (
    -- each plan as one extract after another gave it; before the first of them, as the first gave it
    select
        version.child_id,
        version.plan_start_date as started_on,
        greatest(
            version.plan_start_date,
            case when version.known_from > version.first_seen then version.known_from else date '-infinity' end
        ) as shown_from,
        least(plan_known.open_until, coalesce(version.known_to, date 'infinity')) as shown_until,
        coalesce(version.date_of_birth, child.date_of_birth) as date_of_birth,
        version.latest_category,
        version.last_statutory_visit,
        version.seen_alone,
        version.latest_review_conference,
        version.epo_or_police_protection,
        version.allocated_team as team,
        version.allocated_worker as worker,
        coalesce(team_place.area, worker_place.area) as area,
        sex_of(coalesce(version.gender, child.gender)) as sex,
        ethnic_group_of(coalesce(version.ethnicity, child.ethnicity)) as ethnicity,
        disability_of(coalesce(nullif(version.disability, 'U'), child.disability)) as disability
    from protection_plan_version as version
    join plan_known on plan_known.child_id = version.child_id and plan_known.plan_start_date = version.plan_start_date
    left join child on child.child_id = version.child_id
    left join team_place on team_place.team = version.allocated_team
    left join worker_place on worker_place.worker = version.allocated_worker
),
plan_on_day as (
    -- what is dated after the day is a slip of the pen, and counts as not recorded
    select
        plan_state.*,
        counted_day.day,
        case when last_statutory_visit <= counted_day.day then last_statutory_visit end as visited_on,
        case when latest_review_conference <= counted_day.day and latest_review_conference > started_on
            then latest_review_conference
        end as reviewed_on
    from plan_state
    join counted_day on counted_day.day >= shown_from and counted_day.day < shown_until
)
select
    day,
    child_id,
    started_on,
    length_band(started_on, day) as length,
    case latest_category
        when 'NEG' then 'Neglect'::abuse
        when 'PHY' then 'Physical abuse'::abuse
        when 'SAB' then 'Sexual abuse'::abuse
        when 'EMO' then 'Emotional abuse'::abuse
        when 'MUL' then 'Multiple'::abuse
        else 'Not recorded'::abuse
    end as category,
    day >= add_months(started_on, 3) as is_three_months_old,
    day >= add_months(started_on, 24) as is_two_years_old,
    visited_on,
    coalesce(day <= add_working_days(greatest(started_on, visited_on), 10), false) as visited_in_time,
    coalesce(seen_alone = 'Y', false) as seen_alone,
    coalesce(day <= coalesce(add_months(reviewed_on, 6), add_months(started_on, 3)), false) as reviewed_in_time,
    coalesce(epo_or_police_protection = 'Y', false) as was_under_emergency_protection,
    area,
    team,
    worker,
    age_band_on(date_of_birth, day) as age_band,
    sex,
    ethnicity,
    disability
from plan_on_day;
