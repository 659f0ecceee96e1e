import type { Check, Reads } from '#checks'
import { worker } from '../annex-a/lists/12-worker.ts'
import { describeRow, HOUSE_RULE } from './row-check.ts'

/** More children than this in one worker's name is asked about; caseloads of 12 to 20 are usual. */
const LARGEST_CASELOAD = 40

/** Open work by list. Care leavers are open while they are listed. */
const openLists = [
  ['assessment', 'authorisation_date'],
  ['child_in_need', 'cin_closure_date'],
  ['protection_plan', 'plan_end_date'],
  ['looked_after', 'ceased_looked_after'],
  ['care_leaver', undefined],
] as const

const openReads: Reads = Object.fromEntries(
  openLists.map(([table, end]) => [
    table,
    ['child_id', 'allocated_team', 'allocated_worker', ...(end === undefined ? [] : [end])],
  ]),
)

const held = `held as (
    ${openLists
      .map(
        ([table, end]) =>
          `select child_id, allocated_team, allocated_worker from ${table}${end === undefined ? '' : ` where ${end} is null`}`,
      )
      .join('\n    union all\n    ')}
)`

const workerNotListed: Check = {
  id: 'worker-not-listed',
  title: 'A worker who holds open cases is not in the list of workers',
  severity: 'warning',
  table: 'any',
  needs: { worker: ['worker'] },
  uses: openReads,
  why: 'The worker may have left and the children have nobody; and their work falls out of figures by area.',
  todo: 'Reallocate the children of workers who have left, or add the worker to the list.',
  source: HOUSE_RULE,
  sql: `with ${held}
select
    any_value(held.allocated_team order by held.allocated_team) as team,
    held.allocated_worker as worker,
    concat(held.allocated_worker, ' holds ', count(distinct held.child_id), ' open children and is not in the list of workers') as detail,
    held.allocated_worker as row_key
from held
where held.allocated_worker is not null
    and lower(trim(held.allocated_worker)) not in (select lower(trim(listed.worker)) from worker as listed where listed.worker is not null)
group by held.allocated_worker`,
}

const teamNotListed: Check = {
  id: 'team-not-listed',
  title: 'A team that holds open cases is not in the list of workers',
  severity: 'warning',
  table: 'any',
  needs: { worker: ['team'] },
  uses: openReads,
  why: 'The team’s work falls out of figures by area.',
  todo: 'Correct the name of the team, or add it to the list with its area.',
  source: HOUSE_RULE,
  sql: `with ${held}
select
    held.allocated_team as team,
    concat(held.allocated_team, ' holds ', count(distinct held.child_id), ' open children and is not in the list of workers') as detail,
    held.allocated_team as row_key
from held
where held.allocated_team is not null
    and lower(trim(held.allocated_team)) not in (select lower(trim(listed.team)) from worker as listed where listed.team is not null)
group by held.allocated_team`,
}

const largeCaseload: Check = {
  id: 'worker-caseload-implausible',
  title: `A worker holds more than ${LARGEST_CASELOAD} open children`,
  severity: 'query',
  table: 'any',
  needs: {},
  uses: openReads,
  why: 'Nobody can work with so many: often a duty worker or manager holds children until they are allocated.',
  todo: 'Allocate the children to those who work with them.',
  source: HOUSE_RULE,
  sql: `with ${held}
select
    any_value(held.allocated_team order by held.allocated_team) as team,
    held.allocated_worker as worker,
    concat(held.allocated_worker, ' holds ', count(distinct held.child_id), ' open children') as detail,
    held.allocated_worker as row_key
from held
where held.allocated_worker is not null
group by held.allocated_worker
having count(distinct held.child_id) > ${LARGEST_CASELOAD}`,
}

const teamInTwoAreas: Check = {
  id: 'team-in-two-areas',
  title: 'A team is listed under more than one area',
  severity: 'warning',
  table: worker.table,
  needs: { worker: ['team', 'area'] },
  why: 'All its work is counted under the area that most of its workers are listed under.',
  todo: 'Give each team one area, or name the parts of the team apart.',
  source: HOUSE_RULE,
  sql: `select
    team,
    concat(team, ' is listed under ', string_agg(distinct area, ', ' order by area)) as detail,
    team as row_key
from worker
where team is not null and area is not null
group by team
having count(distinct area) > 1`,
}

const workerWithoutArea: Check = {
  id: 'worker-without-area',
  title: 'A row of the list of workers has no area',
  severity: 'query',
  table: worker.table,
  needs: { worker: ['worker', 'team', 'area'] },
  why: 'Work of the team cannot be shown by area.',
  todo: 'Fill the area, or use a name such as Countywide.',
  source: HOUSE_RULE,
  sql: `select
    t.team,
    t.worker,
    ${describeRow(worker)},
    concat(coalesce(t.worker, 'A worker'), ' of ', coalesce(t.team, 'no team'), ' has no area') as detail
from worker as t
where t.area is null and exists (select 1 as found from worker where area is not null)`,
}

export const workerChecks: readonly Check[] = [
  workerNotListed,
  teamNotListed,
  largeCaseload,
  teamInTwoAreas,
  workerWithoutArea,
]
