import type { Check } from '#checks'
import { lookedAfter } from '../annex-a/lists/08-looked-after.ts'
import { afterEnd, asAt, day, HOUSE_RULE, listSource, on, outOfOrder, rowCheck, words } from './row-check.ts'

const start = on('started_looked_after', 'the start of care')
const end = on('ceased_looked_after', 'the end of care')
const legal = on('legal_status_start', 'the start of the legal status')
const placement = on('placement_start', 'the start of the placement')
const contacts = [
  on('latest_review', 'the latest statutory review'),
  on('last_social_work_visit', 'the last social work visit'),
  on('last_iro_visit', 'the last visit of the reviewing officer'),
]
const open = 't.ceased_looked_after is null'
const reads903 = 'DfE, Children looked after by local authorities in England (SSDA903) guide, reason episode ceased'

const inOrder = rowCheck(
  lookedAfter,
  outOfOrder([
    [start, end],
    [start, placement],
    [legal, end],
    [placement, end],
  ]),
  {
    id: 'care-dates-out-of-order',
    title: 'The dates of a period of care are out of order',
    severity: 'error',
    why: 'How long children are in care and in their placement comes out wrong.',
    todo: 'Correct whichever date is wrong; the placement given should be the one of this period of care.',
    source: listSource(lookedAfter),
  },
)

const legalBefore = rowCheck(lookedAfter, outOfOrder([[start, legal]]), {
  id: 'care-legal-status-before-start',
  title: 'The legal status began before the period of care',
  severity: 'query',
  why: 'An order may precede placement away from home, but more often the start of care is wrong.',
  todo: 'Check the start of care against the order.',
  source: HOUSE_RULE,
})

const seenBefore = rowCheck(lookedAfter, outOfOrder(contacts.map((contact) => [start, contact] as const)), {
  id: 'care-visited-before-start',
  title: 'The latest review or visit is dated before the child came into care',
  severity: 'query',
  why: 'It belongs to earlier work; in this period of care none is known.',
  todo: 'Record the review or visit of this period, or correct the date.',
  source: HOUSE_RULE,
})

const seenAfter = rowCheck(lookedAfter, afterEnd('started_looked_after', end, contacts), {
  id: 'care-visited-after-end',
  title: 'The latest review or visit is dated after the child left care',
  severity: 'query',
  why: 'The child may have left care later than recorded.',
  todo: 'Correct the end of care, or the date of the review or visit.',
  source: HOUSE_RULE,
})

const ceasedWithoutReason = rowCheck(
  lookedAfter,
  {
    reads: ['ceased_looked_after', 'reason_ceased'],
    unlessUnreadable: 'reason_ceased',
    where: `t.ceased_looked_after <= ${asAt} and t.reason_ceased is null`,
    detail: words`Left care ${day('t.ceased_looked_after')} without a reason`,
  },
  {
    id: 'care-ceased-without-reason',
    title: 'A child has left care without a reason',
    severity: 'warning',
    why: 'Where children go when they leave care cannot be said.',
    todo: 'Record the reason.',
    source: listSource(lookedAfter),
  },
)

const reasonWithoutCeasing = rowCheck(
  lookedAfter,
  {
    reads: ['ceased_looked_after', 'reason_ceased'],
    unlessUnreadable: 'ceased_looked_after',
    where: `${open} and t.reason_ceased <> 'X1'`,
    detail: words`Has a reason for leaving care (${'t.reason_ceased'}) and no day of leaving`,
  },
  {
    id: 'care-reason-without-ceasing',
    title: 'A child has a reason for leaving care but no day of leaving',
    severity: 'error',
    why: 'The child goes on counting as in care.',
    todo: 'Give the day on which the child left care, or remove the reason.',
    source: listSource(lookedAfter),
  },
)

const episodeChange = rowCheck(
  lookedAfter,
  {
    reads: ['reason_ceased', 'ceased_looked_after'],
    where: `t.reason_ceased = 'X1'`,
    detail: `case when ${open} then 'X1 says that an episode ended and care goes on; this list is of periods of care'
        else concat('Left care ', ${day('t.ceased_looked_after')}, ', and X1 says that care goes on') end`,
  },
  {
    id: 'care-reason-is-episode-change',
    title: 'The reason for leaving care is X1, a change of episode',
    severity: 'error',
    why: 'X1 says that only placement or legal status changed. A child with it has not left care.',
    todo: 'Give the true reason, or remove reason and day if the child is still in care.',
    source: reads903,
  },
)

