import type { Fact } from '#measures'

/** Where rows name a team and a worker. */
const placed = { child: 'child_id', team: 'team', worker: 'worker' } as const

/** Contacts with the front door. */
export const contact = {
  id: 'children.contact',
  view: 'fact_contact',
  grain: 'one contact of a child',
  sources: ['contact'],
  key: ['child_id', 'received_on', 'source'],
  child: 'child_id',
} as const satisfies Fact

/** Children with a contact, month by month. */
export const contactChild = {
  id: 'children.contact-child',
  view: 'fact_contact_child',
  grain: 'one child with a contact in a month',
  sources: ['contact'],
  key: ['child_id', 'received_on'],
  child: 'child_id',
} as const satisfies Fact

/** Early help assessments and interventions. */
export const earlyHelp = {
  id: 'children.early-help',
  view: 'fact_early_help',
  grain: 'one early help assessment or intervention of a child',
  sources: ['early_help'],
  key: ['child_id', 'started_on'],
  child: 'child_id',
} as const satisfies Fact

/** Early help that is open on a day. */
export const earlyHelpDay = {
  ...earlyHelp,
  id: 'children.early-help-day',
  view: 'fact_early_help_day',
  grain: 'one early help assessment or intervention open at the end of a day',
} as const satisfies Fact

/** Referrals to children's social care. */
export const referral = {
  id: 'children.referral',
  view: 'fact_referral',
  grain: 'one referral of a child',
  sources: ['referral'],
  key: ['child_id', 'received_on'],
  ...placed,
} as const satisfies Fact

/** Continuous assessments. */
export const assessment = {
  id: 'children.assessment',
  view: 'fact_assessment',
  grain: 'one assessment of a child',
  sources: ['assessment'],
  key: ['child_id', 'started_on'],
  ...placed,
} as const satisfies Fact

/** Assessments that are open on a day. */
export const assessmentDay = {
  ...assessment,
  id: 'children.assessment-day',
  view: 'fact_assessment_day',
  grain: 'one assessment open at the end of a day',
} as const satisfies Fact

/** Section 47 enquiries with the conferences that followed. */
export const section47 = {
  id: 'children.section-47',
  view: 'fact_section_47',
  grain: 'one section 47 enquiry about a child',
  sources: ['section_47'],
  key: ['child_id', 'started_on'],
  ...placed,
} as const satisfies Fact

/** Episodes of need. */
export const need = {
  id: 'children.need',
  view: 'fact_need',
  grain: 'one episode of need of a child',
  sources: ['child_in_need'],
  key: ['child_id', 'started_on'],
  ...placed,
} as const satisfies Fact

/** Episodes of need that are open on a day. */
export const needDay = {
  ...need,
  id: 'children.need-day',
  view: 'fact_need_day',
  grain: 'one episode of need open at the end of a day',
} as const satisfies Fact

/** Workers who hold open cases on a day. */
export const workerDay = {
  id: 'children.worker-day',
  view: 'fact_worker_day',
  grain: 'one worker who holds an open case at the end of a day',
  sources: ['child_in_need'],
  key: ['worker'],
  team: 'team',
  worker: 'worker',
} as const satisfies Fact

/** Child protection plans. */
export const plan = {
  id: 'children.plan',
  view: 'fact_plan',
  grain: 'one child protection plan',
  sources: ['protection_plan'],
  key: ['child_id', 'started_on'],
  ...placed,
} as const satisfies Fact

/** Child protection plans that are open on a day. */
export const planDay = {
  ...plan,
  id: 'children.plan-day',
  view: 'fact_plan_day',
  grain: 'one child protection plan open at the end of a day',
} as const satisfies Fact

/** Periods of care. */
export const care = {
  id: 'children.care',
  view: 'fact_care',
  grain: 'one period of care of a child, short breaks left out',
  sources: ['looked_after'],
  key: ['child_id', 'started_on'],
  ...placed,
} as const satisfies Fact

/** Children who are looked after on a day. */
export const careDay = {
  ...care,
  id: 'children.care-day',
  view: 'fact_care_day',
  grain: 'one child looked after at the end of a day, short breaks left out',
} as const satisfies Fact

/** Young people entitled to leaving care services on a day. */
export const careLeaverDay = {
  id: 'children.care-leaver-day',
  view: 'fact_care_leaver_day',
  grain: 'one young person entitled to leaving care services on a day',
  sources: ['care_leaver'],
  key: ['child_id'],
  ...placed,
} as const satisfies Fact

/** Decisions that a child should be placed for adoption. */
export const adoption = {
  id: 'children.adoption',
  view: 'fact_adoption',
  grain: 'one decision that a child should be placed for adoption',
  sources: ['adoption'],
  key: ['child_id', 'decided_on'],
  child: 'child_id',
} as const satisfies Fact

/** Children who wait for a family on a day. */
export const adoptionDay = {
  ...adoption,
  id: 'children.adoption-day',
  view: 'fact_adoption_day',
  grain: 'one child with a decision for adoption who is not placed at the end of a day',
} as const satisfies Fact

/** Prospective and approved adopters. */
export const adopter = {
  id: 'children.adopter',
  view: 'fact_adopter',
  grain: 'one prospective or approved adopter; a couple is two',
  sources: ['adopter'],
  key: ['adopter_id'],
} as const satisfies Fact
