import type { Check } from '#checks'
import { protectionPlan } from '../annex-a/lists/07-protection-plan.ts'
import { openCare } from './child-in-need.checks.ts'
import { afterEnd, asAt, day, HOUSE_RULE, listSource, on, outOfOrder, rowCheck, words } from './row-check.ts'

const start = on('plan_start_date', 'the start of the plan')
const end = on('plan_end_date', 'the end of the plan')
const visit = on('last_statutory_visit', 'the last statutory visit')
const review = on('latest_review_conference', 'the latest review conference')

const inOrder = rowCheck(protectionPlan, outOfOrder([[start, end]]), {
  id: 'plan-dates-out-of-order',
  title: 'A protection plan ended before it began',
  severity: 'error',
  why: 'Its length comes out negative, and it is open on no day.',
  todo: 'Correct whichever date is wrong.',
  source: listSource(protectionPlan),
})

const visitedBefore = rowCheck(
  protectionPlan,
  outOfOrder([
    [start, visit],
    [start, review],
  ]),
  {
    id: 'plan-visited-before-start',
    title: 'The last visit or review is dated before the protection plan began',
    severity: 'warning',
    why: 'It belongs to an earlier plan or to the enquiry; under this plan none is known.',
    todo: 'Record the visit or review made under the plan, or correct the date.',
    source: listSource(protectionPlan),
  },
)

const visitedAfter = rowCheck(protectionPlan, afterEnd('plan_start_date', end, [visit, review]), {
  id: 'plan-visited-after-end',
  title: 'The last visit or review is dated after the protection plan ended',
  severity: 'query',
  why: 'The plan may have ended later than recorded.',
  todo: 'Correct the end of the plan, or the date of the visit or review.',
  source: HOUSE_RULE,
})

const seenAloneWithoutVisit = rowCheck(
  protectionPlan,
  {
    reads: ['last_statutory_visit', 'seen_alone'],
    unlessUnreadable: 'last_statutory_visit',
    where: `t.last_statutory_visit is null and t.seen_alone in ('Y', 'N')`,
    detail: `concat('Says that the child was ', case t.seen_alone when 'Y' then 'seen alone' else 'not seen alone' end, ', but no visit has a date')`,
  },
  {
    id: 'plan-seen-alone-without-visit',
    title: 'A child is said to have been seen alone or not, but the visit has no date',
    severity: 'warning',
    why: 'The visit is missing from the measure of visits in time.',
    todo: 'Record the day of the visit.',
    source: HOUSE_RULE,
  },
)

const visitSeenAloneUnknown = rowCheck(
  protectionPlan,
  {
    reads: ['last_statutory_visit', 'seen_alone', 'plan_end_date'],
    unlessUnreadable: 'seen_alone',
    where: `t.plan_end_date is null and t.last_statutory_visit <= ${asAt} and t.seen_alone is null`,
    detail: words`Visited ${day('t.last_statutory_visit')}, without saying whether the child was seen alone`,
  },
  {
    id: 'plan-seen-alone-not-said',
    title: 'A visit under a protection plan does not say whether the child was seen alone',
    severity: 'warning',
    why: 'Children on plans should be seen alone; whether they were cannot be shown.',
    todo: 'Record whether the child was seen alone at the last visit.',
    source: listSource(protectionPlan),
  },
)

const sectionReads = { section_47: ['child_id', 'strategy_discussion_date', 'icpc_date'] } as const

/** What the record knows of enquiries and conferences before each plan; a conference may be held up to a week before. */
const enquiries = `enquired as (
    select
        protection_plan.child_id,
        protection_plan.plan_start_date,
        bool_or(
            section_47.icpc_date between protection_plan.plan_start_date - 7 and protection_plan.plan_start_date
        ) as conferred
    from protection_plan
    join section_47
        on section_47.child_id = protection_plan.child_id
        and section_47.strategy_discussion_date <= protection_plan.plan_start_date
        and section_47.strategy_discussion_date >= add_months(protection_plan.plan_start_date, -12)
    group by protection_plan.child_id, protection_plan.plan_start_date
),
covered as (
    select min(covered_from) as covered_from from coverage where table_name = 'section_47'
)`
const joinEnquiries = `cross join covered
left join enquired on enquired.child_id = t.child_id and enquired.plan_start_date = t.plan_start_date`
const knownLongEnough = `t.plan_start_date between add_months(covered.covered_from, 12) and ${asAt}`

