-- Periods that were open when extracts stopped showing them, in the last version: few, and worked out once. The next start is that of the
-- child's next one, which ended it at the latest.
create or replace table looked_after_gone as
with gone as (
    select child_id, started_looked_after, ceased_looked_after, known_to
    from looked_after_version
    anti join looked_after using (child_id, started_looked_after)
    where ended_by in ('gap', 'superseded')
    qualify row_number() over (partition by child_id, started_looked_after order by known_from desc) = 1
),
start as (
    select child_id, started_looked_after from looked_after
    union all
    select child_id, started_looked_after from gone
)
select
    gone.child_id, gone.started_looked_after, gone.ceased_looked_after, gone.known_to,
    min(start.started_looked_after) as next_start
from gone
left join start on start.child_id = gone.child_id and start.started_looked_after > gone.started_looked_after
group by all;

-- One row for each period of care, without short breaks (legal status V3 and V4).
create or replace view fact_care as
select
    looked_after.child_id,
    started_looked_after as started_on,
    ceased_looked_after as ceased_on,
    coalesce(subsequent_period = 'Y', false) as came_back,
    case when ceased_looked_after >= started_looked_after then ceased_looked_after - started_looked_after end as days,
    case
        when reason_ceased in ('E11', 'E12', 'ADOPTED') then 'Adopted'::leaving_reason
        when reason_ceased in ('E45', 'E46', 'E47', 'E48', 'SGO') then 'Special guardianship'::leaving_reason
        when reason_ceased = 'E41' then 'Child arrangements order'::leaving_reason
        when reason_ceased in ('E4A', 'E4B', 'E13', 'HOME') then 'To parents, relatives or others'::leaving_reason
        when reason_ceased in ('E5', 'E6', 'E17', 'INDEPENDENT') then 'Independent living, or stayed with carers at 18'::leaving_reason
        when reason_ceased in ('E9', 'E14') then 'Custody, or remand ended'::leaving_reason
        when reason_ceased is null then 'Not recorded'::leaving_reason
        else 'Other'::leaving_reason
    end as reason,
    coalesce(team_place.area, worker_place.area) as area,
    allocated_team as team,
    allocated_worker as worker,
    age_band_on(
        coalesce(looked_after.date_of_birth, child.date_of_birth), coalesce(started_looked_after, ceased_looked_after)
    ) as age_band,
    sex_of(coalesce(looked_after.gender, child.gender)) as sex,
    ethnic_group_of(coalesce(looked_after.ethnicity, child.ethnicity)) as ethnicity,
    disability_of(coalesce(nullif(looked_after.disability, 'U'), child.disability)) as disability
from looked_after
left join child on child.child_id = looked_after.child_id
left join team_place on team_place.team = allocated_team
left join worker_place on worker_place.worker = allocated_worker
where legal_status is null or legal_status not in ('V3', 'V4');

