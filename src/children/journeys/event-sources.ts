import type { latestColumns } from '../history.ts'
import type { EventKindName } from './event-kinds.ts'

/** Where the events of one kind are found: one date column of one list. */
export interface EventSource {
  readonly kind: EventKindName
  /** The list, as events name it. */
  readonly table: string
  /** The rows to read where that is not the list's current view. */
  readonly from?: string
  readonly on: string
  /** A column with a code, shown as its label in this code set. */
  readonly coded?: { readonly column: string; readonly set: string }
  /** SQL for further words, shown after the label. */
  readonly words?: string
  readonly endsOn?: string
  /** Lists 1, 2 and 10 name no worker. */
  readonly unallocated?: boolean
}

const early = { table: 'early_help', from: 'early_help_known', words: 'organisation', unallocated: true } as const
const assessment = { table: 'assessment', from: 'assessment_known' } as const
const need = { table: 'child_in_need', from: 'child_in_need_known' } as const
const plan = { table: 'protection_plan', from: 'protection_plan_known' } as const
const care = { table: 'looked_after', from: 'looked_after_known' } as const
const adoption = { table: 'adoption', from: 'adoption_known', unallocated: true } as const

/** Events that a row gives outright, each in a column of its own. */
export const rowSources = [
  {
    kind: 'contact',
    table: 'contact',
    on: 'date_of_contact',
    coded: { column: 'contact_source', set: 'contactSource' },
    unallocated: true,
  },
  { kind: 'early-help-start', ...early, on: 'assessment_start_date', endsOn: 'assessment_completion_date' },
  { kind: 'early-help-end', ...early, on: 'assessment_completion_date' },
  {
    kind: 'referral',
    table: 'referral',
    on: 'date_of_referral',
    coded: { column: 'referral_source', set: 'contactSource' },
    words: "case referral_nfa when 'Y' then 'no further action' end",
  },
  {
    kind: 'child-in-need-start',
    ...need,
    on: 'cin_start_date',
    coded: { column: 'primary_need', set: 'primaryNeed' },
    endsOn: 'cin_closure_date',
  },
  { kind: 'assessment-start', ...assessment, on: 'assessment_start_date', endsOn: 'authorisation_date' },
  {
    kind: 'assessment-authorised',
    ...assessment,
    on: 'authorisation_date',
    words: "case requires_support when 'Y' then 'Support needed' when 'N' then 'No support needed' end",
  },
  {
    kind: 'section-47',
    table: 'section_47',
    on: 'strategy_discussion_date',
    words: "case icpc_not_required when 'Y' then 'Conference not needed' end",
  },
  {
    kind: 'initial-conference',
    table: 'section_47',
    on: 'icpc_date',
    words: "case icpc_resulted_in_plan when 'Y' then 'Led to a plan' when 'N' then 'Did not lead to a plan' end",
  },
  {
    kind: 'plan-start',
    ...plan,
    on: 'plan_start_date',
    coded: { column: 'initial_category', set: 'abuseCategory' },
    endsOn: 'plan_end_date',
  },
  { kind: 'plan-end', ...plan, on: 'plan_end_date' },
  {
    kind: 'care-start',
    ...care,
    on: 'started_looked_after',
    coded: { column: 'category_of_need', set: 'primaryNeed' },
    endsOn: 'ceased_looked_after',
  },
  {
    kind: 'care-end',
    ...care,
    on: 'ceased_looked_after',
    coded: { column: 'reason_ceased', set: 'reasonCeased' },
  },
  { kind: 'adoption-decision', ...adoption, on: 'adoption_decision' },
  { kind: 'ffa-placement', ...adoption, on: 'ffa_placement' },
  { kind: 'placement-order', ...adoption, on: 'placement_order' },
  { kind: 'matched', ...adoption, on: 'matched' },
  { kind: 'placed-for-adoption', ...adoption, on: 'placed' },
  { kind: 'adoption-order', ...adoption, on: 'adoption_order' },
  {
    kind: 'adoption-reversed',
    ...adoption,
    on: 'decision_reversed',
    coded: { column: 'reversal_reason', set: 'reasonNoLongerAdoption' },
  },
  {
    kind: 'case-closed',
    ...need,
    on: 'cin_closure_date',
    coded: { column: 'closure_reason', set: 'closureReason' },
  },
] as const satisfies readonly EventSource[]

/** The code set of an occurrence's detail, and what that is in words, by kind. */
export const occurrenceDetails = {
  'legal-status': 'legalStatus',
  placement: 'placementType',
  'care-leaver-contact': 'laInTouch',
} as const satisfies Partial<Record<(typeof latestColumns)[number]['kind'], string>>
