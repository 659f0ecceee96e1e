import type { Check } from '#checks'
import { childInNeed } from '../annex-a/lists/06-child-in-need.ts'
import { protectionPlan } from '../annex-a/lists/07-protection-plan.ts'
import { lookedAfter } from '../annex-a/lists/08-looked-after.ts'
import { afterEnd, asAt, day, HOUSE_RULE, listSource, on, outOfOrder, quoted, rowCheck, words } from './row-check.ts'

const open = `t.cin_closure_date is null and coalesce(t.cin_start_date <= ${asAt}, true)`

/** Children with an open plan, and children in care: one row each. */
export const openPlan = `open_plan as (
    select child_id, min(plan_start_date) as since
    from protection_plan
    where plan_end_date is null and plan_start_date <= ${asAt}
    group by child_id
)`
export const openCare = `open_care as (
    select child_id, min(started_looked_after) as since
    from looked_after
    where ceased_looked_after is null and started_looked_after <= ${asAt}
    group by child_id
)`
const planReads = { protection_plan: ['child_id', 'plan_start_date', 'plan_end_date'] } as const
const careReads = { looked_after: ['child_id', 'started_looked_after', 'ceased_looked_after'] } as const

const inOrder = rowCheck(
  childInNeed,
  outOfOrder([[on('cin_start_date', 'its start'), on('cin_closure_date', 'closure')]]),
  {
    id: 'cin-dates-out-of-order',
    title: 'An episode of need was closed before it began',
    severity: 'error',
    why: 'Its length comes out negative, and it is open on no day.',
    todo: 'Correct whichever date is wrong.',
    source: listSource(childInNeed),
  },
)

const lastSeen = on('date_last_seen', 'the day on which the child was last seen')

const seenBefore = rowCheck(childInNeed, outOfOrder([[on('cin_start_date', 'the start of the episode'), lastSeen]]), {
  id: 'cin-seen-before-start',
  title: 'A child in need was last seen before the episode began',
  severity: 'query',
  why: 'Either the child has not been seen since, or the day belongs to an earlier episode.',
  todo: 'Record the visit that was made, or arrange one.',
  source: HOUSE_RULE,
})

const seenAfter = rowCheck(childInNeed, afterEnd('cin_start_date', on('cin_closure_date', 'closure'), [lastSeen]), {
  id: 'cin-seen-after-closure',
  title: 'A child in need was seen after the episode was closed',
  severity: 'query',
  why: 'The episode may have been closed too early, or a new one not been opened.',
  todo: 'Correct the closure, or open the episode to which the visit belongs.',
  source: HOUSE_RULE,
})

const closedWithoutReason = rowCheck(
  childInNeed,
  {
    reads: ['cin_closure_date', 'closure_reason'],
    unlessUnreadable: 'closure_reason',
    where: `t.cin_closure_date <= ${asAt} and t.closure_reason is null`,
    detail: words`Closed ${day('t.cin_closure_date')} without a reason`,
  },
  {
    id: 'cin-closed-without-reason',
    title: 'An episode of need was closed without a reason',
    severity: 'warning',
    why: 'Why children leave cannot be said, and the census wants the reason.',
    todo: 'Record the reason for closure.',
    source: listSource(childInNeed),
  },
)

const reasonWithoutClosure = rowCheck(
  childInNeed,
  {
    reads: ['cin_closure_date', 'closure_reason'],
    unlessUnreadable: 'cin_closure_date',
    where: 't.cin_closure_date is null and t.closure_reason is not null',
    detail: words`Has a reason for closure (${'t.closure_reason'}) and no closure date`,
  },
  {
    id: 'cin-reason-without-closure',
    title: 'An episode of need has a reason for closure but no closure date',
    severity: 'error',
    why: 'The child goes on counting as in need.',
    todo: 'Give the closure date, or remove the reason.',
    source: listSource(childInNeed),
  },
)

