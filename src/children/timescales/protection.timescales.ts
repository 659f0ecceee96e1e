import type { Timescale } from '#timescales'
import { latestIn } from '../latest-in-doubt.ts'
import { REVIEW_APART_DAYS } from './periods.ts'
import { documents } from './sources.ts'
import { caseClosureStep, firstEventSql, nextReviewSql } from './steps.ts'

const visit = {
  kind: 'practice',
  source: {
    document: documents.localProcedures,
    paragraph: 'most often 10 working days or 14 days; four weeks at most',
  },
  verified: 'local-example',
  limit: { value: 10, unit: 'workingDays' },
  configurable: true,
  appliesTo: 'Children on a child protection plan',
  tables: ['protection_plan'],
  latestIn: latestIn('cp-visit'),
} as const

/** Enquiries, conferences, plans and visits that protect a child. */
export const protectionTimescales = [
  {
    id: 's47-to-icpc',
    title: 'Strategy discussion to initial child protection conference',
    kind: 'statutory-guidance',
    source: { document: documents.workingTogether, paragraph: 'initial conference: within 15 working days' },
    verified: 'secondary',
    limit: { value: 15, unit: 'workingDays' },
    appliesTo: 'Section 47 enquiries, other than those where a conference was not needed',
    starts: 'The strategy discussion that started the enquiry',
    meets: 'The initial child protection conference is held',
    tables: ['section_47'],
    sql: `
    with ${caseClosureStep(`
        select distinct child_id, strategy_discussion_date as started_on
        from section_47
        where icpc_date is null or icpc_date > (select as_at from snapshot_info)`)}
    select
        enquiry.child_id,
        strategy_discussion_date::varchar as item_key,
        strategy_discussion_date as started_on,
        icpc_date as met_on,
        case_closure.closed_on,
        case when icpc_not_required = 'Y' and icpc_date is null
            then 'a conference was not needed'
        end as not_applicable_reason,
        allocated_worker as worker,
        allocated_team as team
    from section_47 as enquiry
    left join case_closure
        on case_closure.child_id = enquiry.child_id and case_closure.started_on = enquiry.strategy_discussion_date`,
  },
  {
    id: 'prebirth-conference',
    title: 'Review after the birth of a child on a plan',
    kind: 'practice',
    source: { document: 'London Safeguarding Children Procedures', paragraph: 'pre-birth' },
    verified: 'partly',
    limit: { value: 10, unit: 'days' },
    configurable: true,
    appliesTo: 'Children whose plan started before they were born',
    starts: 'The birth',
    meets: 'The first review conference on or after the birth',
    proxy: 'A core group would meet it too, and is not in Annex A.',
    tables: ['protection_plan'],
    latestIn: latestIn('cp-review'),
    sql: `
    select
        plan_period.child_id,
        plan_period.started_on::varchar as item_key,
        date_of_birth as started_on,
        min(happened_on) as met_on,
        any_value(closed_on) as closed_on,
        greatest(arg_min_null(shown_after, happened_on), date_of_birth) as seen_open_on,
        ${REVIEW_APART_DAYS.plan} as apart_days,
        plan_period.started_on as episode_start,
        any_value(plan_period.worker) as worker,
        any_value(plan_period.team) as team
    from plan_period
    left join occurrence
        on kind = 'cp-review'
        and occurrence.child_id = plan_period.child_id
        and occurrence.episode_start = plan_period.started_on
        and happened_on >= date_of_birth
    where date_of_birth > plan_period.started_on
        and date_of_birth <= (select as_at from snapshot_info)
        and (closed_on is null or closed_on >= date_of_birth)
    group by plan_period.child_id, plan_period.started_on, date_of_birth`,
  },
  {
    id: 'rcpc-first',
    title: 'First review child protection conference',
    kind: 'statutory-guidance',
    source: { document: documents.workingTogether, paragraph: 'review conferences: the first within three months' },
    verified: 'secondary',
    limit: { value: 3, unit: 'months' },
    appliesTo: 'Every child protection plan',
    starts: 'The start of the plan, which is the initial conference',
    meets: 'The first review conference after that day',
    proxy: `Annex A has only the latest review: one up to ${REVIEW_APART_DAYS.plan} days after the due day is taken for the first.`,
    tables: ['protection_plan'],
    latestIn: latestIn('cp-review'),
    sql: firstEventSql({
      period: 'plan_period',
      kind: 'cp-review',
      apartDays: REVIEW_APART_DAYS.plan,
      notOnFirstDay: true,
    }),
  },
  {
    id: 'rcpc-next',
    title: 'Later review child protection conferences',
    kind: 'statutory-guidance',
    source: { document: documents.workingTogether, paragraph: 'review conferences: then at most six months apart' },
    verified: 'secondary',
    limit: { value: 6, unit: 'months' },
    appliesTo: 'Children on a plan who have had a review',
    starts: 'The last review conference',
    meets: 'The next review conference',
    recurrence: 'Six months from each actual review; a missed one does not stack',
    tables: ['protection_plan'],
    latestIn: latestIn('cp-review'),
    sql: nextReviewSql({ table: 'plan_review', apartDays: REVIEW_APART_DAYS.plan, where: 'true' }),
  },
  {
    id: 'cp-visit-first',
    title: 'First visit after a child protection plan starts',
    ...visit,
    starts: 'The start of the plan',
    meets: 'The first visit on or after that day at which the child is seen',
    proxy: 'Annex A has only the latest visit, so an earlier one than the first that an extract shows may be hidden.',
    sql: firstEventSql({ period: 'plan_period', kind: 'cp-visit', apartDays: 0 }),
  },
  {
    id: 'cp-visit',
    title: 'Visit to a child on a child protection plan',
    ...visit,
    starts: 'The last visit',
    meets: 'The next visit at which the child is seen',
    recurrence: 'Ten working days from each actual visit; a missed one does not stack',
    proxy: 'Extracts a month apart cannot show every visit, so only the wait since the latest one is judged.',
    sql: `
    with last_visit as (
        select child_id, episode_start, max(happened_on) as visited_on
        from occurrence
        where kind = 'cp-visit' and happened_on >= episode_start
        group by child_id, episode_start
    )
    select
        plan_period.child_id,
        plan_period.started_on::varchar as item_key,
        visited_on as started_on,
        closed_on,
        plan_period.started_on as episode_start,
        worker,
        team
    from plan_period
    inner join last_visit
        on last_visit.child_id = plan_period.child_id and last_visit.episode_start = plan_period.started_on
    where closed_on is null or visited_on <= closed_on`,
  },
] as const satisfies readonly Timescale[]