const withoutEnquiry = rowCheck(
  protectionPlan,
  {
    reads: [],
    needs: sectionReads,
    steps: enquiries,
    join: joinEnquiries,
    where: `${knownLongEnough} and enquired.child_id is null`,
    detail: words`Began ${day('t.plan_start_date')}; no section 47 enquiry is known in the 12 months before`,
  },
  {
    id: 'plan-without-enquiry',
    title: 'A protection plan began without a section 47 enquiry',
    severity: 'warning',
    why: 'A plan follows an enquiry and a conference, but for children who move in with one; the journey cannot be followed.',
    todo: 'Look for the enquiry under another number of the same child, or record the transfer.',
    source: listSource(protectionPlan),
  },
)

const withoutConference = rowCheck(
  protectionPlan,
  {
    reads: [],
    needs: sectionReads,
    steps: enquiries,
    join: joinEnquiries,
    where: `${knownLongEnough} and not coalesce(enquired.conferred, enquired.child_id is null)`,
    detail: words`Began ${day('t.plan_start_date')}; no initial conference is known in the week before`,
  },
  {
    id: 'plan-without-conference',
    title: 'A protection plan began without a matching initial conference',
    severity: 'warning',
    why: 'Conferences, and how soon they were held, are undercounted.',
    todo: 'Record the conference, or correct its day or the start of the plan.',
    source: listSource(protectionPlan),
  },
)

const withoutReferral = rowCheck(
  protectionPlan,
  {
    reads: [],
    needs: { referral: ['child_id', 'date_of_referral'] },
    uses: { child_in_need: ['child_id', 'cin_start_date'], looked_after: ['child_id', 'started_looked_after'] },
    steps: `known_day as (
    select child_id, date_of_referral as since from referral
    union all
    select child_id, cin_start_date from child_in_need
    union all
    select child_id, started_looked_after from looked_after
),
known_child as (
    select child_id, min(since) as since from known_day group by child_id
),
covered as (
    select min(covered_from) as covered_from from coverage where table_name = 'referral'
)`,
    join: `cross join covered
left join known_child on known_child.child_id = t.child_id`,
    where: `t.plan_start_date between add_months(covered.covered_from, 24) and ${asAt}
    and (known_child.since is null or known_child.since > t.plan_start_date)`,
    detail: words`Began ${day('t.plan_start_date')}; no referral or other work is known before it`,
  },
  {
    id: 'plan-without-referral',
    title: 'A child is on a protection plan without a referral',
    severity: 'warning',
    why: 'How the child came to be known, and how long help took, cannot be followed.',
    todo: 'Look for the referral under another number of the same child, or record it.',
    source: HOUSE_RULE,
  },
)

const twoOpen = rowCheck(
  protectionPlan,
  {
    reads: ['plan_end_date'],
    steps: `open_plan as (
    select child_id, min(plan_start_date) as earliest
    from protection_plan
    where plan_end_date is null and plan_start_date <= ${asAt}
    group by child_id
    having count(*) > 1
)`,
    join: 'join open_plan on open_plan.child_id = t.child_id',
    where: `t.plan_end_date is null and t.plan_start_date > open_plan.earliest and t.plan_start_date <= ${asAt}`,
    detail: words`Began ${day('t.plan_start_date')} while the plan of ${day('open_plan.earliest')} is open`,
  },
  {
    id: 'plan-two-open',
    title: 'A child has two open protection plans',
    severity: 'error',
    why: 'The child is counted twice, and a second plan is counted that never was.',
    todo: 'End or merge one of them.',
    source: listSource(protectionPlan),
  },
)