const shortBreaks = rowCheck(
  lookedAfter,
  {
    reads: ['legal_status'],
    where: `t.legal_status in ('V3', 'V4')`,
    detail: words`Legal status ${'t.legal_status'}, short breaks`,
  },
  {
    id: 'care-short-breaks',
    title: 'A child whose care is a series of short breaks stands in List 8',
    severity: 'warning',
    why: 'Published numbers of children in care leave short breaks out; with them every rate is too high.',
    todo: 'Leave V3 and V4 out of the report, or correct the legal status.',
    source: listSource(lookedAfter),
  },
)

const openAtEighteen = rowCheck(
  lookedAfter,
  {
    reads: ['ceased_looked_after', 'date_of_birth'],
    where: `${open} and age_on(t.date_of_birth, ${asAt}) between 18 and 25
    and age_on(t.date_of_birth, t.started_looked_after) < 18`,
    detail: words`In care since ${day('t.started_looked_after')} and aged ${`age_on(t.date_of_birth, ${asAt})`}`,
  },
  {
    id: 'care-open-at-18',
    title: 'Someone who has turned 18 is still in care',
    severity: 'error',
    why: 'Nobody is looked after from 18; the person should be on the list of care leavers.',
    todo: 'End care on the 18th birthday and add the person to List 9, or correct the birth date.',
    source: 'Children Act 1989, sections 20, 31 and 105(1): a child is under 18',
  },
)

const twoOpen = rowCheck(
  lookedAfter,
  {
    reads: ['ceased_looked_after'],
    steps: `open_period as (
    select child_id, min(started_looked_after) as earliest
    from looked_after
    where ceased_looked_after is null and started_looked_after <= ${asAt}
    group by child_id
    having count(*) > 1
)`,
    join: 'join open_period on open_period.child_id = t.child_id',
    where: `${open} and t.started_looked_after > open_period.earliest and t.started_looked_after <= ${asAt}`,
    detail: words`Began ${day('t.started_looked_after')} while the period of ${day('open_period.earliest')} is open`,
  },
  {
    id: 'care-two-open',
    title: 'A child has two open periods of care',
    severity: 'error',
    why: 'The child is counted twice.',
    todo: 'End or merge one of them.',
    source: listSource(lookedAfter),
  },
)

const overlapping = rowCheck(
  lookedAfter,
  {
    reads: ['ceased_looked_after'],
    steps: `in_turn as (
    select
        child_id,
        started_looked_after,
        lag(ceased_looked_after) over (partition by child_id order by started_looked_after) as previous_end
    from looked_after
)`,
    join: 'join in_turn on in_turn.child_id = t.child_id and in_turn.started_looked_after = t.started_looked_after',
    where: `t.started_looked_after < in_turn.previous_end and in_turn.previous_end <= ${asAt}`,
    detail: words`Began ${day('t.started_looked_after')}, before the period before it ended on ${day('in_turn.previous_end')}`,
  },
  {
    id: 'care-overlapping',
    title: 'Two periods of care of one child overlap',
    severity: 'error',
    why: 'The child is counted twice on the days that they share.',
    todo: 'Correct the end of the earlier period, or merge the two.',
    source: HOUSE_RULE,
  },
)

const subsequentNotSaid = rowCheck(
  lookedAfter,
  {
    reads: ['ceased_looked_after', 'subsequent_period'],
    steps: `in_turn as (
    select
        child_id,
        started_looked_after,
        lag(ceased_looked_after) over (partition by child_id order by started_looked_after) as previous_end
    from looked_after
)`,
    join: 'join in_turn on in_turn.child_id = t.child_id and in_turn.started_looked_after = t.started_looked_after',
    where: `t.subsequent_period = 'N' and in_turn.previous_end <= t.started_looked_after
    and add_months(in_turn.previous_end, 12) >= t.started_looked_after`,
    detail: words`Came back into care ${day('t.started_looked_after')}, having left on ${day('in_turn.previous_end')}`,
  },
  {
    id: 'care-subsequent-period-not-said',
    title: 'A child who came back into care within 12 months is not marked as such',
    severity: 'warning',
    why: 'Returns to care are a sign of going home too early, and this one is not counted.',
    todo: 'Correct the mark for a second or later period.',
    source: listSource(lookedAfter),
  },
)

const noPlacement = rowCheck(
  lookedAfter,
  {
    reads: ['placements_last_12_months', 'ceased_looked_after'],
    where: `t.placements_last_12_months < 1 and coalesce(t.ceased_looked_after > add_months(${asAt}, -12), true)`,
    detail: words`The number of placements is ${'t.placements_last_12_months'}`,
  },
  {
    id: 'care-no-placement',
    title: 'A child in care has had no placement in the last 12 months',
    severity: 'warning',
    why: 'The current placement counts, so the number is at least 1; stability is overstated.',
    todo: 'Correct the number, or how the report counts.',
    source: listSource(lookedAfter),
  },
)