-- One row for each child looked after at the end of a counted day, without short breaks, as the extracts gave it on that day.
create or replace view fact_care_day as
with care_known as (
    -- each period of care that the record holds to be true, with the day on which it ended or was no longer shown
    select child_id, started_looked_after, coalesce(ceased_looked_after, date 'infinity') as open_until
    from looked_after
    union all
    select
        child_id,
        started_looked_after,
        coalesce(ceased_looked_after, least(known_to, next_start)) as open_until
    from looked_after_gone
),
care_state as (
    -- each period of care as one extract after another gave it; before the first of them, as the first gave it
    select
        version.* exclude (age, date_of_birth, gender, ethnicity, disability),
        version.started_looked_after as started_on,
        working_day.in_20 as twenty_days_on,
        greatest(
            version.started_looked_after,
            case when version.known_from > version.first_seen then version.known_from else date '-infinity' end
        ) as shown_from,
        least(care_known.open_until, coalesce(version.known_to, date 'infinity')) as shown_until,
        coalesce(version.date_of_birth, child.date_of_birth) as date_of_birth,
        coalesce(team_place.area, worker_place.area) as area,
        sex_of(coalesce(version.gender, child.gender)) as sex,
        ethnic_group_of(coalesce(version.ethnicity, child.ethnicity)) as ethnicity,
        disability_of(coalesce(nullif(version.disability, 'U'), child.disability)) as disability
    from looked_after_version as version
    join care_known
        on care_known.child_id = version.child_id and care_known.started_looked_after = version.started_looked_after
    left join working_day on working_day.day = version.started_looked_after
    left join child on child.child_id = version.child_id
    left join team_place on team_place.team = version.allocated_team
    left join worker_place on worker_place.worker = version.allocated_worker
    where version.legal_status is null or version.legal_status not in ('V3', 'V4')
),
care_on_day as (
    -- what is dated after the day is a slip of the pen, and counts as not recorded
    select
        care_state.*,
        counted_day.day,
        age_on(date_of_birth, counted_day.day) as age,
        case when placement_start <= counted_day.day then greatest(placement_start, started_on) end as placed_on,
        case when last_social_work_visit <= counted_day.day then last_social_work_visit end as visited_on,
        case when latest_review <= counted_day.day and latest_review >= started_on then latest_review end as reviewed_on,
        case when last_iro_visit <= counted_day.day then last_iro_visit end as iro_on,
        case when last_health_assessment <= counted_day.day then last_health_assessment end as health_on,
        case when last_dental_check <= counted_day.day then last_dental_check end as dental_on,
        coalesce(placement_type in ('U1', 'U4') or permanence_plan = 'LTFOST', false) as is_long_term
    from care_state
    join counted_day on counted_day.day >= shown_from and counted_day.day < shown_until
)
select
    day,
    child_id,
    started_on,
    age,
    coalesce(uasc_12_months = 'Y', false) as is_unaccompanied,
    coalesce(placement_location = 'OUT', false) as is_placed_outside,
    coalesce(placements_last_12_months >= 3, false) as had_three_placements,
    coalesce(age < 16 and day >= add_months(started_on, 30), false) as is_long_looked_after,
    coalesce(day >= add_months(placed_on, 24), false) as is_two_years_in_placement,
    placement_type,
    case placement_provider
        when 'PR0' then 'Parent or person with parental responsibility'::provider
        when 'PR1' then 'Own provision'::provider
        when 'PR2' then 'Other local authority'::provider
        when 'PR3' then 'Other public provision'::provider
        when 'PR4' then 'Private'::provider
        when 'PR5' then 'Voluntary'::provider
        else 'Not recorded'::provider
    end as provider,
    case
        when legal_status = 'C1' then 'Interim care order'::legal_group
        when legal_status = 'C2' then 'Full care order'::legal_group
        when legal_status in ('D1', 'E1') then 'Placement or freeing order'::legal_group
        when legal_status = 'V2' then 'Section 20'::legal_group
        when legal_status in ('L1', 'L2', 'L3') then 'Emergency or police protection'::legal_group
        when legal_status in ('J1', 'J2', 'J3') then 'Youth justice'::legal_group
        else 'Not recorded'::legal_group
    end as legal_status,
    case permanence_plan
        when 'RETURN' then 'Return to family'::permanence
        when 'ADOPTION' then 'Adoption'::permanence
        when 'SGO_CAO' then 'Special guardianship or child arrangements order'::permanence
        when 'SUPPLIV' then 'Supported living'::permanence
        when 'RES' then 'Long-term residential'::permanence
        when 'LTFOST' then 'Long-term fostering'::permanence
        when 'OTHER' then 'Other'::permanence
        else 'No plan recorded'::permanence
    end as permanence,
    permanence_plan is not null as has_permanence_plan,
    -- the first review is due in 20 working days, the second 3 months after it
    coalesce(day > add_months(twenty_days_on, 3), false) as is_past_second_review,
    -- only the latest review is given: one in the first 60 days is taken for the first, and the next is due in 3 months
    coalesce(day <= case
        when reviewed_on is null then twenty_days_on
        when reviewed_on <= started_on + 60 then add_months(reviewed_on, 3)
        else add_months(reviewed_on, 6)
    end, false) as reviewed_in_time,
    -- a week after the placement began, then every 6 weeks; every 3 months after a year in a placement meant to last to 18
    coalesce(day <= case
        when visited_on is null or visited_on < placed_on then coalesce(placed_on, started_on) + 7
        when is_long_term and day > add_months(placed_on, 12) then add_months(visited_on, 3)
        else visited_on + 42
    end, false) as visited_in_time,
    coalesce(iro_on >= coalesce(reviewed_on, started_on), false) as iro_since_review,
    day >= add_months(started_on, 12) as is_a_year_looked_after,
    coalesce(day <= add_months(health_on, case when age < 5 then 6 else 12 end), false) as health_up_to_date,
    coalesce(day <= add_months(dental_on, 12), false) as dental_up_to_date,
    -- the latest assessment of a child of whom six months have not passed is the initial one
    coalesce(day > twenty_days_on and day < add_months(started_on, 6), false) as is_new,
    coalesce(health_on between started_on and twenty_days_on, false) as first_health_in_time,
    coalesce(missing_episodes_12_months > 0, false) as was_missing,
    coalesce(absent_episodes_12_months > 0, false) as was_absent,
    coalesce(missing_episodes_12_months, 0) as missing_episodes,
    coalesce(rhi_offered = 'Y', false) as interview_offered,
    coalesce(rhi_accepted = 'Y', false) as interview_accepted,
    area,
    allocated_team as team,
    allocated_worker as worker,
    age_band_on(date_of_birth, day) as age_band,
    sex,
    ethnicity,
    disability
from care_on_day;