const overlapping = rowCheck(
  protectionPlan,
  {
    reads: ['plan_end_date'],
    steps: `in_turn as (
    select
        child_id,
        plan_start_date,
        lag(plan_end_date) over (partition by child_id order by plan_start_date) as previous_end
    from protection_plan
)`,
    join: 'join in_turn on in_turn.child_id = t.child_id and in_turn.plan_start_date = t.plan_start_date',
    where: `t.plan_start_date < in_turn.previous_end and in_turn.previous_end <= ${asAt}`,
    detail: words`Began ${day('t.plan_start_date')}, before the plan before it ended on ${day('in_turn.previous_end')}`,
  },
  {
    id: 'plan-overlapping',
    title: 'Two protection plans of one child overlap',
    severity: 'error',
    why: 'A child has one plan at a time; the days that they share are counted twice.',
    todo: 'Correct the end of the earlier plan, or merge the two.',
    source: HOUSE_RULE,
  },
)

const fewerThanKnown = rowCheck(
  protectionPlan,
  {
    reads: ['previous_plans'],
    steps: `in_turn as (
    select
        child_id,
        plan_start_date,
        count(*) over (partition by child_id order by plan_start_date) - 1 as earlier
    from protection_plan
)`,
    join: 'join in_turn on in_turn.child_id = t.child_id and in_turn.plan_start_date = t.plan_start_date',
    where: `t.previous_plans < in_turn.earlier and t.plan_start_date <= ${asAt}`,
    detail: words`The file says ${'t.previous_plans'} earlier plans; the record has ${'in_turn.earlier'}`,
  },
  {
    id: 'plan-previous-fewer',
    title: 'A child has had more protection plans than the file says',
    severity: 'warning',
    why: 'Second and later plans are a headline measure, and this child is left out of it.',
    todo: 'Correct the number, or look for a plan recorded twice.',
    source: listSource(protectionPlan),
  },
)

const openAtEighteen = rowCheck(
  protectionPlan,
  {
    reads: ['plan_end_date', 'date_of_birth'],
    where: `t.plan_end_date is null and age_on(t.date_of_birth, ${asAt}) between 18 and 25
    and age_on(t.date_of_birth, t.plan_start_date) < 18`,
    detail: words`Plan of ${day('t.plan_start_date')} is open at the age of ${`age_on(t.date_of_birth, ${asAt})`}`,
  },
  {
    id: 'plan-open-at-18',
    title: 'A protection plan is still open for someone who has turned 18',
    severity: 'error',
    why: 'A plan ends at 18; the person is counted as a child on a plan.',
    todo: 'End the plan on the day before the birthday at the latest, or correct the birth date.',
    source: listSource(protectionPlan),
  },
)

const planAndCare = rowCheck(
  protectionPlan,
  {
    reads: ['plan_end_date'],
    needs: { looked_after: ['child_id', 'started_looked_after', 'ceased_looked_after'] },
    steps: openCare,
    join: 'join open_care on open_care.child_id = t.child_id',
    where: `t.plan_end_date is null and t.plan_start_date <= ${asAt} and open_care.since < add_months(${asAt}, -3)`,
    detail: words`On a plan since ${day('t.plan_start_date')} and in care since ${day('open_care.since')}`,
  },
  {
    id: 'plan-and-care',
    title: 'A child in care for more than three months is still on a protection plan',
    severity: 'query',
    why: 'Visits and reviews are due under both; most such plans should have ended when the child came into care.',
    todo: 'End the plan at the next review, or record why both are needed.',
    source: HOUSE_RULE,
  },
)

export const protectionPlanChecks: readonly Check[] = [
  inOrder,
  visitedBefore,
  visitedAfter,
  seenAloneWithoutVisit,
  visitSeenAloneUnknown,
  withoutEnquiry,
  withoutConference,
  withoutReferral,
  twoOpen,
  overlapping,
  fewerThanKnown,
  openAtEighteen,
  planAndCare,
]
