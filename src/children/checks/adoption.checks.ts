import type { Check } from '#checks'
import { adoption } from '../annex-a/lists/10-adoption.ts'
import { adopter } from '../annex-a/lists/11-adopter.ts'
import { asAt, day, HOUSE_RULE, listSource, on, outOfOrder, rowCheck, words } from './row-check.ts'

const decision = on('adoption_decision', 'the decision for adoption')
const match = on('matched', 'the match')
const placed = on('placed', 'the placement for adoption')
const order = on('adoption_order', 'the adoption order')
const placementOrder = on('placement_order', 'the placement order')
const reversal = on('decision_reversed', 'the reversal of the decision')
const entered = on('entered_care', 'the start of care')

const childInOrder = rowCheck(
  adoption,
  outOfOrder([
    [entered, decision],
    [decision, match],
    [match, placed],
    [placed, order],
    [decision, reversal],
    [placementOrder, order],
    [entered, placementOrder],
  ]),
  {
    id: 'adoption-dates-out-of-order',
    title: 'The steps towards a child’s adoption are out of order',
    severity: 'error',
    why: 'The times from care to placement and from order to match come out wrong.',
    todo: 'Correct whichever date is wrong.',
    source: listSource(adoption),
  },
)

const orderAndReversal = rowCheck(
  adoption,
  {
    reads: ['adoption_order', 'decision_reversed'],
    where: 't.adoption_order is not null and t.decision_reversed is not null',
    detail: words`Adopted ${day('t.adoption_order')} and no longer to be placed from ${day('t.decision_reversed')}`,
  },
  {
    id: 'adoption-order-and-reversal',
    title: 'A child has been adopted and the decision for adoption reversed',
    severity: 'error',
    why: 'The child is counted as adopted and as no longer waiting.',
    todo: 'Remove the date that is wrong.',
    source: listSource(adoption),
  },
)

const reversedWithoutReason = rowCheck(
  adoption,
  {
    reads: ['decision_reversed', 'reversal_reason'],
    unlessUnreadable: 'reversal_reason',
    where: `t.decision_reversed <= ${asAt} and t.reversal_reason is null`,
    detail: words`Reversed ${day('t.decision_reversed')} without a reason`,
  },
  {
    id: 'adoption-reversed-without-reason',
    title: 'A decision for adoption was reversed without a reason',
    severity: 'warning',
    why: 'Why plans for adoption fail cannot be said.',
    todo: 'Record the reason.',
    source: listSource(adoption),
  },
)

const reasonWithoutReversal = rowCheck(
  adoption,
  {
    reads: ['decision_reversed', 'reversal_reason'],
    unlessUnreadable: 'decision_reversed',
    where: 't.decision_reversed is null and t.reversal_reason is not null',
    detail: words`Has a reason for reversal (${'t.reversal_reason'}) and no day of it`,
  },
  {
    id: 'adoption-reason-without-reversal',
    title: 'A decision for adoption has a reason for its reversal but no day of it',
    severity: 'error',
    why: 'The child goes on counting as waiting for adoption.',
    todo: 'Give the day of the reversal, or remove the reason.',
    source: listSource(adoption),
  },
)

const placedWithoutMatch = rowCheck(
  adoption,
  {
    reads: ['matched', 'placed'],
    unlessUnreadable: 'matched',
    where: `t.placed <= ${asAt} and t.matched is null`,
    detail: words`Placed ${day('t.placed')} without a match`,
  },
  {
    id: 'adoption-placed-without-match',
    title: 'A child was placed for adoption without a match',
    severity: 'warning',
    why: 'The time from order to match leaves the child out.',
    todo: 'Record the day on which child and adopters were matched.',
    source: HOUSE_RULE,
  },
)

const adoptedWithoutPlacement = rowCheck(
  adoption,
  {
    reads: ['adoption_order', 'placed', 'ffa_placement'],
    unlessUnreadable: 'placed',
    where: `t.adoption_order <= ${asAt} and t.placed is null and t.ffa_placement is null`,
    detail: words`Adopted ${day('t.adoption_order')} without having been placed`,
  },
  {
    id: 'adoption-order-without-placement',
    title: 'A child was adopted without having been placed for adoption',
    severity: 'warning',
    why: 'The time from care to placement leaves the child out.',
    todo: 'Record the day of the placement, unless a foster carer or step-parent adopted.',
    source: HOUSE_RULE,
  },
)

const waitingNotInCare = rowCheck(
  adoption,
  {
    reads: ['adoption_order', 'decision_reversed'],
    needs: { looked_after: ['child_id', 'started_looked_after', 'ceased_looked_after'] },
    steps: `open_care as (
    select distinct child_id from looked_after where ceased_looked_after is null and started_looked_after <= ${asAt}
)`,
    join: 'left join open_care on open_care.child_id = t.child_id',
    where: `t.adoption_order is null and t.decision_reversed is null and t.adoption_decision <= ${asAt} and open_care.child_id is null`,
    detail: words`Waiting for adoption since ${day('t.adoption_decision')}, but List 8 has no open period of care`,
  },
  {
    id: 'adoption-waiting-not-in-care',
    title: 'A child waiting for adoption is not in care',
    severity: 'warning',
    why: 'A child is looked after until adopted; either the order or the reversal is missing.',
    todo: 'Give the day of the adoption order or of the reversal, or look why List 8 leaves the child out.',
    source: HOUSE_RULE,
  },
)

