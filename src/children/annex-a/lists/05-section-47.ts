import type { TableFormat } from '#imports'
import * as codeSets from '../code-sets.ts'
import { allocation, childWithDisability, code, date, integer } from '../columns.ts'

/**
 * Section 47 enquiries of the last six months, and older ones still open, with the initial conference that followed. An
 * enquiry is open while it is not said whether a conference was needed.
 */
export const section47 = {
  table: 'section_47',
  title: 'Section 47 enquiries and initial conferences',
  list: 5,
  grain: 'one section 47 enquiry about a child',
  names: { sheet: ['Sec47 and ICPC', 'Section 47'], file: ['section 47', 's47', 'sec47'] },
  columns: [
    ...childWithDisability,
    date('strategy_discussion_date', 'Strategy discussion initiating Section 47 Enquiry Start Date', {
      headers: ['StratDiscussionDate', 'Strategy discussion initiating Section 47 Start Date'],
      required: true,
    }),
    code('icpc_not_required', 'Was an Initial Child Protection Conference deemed unnecessary?', codeSets.yesNo, {
      headers: ['InitialCPConfUnnecessary'],
      note: 'Empty while the enquiry is open.',
    }),
    date('icpc_date', 'Date of Initial Child Protection Conference', { headers: ['InitialCPConfDate'] }),
    code(
      'icpc_resulted_in_plan',
      'Did the Initial Child Protection Conference Result in a Child Protection Plan',
      codeSets.yesNoUnknown,
      { headers: ['CPConfResultInCPPlan'] },
    ),
    integer('s47_last_12_months', 'Number of Section 47 Enquiries in the last 12 months', {
      headers: ['NumberS47s12m'],
      required: true,
      derived: true,
    }),
    integer('icpc_last_12_months', 'Number of ICPCs in the last 12 months', {
      headers: ['NumberICPCs12m'],
      required: true,
      derived: true,
    }),
    ...allocation,
  ],
  key: ['child_id', 'strategy_discussion_date'],
  window: { kind: 'event', on: 'strategy_discussion_date', orOpen: 'icpc_not_required', months: 6 },
} as const satisfies TableFormat
