import type { TableFormat } from '#imports'
import * as codeSets from '../code-sets.ts'
import { allocation, childWithDisability, code, date } from '../columns.ts'

/**
 * Children in need at any time in the last six months, with those on protection plans and in care, without care leavers
 * and cases that were only a referral. No plan, review or visit dates.
 */
export const childInNeed = {
  table: 'child_in_need',
  title: 'Children in need',
  list: 6,
  grain: "a child's latest episode of need",
  names: { sheet: ['Children in Need', 'CIN'], file: ['children in need', 'cin'] },
  columns: [
    ...childWithDisability,
    date('cin_start_date', 'CIN Start Date', { note: 'In practice the day of the referral that opened the episode.' }),
    code('primary_need', 'Primary Need Code', codeSets.primaryNeed, { headers: ['Primary Need'], required: true }),
    date('date_last_seen', 'Date Child Was Last Seen', { headers: ['DateChildLastSeen'] }),
    date('cin_closure_date', 'CIN Closure Date'),
    code('closure_reason', 'Reason for Closure', codeSets.closureReason),
    code('case_status', 'Case Status', codeSets.caseStatus, { required: true }),
    ...allocation,
  ],
  key: ['child_id', 'cin_start_date'],
  window: { kind: 'open', from: 'cin_start_date', to: 'cin_closure_date', months: 6 },
  onePerChild: true,
} as const satisfies TableFormat
