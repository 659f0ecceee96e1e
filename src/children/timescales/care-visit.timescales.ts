import type { Timescale } from '#timescales'
import { latestIn } from '../latest-in-doubt.ts'
import { documents } from './sources.ts'
import { nextVisitSql } from './steps.ts'

const visit = {
  kind: 'statutory',
  verified: 'verified',
  starts: 'The last visit',
  meets: 'The next visit by the social worker',
  tables: ['looked_after'],
  latestIn: latestIn('care-visit', 'placement'),
} as const

const regulation28 = (paragraph: string) => ({
  document: documents.carePlanning,
  paragraph: `regulation 28${paragraph}`,
})

const restarts = 'counted from each actual visit; a new placement starts again'

/** Social work visits to children in care. */
export const careVisitTimescales = [
  {
    ...visit,
    id: 'lac-visit-first',
    title: 'First visit in a placement',
    source: regulation28('(2)(a)'),
    limit: { value: 1, unit: 'weeks' },
    appliesTo: 'Every placement other than a temporary one (T0 to T4) or one for adoption',
    starts: 'The start of the placement',
    meets: 'The first visit on or after that day',
    recurrence: 'Once in each placement',
    proxy: 'Annex A has only the latest visit, so an earlier one than the first that an extract shows may be hidden.',
    sql: `
    with first_visit as (
        select
            child_id,
            episode_start,
            placement_start,
            min(happened_on) as visited_on,
            arg_min_null(shown_after, happened_on) as shown_after
        from care_visit
        where placement_start is not null
        group by child_id, episode_start, placement_start
    )
    select
        placement.child_id,
        concat_ws('/', placement.episode_start, placement.started_on) as item_key,
        placement.started_on,
        visited_on as met_on,
        placement.ended_on as closed_on,
        greatest(shown_after, started_on) as seen_open_on,
        0 as apart_days,
        placement.episode_start,
        placement.worker,
        placement.team
    from care_placement as placement
    left join first_visit
        on first_visit.child_id = placement.child_id
        and first_visit.episode_start = placement.episode_start
        and first_visit.placement_start = placement.started_on
    where coalesce(type, '') not in ('T0', 'T1', 'T2', 'T3', 'T4', 'A', 'A3', 'A4', 'A5', 'A6')
    union all
    -- a child in care of whom no placement is known: the clock has no start
    select
        period.child_id,
        concat_ws('/', period.started_on, 'no placement') as item_key,
        null::date as started_on,
        null::date as met_on,
        period.closed_on,
        null::date as seen_open_on,
        0 as apart_days,
        period.started_on as episode_start,
        period.worker,
        period.team
    from care_period as period
    anti join care_placement as placement
        on placement.child_id = period.child_id and placement.episode_start = period.started_on
    where period.is_open`,
  },
  {
    ...visit,
    id: 'lac-visit-6w',
    title: 'Visits to a child in care',
    source: regulation28('(2)(b) and (c)'),
    limit: { value: 6, unit: 'weeks' },
    appliesTo:
      'The first year of a placement, and later while it is not meant to last until 18; not placements for adoption or with parents under a care order',
    recurrence: `Six weeks, ${restarts}`,
    sql: nextVisitSql("rule = 'ordinary'"),
  },
  {
    ...visit,
    id: 'lac-visit-3m',
    title: 'Visits to a child in a placement meant to last until 18',
    source: regulation28('(2)(c)'),
    limit: { value: 3, unit: 'months' },
    appliesTo: 'Placements of over a year that are meant to last until the child is 18',
    recurrence: `Three months, ${restarts}`,
    proxy:
      'Annex A does not say how long a placement is meant to last: long-term fostering, as placement (U1, U4) or as permanence plan, stands for it.',
    sql: nextVisitSql("rule = 'long-term'"),
  },
  {
    ...visit,
    id: 'lac-visit-6m',
    title: 'Visits to a child in a long-term foster placement: longest gap',
    source: regulation28('(3A), inserted in 2015'),
    verified: 'secondary',
    limit: { value: 6, unit: 'months' },
    configurable: true,
    appliesTo: 'Long-term foster placements (U1, U4) of over a year',
    recurrence: `Six months, ${restarts}`,
    proxy:
      'Six months need the agreement of a child who understands, which Annex A does not record: this is the longest gap that could be allowed, beside the three months.',
    sql: nextVisitSql("rule = 'long-term' and type in ('U1', 'U4')"),
  },
  {
    ...visit,
    id: 'lac-visit-parents-ico',
    title: 'Visits to a child placed with parents under an interim care order',
    source: regulation28('(5) and (6)'),
    limit: { value: 1, unit: 'weeks' },
    appliesTo: 'Placements with parents (P1) under an interim care order (C1)',
    recurrence: 'Every week until the first review in the placement, then every four weeks',
    proxy: 'Extracts a month apart cannot show weekly visits, so only the wait since the latest one is judged.',
    latestIn: latestIn('care-visit', 'placement', 'legal-status', 'care-review'),
    sql: `
    with visit as (
        ${nextVisitSql("rule = 'parents-ico' and next_on is null")}
    ),
    reviewed as (
        select distinct care_visit.child_id, care_visit.episode_start, care_visit.happened_on
        from care_visit
        inner join care_review
            on care_review.child_id = care_visit.child_id
            and care_review.period_start = care_visit.episode_start
            and care_review.happened_on between care_visit.placement_start and care_visit.happened_on
        where rule = 'parents-ico'
    )
    select
        visit.*,
        case when reviewed.child_id is null then 1 else 4 end as limit_value,
        'weeks' as limit_unit
    from visit
    left join reviewed
        on reviewed.child_id = visit.child_id
        and concat_ws('/', reviewed.episode_start, reviewed.happened_on) = visit.item_key`,
  },
  {
    ...visit,
    id: 'lac-visit-parents-care-order',
    title: 'Visits to a child on a care order living with parents',
    source: regulation28(''),
    limit: { value: 6, unit: 'weeks' },
    appliesTo: 'Placements with parents (P1) under a full care order (C2)',
    starts: 'The last visit, or the order where no visit has followed it',
    recurrence: `Within a week of the order, then every six weeks, ${restarts}`,
    latestIn: latestIn('care-visit', 'placement', 'legal-status'),
    sql: `
    with visit as (
        select child_id, episode_start, happened_on
        from care_visit
        where rule = 'parents-care-order'
    ),
    order_made as (
        select
            care_status.child_id,
            care_status.episode_start,
            greatest(care_status.started_on, care_placement.started_on) as made_on,
            least(care_status.next_on, care_placement.ended_on, closed_on) as closed_on,
            care_status.worker,
            care_status.team
        from care_status
        inner join care_placement
            on care_placement.child_id = care_status.child_id
            and care_placement.episode_start = care_status.episode_start
            and type = 'P1'
            and coalesce(care_placement.ended_on > care_status.started_on, true)
            and coalesce(care_status.next_on > care_placement.started_on, true)
        where status = 'C2'
    )
    select
        order_made.child_id,
        concat_ws('/', order_made.episode_start, made_on, 'order') as item_key,
        made_on as started_on,
        min(visit.happened_on) as met_on,
        order_made.closed_on,
        made_on as seen_open_on,
        0 as apart_days,
        order_made.episode_start,
        1 as limit_value,
        'weeks' as limit_unit,
        any_value(order_made.worker) as worker,
        any_value(order_made.team) as team
    from order_made
    left join visit
        on visit.child_id = order_made.child_id
        and visit.episode_start = order_made.episode_start
        and visit.happened_on >= made_on
        and coalesce(visit.happened_on <= order_made.closed_on, true)
    group by order_made.child_id, order_made.episode_start, made_on, order_made.closed_on
    union all by name
    (${nextVisitSql("rule = 'parents-care-order'")})`,
  },
] as const satisfies readonly Timescale[]