const answered = `(t.rhi_offered in ('Y', 'N') or t.rhi_accepted in ('Y', 'N'))`
const interviewReads = ['missing_episodes_12_months', 'rhi_offered', 'rhi_accepted'] as const

const interviewWithoutMissing = rowCheck(
  lookedAfter,
  {
    reads: interviewReads,
    where: `t.missing_episodes_12_months = 0 and (t.rhi_offered = 'Y' or t.rhi_accepted = 'Y')`,
    detail: words`No missing episode, yet a return interview was ${`case when t.rhi_accepted = 'Y' then 'accepted' else 'offered' end`}`,
  },
  {
    id: 'care-interview-without-missing',
    title: 'A return interview is recorded for a child who has not been missing',
    severity: 'query',
    why: 'Missing episodes are undercounted, or the share of interviews held is.',
    todo: 'Record the missing episode, or remove the answer.',
    source: listSource(lookedAfter),
  },
)

const missingWithoutInterview = rowCheck(
  lookedAfter,
  {
    reads: interviewReads,
    where: `t.missing_episodes_12_months > 0 and not coalesce(${answered}, false)`,
    detail: words`Missing ${'t.missing_episodes_12_months'} times, and not said whether an interview was offered`,
  },
  {
    id: 'care-missing-without-interview',
    title: 'A child has been missing, and whether a return interview was offered is not said',
    severity: 'query',
    why: 'Every child who returns is to be offered an interview; whether that was done cannot be shown.',
    todo: 'Record whether the interview was offered and accepted.',
    source: listSource(lookedAfter),
  },
)

const acceptedNotOffered = rowCheck(
  lookedAfter,
  {
    reads: ['rhi_offered', 'rhi_accepted'],
    where: `t.rhi_accepted = 'Y' and t.rhi_offered = 'N'`,
    detail: words`A return interview was accepted that was not offered`,
  },
  {
    id: 'care-interview-accepted-not-offered',
    title: 'A return interview was accepted that was not offered',
    severity: 'warning',
    why: 'One of the two answers is wrong, and with it the share of interviews offered or held.',
    todo: 'Correct whichever answer is wrong.',
    source: HOUSE_RULE,
  },
)

const uasc = rowCheck(
  lookedAfter,
  {
    reads: ['uasc_12_months', 'date_of_birth', 'started_looked_after'],
    where: `t.uasc_12_months = 'Y' and age_on(t.date_of_birth, t.started_looked_after) between 0 and 9`,
    detail: words`Unaccompanied, and aged ${'age_on(t.date_of_birth, t.started_looked_after)'} on coming into care`,
  },
  {
    id: 'care-unaccompanied-young',
    title: 'An unaccompanied child seeking asylum was under ten on coming into care',
    severity: 'query',
    why: 'It happens, but seldom; more often the birth date or the mark is wrong.',
    todo: 'Check the birth date and the mark.',
    source: HOUSE_RULE,
  },
)

const URN = '^(SC|RC)?[0-9]{5,7}$|^X{7}$'

const urn = rowCheck(
  lookedAfter,
  {
    reads: ['placement_urn'],
    where: `t.placement_urn is not null and not regexp_matches(upper(trim(t.placement_urn)), '${URN}')`,
    detail: words`URN of the placement is ${'left(t.placement_urn, 40)'}`,
  },
  {
    id: 'care-urn-malformed',
    title: 'The Ofsted number of a placement does not look like one',
    severity: 'query',
    why: 'The placement cannot be matched to its provider and its inspection.',
    todo: 'Give the number from Ofsted’s register (such as SC123456 or 1234567), or XXXXXXX where there is none.',
    source: listSource(lookedAfter),
  },
)

/** The loader reads whole postcodes and their districts; this finds those written on paper as something else. */
const postcode = rowCheck(
  lookedAfter,
  {
    reads: ['placement_postcode'],
    where: `t.placement_postcode is not null
    and not regexp_matches(upper(trim(t.placement_postcode)), '^([A-Z]{1,2}[0-9][A-Z0-9]?|GIR)( ?[0-9]([A-Z]{2})?)?$')`,
    detail: words`Postcode of the placement is ${'left(t.placement_postcode, 40)'}`,
  },
  {
    id: 'care-postcode-malformed',
    title: 'The postcode of a placement does not look like one',
    severity: 'query',
    why: 'How far from home the child lives cannot be worked out.',
    todo: 'Correct the postcode.',
    source: listSource(lookedAfter),
  },
)

