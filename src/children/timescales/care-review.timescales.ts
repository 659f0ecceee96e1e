import type { Timescale } from '#timescales'
import { latestIn } from '../latest-in-doubt.ts'
import { REVIEW_APART_DAYS } from './periods.ts'
import { documents } from './sources.ts'
import { firstEventSql, nextReviewSql } from './steps.ts'

const review = {
  kind: 'statutory',
  verified: 'verified',
  tables: ['looked_after'],
  latestIn: latestIn('care-review'),
} as const

const regulation33 = (paragraph: string) => ({
  document: documents.carePlanning,
  paragraph: `regulation 33${paragraph}`,
})

/** Reviews before a placement for adoption follow the care planning rules; those after it are in the adoption file. */
const beforeAdoption = `not exists (
        select 1
        from care_period
        where care_period.child_id = care_review.child_id
            and care_period.started_on = care_review.period_start
            and care_review.happened_on >= placed_for_adoption_on
    )`

const closesWithAdoption = `least(closed_on, (
            select placed_for_adoption_on
            from care_period
            where care_period.child_id = care_review.child_id and care_period.started_on = care_review.period_start
        ))`

/** Reviews of children in care, and the permanence plan that they should agree. */
export const careReviewTimescales = [
  {
    ...review,
    id: 'lac-review-1',
    title: 'First review of a child in care',
    source: regulation33('(1)'),
    limit: { value: 20, unit: 'workingDays' },
    appliesTo: 'Every period of care',
    starts: 'The day the child came into care',
    meets: 'The first review after that day',
    proxy: `Annex A has only the latest review: one up to ${REVIEW_APART_DAYS.care} days after the due day is taken for the first.`,
    sql: firstEventSql({
      period: 'care_period',
      kind: 'care-review',
      apartDays: REVIEW_APART_DAYS.care,
      notOnFirstDay: true,
    }),
  },
  {
    ...review,
    id: 'lac-review-2',
    title: 'Second review of a child in care',
    source: regulation33('(2)'),
    limit: { value: 3, unit: 'months' },
    appliesTo: 'Children in care whose latest or earlier known review is certain to be the first',
    starts: 'The first review',
    meets: 'The second review',
    sql: nextReviewSql({
      table: 'care_review',
      apartDays: REVIEW_APART_DAYS.care,
      where: `nth = 1 and ${beforeAdoption}`,
      closedOn: closesWithAdoption,
    }),
  },
  {
    ...review,
    id: 'lac-review-next',
    title: 'Later reviews of a child in care',
    source: regulation33('(2)'),
    limit: { value: 6, unit: 'months' },
    appliesTo: 'Children in care after their second review',
    starts: 'The last review',
    meets: 'The next review',
    recurrence: 'Six months from each actual review; a missed one does not stack',
    proxy: 'Where no extract shows the first review, the earliest known one is taken for a later one.',
    sql: nextReviewSql({
      table: 'care_review',
      apartDays: REVIEW_APART_DAYS.care,
      where: `nth is distinct from 1 and ${beforeAdoption}`,
      closedOn: closesWithAdoption,
    }),
  },
  {
    id: 'permanence-plan',
    title: 'Permanence plan by the second review',
    kind: 'statutory-guidance',
    source: {
      document: 'Care planning guidance, as restated in the tri.x glossary',
      paragraph: 'permanence plan by the second review',
    },
    verified: 'secondary',
    limit: { value: 4, unit: 'months' },
    configurable: true,
    appliesTo: 'Every period of care',
    starts: 'The day the child came into care',
    meets: 'A permanence plan is recorded',
    proxy:
      'Twenty working days and three months come to about four months. Annex A gives the plan without its day: the day of the first extract that has it is taken.',
    tables: ['looked_after'],
    sql: `
    with plan_shown as (
        select
            child_id,
            started_looked_after,
            min(known_from) filter (where permanence_plan is not null) as planned_by
        from looked_after_version
        where coalesce(ended_by, '') <> 'withdrawn'
        group by child_id, started_looked_after
    ),
    extract_before as (
        select as_at, lag(as_at) over (order by as_at) as previous_on
        from (select distinct as_at from extract_day where table_name = 'looked_after')
    )
    select
        period.child_id,
        period.started_on::varchar as item_key,
        period.started_on,
        case when period.permanence_plan is not null then planned_by end as met_on,
        period.closed_on,
        case when previous_on >= first_seen then greatest(previous_on, period.started_on) else period.started_on end as seen_open_on,
        0 as apart_days,
        period.worker,
        period.team
    from care_period as period
    left join plan_shown
        on plan_shown.child_id = period.child_id and plan_shown.started_looked_after = period.started_on
    left join extract_before on extract_before.as_at = planned_by`,
  },
] as const satisfies readonly Timescale[]
