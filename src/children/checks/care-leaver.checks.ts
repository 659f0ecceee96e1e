import type { Check } from '#checks'
import { careLeaver } from '../annex-a/lists/09-care-leaver.ts'
import { openCare } from './child-in-need.checks.ts'
import { asAt, day, HOUSE_RULE, listSource, rowCheck, words } from './row-check.ts'

const age = `age_on(t.date_of_birth, ${asAt})`
const careReads = { looked_after: ['child_id', 'started_looked_after', 'ceased_looked_after'] } as const

const implausibleAge = rowCheck(
  careLeaver,
  {
    reads: ['date_of_birth'],
    where: `t.date_of_birth > ${asAt} or ${age} not between 16 and 25`,
    detail: words`Born ${day('t.date_of_birth')}, aged ${`greatest(${age}, 0)`}`,
  },
  {
    id: 'care-leaver-age',
    title: 'A care leaver is under 16 or over 25',
    severity: 'warning',
    why: 'Leaving care services are for people of 16 to 25; measures by age leave the person out.',
    todo: 'Correct the birth date, or take the person off the list.',
    source: listSource(careLeaver),
  },
)

const categoryDiffersFromAge = rowCheck(
  careLeaver,
  {
    reads: ['date_of_birth', 'eligibility'],
    where: `(t.eligibility in ('RELEVANT', 'ELIGIBLE') and ${age} between 18 and 25)
    or (t.eligibility = 'FORMER_RELEVANT' and ${age} in (16, 17))`,
    detail: words`Category is ${`replace(lower(t.eligibility), '_', ' ')`} at the age of ${age}`,
  },
  {
    id: 'care-leaver-category-age',
    title: 'The category of a care leaver does not fit their age',
    severity: 'warning',
    why: 'Relevant and eligible are for 16 and 17, former relevant for 18 and over; duties differ.',
    todo: 'Change the category at the 18th birthday, or correct the birth date.',
    source: 'Care Leavers (England) Regulations 2010, regulations 3 and 4; Children Act 1989, section 23C',
  },
)

const eligibleNotInCare = rowCheck(
  careLeaver,
  {
    reads: ['eligibility'],
    needs: careReads,
    steps: openCare,
    join: 'left join open_care on open_care.child_id = t.child_id',
    where: `t.eligibility = 'ELIGIBLE' and open_care.child_id is null`,
    detail: words`Category is eligible, but List 8 has no open period of care`,
  },
  {
    id: 'care-leaver-eligible-not-in-care',
    title: 'An eligible child is not in care',
    severity: 'query',
    why: 'Eligible means still looked after; a child who has left is relevant.',
    todo: 'Change the category to relevant, or find out why List 8 leaves the child out.',
    source: listSource(careLeaver),
  },
)

const leaverInCare = rowCheck(
  careLeaver,
  {
    reads: ['eligibility'],
    needs: careReads,
    steps: openCare,
    join: 'join open_care on open_care.child_id = t.child_id',
    where: `t.eligibility in ('RELEVANT', 'FORMER_RELEVANT', 'QUALIFYING')`,
    detail: words`Category is ${`replace(lower(t.eligibility), '_', ' ')`}, but the child is in care since ${day('open_care.since')}`,
  },
  {
    id: 'care-leaver-still-in-care',
    title: 'Someone who has left care is still in care',
    severity: 'error',
    why: 'The person is counted as in care and as having left it.',
    todo: 'End the period of care, or change the category to eligible.',
    source: listSource(careLeaver),
  },
)

const touchWithoutContact = rowCheck(
  careLeaver,
  {
    reads: ['in_touch', 'latest_contact'],
    steps: `filled as (
    select count(latest_contact) as contacts from care_leaver
)`,
    join: 'cross join filled',
    unlessUnreadable: 'latest_contact',
    where: `t.in_touch = 'YES' and t.latest_contact is null and filled.contacts > 0`,
    detail: words`In touch, but no day of contact`,
  },
  {
    id: 'care-leaver-in-touch-without-contact',
    title: 'The authority is in touch with a care leaver but gives no day of contact',
    severity: 'warning',
    why: 'Being in touch must be shown by a contact.',
    todo: 'Record the latest contact.',
    source: listSource(careLeaver),
  },
)

const contactWithoutTouch = rowCheck(
  careLeaver,
  {
    reads: ['in_touch', 'latest_contact'],
    where: `t.in_touch = 'NO' and t.latest_contact between ${asAt} - 56 and ${asAt}`,
    detail: words`Not in touch, but last contact was ${day('t.latest_contact')}`,
  },
  {
    id: 'care-leaver-contact-not-in-touch',
    title: 'The authority is not in touch with a care leaver whom it contacted in the last eight weeks',
    severity: 'query',
    why: 'The share of care leavers in touch is understated.',
    todo: 'Correct whether the authority is in touch, unless the contact was an attempt.',
    source: HOUSE_RULE,
  },
)

const suitabilityNotSaid = rowCheck(
  careLeaver,
  {
    reads: ['accommodation', 'accommodation_suitability'],
    unlessUnreadable: 'accommodation_suitability',
    where: `t.accommodation not in ('G', 'H', 'R') and t.accommodation_suitability is null`,
    detail: words`Accommodation is ${'t.accommodation'}, and whether it is suitable is not said`,
  },
  {
    id: 'care-leaver-suitability-not-said',
    title: 'A care leaver’s accommodation is known, but not whether it is suitable',
    severity: 'warning',
    why: 'The share of care leavers in suitable accommodation is wrong.',
    todo: 'Record whether the accommodation is suitable.',
    source: listSource(careLeaver),
  },
)

const streetSuitable = rowCheck(
  careLeaver,
  {
    reads: ['accommodation', 'accommodation_suitability'],
    where: `t.accommodation in ('S', 'W', 'X') and t.accommodation_suitability = '1'`,
    detail: words`Said to be suitable: ${`case t.accommodation when 'S' then 'no fixed abode' when 'W' then 'bed and breakfast' else 'in custody' end`}`,
  },
  {
    id: 'care-leaver-unsuitable-said-suitable',
    title: 'A care leaver who is homeless, in bed and breakfast or in custody is said to live suitably',
    severity: 'warning',
    why: 'Such accommodation is not taken for suitable; the measure is overstated.',
    todo: 'Correct the accommodation or its suitability.',
    source: 'DfE, Children looked after by local authorities in England (SSDA903) guide, suitability of accommodation',
  },
)

export const careLeaverChecks: readonly Check[] = [
  implausibleAge,
  categoryDiffersFromAge,
  eligibleNotInCare,
  leaverInCare,
  touchWithoutContact,
  contactWithoutTouch,
  suitabilityNotSaid,
  streetSuitable,
]
