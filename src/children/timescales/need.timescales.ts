import type { Timescale } from '#timescales'
import { latestIn } from '../latest-in-doubt.ts'
import { documents } from './sources.ts'

/** Children in need who are neither on a protection plan nor in care. */
export const needTimescales = [
  {
    id: 'cin-visit',
    title: 'Visit to a child in need',
    kind: 'practice',
    source: {
      document: documents.localProcedures,
      paragraph: '20 working days or four weeks; six or twelve weeks for some',
    },
    verified: 'local-example',
    limit: { value: 20, unit: 'workingDays' },
    configurable: true,
    appliesTo: 'Children with an open child in need plan',
    starts: 'The day the child was last seen, or the start of the episode of need',
    meets: 'The child is seen again',
    recurrence: 'Twenty working days from the day the child was last seen; a missed visit does not stack',
    proxy: 'Annex A has no visits under child in need plans: the day the child was last seen stands for them.',
    tables: ['child_in_need'],
    latestIn: latestIn('cin-seen'),
    sql: `
    select
        child_id,
        coalesce(cin_start_date::varchar, '') as item_key,
        greatest(cin_start_date, date_last_seen) as started_on,
        cin_start_date as episode_start,
        allocated_worker as worker,
        allocated_team as team
    from child_in_need
    where case_status = 'CIN' and cin_closure_date is null`,
  },
] as const satisfies readonly Timescale[]