const providerDiffers = rowCheck(
  lookedAfter,
  {
    reads: ['placement_type', 'placement_provider'],
    where: `(t.placement_type = 'P1' and t.placement_provider <> 'PR0')
    or (t.placement_provider = 'PR0' and t.placement_type not in ('P1', 'T0', 'T1', 'T2', 'T3', 'T4'))`,
    detail: words`Placement ${'t.placement_type'} with provider ${'t.placement_provider'}`,
  },
  {
    id: 'care-provider-differs-from-placement',
    title: 'Placement type and provider contradict each other about parents',
    severity: 'warning',
    why: 'Children placed with their parents are counted wrongly.',
    todo: 'P1 goes with PR0 and PR0 with P1; correct whichever is wrong.',
    source: 'DfE, Children looked after by local authorities in England (SSDA903) guide, placement provider',
  },
)

const withParentsWithoutOrder = rowCheck(
  lookedAfter,
  {
    reads: ['placement_type', 'legal_status', 'ceased_looked_after'],
    where: `${open} and t.placement_type = 'P1' and t.legal_status = 'V2'`,
    detail: words`Placed with parents, accommodated under section 20`,
  },
  {
    id: 'care-with-parents-without-order',
    title: 'A child is placed with parents but is accommodated by agreement',
    severity: 'warning',
    why: 'A child who lives at home without an order is not in care.',
    todo: 'Correct the placement or the legal status, or end the period of care.',
    source: 'DfE, Children looked after by local authorities in England (SSDA903) guide, placement with parents',
  },
)

const placedElsewhere = rowCheck(
  lookedAfter,
  {
    reads: ['placement_location', 'la_of_placement'],
    where: `t.placement_location = 'IN' and t.la_of_placement in ('NIR', 'WAL', 'SCO', 'NUK')`,
    detail: words`Said to be placed inside the authority, and in ${'t.la_of_placement'}`,
  },
  {
    id: 'care-placed-inside-and-abroad',
    title: 'A placement is said to be inside the authority and outside England',
    severity: 'error',
    why: 'Placements out of area are undercounted.',
    todo: 'Correct the location or the authority of placement.',
    source: listSource(lookedAfter),
  },
)

/** The second review is due within three months of the first, which is due within 20 working days: about four months. */
const withoutPermanencePlan = rowCheck(
  lookedAfter,
  {
    reads: ['ceased_looked_after', 'permanence_plan', 'latest_review'],
    unlessUnreadable: 'permanence_plan',
    where: `${open} and t.permanence_plan is null and t.latest_review >= add_months(t.started_looked_after, 4)
    and t.latest_review <= ${asAt}`,
    detail: words`In care since ${day('t.started_looked_after')}, reviewed ${day('t.latest_review')}, no permanence plan`,
  },
  {
    id: 'care-without-permanence-plan',
    title: 'A child has no permanence plan after the second review',
    severity: 'warning',
    why: 'A plan for permanence is to be agreed by the second review.',
    todo: 'Record the plan that the review agreed, or bring the review forward.',
    source: 'DfE, The Children Act 1989 guidance and regulations, volume 2: care planning, placement and case review',
  },
)

const needNotAccepted = rowCheck(
  lookedAfter,
  {
    reads: ['category_of_need'],
    where: `t.category_of_need in ('N0', 'N9')`,
    detail: words`Category of need is ${'t.category_of_need'}`,
  },
  {
    id: 'care-category-of-need-not-accepted',
    title: 'The category of need is not one that a child in care can have',
    severity: 'warning',
    why: 'The return for children looked after takes N1 to N8 only.',
    todo: 'Give the category that the first assessment of need found.',
    source: 'DfE, Children looked after by local authorities in England (SSDA903) guide, category of need',
  },
)

const adoptionList = { adoption: ['child_id', 'decision_reversed'] } as const
const forAdoption = `for_adoption as (
    select distinct child_id from adoption where decision_reversed is null
)`

const placedNotListed = rowCheck(
  lookedAfter,
  {
    reads: ['ceased_looked_after', 'placement_type'],
    needs: adoptionList,
    steps: forAdoption,
    join: 'left join for_adoption on for_adoption.child_id = t.child_id',
    where: `${open} and t.placement_type in ('A', 'A3', 'A4', 'A5', 'A6') and for_adoption.child_id is null`,
    detail: words`Placed for adoption (${'t.placement_type'}), but not in List 10`,
  },
  {
    id: 'care-placed-for-adoption-not-listed',
    title: 'A child placed for adoption is not in the list of adoptions',
    severity: 'warning',
    why: 'The time from care to adoption leaves the child out.',
    todo: 'Add the child to List 10 with the dates of the decision and the placement, or correct the placement.',
    source: HOUSE_RULE,
  },
)