const enteredCareDiffers = rowCheck(
  adoption,
  {
    reads: ['entered_care', 'adoption_order', 'decision_reversed'],
    needs: { looked_after: ['child_id', 'started_looked_after', 'ceased_looked_after'] },
    steps: `open_care as (
    select child_id, max(started_looked_after) as since
    from looked_after
    where ceased_looked_after is null and started_looked_after <= ${asAt}
    group by child_id
)`,
    join: 'join open_care on open_care.child_id = t.child_id',
    where: `t.adoption_order is null and t.decision_reversed is null and t.entered_care <> open_care.since`,
    detail: words`Entered care ${day('t.entered_care')} in List 10, ${day('open_care.since')} in List 8`,
  },
  {
    id: 'adoption-entered-care-differs',
    title: 'The day of entering care differs between the lists of adoptions and of children in care',
    severity: 'query',
    why: 'The time from care to placement, a headline measure, differs with the list that is used.',
    todo: 'Make both dates the start of the present period of care.',
    source: HOUSE_RULE,
  },
)

const adopterInOrder = rowCheck(
  adopter,
  outOfOrder(
    (
      [
        [on('enquiry_received', 'the enquiry'), on('stage_1_start', 'the start of stage 1')],
        [on('stage_1_start', 'the start of stage 1'), on('stage_1_end', 'the end of stage 1')],
        [on('stage_1_end', 'the end of stage 1'), on('stage_2_start', 'the start of stage 2')],
        [on('stage_2_start', 'the start of stage 2'), on('stage_2_end', 'the end of stage 2')],
        [on('stage_2_end', 'the end of stage 2'), on('application_approved', 'approval')],
        [on('application_submitted', 'the application'), on('application_approved', 'approval')],
        [on('application_approved', 'approval'), match],
        [match, on('placed', 'the placement of a child')],
        [on('placed', 'the placement of a child'), order],
        [on('enquiry_received', 'the enquiry'), on('left_process', 'leaving the process')],
      ] as const
    ).map((pair) => pair),
  ),
  {
    id: 'adopter-dates-out-of-order',
    title: 'The steps of an adopter’s approval are out of order',
    severity: 'query',
    why: 'The times that the stages take come out wrong.',
    todo: 'Correct whichever date is wrong.',
    source: listSource(adopter),
  },
)

const leftWithoutReason = rowCheck(
  adopter,
  {
    reads: ['left_process', 'leaving_reason'],
    unlessUnreadable: 'leaving_reason',
    where: `t.left_process <= ${asAt} and t.leaving_reason is null`,
    detail: words`Adopter ${'t.adopter_id'} left ${day('t.left_process')} without a reason`,
  },
  {
    id: 'adopter-left-without-reason',
    title: 'An adopter left the process without a reason',
    severity: 'query',
    why: 'Why adopters are lost cannot be said.',
    todo: 'Record the reason.',
    source: listSource(adopter),
  },
)

const reasonWithoutLeaving = rowCheck(
  adopter,
  {
    reads: ['left_process', 'leaving_reason'],
    unlessUnreadable: 'left_process',
    where: 't.left_process is null and t.leaving_reason is not null',
    detail: words`Adopter ${'t.adopter_id'} has a reason for leaving and no day of it`,
  },
  {
    id: 'adopter-reason-without-leaving',
    title: 'An adopter has a reason for leaving the process but no day of it',
    severity: 'warning',
    why: 'The adopter goes on counting as available.',
    todo: 'Give the day, or remove the reason.',
    source: listSource(adopter),
  },
)

const placedWithoutChildren = rowCheck(
  adopter,
  {
    reads: ['placed', 'children_placed'],
    unlessUnreadable: 'children_placed',
    where: `t.placed <= ${asAt} and coalesce(t.children_placed, 0) < 1`,
    detail: words`Adopter ${'t.adopter_id'} had a placement ${day('t.placed')}, but no number of children`,
  },
  {
    id: 'adopter-placed-without-children',
    title: 'A placement with adopters has no number of children',
    severity: 'warning',
    why: 'The number of children placed does not add up.',
    todo: 'Record how many children were placed.',
    source: listSource(adopter),
  },
)

const familyUnknown = rowCheck(
  adoption,
  {
    reads: ['adoptive_family_id', 'matched', 'adoption_order'],
    needs: { adopter: ['adoptive_family_id'] },
    steps: `family as (
    select distinct adoptive_family_id from adopter where adoptive_family_id is not null
)`,
    join: 'left join family on family.adoptive_family_id = t.adoptive_family_id',
    where: `t.adoptive_family_id is not null and family.adoptive_family_id is null
    and t.matched between add_months(${asAt}, -12) and ${asAt} and t.adoption_order is null`,
    detail: words`Matched ${day('t.matched')} with family ${'left(t.adoptive_family_id, 40)'}, which is not in List 11`,
  },
  {
    id: 'adoption-family-not-listed',
    title: 'A child is matched with a family that is not in the list of adopters',
    severity: 'query',
    why: 'Children and adopters cannot be joined; sibling groups and waiting families are miscounted.',
    todo: 'Correct the family identifier, or add the adopters. Adopters of other agencies may be missing rightly.',
    source: listSource(adopter),
  },
)

export const adoptionChecks: readonly Check[] = [
  childInOrder,
  orderAndReversal,
  reversedWithoutReason,
  reasonWithoutReversal,
  placedWithoutMatch,
  adoptedWithoutPlacement,
  waitingNotInCare,
  enteredCareDiffers,
  familyUnknown,
  adopterInOrder,
  leftWithoutReason,
  reasonWithoutLeaving,
  placedWithoutChildren,
]
