import type { Day } from './days.ts'

/** A quarter of the county, or the whole of it for services that are not divided. */
export type Area = 'North East' | 'North West' | 'South East' | 'South West' | 'Countywide'

/** The quadrants that families live in. */
export const quadrants = ['North East', 'North West', 'South East', 'South West'] as const satisfies readonly Area[]

/** One contact at the front door, about one child. */
export interface Contact {
  readonly day: Day
  readonly source: string
}

/** An early help assessment and the help that follows it. */
export interface EarlyHelp {
  readonly start: Day
  readonly end: Day
  readonly organisation: string
}

/** A referral to children's social care. `previous12Months` leaves this referral out. */
export interface Referral {
  readonly day: Day
  readonly source: string
  readonly noFurtherAction: boolean
  readonly previous12Months: number
}

/** A single assessment. `support` is known on the day it is authorised. */
export interface Assessment {
  readonly start: Day
  readonly authorised: Day
  readonly seen: string
  support: string
}

/** A section 47 enquiry. `concluded` is when the need for a conference is settled; counts include this enquiry. */
export interface Enquiry {
  readonly strategy: Day
  readonly concluded: Day
  readonly conference: Day | undefined
  readonly plan: boolean
  readonly enquiries12Months: number
  readonly conferences12Months: number
}

/** A time as a child in need, from referral to closure. */
export interface Episode {
  readonly start: Day
  readonly need: string
  readonly assessment: Assessment | undefined
  readonly visits: Day[]
  supported: boolean
  end: Day
  reason: string
}

/** A child protection plan. `alone` says, for each visit, whether the child was seen alone. */
export interface Plan {
  readonly start: Day
  readonly category: string
  readonly laterCategory: string
  readonly categoryChanged: Day
  readonly visits: readonly Day[]
  readonly alone: readonly string[]
  readonly reviews: readonly Day[]
  readonly emergency: boolean
  readonly previous: number
  end: Day
}

/** A legal status and the day it began. */
export interface LegalStatus {
  readonly start: Day
  readonly code: string
}

/** Where a child in care lives. `end` is the day it ended or NEVER. */
export interface Placement {
  readonly start: Day
  readonly end: Day
  readonly type: string
  readonly provider: string
  readonly postcode: string
  readonly urn: string
  readonly inside: boolean
  readonly authority: string
}

/** A time missing from a placement, and what became of the offer to talk about it. */
export interface Missing {
  readonly day: Day
  readonly offered: boolean
  readonly accepted: boolean
}

/** A period of care, from the day it started to the day it ceased. */
export interface CarePeriod {
  readonly start: Day
  readonly need: string
  readonly again12Months: boolean
  readonly end: Day
  readonly reason: string
  readonly legal: readonly LegalStatus[]
  readonly placements: readonly Placement[]
  readonly reviews: readonly Day[]
  readonly visits: readonly Day[]
  readonly officerVisits: readonly Day[]
  readonly healthChecks: readonly Day[]
  readonly dentalChecks: readonly Day[]
  readonly missing: readonly Missing[]
  readonly absent: readonly Day[]
  readonly permanence: readonly { readonly day: Day; readonly plan: string }[]
}

/** How a young person lives from a day on. */
export interface LeaverLife {
  readonly day: Day
  readonly inTouch: string
  readonly accommodation: string
  readonly suitable: boolean
  readonly activity: string
}

/** A young person's entitlement to leaving-care services. */
export interface Leaver {
  readonly from: Day
  readonly until: Day
  readonly qualifyingOnly: boolean
  readonly reviews: readonly Day[]
  readonly contacts: readonly Day[]
  readonly lives: readonly LeaverLife[]
}

/** A plan for adoption: each step on its day, or NEVER. */
export interface AdoptionPlan {
  readonly entered: Day
  readonly decision: Day
  readonly order: Day
  readonly matched: Day
  readonly placed: Day
  readonly adopted: Day
  readonly reversed: Day
  readonly reversal: string
  readonly early: Day
  family: string
}

/** One prospective adopter; a couple is two with the same family. Steps not reached are NEVER. */
export interface Adopter {
  readonly id: string
  readonly family: string
  readonly sex: string
  readonly ethnicity: string
  readonly disability: string
  readonly early: boolean
  readonly steps: AdopterSteps
}

/** The days of an adopter's journey; a step not reached is NEVER. */
export interface AdopterSteps {
  readonly enquiry: Day
  readonly stage1Start: Day
  readonly stage1End: Day
  readonly stage2Start: Day
  readonly stage2End: Day
  readonly application: Day
  readonly approved: Day
  readonly matched: Day
  readonly placed: Day
  readonly adopted: Day
  readonly left: Day
  readonly children: number
  readonly reason: string
}

/** Who holds a case from a day on; no worker means that it waits to be allocated, no team that it is closed. */
export interface Allocation {
  readonly from: Day
  readonly team: Team | undefined
  readonly worker: Worker | undefined
}

/** One child's case with a team, and its history in order. */
export interface Case {
  readonly child: Child
  readonly history: Allocation[]
  team: Team | undefined
  worker: Worker | undefined
}

/** A team and those who work in it now. */
export interface Team {
  readonly name: string
  readonly service: string
  readonly area: Area
  readonly staff: Worker[]
}

/** A worker in one team, from a day to a day (NEVER while they stay). */
export interface Worker {
  readonly name: string
  readonly team: Team
  readonly from: Day
  readonly capacity: number
  readonly cases: Set<Case>
  to: Day
}

/** A child and all that the county knows of them. */
export interface Child {
  readonly id: string
  readonly number: number
  readonly family: Family
  readonly born: Day
  readonly sex: string
  readonly ethnicity: string
  readonly disability: string
  readonly unaccompanied: boolean
  readonly priorPlans: number
  readonly contacts: Contact[]
  readonly earlyHelp: EarlyHelp[]
  readonly referrals: Referral[]
  readonly assessments: Assessment[]
  readonly episodes: Episode[]
  readonly enquiries: Enquiry[]
  readonly plans: Plan[]
  readonly care: CarePeriod[]
  readonly file: Case
  readonly adviser: Case
  leaver: Leaver | undefined
  adoption: AdoptionPlan | undefined
}

/** Children who share a home. They have no names: Annex A holds none. */
export interface Family {
  readonly number: number
  readonly area: Area
  readonly children: Child[]
  lastContact: Day
  lastReferral: Day
}

/** The simulated county: everything that happened up to `to`, and some of what has been decided beyond it. */
export interface County {
  readonly seed: number
  /** The first day of the history, and its last. */
  readonly from: Day
  readonly to: Day
  readonly children: readonly Child[]
  readonly adopters: readonly Adopter[]
  readonly workers: readonly Worker[]
}