const plannedNotListed = rowCheck(
  lookedAfter,
  {
    reads: ['ceased_looked_after', 'permanence_plan', 'placement_type', 'legal_status'],
    needs: adoptionList,
    steps: forAdoption,
    join: 'left join for_adoption on for_adoption.child_id = t.child_id',
    where: `${open} and t.permanence_plan = 'ADOPTION' and t.legal_status = 'E1'
    and coalesce(t.placement_type not in ('A', 'A3', 'A4', 'A5', 'A6'), true) and for_adoption.child_id is null`,
    detail: words`Plan is adoption with a placement order, but the child is not in List 10`,
  },
  {
    id: 'care-adoption-plan-not-listed',
    title: 'A child with a placement order and a plan of adoption is not in the list of adoptions',
    severity: 'query',
    why: 'There must have been a decision that the child should be placed for adoption.',
    todo: 'Add the child to List 10, or correct the plan if the decision was reversed.',
    source: HOUSE_RULE,
  },
)

const adoptedNotListed = rowCheck(
  lookedAfter,
  {
    reads: ['ceased_looked_after', 'reason_ceased'],
    needs: { adoption: ['child_id', 'adoption_order'] },
    steps: `adopted as (
    select distinct child_id from adoption where adoption_order is not null
),
covered as (
    select min(covered_from) as covered_from from coverage where table_name = 'adoption'
)`,
    join: `cross join covered
left join adopted on adopted.child_id = t.child_id`,
    where: `t.reason_ceased in ('E11', 'E12', 'ADOPTED') and t.ceased_looked_after between covered.covered_from and ${asAt} and adopted.child_id is null`,
    detail: words`Left care adopted ${day('t.ceased_looked_after')}, but List 10 has no adoption order`,
  },
  {
    id: 'care-adopted-not-listed',
    title: 'A child who left care adopted has no adoption order in the list of adoptions',
    severity: 'warning',
    why: 'The number of children adopted differs between the two lists.',
    todo: 'Add the day of the adoption order to List 10, or correct the reason for leaving care.',
    source: HOUSE_RULE,
  },
)

/** In care for 13 weeks since turning 14, and 16 or 17 now: an eligible child. Only time that this row shows is counted. */
const eligibleNotListed = rowCheck(
  lookedAfter,
  {
    reads: ['ceased_looked_after', 'date_of_birth'],
    needs: { care_leaver: ['child_id'] },
    steps: `entitled as (
    select distinct child_id from care_leaver
)`,
    join: 'left join entitled on entitled.child_id = t.child_id',
    where: `${open} and age_on(t.date_of_birth, ${asAt}) in (16, 17) and entitled.child_id is null
    and greatest(t.started_looked_after, add_months(t.date_of_birth, 12 * 14)) + 91 <= ${asAt}`,
    detail: words`Aged ${`age_on(t.date_of_birth, ${asAt})`}, in care since ${day('t.started_looked_after')}, not in List 9`,
  },
  {
    id: 'care-eligible-not-listed',
    title: 'A child in care aged 16 or 17 who is eligible for leaving care services is not in List 9',
    severity: 'query',
    why: 'A pathway plan is due, and List 9 is where it shows.',
    todo: 'Add the child to List 9 as eligible, if the authority lists eligible children there.',
    source: 'Children Act 1989, schedule 2, paragraph 19B; Care Leavers (England) Regulations 2010, regulation 3',
  },
)

export const lookedAfterChecks: readonly Check[] = [
  inOrder,
  legalBefore,
  seenBefore,
  seenAfter,
  ceasedWithoutReason,
  reasonWithoutCeasing,
  episodeChange,
  shortBreaks,
  openAtEighteen,
  twoOpen,
  overlapping,
  subsequentNotSaid,
  noPlacement,
  interviewWithoutMissing,
  missingWithoutInterview,
  acceptedNotOffered,
  uasc,
  urn,
  postcode,
  providerDiffers,
  withParentsWithoutOrder,
  placedElsewhere,
  withoutPermanencePlan,
  needNotAccepted,
  placedNotListed,
  plannedNotListed,
  adoptedNotListed,
  eligibleNotListed,
]