const statusDiffersFromDates = rowCheck(
  childInNeed,
  {
    reads: ['cin_closure_date', 'closure_reason', 'case_status'],
    where: `(t.cin_closure_date <= ${asAt} and t.case_status <> 'CLOSED')
    or (t.cin_closure_date is null and t.closure_reason is null and t.case_status = 'CLOSED')`,
    detail: `case when t.cin_closure_date is null then 'Status is closed, but there is no closure date'
        else concat('Closed ', ${day('t.cin_closure_date')}, ', but the status is ', t.case_status) end`,
  },
  {
    id: 'cin-status-differs-from-dates',
    title: 'Case status and closure date of an episode of need disagree',
    severity: 'error',
    why: 'The child is counted as open by one and as closed by the other.',
    todo: 'Make status and date agree.',
    source: listSource(childInNeed),
  },
)

const openAssessment = { assessment: ['child_id', 'assessment_start_date', 'authorisation_date'] } as const

/** Statuses that say what another list does not. */
const statusNotInList = [
  {
    id: 'cin-status-care-not-listed',
    status: 'LAC',
    needs: careReads,
    step: openCare,
    from: 'open_care',
    title: 'Case status is looked after, but the child is not in care in List 8',
    detail: 'Status is looked after, but List 8 has no open period of care',
  },
  {
    id: 'cin-status-plan-not-listed',
    status: 'CPP',
    needs: planReads,
    step: openPlan,
    from: 'open_plan',
    title: 'Case status is child protection plan, but the child has no open plan in List 7',
    detail: 'Status is child protection plan, but List 7 has no open plan',
  },
  {
    id: 'cin-status-assessment-not-listed',
    status: 'ASSESS',
    needs: openAssessment,
    step: `open_assessment as (
    select child_id, min(assessment_start_date) as since
    from assessment
    where authorisation_date is null and assessment_start_date <= ${asAt}
    group by child_id
)`,
    from: 'open_assessment',
    title: 'Case status is open assessment, but the child has none in List 4',
    detail: 'Status is open assessment, but List 4 has no open assessment',
  },
].map(({ id, status, needs, step, from, title, detail }) =>
  rowCheck(
    childInNeed,
    {
      reads: ['cin_closure_date', 'case_status'],
      needs,
      steps: step,
      join: `left join ${from} on ${from}.child_id = t.child_id`,
      where: `${open} and t.case_status = '${status}' and ${from}.child_id is null`,
      detail: quoted(detail),
    },
    {
      id,
      title,
      severity: 'warning',
      why: 'The child is counted at the wrong stage, and may be missing from the list that visits and reviews come from.',
      todo: 'Correct the status, or find out why the other list leaves the child out.',
      source: listSource(childInNeed),
    },
  ),
)

const careNotInStatus = rowCheck(
  childInNeed,
  {
    reads: ['cin_closure_date', 'case_status'],
    needs: careReads,
    steps: openCare,
    join: 'join open_care on open_care.child_id = t.child_id',
    where: `${open} and t.case_status in ('CPP', 'CIN', 'ASSESS')`,
    detail: words`Status is ${'t.case_status'}, but the child has been in care since ${day('open_care.since')}`,
  },
  {
    id: 'cin-status-not-care',
    title: 'A child in care has another case status in List 6',
    severity: 'query',
    why: 'Looked after goes before every other status; caseloads by status come out wrong.',
    todo: 'Set the status to looked after, or end the period of care.',
    source: listSource(childInNeed),
  },
)

const planNotInStatus = rowCheck(
  childInNeed,
  {
    reads: ['cin_closure_date', 'case_status'],
    needs: planReads,
    uses: careReads,
    steps: `${openPlan},
${openCare}`,
    join: `join open_plan on open_plan.child_id = t.child_id
left join open_care on open_care.child_id = t.child_id`,
    where: `${open} and t.case_status in ('CIN', 'ASSESS') and open_care.child_id is null`,
    detail: words`Status is ${'t.case_status'}, but the child has been on a protection plan since ${day('open_plan.since')}`,
  },
  {
    id: 'cin-status-not-plan',
    title: 'A child on a protection plan has another case status in List 6',
    severity: 'query',
    why: 'A child on a plan goes before a child in need; caseloads by status come out wrong.',
    todo: 'Set the status to child protection plan, or end the plan.',
    source: listSource(childInNeed),
  },
)

