import type { Timescale } from '#timescales'
import { latestIn } from '../latest-in-doubt.ts'
import { documents } from './sources.ts'

/** Who has the child now: List 10 names no worker, so the child's newest period of care does. */
const CARER_STEP = `carer as (
        select
            child_id,
            max(started_on) as period_start,
            arg_max_null(worker, started_on) as worker,
            arg_max_null(team, started_on) as team
        from care_period
        group by child_id
    )`

const scorecard = {
  kind: 'published-measure',
  verified: 'secondary',
  tables: ['adoption'],
} as const

interface Span {
  readonly start: string
  readonly end: string
}

function adoptionSpanSql({ start, end }: Span): string {
  return `
    with ${CARER_STEP}
    select
        adoption.child_id,
        coalesce(adoption_decision::varchar, '') as item_key,
        ${start} as started_on,
        ${end} as met_on,
        least(decision_reversed, gone_on) as closed_on,
        carer.worker,
        carer.team
    from adoption_known as adoption
    left join carer on carer.child_id = adoption.child_id`
}

const regulation36 = (paragraph: string) => ({
  document: documents.adoptionAgencies,
  paragraph: `regulation 36${paragraph}`,
})

const placed = {
  kind: 'statutory',
  verified: 'verified',
  tables: ['looked_after'],
  latestIn: latestIn('care-review'),
} as const

/** Each known review after a placement for adoption, numbered, with the next one. */
const PLACED_REVIEW_STEP = `placed_review as (
        select
            period.child_id,
            period.started_on as period_start,
            placed_for_adoption_on,
            period.closed_on,
            happened_on,
            row_number() over spell as nth,
            lead(happened_on) over spell as next_on,
            lead(occurrence.shown_after) over spell as next_shown_after,
            occurrence.shown_after,
            occurrence.worker,
            occurrence.team
        from care_period as period
        inner join occurrence
            on occurrence.child_id = period.child_id and occurrence.episode_start = period.started_on
        where kind = 'care-review' and happened_on > placed_for_adoption_on
        window spell as (partition by period.child_id, period.started_on order by happened_on)
    )`

