import { type CheckCases, many } from './case.ts'

const eh = (assessment_start_date: string, assessment_completion_date: string | null = null) => ({
  assessment_start_date,
  assessment_completion_date,
})
const ref = (date_of_referral: string, referrals_last_12_months: number | null = null, referral_nfa = 'N') => ({
  date_of_referral,
  referrals_last_12_months,
  referral_nfa,
})
const began = (assessment_start_date: string, authorisation_date: string | null = null) => ({
  assessment_start_date,
  authorisation_date,
})

/** Twenty children with one referral each, whose number counts that one. */
const countingItself = many(20, () => ref('2025-06-01', 1))

/** Cases of early help, referrals and assessments. */
export const earlyCases: Readonly<Record<string, CheckCases>> = {
  'early-help-dates-out-of-order': {
    passes: [
      { early_help: [eh('2025-05-02', '2025-05-02')] },
      { early_help: [eh('2025-05-02')] },
      { early_help: [eh('2999-12-31', '2025-05-02')] },
    ],
    fails: [
      [{ early_help: [eh('2025-05-02', '2025-05-01')] }, /^Completion 1 May 2025, is before the start, 2 May 2025$/],
    ],
  },
  'early-help-open-for-years': {
    passes: [{ early_help: [eh('2024-03-31')] }, { early_help: [eh('2020-05-01', '2021-05-01')] }],
    fails: [[{ early_help: [eh('2024-03-30')] }, /^Open since 30 March 2024$/]],
  },
  'early-help-open-on-plan': {
    passes: [
      { early_help: [eh('2025-05-02', '2025-06-01')], protection_plan: [{ plan_start_date: '2025-06-01' }] },
      { early_help: [eh('2025-06-01')], protection_plan: [{ plan_start_date: '2025-06-01' }] },
      {
        early_help: [eh('2025-05-02')],
        protection_plan: [{ plan_start_date: '2025-06-01', plan_end_date: '2026-01-01' }],
      },
      { early_help: [eh('2025-05-02')], protection_plan: [{ child_id: '2', plan_start_date: '2025-06-01' }] },
    ],
    fails: [
      [
        { early_help: [eh('2025-05-02')], protection_plan: [{ plan_start_date: '2025-06-01' }] },
        /plan since 1 June 2025$/,
      ],
    ],
  },
  'referral-counts-itself': {
    passes: [
      { referral: countingItself.slice(1) },
      { referral: many(20, () => ref('2025-06-01', 0)) },
      { referral: many(20, (i) => ref('2025-06-01', i % 2)) },
      { referral: many(20, () => ref('2021-03-31', 1)) },
    ],
    fails: [[{ referral: countingItself }, /^In 20 of 20 referrals/]],
  },
  'referral-count-differs': {
    passes: [
      { referral: countingItself },
      { referral: [ref('2024-06-01', 0), ref('2025-06-01', 1)] },
      { referral: [ref('2024-05-31', 0), ref('2025-06-01', 0)] },
      { referral: [ref('2025-06-01', null)] },
      { referral: [ref('2021-03-31', 5)] },
    ],
    fails: [
      [{ referral: [ref('2025-06-01', 1)] }, /says 1; the record has 0 earlier/],
      [{ referral: [ref('2024-06-01', 0), ref('2025-06-01', 0)] }, /says 0; the record has 1 earlier/],
      [{ referral: [...countingItself, ref('2025-06-01', 0)] }, /this authority counts the referral itself$/],
    ],
  },
  'referral-nfa-then-assessed': {
    passes: [
      { referral: [ref('2025-06-01', 0, 'N')], assessment: [began('2025-06-02')] },
      { referral: [ref('2025-06-01', 0, 'Y')], assessment: [began('2025-06-12')] },
      { referral: [ref('2025-06-01', 0, 'Y')], assessment: [began('2025-05-31')] },
      { referral: [ref('2025-06-01', 0, 'Y'), ref('2025-06-03', 1, 'N')], assessment: [began('2025-06-03')] },
    ],
    fails: [
      [{ referral: [ref('2025-06-01', 0, 'Y')], assessment: [began('2025-06-11')] }, /assessment began 11 June 2025$/],
      [{ referral: [ref('2025-06-01', 0, 'Y')], assessment: [began('2025-06-01')] }, /assessment began 1 June 2025$/],
    ],
  },
  'referral-next-day': {
    passes: [{ referral: [ref('2025-06-01'), ref('2025-06-03')] }],
    fails: [[{ referral: [ref('2025-06-01'), ref('2025-06-02')] }, /^Referred on 1 June 2025 and again/]],
  },
  'assessment-dates-out-of-order': {
    passes: [{ assessment: [began('2025-05-02', '2025-05-02')] }, { assessment: [began('2999-12-31', '2025-05-02')] }],
    fails: [[{ assessment: [began('2025-05-02', '2025-05-01')] }, /^Authorisation 1 May 2025, is before its start/]],
  },
  'assessment-without-outcome': {
    passes: [
      { assessment: [{ ...began('2025-05-02', '2025-06-01'), requires_support: 'N' }] },
      { assessment: [began('2025-05-02')] },
      { assessment: [began('2025-05-02', '2026-04-01')] },
    ],
    fails: [
      [{ assessment: [began('2025-05-02', '2026-03-31')] }, /^Authorised 31 March 2026/],
      [{ assessment: [{ ...began('2025-05-02', '2025-06-01'), requires_support: 'U' }] }, /^Authorised 1 June 2025/],
    ],
  },
  'assessment-child-seen-not-said': {
    passes: [
      { assessment: [{ ...began('2025-05-02', '2025-06-01'), child_seen: 'N' }] },
      { assessment: [began('2025-05-02')] },
      { assessment: [{ ...began('2025-05-02', '2025-06-01'), date_of_birth: '2025-06-02' }] },
    ],
    fails: [
      [{ assessment: [began('2025-05-02', '2025-06-01')] }, /whether the child was seen$/],
      [
        { assessment: [{ ...began('2025-05-02', '2025-06-01'), child_seen: 'U', date_of_birth: '2025-06-01' }] },
        /whether the child was seen$/,
      ],
    ],
  },
  'assessment-outcome-while-open': {
    passes: [
      { assessment: [{ ...began('2025-05-02', '2025-06-01'), requires_support: 'Y' }] },
      { assessment: [{ ...began('2025-05-02'), requires_support: 'U' }] },
    ],
    fails: [[{ assessment: [{ ...began('2025-05-02'), requires_support: 'N' }] }, /^Begun 2 May 2025/]],
  },
  'assessment-open-too-long': {
    passes: [
      // 6 November 2025 is 100 working days before 31 March 2026.
      { assessment: [began('2025-11-06')] },
      { assessment: [{ ...began('2025-05-02'), requires_support: 'Y' }] },
      { assessment: [began('2025-05-02', '2026-03-30')] },
      { assessment: [began('1900-01-01')] },
    ],
    fails: [
      [{ assessment: [began('2025-11-05')] }, /^Begun 5 November 2025, 101 working days/],
      [{ assessment: [{ ...began('2025-11-05'), requires_support: 'U' }] }, /101 working days/],
    ],
  },
  'assessment-two-open': {
    passes: [
      { assessment: [began('2026-01-05', '2026-02-01'), began('2026-02-01')] },
      { assessment: [began('2026-01-05'), { child_id: '2', ...began('2026-02-01') }] },
      { assessment: [began('2026-01-05'), began('2027-01-05')] },
    ],
    fails: [
      [{ assessment: [began('2026-01-05'), began('2026-02-01')] }, /^Begun 1 February 2026 while the one of 5 Jan/],
    ],
  },
  'assessment-without-referral': {
    passes: [
      { assessment: [began('2025-05-02')], referral: [ref('2025-05-02')] },
      { assessment: [began('2025-05-02')], child_in_need: [{ cin_start_date: '2025-05-01' }] },
      { assessment: [began('2025-05-02')], looked_after: [{ started_looked_after: '2021-05-01' }] },
      { assessment: [began('2025-05-02')], protection_plan: [{ plan_start_date: '2025-05-01' }] },
      { assessment: [began('2020-09-30')] },
      { assessment: [began('2026-04-01')] },
    ],
    fails: [
      [{ assessment: [began('2025-05-02')] }, /^Begun 2 May 2025; no referral/],
      [{ assessment: [began('2025-05-02')], referral: [ref('2025-05-03')] }, /^Begun 2 May 2025/],
      [{ assessment: [began('2020-10-01')], referral: [{ child_id: '2', ...ref('2020-09-01') }] }, /^Begun 1 October/],
    ],
  },
}
