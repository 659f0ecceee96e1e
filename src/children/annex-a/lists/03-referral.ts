import type { TableFormat } from '#imports'
import * as codeSets from '../code-sets.ts'
import { allocation, child, code, date, integer } from '../columns.ts'

/** Every referral to children's social care in the last six months. */
export const referral = {
  table: 'referral',
  title: 'Referrals',
  list: 3,
  grain: 'one referral of a child',
  names: { sheet: ['Referrals'], file: ['referral'] },
  columns: [
    ...child,
    date('date_of_referral', 'Date of referral', {
      headers: ['ReferralDate'],
      pattern: /\bdate of\b.*\breferral\b/,
      required: true,
    }),
    code('referral_source', 'Referral Source', codeSets.contactSource, {
      headers: ['Source of Referral'],
      pattern: /\breferral\b.*\bsource\b/,
      required: true,
    }),
    code('referral_nfa', 'Referral NFA?', codeSets.referralNfa, { headers: ['NFA'], required: true }),
    integer('referrals_last_12_months', 'Number of Referrals in Last 12 Months', {
      headers: ['ReferralsLast12Months', 'Number of Referrals in the Last 12 Months'],
      required: true,
      derived: true,
      note: 'Meant as earlier referrals, not counting this one; some authorities count it.',
    }),
    ...allocation,
  ],
  key: ['child_id', 'date_of_referral'],
  window: { kind: 'event', on: 'date_of_referral', months: 6 },
} as const satisfies TableFormat
