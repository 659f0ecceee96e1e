import type { MeasureCase } from './case.ts'

const referral = (child_id: string, date_of_referral: string, more: Record<string, string | number | null> = {}) => ({
  child_id,
  date_of_referral,
  ...more,
})

export const referralCases: readonly MeasureCase[] = [
  {
    title: 'exactly 12 months earlier is a re-referral, a day more is not',
    tables: {
      referral: [
        referral('1', '2025-03-01'),
        referral('1', '2026-03-01'),
        referral('2', '2025-02-28'),
        referral('2', '2026-03-01'),
        referral('3', '2024-02-29'),
        referral('3', '2025-02-28'),
        referral('4', '2026-03-31', { referrals_last_12_months: 3 }), // the record knows better
      ],
    },
    population: 5_000,
    expect: { referrals: [3, null], 'referrals-rate': [3, 5_000, 6], 're-referrals-12m': [1, 3] },
  },
  {
    title: 'two referrals in the period both count, and the second is a re-referral',
    tables: { referral: [referral('1', '2025-05-01'), referral('1', '2025-05-02')] },
    expect: { 're-referrals-12m': [1, 2], referrals: [0, null] },
  },
  {
    title: "where the record does not reach back 12 months the file's own count is believed",
    coveredFrom: '2025-04-01',
    tables: {
      referral: [
        referral('1', '2025-06-01', { referrals_last_12_months: 1 }),
        referral('2', '2025-06-01', { referrals_last_12_months: 0 }),
        referral('3', '2025-06-01'),
        referral('4', '2025-07-01', { referrals_last_12_months: 0 }),
        referral('4', '2025-08-01', { referrals_last_12_months: 0 }), // the record has one even so
      ],
    },
    expect: { 're-referrals-12m': [2, 5] },
  },
  {
    title: 'no referrals are no cases',
    tables: {},
    expect: { 're-referrals-12m': [0, 0, null], 'referrals-nfa': [0, 0, null] },
  },
  {
    title: 'only a recorded yes is no further action, and sources are shares of those recorded',
    tables: {
      referral: [
        referral('1', '2025-04-01', { referral_nfa: 'Y', referral_source: '6' }),
        referral('2', '2025-04-01', { referral_nfa: 'N', referral_source: '3A' }),
        referral('3', '2025-04-01', { referral_nfa: 'U', referral_source: '3F' }),
        referral('4', '2025-04-01'),
      ],
    },
    expect: { 'referrals-nfa': [1, 4], 'referrals-by-source': { Police: [1, 3], Health: [2, 3] } },
  },
  {
    title: 'early help that started in the 12 months before, but not on the day, came before',
    tables: {
      referral: [
        referral('1', '2026-02-10'),
        referral('2', '2026-02-10'),
        referral('3', '2026-02-10'),
        referral('4', '2026-02-10'),
      ],
      early_help: [
        { child_id: '1', assessment_start_date: '2025-02-10' },
        { child_id: '2', assessment_start_date: '2025-02-09' },
        { child_id: '3', assessment_start_date: '2026-02-10' },
        { child_id: '4', assessment_start_date: '2026-02-09' },
      ],
    },
    expect: { 'referrals-with-prior-early-help': [2, 4] },
  },
]
