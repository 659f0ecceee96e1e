import type { Timescale } from '#timescales'
import { latestIn } from '../latest-in-doubt.ts'
import { documents } from './sources.ts'

const emergency = {
  kind: 'statutory',
  meets: 'The child has another legal status, or has left care',
  tables: ['looked_after'],
  latestIn: latestIn('legal-status'),
} as const

/** One row for each legal status of a kind: from its start to the next status or the end of care. */
function statusSql(status: string): string {
  return `
    select
        child_id,
        concat_ws('/', episode_start, started_on) as item_key,
        started_on,
        least(next_on, ceased_on) as met_on,
        closed_on,
        case when next_on is not null then greatest(next_shown_after, started_on) end as seen_open_on,
        0 as apart_days,
        episode_start,
        worker,
        team
    from care_status
    where status = '${status}'`
}

/** Orders and powers that the law lets run for a set time. */
export const orderTimescales = [
  {
    ...emergency,
    id: 'police-protection',
    title: 'Police protection ends within 72 hours',
    source: { document: documents.childrenAct, paragraph: 'section 46' },
    verified: 'secondary',
    limit: { value: 3, unit: 'days' },
    appliesTo: 'Children in care under police protection (L1)',
    starts: 'The start of the legal status',
    proxy: 'Dates have no hours, so 72 hours are three days.',
    sql: statusSql('L1'),
  },
  {
    ...emergency,
    id: 'epo',
    title: 'Emergency protection order ends or is replaced',
    source: { document: documents.childrenAct, paragraph: 'section 45: 8 days, extended once by 7' },
    verified: 'contradiction',
    limit: { value: 8, unit: 'days' },
    appliesTo: 'Children in care under an emergency protection order (L2)',
    starts: 'The start of the legal status',
    proxy: 'An extension is not in Annex A. The rules of the looked-after children return allow 21 days.',
    sql: statusSql('L2'),
  },
  {
    ...emergency,
    id: 'child-assessment-order',
    title: 'Child assessment order ends',
    source: { document: documents.childrenAct, paragraph: 'section 43' },
    verified: 'secondary',
    limit: { value: 7, unit: 'days' },
    appliesTo: 'Children in care under a child assessment order (L3)',
    starts: 'The start of the legal status',
    sql: statusSql('L3'),
  },
  {
    ...emergency,
    id: 'care-proceedings',
    title: 'Care proceedings end within 26 weeks',
    source: { document: documents.childrenAct, paragraph: 'section 32(1)(a)' },
    verified: 'secondary',
    limit: { value: 26, unit: 'weeks' },
    appliesTo: 'Children in care under an interim care order (C1)',
    starts: 'The first interim care order of the period of care',
    proxy:
      'The day proceedings were issued is not in Annex A; the first interim order that extracts show stands for it, so the clock is short.',
    sql: `
    with interim as (
        select
            child_id,
            episode_start,
            min(started_on) filter (where status = 'C1') as started_on
        from care_status
        group by child_id, episode_start
    )
    select
        care_status.child_id,
        concat_ws('/', care_status.episode_start, interim.started_on) as item_key,
        interim.started_on,
        coalesce(
            min(care_status.started_on) filter (
                where status is distinct from 'C1' and care_status.started_on > interim.started_on
            ),
            any_value(ceased_on)
        ) as met_on,
        any_value(closed_on) as closed_on,
        care_status.episode_start,
        arg_max_null(worker, care_status.started_on) as worker,
        arg_max_null(team, care_status.started_on) as team
    from interim
    inner join care_status
        on care_status.child_id = interim.child_id and care_status.episode_start = interim.episode_start
    where interim.started_on is not null
    group by care_status.child_id, care_status.episode_start, interim.started_on`,
  },
] as const satisfies readonly Timescale[]
