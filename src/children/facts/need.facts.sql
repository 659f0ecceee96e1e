-- Episodes that were open when extracts stopped showing them, in the last version: few, and worked out once. The next start is that of the
-- child's next one, which ended it at the latest.
create or replace table child_in_need_gone as
with gone as (
    select child_id, cin_start_date, cin_closure_date, known_to
    from child_in_need_version
    anti join child_in_need using (child_id, cin_start_date)
    where ended_by in ('gap', 'superseded')
    qualify row_number() over (partition by child_id, cin_start_date order by known_from desc) = 1
),
start as (
    select child_id, cin_start_date from child_in_need
    union all
    select child_id, cin_start_date from gone
)
select gone.child_id, gone.cin_start_date, gone.cin_closure_date, gone.known_to, min(start.cin_start_date) as next_start
from gone
left join start on start.child_id = gone.child_id and start.cin_start_date > gone.cin_start_date
group by all;

-- One row for each episode of need: all open cases of social care, children on protection plans and in care among them.
create or replace view fact_need as
select
    child_in_need.child_id,
    cin_start_date as started_on,
    cin_closure_date as ended_on,
    case closure_reason
        when 'RC1' then 'Adopted'::closure_group
        when 'RC2' then 'Died'::closure_group
        when 'RC3' then 'Child arrangements order'::closure_group
        when 'RC4' then 'Special guardianship order'::closure_group
        when 'RC5' then 'Transferred to another authority'::closure_group
        when 'RC6' then 'Transferred to adult services'::closure_group
        when 'RC7' then 'No longer in need, or any other reason'::closure_group
        when 'RC8' then 'After assessment, no further action'::closure_group
        when 'RC9' then 'After assessment, to early help'::closure_group
        else 'Not recorded'::closure_group
    end as closure,
    coalesce(team_place.area, worker_place.area) as area,
    allocated_team as team,
    allocated_worker as worker,
    age_band_on(coalesce(child_in_need.date_of_birth, child.date_of_birth), cin_closure_date) as age_band,
    sex_of(coalesce(child_in_need.gender, child.gender)) as sex,
    ethnic_group_of(coalesce(child_in_need.ethnicity, child.ethnicity)) as ethnicity,
    disability_of(coalesce(nullif(child_in_need.disability, 'U'), child.disability)) as disability
from child_in_need
left join child on child.child_id = child_in_need.child_id
left join team_place on team_place.team = allocated_team
left join worker_place on worker_place.worker = allocated_worker;

-- One row for each episode of need that is open at the end of a counted day, as the extracts gave it on that day.
create or replace view fact_need_day as
with need_known as (
    -- each episode that the record holds to be true, with the day on which it ended or was no longer shown
    select child_id, cin_start_date, coalesce(cin_closure_date, date 'infinity') as open_until
    from child_in_need
    union all
    select
        child_id,
        cin_start_date,
        coalesce(cin_closure_date, least(known_to, next_start)) as open_until
    from child_in_need_gone
),
need_state as (
    -- each episode as one extract after another gave it; before the first of them, as the first gave it
    select
        version.child_id,
        version.cin_start_date as started_on,
        greatest(
            version.cin_start_date,
            case when version.known_from > version.first_seen then version.known_from else date '-infinity' end
        ) as shown_from,
        least(need_known.open_until, coalesce(version.known_to, date 'infinity')) as shown_until,
        coalesce(version.date_of_birth, child.date_of_birth) as date_of_birth,
        version.case_status,
        version.primary_need,
        version.date_last_seen,
        version.allocated_team as team,
        version.allocated_worker as worker,
        coalesce(team_place.area, worker_place.area) as area,
        sex_of(coalesce(version.gender, child.gender)) as sex,
        ethnic_group_of(coalesce(version.ethnicity, child.ethnicity)) as ethnicity,
        disability_of(coalesce(nullif(version.disability, 'U'), child.disability)) as disability
    from child_in_need_version as version
    join need_known on need_known.child_id = version.child_id and need_known.cin_start_date = version.cin_start_date
    left join child on child.child_id = version.child_id
    left join team_place on team_place.team = version.allocated_team
    left join worker_place on worker_place.worker = version.allocated_worker
)
select
    counted_day.day,
    child_id,
    started_on,
    length_band(started_on, counted_day.day) as length,
    coalesce(case_status = 'CIN', false) as on_plan,
    case primary_need
        when 'N1' then 'Abuse or neglect'::need
        when 'N2' then 'Child''s disability'::need
        when 'N3' then 'Parental disability or illness'::need
        when 'N4' then 'Family in acute stress'::need
        when 'N5' then 'Family dysfunction'::need
        when 'N6' then 'Socially unacceptable behaviour'::need
        when 'N7' then 'Low income'::need
        when 'N8' then 'Absent parenting'::need
        when 'N9' then 'Other than children in need'::need
        else 'Not recorded'::need
    end as need,
    case when date_last_seen <= counted_day.day then date_last_seen end as seen_on,
    coalesce(counted_day.day <= add_working_days(
        greatest(started_on, case when date_last_seen <= counted_day.day then date_last_seen end), 20
    ), false) as seen_in_time,
    area,
    team,
    worker,
    age_band_on(date_of_birth, counted_day.day) as age_band,
    sex,
    ethnicity,
    disability
from need_state
join counted_day on counted_day.day >= shown_from and counted_day.day < shown_until;

-- One row for each worker who holds an open case at the end of a counted day. The team is the one with most of the cases.
create or replace view fact_worker_day as
with held as (
    select day, worker, team, area, count(distinct child_id) as cases
    from fact_need_day
    where worker is not null
    group by day, worker, team, area
)
select
    day,
    worker,
    arg_max(team, (cases, team)) as team,
    arg_max(area, (cases, team)) as area,
    sum(cases)::integer as cases
from held
group by day, worker;
