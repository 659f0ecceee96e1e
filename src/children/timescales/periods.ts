import type { DuckDb } from '#platform/lake'
import { caseClosureStep } from './steps.ts'

/**
 * Makes the temporary tables that the timescales of plans and care read, from what `createHistory` made:
 *
 * - `assessment_period`: one row for each assessment; an open one closes when the child's case does
 * - `plan_period`: one row for each child protection plan
 * - `care_period`: one row for each period of care, short breaks (V3, V4) left out
 * - `care_placement`, `care_status`: each placement and legal status known, until the next one
 * - `care_visit`: each social work visit known, with the rule that sets when the next one is due
 * - `plan_review`, `care_review`: each review known, numbered where the first is certain
 * - `care_leaver_now`: one row for each care leaver, with why nothing is due where so
 *
 * `closed_on` is the day the child left: the plan or care ended, the extracts stopped showing the row, or the child turned 18,
 * which may be a day still to come; `is_open` says that it has not come.
 */
export async function createPeriods(db: DuckDb): Promise<void> {
  for (const [name, sql] of Object.entries(periodSql)) await db.run(`create or replace temp table ${name} as ${sql}`)
}

/** A first review may hide an earlier one when it comes this much later than the first was due. */
export const REVIEW_APART_DAYS = { plan: 90, care: 42 } as const

/** The eighteenth birthday, unless it lies before the start: then the date of birth is wrong and ends nothing. */
function turns18(start: string): string {
  return `case when add_months(date_of_birth, 216) > ${start} then add_months(date_of_birth, 216) end`
}

