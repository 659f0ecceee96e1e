-- One row for each referral of a child. `repeat` says whether an earlier referral of the child came in the 12 months before;
-- where the record does not reach back so far, it says what the file's own count says.
create or replace view fact_referral as
with referral_in_order as (
    select
        child_id,
        date_of_referral as received_on,
        contact_source_of(referral_source) as source,
        referral_nfa,
        referrals_last_12_months,
        allocated_team as team,
        allocated_worker as worker,
        gender,
        ethnicity,
        date_of_birth,
        add_months(date_of_referral, -12) as a_year_before,
        case when child_id is not null
            then lag(date_of_referral) over (partition by child_id order by date_of_referral)
        end as previous_on
    from referral
),
helped as (
    -- referrals before which the child had early help that started in the 12 months before
    select distinct referral.child_id, referral.date_of_referral as received_on
    from referral
    join early_help
        on early_help.child_id = referral.child_id
        and early_help.assessment_start_date < referral.date_of_referral
        and early_help.assessment_start_date >= add_months(referral.date_of_referral, -12)
)
select
    referral_in_order.child_id,
    referral_in_order.received_on,
    source,
    previous_on,
    coalesce(previous_on >= a_year_before, false) or (
        a_year_before < (select covered_from from coverage where table_name = 'referral')
        and coalesce(referrals_last_12_months > 0, false)
    ) as repeat,
    coalesce(referral_nfa = 'Y', false) as no_further_action,
    helped.child_id is not null as had_early_help,
    coalesce(team_place.area, worker_place.area) as area,
    referral_in_order.team,
    referral_in_order.worker,
    age_band_on(coalesce(referral_in_order.date_of_birth, child.date_of_birth), referral_in_order.received_on) as age_band,
    sex_of(coalesce(referral_in_order.gender, child.gender)) as sex,
    ethnic_group_of(coalesce(referral_in_order.ethnicity, child.ethnicity)) as ethnicity,
    disability_of(child.disability) as disability
from referral_in_order
left join helped on helped.child_id = referral_in_order.child_id and helped.received_on = referral_in_order.received_on
left join child on child.child_id = referral_in_order.child_id
left join team_place on team_place.team = referral_in_order.team
left join worker_place on worker_place.worker = referral_in_order.worker;
