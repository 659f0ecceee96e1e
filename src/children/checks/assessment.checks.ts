import type { Check } from '#checks'
import { assessment } from '../annex-a/lists/04-assessment.ts'
import { asAt, day, HOUSE_RULE, listSource, on, outOfOrder, rowCheck, words } from './row-check.ts'

/** Twice the statutory limit of 45 working days and some: by then most such assessments ended and were never signed off. */
const OPEN_TOO_LONG_WORKING_DAYS = 100

/** True when the assessment ended, on a day that can be. */
const ended = `t.authorisation_date <= ${asAt}`

const inOrder = rowCheck(
  assessment,
  outOfOrder([[on('assessment_start_date', 'its start'), on('authorisation_date', 'authorisation')]]),
  {
    id: 'assessment-dates-out-of-order',
    title: 'An assessment was authorised before it began',
    severity: 'error',
    why: 'It counts as done in less than no time and flatters timeliness.',
    todo: 'Correct whichever date is wrong.',
    source: listSource(assessment),
  },
)

const withoutOutcome = rowCheck(
  assessment,
  {
    reads: ['authorisation_date', 'requires_support'],
    unlessUnreadable: 'requires_support',
    where: `${ended} and (t.requires_support is null or t.requires_support = 'U')`,
    detail: words`Authorised ${day('t.authorisation_date')} without saying whether the child requires support`,
  },
  {
    id: 'assessment-without-outcome',
    title: 'An assessment has ended without an outcome',
    severity: 'warning',
    why: 'How many assessments lead to help cannot be said.',
    todo: 'Record the outcome that was agreed when the assessment was authorised.',
    source: listSource(assessment),
  },
)

const childNotSaid = rowCheck(
  assessment,
  {
    reads: ['authorisation_date', 'child_seen', 'date_of_birth'],
    unlessUnreadable: 'child_seen',
    where: `${ended} and (t.child_seen is null or t.child_seen = 'U') and coalesce(t.date_of_birth <= t.authorisation_date, true)`,
    detail: words`Authorised ${day('t.authorisation_date')} without saying whether the child was seen`,
  },
  {
    id: 'assessment-child-seen-not-said',
    title: 'An assessment has ended without saying whether the child was seen',
    severity: 'warning',
    why: 'Seeing the child is the heart of an assessment, and inspectors ask for it first.',
    todo: 'Record whether the child was seen; if not, the manager who authorised it should know.',
    source: listSource(assessment),
  },
)

const outcomeWhileOpen = rowCheck(
  assessment,
  {
    reads: ['authorisation_date', 'requires_support'],
    where: `t.authorisation_date is null and t.requires_support in ('Y', 'N')`,
    detail: words`Begun ${day('t.assessment_start_date')}, has an outcome but no day of authorisation`,
  },
  {
    id: 'assessment-outcome-while-open',
    title: 'An assessment has an outcome but is still open',
    severity: 'query',
    why: 'It goes on counting as open and, in time, as late.',
    todo: 'Authorise it, with the day on which that was done.',
    source: listSource(assessment),
  },
)

const openTooLong = rowCheck(
  assessment,
  {
    reads: ['authorisation_date', 'requires_support'],
    where: `t.authorisation_date is null and coalesce(t.requires_support, 'U') = 'U'
    and working_days_between(t.assessment_start_date, ${asAt}) > ${OPEN_TOO_LONG_WORKING_DAYS}`,
    detail: words`Begun ${day('t.assessment_start_date')}, ${`working_days_between(t.assessment_start_date, ${asAt})`} working days before the extract`,
  },
  {
    id: 'assessment-open-too-long',
    title: 'An assessment has been open for more than 100 working days',
    severity: 'warning',
    why: 'The limit is 45. Most that are open so long ended without being authorised, and hide the ones that are truly late.',
    todo: 'Authorise or end it, or confirm that it goes on and why.',
    source: HOUSE_RULE,
  },
)

const twoOpen = rowCheck(
  assessment,
  {
    reads: ['authorisation_date'],
    steps: `open_assessment as (
    select child_id, min(assessment_start_date) as earliest
    from assessment
    where authorisation_date is null and assessment_start_date <= ${asAt}
    group by child_id
    having count(*) > 1
)`,
    join: 'join open_assessment on open_assessment.child_id = t.child_id',
    where: `t.authorisation_date is null and t.assessment_start_date > open_assessment.earliest and t.assessment_start_date <= ${asAt}`,
    detail: words`Begun ${day('t.assessment_start_date')} while the one of ${day('open_assessment.earliest')} is open`,
  },
  {
    id: 'assessment-two-open',
    title: 'A child has two open assessments',
    severity: 'query',
    why: 'The child is counted twice, and the older one becomes late unseen.',
    todo: 'End the one that is not being worked on.',
    source: HOUSE_RULE,
  },
)

/** Children who were known already may be assessed again without a referral. */
const withoutReferral = rowCheck(
  assessment,
  {
    reads: [],
    needs: { referral: ['child_id', 'date_of_referral'] },
    uses: {
      child_in_need: ['child_id', 'cin_start_date'],
      looked_after: ['child_id', 'started_looked_after'],
      protection_plan: ['child_id', 'plan_start_date'],
    },
    steps: `known_day as (
    select child_id, date_of_referral as since from referral
    union all
    select child_id, cin_start_date from child_in_need
    union all
    select child_id, started_looked_after from looked_after
    union all
    select child_id, plan_start_date from protection_plan
),
known_child as (
    select child_id, min(since) as since from known_day group by child_id
),
covered as (
    select min(covered_from) as covered_from from coverage where table_name = 'referral'
)`,
    join: `cross join covered
left join known_child on known_child.child_id = t.child_id`,
    where: `t.assessment_start_date >= add_months(covered.covered_from, 6) and t.assessment_start_date <= ${asAt}
    and (known_child.since is null or known_child.since > t.assessment_start_date)`,
    detail: words`Begun ${day('t.assessment_start_date')}; no referral or other work is known before it`,
  },
  {
    id: 'assessment-without-referral',
    title: 'An assessment began without a referral',
    severity: 'query',
    why: 'The time from referral to assessment, and what referrals lead to, cannot be followed for the child.',
    todo: 'Look for the referral under another number of the same child, or record it.',
    source: HOUSE_RULE,
  },
)

export const assessmentChecks: readonly Check[] = [
  inOrder,
  withoutOutcome,
  childNotSaid,
  outcomeWhileOpen,
  openTooLong,
  twoOpen,
  withoutReferral,
]