/** The select behind each table, in the order in which they are made. */
export const periodSql = {
  assessment_period: `
    with ${caseClosureStep(`
        select distinct child_id, assessment_start_date as started_on
        from assessment_known
        where authorisation_date is null or authorisation_date > (select as_at from snapshot_info)`)}
    select
        assessment.child_id,
        assessment_start_date as started_on,
        authorisation_date as authorised_on,
        least(case_closure.closed_on, gone_on) as closed_on,
        allocated_worker as worker,
        allocated_team as team
    from assessment_known as assessment
    left join case_closure
        on case_closure.child_id = assessment.child_id and case_closure.started_on = assessment_start_date`,

  plan_period: `
    select
        child_id,
        plan_start_date as started_on,
        least(plan_end_date, gone_on, ${turns18('plan_start_date')}) as closed_on,
        date_of_birth,
        allocated_worker as worker,
        allocated_team as team
    from protection_plan_known`,

  care_period: `
    select
        child_id,
        started_looked_after as started_on,
        ceased_looked_after as ceased_on,
        least(ceased_looked_after, gone_on, ${turns18('started_looked_after')}) as closed_on,
        permanence_plan,
        case when placement_type in ('A', 'A3', 'A4', 'A5', 'A6') then placement_start end as placed_for_adoption_on,
        coalesce(least(ceased_looked_after, gone_on, ${turns18('started_looked_after')}) > as_at, true) as is_open,
        missing_episodes_12_months,
        rhi_offered,
        rhi_accepted,
        first_seen,
        date_of_birth,
        allocated_worker as worker,
        allocated_team as team
    from looked_after_known
    cross join snapshot_info
    where coalesce(legal_status, '') not in ('V3', 'V4')`,

  care_placement: `
    select
        occurrence.child_id,
        occurrence.episode_start,
        happened_on as started_on,
        detail as type,
        least(lead(happened_on) over spell, closed_on) as ended_on,
        occurrence.worker,
        occurrence.team
    from occurrence
    inner join care_period
        on care_period.child_id = occurrence.child_id and care_period.started_on = occurrence.episode_start
    where kind = 'placement'
    window spell as (partition by occurrence.child_id, occurrence.episode_start order by happened_on)`,

  care_status: `
    select
        occurrence.child_id,
        occurrence.episode_start,
        happened_on as started_on,
        detail as status,
        lead(happened_on) over spell as next_on,
        lead(shown_after) over spell as next_shown_after,
        ceased_on,
        closed_on,
        occurrence.worker,
        occurrence.team
    from occurrence
    inner join care_period
        on care_period.child_id = occurrence.child_id and care_period.started_on = occurrence.episode_start
    where kind = 'legal-status'
    window spell as (partition by occurrence.child_id, occurrence.episode_start order by happened_on)`,

  care_visit: `
    with visit as (
        select
            occurrence.child_id,
            occurrence.episode_start,
            happened_on,
            shown_after,
            occurrence.worker,
            occurrence.team,
            care_period.closed_on as period_closed_on,
            care_period.permanence_plan
        from occurrence
        inner join care_period
            on care_period.child_id = occurrence.child_id and care_period.started_on = occurrence.episode_start
        where kind = 'care-visit'
            and happened_on >= care_period.started_on
            and (care_period.closed_on is null or happened_on <= care_period.closed_on)
    ),
    placed as (
        select
            visit.*,
            now_placed.started_on as placement_start,
            now_placed.type,
            least(visit.period_closed_on, next_placed.started_on) as closed_on
        from visit
        asof left join care_placement as now_placed
            on now_placed.child_id = visit.child_id
            and now_placed.episode_start = visit.episode_start
            and now_placed.started_on <= visit.happened_on
        asof left join care_placement as next_placed
            on next_placed.child_id = visit.child_id
            and next_placed.episode_start = visit.episode_start
            and next_placed.started_on > visit.happened_on
    ),
    under_status as (
        select
            placed.*,
            care_status.status
        from placed
        asof left join care_status
            on care_status.child_id = placed.child_id
            and care_status.episode_start = placed.episode_start
            and care_status.started_on <= placed.happened_on
    )
    select
        child_id, episode_start, happened_on, placement_start, closed_on, worker, team,
        lead(happened_on) over spell as next_on,
        lead(shown_after) over spell as next_shown_after,
        shown_after,
        case
            when type in ('A', 'A3', 'A4', 'A5', 'A6') then 'adoption'
            when type = 'P1' and status = 'C1' then 'parents-ico'
            when type = 'P1' and status = 'C2' then 'parents-care-order'
            when happened_on >= add_months(placement_start, 12)
                and (type in ('U1', 'U4') or permanence_plan = 'LTFOST') then 'long-term'
            else 'ordinary'
        end as rule,
        type
    from under_status
    window spell as (partition by child_id, episode_start, placement_start order by happened_on)`,

  plan_review: reviewSql('plan_period', 'cp-review', 'add_months(period.started_on, 3)', REVIEW_APART_DAYS.plan),

  care_review: reviewSql(
    'care_period',
    'care-review',
    'coalesce(add_working_days(period.started_on, 20), period.started_on + 28)',
    REVIEW_APART_DAYS.care,
  ),

  care_leaver_now: `
    select
        child_id,
        eligibility,
        date_of_birth,
        gone_on as closed_on,
        case in_touch
            when 'DIED' then 'the young person has died'
            when 'NREQ' then 'the young person no longer requires services'
            when 'RHOM' then 'the young person has returned home'
        end as not_applicable_reason,
        coalesce(in_touch = 'REFU', false) as declined,
        coalesce(personal_adviser, allocated_worker) as worker,
        allocated_team as team
    from care_leaver_known`,
} as const

/**
 * Each known review after the start of a period. `nth` is its number, and empty from a first known review that comes too
 * late to be certainly the first. A review on the day of the start is the meeting that began it.
 */
function reviewSql(period: string, kind: string, firstDueOn: string, apartDays: number): string {
  return `
    with review as (
        select
            period.child_id,
            period.started_on as period_start,
            period.closed_on,
            happened_on,
            occurrence.worker,
            occurrence.team,
            shown_after,
            row_number() over spell as known_nth,
            lead(happened_on) over spell as next_on,
            lead(shown_after) over spell as next_shown_after,
            ${firstDueOn} as first_due_on
        from ${period} as period
        inner join occurrence
            on occurrence.child_id = period.child_id and occurrence.episode_start = period.started_on
        where kind = '${kind}'
            and happened_on > period.started_on
            and (period.closed_on is null or happened_on <= period.closed_on)
        window spell as (partition by period.child_id, period.started_on order by happened_on)
    )
    select
        child_id, period_start, closed_on, happened_on, shown_after, next_on, next_shown_after, worker, team,
        case
            when first_value(happened_on - first_due_on <= ${apartDays} or shown_after >= first_due_on) over spell
                then known_nth
        end as nth
    from review
    window spell as (partition by child_id, period_start order by happened_on)`
}