/** Open in care or on a plan, while List 6 has the child closed or not at all. */
const missingFromList = (
  [
    ['care-not-in-need', lookedAfter, 'ceased_looked_after', 'started_looked_after', 'in care'],
    ['plan-not-in-need', protectionPlan, 'plan_end_date', 'plan_start_date', 'on a protection plan'],
  ] as const
).map(([id, list, end, start, what]) =>
  rowCheck(
    list,
    {
      reads: [end],
      needs: { child_in_need: ['child_id', 'cin_closure_date'] },
      steps: `in_need as (
    select
        child_id,
        bool_or(cin_closure_date is null) as open_there,
        max(cin_closure_date) as closed_on
    from child_in_need
    group by child_id
)`,
      join: 'left join in_need on in_need.child_id = t.child_id',
      where: `t.${end} is null and t.${start} <= ${asAt} and not coalesce(in_need.open_there, false)`,
      detail: `concat('Open since ', ${day(`t.${start}`)}, case when in_need.child_id is null then ', but not in List 6'
        else concat(', but List 6 was closed ', ${day('in_need.closed_on')}) end)`,
    },
    {
      id,
      title: `A child ${what} is not open in the list of children in need`,
      severity: 'error',
      why: 'Every child on a plan or in care is a child in need; the number of open cases is understated.',
      todo: 'Reopen the episode of need, or end the plan or the period of care.',
      source: listSource(childInNeed),
    },
  ),
)

const twoOpen = rowCheck(
  childInNeed,
  {
    reads: ['cin_closure_date'],
    steps: `open_episode as (
    select child_id, min(cin_start_date) as earliest
    from child_in_need
    where cin_closure_date is null and cin_start_date <= ${asAt}
    group by child_id
    having count(*) > 1
)`,
    join: 'join open_episode on open_episode.child_id = t.child_id',
    where: `t.cin_closure_date is null and t.cin_start_date > open_episode.earliest and t.cin_start_date <= ${asAt}`,
    detail: words`Began ${day('t.cin_start_date')} while the episode of ${day('open_episode.earliest')} is open`,
  },
  {
    id: 'cin-two-open',
    title: 'A child has two open episodes of need',
    severity: 'error',
    why: 'The child is counted twice.',
    todo: 'Close or merge one of them.',
    source: listSource(childInNeed),
  },
)

const overlapping = rowCheck(
  childInNeed,
  {
    reads: ['cin_closure_date'],
    steps: `in_turn as (
    select
        child_id,
        cin_start_date,
        lag(cin_closure_date) over (partition by child_id order by cin_start_date) as previous_end
    from child_in_need
    where cin_start_date is not null
)`,
    join: 'join in_turn on in_turn.child_id = t.child_id and in_turn.cin_start_date = t.cin_start_date',
    where: `t.cin_start_date < in_turn.previous_end and in_turn.previous_end <= ${asAt}`,
    detail: words`Began ${day('t.cin_start_date')}, before the episode before it was closed on ${day('in_turn.previous_end')}`,
  },
  {
    id: 'cin-overlapping',
    title: 'Two episodes of need of one child overlap',
    severity: 'warning',
    why: 'The child is counted twice on the days that they share.',
    todo: 'Correct the closure of the earlier episode, or merge the two.',
    source: HOUSE_RULE,
  },
)

const neverSeen = rowCheck(
  childInNeed,
  {
    reads: ['cin_closure_date', 'date_last_seen', 'date_of_birth'],
    unlessUnreadable: 'date_last_seen',
    where: `${open} and t.date_last_seen is null and t.cin_start_date < add_months(${asAt}, -3)
    and coalesce(t.date_of_birth < add_months(${asAt}, -1), true)`,
    detail: words`Open since ${day('t.cin_start_date')}, no day on which the child was seen`,
  },
  {
    id: 'cin-never-seen',
    title: 'A child open for more than three months has no day on which they were last seen',
    severity: 'warning',
    why: 'Either nobody has seen the child or no visit has been recorded: both need an answer today.',
    todo: 'Record the last visit, or visit.',
    source: HOUSE_RULE,
  },
)

export const childInNeedChecks: readonly Check[] = [
  inOrder,
  seenBefore,
  seenAfter,
  closedWithoutReason,
  reasonWithoutClosure,
  statusDiffersFromDates,
  ...statusNotInList,
  careNotInStatus,
  planNotInStatus,
  ...missingFromList,
  twoOpen,
  overlapping,
  neverSeen,
]
