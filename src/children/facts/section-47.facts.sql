-- One row for each section 47 enquiry, with the initial conference that followed. `repeat` says whether an earlier enquiry about
-- the child began in the 12 months before; where the record does not reach back so far, it says what the file's own count says.
create or replace view fact_section_47 as
with enquiry_in_order as (
    select
        child_id,
        strategy_discussion_date as started_on,
        icpc_date as conference_on,
        icpc_not_required,
        icpc_resulted_in_plan,
        s47_last_12_months,
        allocated_team as team,
        allocated_worker as worker,
        gender,
        ethnicity,
        date_of_birth,
        disability,
        started.in_15 as due_on,
        held.ordinal - started.ordinal as working_days,
        add_months(strategy_discussion_date, -12) as a_year_before,
        case when child_id is not null
            then lag(strategy_discussion_date) over (partition by child_id order by strategy_discussion_date)
        end as previous_on
    from section_47
    left join working_day as started on started.day = strategy_discussion_date
    left join working_day as held on held.day = icpc_date
)
select
    enquiry_in_order.child_id,
    started_on,
    conference_on,
    conference_on is not null or icpc_not_required is not null as decided,
    coalesce(previous_on >= a_year_before, false) or (
        a_year_before < (select covered_from from coverage where table_name = 'section_47')
        and coalesce(s47_last_12_months > 1, false)
    ) as repeat,
    case when conference_on >= started_on then working_days end as working_days,
    coalesce(conference_on between started_on and due_on, false) as in_time,
    coalesce(icpc_resulted_in_plan = 'Y', false) as plan_made,
    coalesce(team_place.area, worker_place.area) as area,
    enquiry_in_order.team,
    enquiry_in_order.worker,
    age_band_on(coalesce(enquiry_in_order.date_of_birth, child.date_of_birth), coalesce(started_on, conference_on)) as age_band,
    sex_of(coalesce(enquiry_in_order.gender, child.gender)) as sex,
    ethnic_group_of(coalesce(enquiry_in_order.ethnicity, child.ethnicity)) as ethnicity,
    disability_of(coalesce(nullif(enquiry_in_order.disability, 'U'), child.disability)) as disability
from enquiry_in_order
left join child on child.child_id = enquiry_in_order.child_id
left join team_place on team_place.team = enquiry_in_order.team
left join worker_place on worker_place.worker = enquiry_in_order.worker;
