import type { TableFormat } from '#imports'
import { contact } from '../annex-a/lists/01-contact.ts'
import { earlyHelp } from '../annex-a/lists/02-early-help.ts'
import { referral } from '../annex-a/lists/03-referral.ts'
import { assessment } from '../annex-a/lists/04-assessment.ts'
import { section47 } from '../annex-a/lists/05-section-47.ts'
import { childInNeed } from '../annex-a/lists/06-child-in-need.ts'
import { protectionPlan } from '../annex-a/lists/07-protection-plan.ts'
import { lookedAfter } from '../annex-a/lists/08-looked-after.ts'
import { careLeaver } from '../annex-a/lists/09-care-leaver.ts'
import { adoption } from '../annex-a/lists/10-adoption.ts'
import { adopter } from '../annex-a/lists/11-adopter.ts'

/** What the checks that every list has in common must know of a list. */
export interface Listed {
  readonly list: TableFormat
  /** How ids of checks begin. */
  readonly id: string
  /** What a row is called, within a sentence. */
  readonly row: string
  /** The day by which a child's age and the list's window are judged. */
  readonly event?: string
  /** Work for a child may begin before birth. */
  readonly beforeBirth?: boolean
  /** The oldest that a child may be on that day; older, up to 25, is asked about. */
  readonly oldest?: number
  /** SQL that is true while the row is open, where rows are. */
  readonly open?: { readonly where: string; readonly reads: readonly string[] }
}

const openUntil = (column: string) => ({ where: `t.${column} is null`, reads: [column] })

/** The lists of children and adopters, in the order of their numbers. */
export const listed: readonly Listed[] = [
  { list: contact, id: 'contact', row: 'contact', event: 'date_of_contact', beforeBirth: true, oldest: 17 },
  { list: earlyHelp, id: 'early-help', row: 'early help', event: 'assessment_start_date', beforeBirth: true },
  { list: referral, id: 'referral', row: 'referral', event: 'date_of_referral', beforeBirth: true, oldest: 17 },
  {
    list: assessment,
    id: 'assessment',
    row: 'assessment',
    event: 'assessment_start_date',
    beforeBirth: true,
    oldest: 17,
    open: openUntil('authorisation_date'),
  },
  {
    list: section47,
    id: 's47',
    row: 'section 47 enquiry',
    event: 'strategy_discussion_date',
    beforeBirth: true,
    oldest: 17,
  },
  {
    list: childInNeed,
    id: 'cin',
    row: 'episode of need',
    event: 'cin_start_date',
    beforeBirth: true,
    oldest: 17,
    open: openUntil('cin_closure_date'),
  },
  {
    list: protectionPlan,
    id: 'plan',
    row: 'protection plan',
    event: 'plan_start_date',
    beforeBirth: true,
    oldest: 17,
    open: openUntil('plan_end_date'),
  },
  {
    list: lookedAfter,
    id: 'care',
    row: 'period of care',
    event: 'started_looked_after',
    oldest: 17,
    open: openUntil('ceased_looked_after'),
  },
  { list: careLeaver, id: 'care-leaver', row: 'care leaver', open: { where: 'true', reads: [] } },
  { list: adoption, id: 'adoption', row: 'decision for adoption', event: 'adoption_decision', oldest: 17 },
  { list: adopter, id: 'adopter', row: 'adopter', event: 'enquiry_received' },
]