/** Adoption: the child's way to a family, and reviews and visits until the order. */
export const adoptionTimescales = [
  {
    ...scorecard,
    id: 'adoption-a1',
    title: 'Entry to care to moving in with the adoptive family (A1)',
    source: { document: documents.adoptionScorecards, paragraph: 'indicator A1: 14 months' },
    limit: { value: 426, unit: 'days' },
    appliesTo: 'Children with a decision for adoption',
    starts: 'The day the child entered care',
    meets: 'The day the child was placed for adoption',
    proxy:
      'The published figure is a three-year average over children who were adopted; here each child is set beside it.',
    sql: adoptionSpanSql({ start: 'entered_care', end: 'placed' }),
  },
  {
    ...scorecard,
    id: 'adoption-a10',
    title: 'Entry to care to moving in, adjusted for adoption by foster carers (A10)',
    source: { document: documents.adoptionScorecards, paragraph: 'indicator A10' },
    limit: { value: 426, unit: 'days' },
    appliesTo: 'Children with a decision for adoption',
    starts: 'The day the child entered care',
    meets: 'The day the child moved in with the foster carers who may adopt, or was placed for adoption',
    sql: adoptionSpanSql({ start: 'entered_care', end: 'coalesce(ffa_placement, placed)' }),
  },
  {
    ...scorecard,
    id: 'adoption-a2',
    title: 'Placement order to match (A2)',
    source: { document: documents.adoptionScorecards, paragraph: 'indicator A2: 4 months' },
    limit: { value: 121, unit: 'days' },
    appliesTo: 'Children with a placement order',
    starts: 'The placement order',
    meets: 'The match with adopters',
    sql: `${adoptionSpanSql({ start: 'placement_order', end: 'matched' })}
    where placement_order is not null`,
  },
  {
    id: 'adoption-review-waiting',
    title: 'Review while authorised for adoption and not placed',
    kind: 'statutory',
    source: regulation36('(1)'),
    verified: 'verified',
    limit: { value: 3, unit: 'months' },
    appliesTo: 'Children with a placement order who are not placed for adoption',
    starts: 'The placement order, then the last review after it',
    meets: 'The next review',
    recurrence: 'Three months from the order, then six months from each actual review',
    proxy: 'The latest review of care stands for it; consent without an order is not in Annex A.',
    tables: ['adoption', 'looked_after'],
    latestIn: latestIn('care-review'),
    sql: `
    with ${CARER_STEP},
    waiting as (
        select
            child_id,
            adoption_decision,
            placement_order,
            least(placed, adoption_order, decision_reversed, gone_on) as closed_on
        from adoption_known
        where placement_order is not null
    ),
    last_review as (
        select waiting.child_id, max(happened_on) as reviewed_on
        from waiting
        inner join occurrence on occurrence.child_id = waiting.child_id
        where kind = 'care-review'
            and happened_on > placement_order
            and coalesce(happened_on <= closed_on, true)
        group by waiting.child_id
    )
    select
        waiting.child_id,
        coalesce(adoption_decision::varchar, '') as item_key,
        coalesce(reviewed_on, placement_order) as started_on,
        closed_on,
        case when reviewed_on is null then 3 else 6 end as limit_value,
        'months' as limit_unit,
        carer.period_start as episode_start,
        carer.worker,
        carer.team
    from waiting
    left join last_review on last_review.child_id = waiting.child_id
    left join carer on carer.child_id = waiting.child_id`,
  },
  {
    ...placed,
    id: 'adoption-review-1',
    title: 'First review after placement for adoption',
    source: regulation36('(3)'),
    limit: { value: 4, unit: 'weeks' },
    appliesTo: 'Children in a placement for adoption (A3 to A6)',
    starts: 'The start of the placement',
    meets: 'The first review after that day',
    sql: `
    with ${PLACED_REVIEW_STEP}
    select
        period.child_id,
        period.started_on::varchar as item_key,
        period.placed_for_adoption_on as started_on,
        happened_on as met_on,
        period.closed_on,
        greatest(placed_review.shown_after, period.placed_for_adoption_on) as seen_open_on,
        30 as apart_days,
        period.started_on as episode_start,
        period.worker,
        period.team
    from care_period as period
    left join placed_review
        on placed_review.child_id = period.child_id and placed_review.period_start = period.started_on and nth = 1
    where period.placed_for_adoption_on is not null`,
  },
  {
    ...placed,
    id: 'adoption-review-next',
    title: 'Later reviews after placement for adoption',
    source: regulation36('(3)'),
    limit: { value: 6, unit: 'months' },
    appliesTo: 'Children in a placement for adoption (A3 to A6) who have had a review in it',
    starts: 'The last review',
    meets: 'The next review, until the adoption order',
    recurrence: 'Three months after the first review, then six months from each actual review',
    sql: `
    with ${PLACED_REVIEW_STEP}
    select
        child_id,
        concat_ws('/', period_start, happened_on) as item_key,
        happened_on as started_on,
        next_on as met_on,
        closed_on,
        case when nth = 1 then 3 else 6 end as limit_value,
        'months' as limit_unit,
        greatest(next_shown_after, happened_on) as seen_open_on,
        60 as apart_days,
        period_start as episode_start,
        worker,
        team
    from placed_review`,
  },
  {
    ...placed,
    id: 'adoption-visit',
    title: 'Visits after placement for adoption',
    source: regulation36('(4)(a)'),
    limit: { value: 1, unit: 'weeks' },
    appliesTo: 'Children in a placement for adoption (A3 to A6) until the first review in it',
    starts: 'The last visit, or the start of the placement',
    meets: 'The next visit',
    recurrence: 'Every week until the first review, then as that review agrees',
    proxy: 'Extracts a month apart cannot show weekly visits, so only the wait since the latest one is judged.',
    latestIn: latestIn('care-visit', 'care-review'),
    sql: `
    with ${PLACED_REVIEW_STEP},
    last_visit as (
        select child_id, episode_start, max(happened_on) as visited_on
        from care_visit
        where rule = 'adoption'
        group by child_id, episode_start
    )
    select
        period.child_id,
        period.started_on::varchar as item_key,
        greatest(period.placed_for_adoption_on, visited_on) as started_on,
        period.closed_on,
        period.started_on as episode_start,
        case when placed_review.child_id is not null then 'the first review sets the visits that follow' end as not_applicable_reason,
        period.worker,
        period.team
    from care_period as period
    left join last_visit
        on last_visit.child_id = period.child_id and last_visit.episode_start = period.started_on
    left join placed_review
        on placed_review.child_id = period.child_id and placed_review.period_start = period.started_on and nth = 1
    where period.placed_for_adoption_on is not null`,
  },
  {
    id: 'adopter-stage-1',
    title: 'Adopter assessment, stage 1',
    kind: 'statutory-guidance',
    source: { document: documents.adoptionGuidance, paragraph: 'stage 1: two months' },
    verified: 'secondary',
    limit: { value: 2, unit: 'months' },
    appliesTo: 'Prospective adopters who have started stage 1; the row’s child is the adopter’s identifier',
    starts: 'Stage 1 starts',
    meets: 'Stage 1 ends',
    tables: ['adopter'],
    sql: `
    select
        adopter_id as child_id,
        'stage 1' as item_key,
        stage_1_start as started_on,
        stage_1_end as met_on,
        least(left_process, gone_on) as closed_on
    from adopter_known
    where stage_1_start is not null`,
  },
  {
    id: 'adopter-stage-2',
    title: 'Adopter assessment, stage 2',
    kind: 'statutory-guidance',
    source: { document: documents.adoptionGuidance, paragraph: 'stage 2: four months' },
    verified: 'secondary',
    limit: { value: 4, unit: 'months' },
    appliesTo: 'Prospective adopters who have started stage 2; the row’s child is the adopter’s identifier',
    starts: 'Stage 2 starts',
    meets: 'Stage 2 ends, or the application is approved',
    tables: ['adopter'],
    sql: `
    select
        adopter_id as child_id,
        'stage 2' as item_key,
        stage_2_start as started_on,
        coalesce(stage_2_end, application_approved) as met_on,
        least(left_process, gone_on) as closed_on
    from adopter_known
    where stage_2_start is not null`,
  },
] as const satisfies readonly Timescale[]
