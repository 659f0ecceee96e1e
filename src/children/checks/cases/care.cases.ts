import type { SqlValue } from '#platform/lake'
import type { CaseRecord, CheckCases } from './case.ts'

type Extra = Readonly<Record<string, SqlValue>>
const need = (cin_start_date: string, extra: Extra = {}) => ({ cin_start_date, ...extra })
const care = (started_looked_after: string, extra: Extra = {}) => ({ started_looked_after, ...extra })
const plan = (plan_start_date: string, extra: Extra = {}) => ({ plan_start_date, ...extra })
const cin = (extra: Extra, more: CaseRecord = {}): CaseRecord => ({
  child_in_need: [need('2025-05-02', extra)],
  ...more,
})
const looked = (extra: Extra, more: CaseRecord = {}): CaseRecord => ({
  looked_after: [care('2025-05-02', extra)],
  ...more,
})

function unreadable(table_name: string, column_name: string): CaseRecord {
  const place = { extract: 'test', source_file: 'test.csv', source_sheet: '', source_row: 2 }
  return { cell_problem: [{ table_name, column_name, child_id: '1', ...place }] }
}

/** Cases of children in need. */
const needCases: Readonly<Record<string, CheckCases>> = {
  'cin-dates-out-of-order': {
    passes: [
      cin({ cin_closure_date: '2025-05-02' }),
      { child_in_need: [need('2999-12-31', { cin_closure_date: '2025-05-02' })] },
    ],
    fails: [[cin({ cin_closure_date: '2025-05-01' }), /^Closure 1 May 2025, is before its start/]],
  },
  'cin-seen-before-start': {
    passes: [cin({ date_last_seen: '2025-05-02' })],
    fails: [[cin({ date_last_seen: '2025-05-01' }), /last seen 1 May 2025, is before the start of the episode/]],
  },
  'cin-seen-after-closure': {
    passes: [
      cin({ cin_closure_date: '2025-09-01', date_last_seen: '2025-09-01' }),
      cin({ date_last_seen: '2025-09-01' }),
      cin({ cin_closure_date: '2025-05-01', date_last_seen: '2025-09-01' }),
      cin({ cin_closure_date: '2025-09-01', date_last_seen: '2026-04-01' }),
    ],
    fails: [[cin({ cin_closure_date: '2025-09-01', date_last_seen: '2025-09-02' }), /is after closure, 1 September/]],
  },
  'cin-closed-without-reason': {
    passes: [
      cin({ cin_closure_date: '2025-09-01', closure_reason: 'RC7' }),
      cin({}),
      cin({ cin_closure_date: '2026-04-01' }),
      cin({ cin_closure_date: '2025-09-01' }, unreadable('child_in_need', 'closure_reason')),
    ],
    fails: [[cin({ cin_closure_date: '2026-03-31' }), /^Closed 31 March 2026 without/]],
  },
  'cin-reason-without-closure': {
    passes: [
      cin({ cin_closure_date: '2025-09-01', closure_reason: 'RC7' }),
      cin({}),
      cin({ closure_reason: 'RC7' }, unreadable('child_in_need', 'cin_closure_date')),
    ],
    fails: [[cin({ closure_reason: 'RC7' }), /^Has a reason for closure \(RC7\)/]],
  },
  'cin-status-differs-from-dates': {
    passes: [
      cin({ cin_closure_date: '2025-09-01', case_status: 'CLOSED' }),
      cin({ case_status: 'CIN' }),
      cin({ cin_closure_date: '2026-04-01', case_status: 'CIN' }),
      cin({ case_status: 'CLOSED', closure_reason: 'RC7' }),
    ],
    fails: [
      [cin({ cin_closure_date: '2025-09-01', case_status: 'CIN' }), /^Closed 1 September 2025, but the status is CIN$/],
      [cin({ case_status: 'CLOSED' }), /no closure date$/],
    ],
  },
  'cin-status-care-not-listed': {
    passes: [
      cin({ case_status: 'LAC' }, { looked_after: [care('2025-06-01')] }),
      cin({ case_status: 'CIN' }),
      cin({ case_status: 'LAC', cin_closure_date: '2025-09-01' }),
    ],
    fails: [
      [cin({ case_status: 'LAC' }), /List 8 has no open/],
      [
        cin({ case_status: 'LAC' }, { looked_after: [care('2025-06-01', { ceased_looked_after: '2025-07-01' })] }),
        /List 8 has no open/,
      ],
    ],
  },
  'cin-status-plan-not-listed': {
    passes: [cin({ case_status: 'CPP' }, { protection_plan: [plan('2025-06-01')] })],
    fails: [
      [cin({ case_status: 'CPP' }, { protection_plan: [plan('2026-04-01')] }), /List 7 has no open plan/],
      [
        cin({ case_status: 'CPP' }, { protection_plan: [plan('2025-06-01', { plan_end_date: '2025-07-01' })] }),
        /List 7 has no open plan/,
      ],
    ],
  },
  'cin-status-assessment-not-listed': {
    passes: [cin({ case_status: 'ASSESS' }, { assessment: [{ assessment_start_date: '2026-03-01' }] })],
    fails: [
      [
        cin(
          { case_status: 'ASSESS' },
          { assessment: [{ assessment_start_date: '2026-03-01', authorisation_date: '2026-03-30' }] },
        ),
        /List 4 has no open assessment/,
      ],
    ],
  },
  'cin-status-not-care': {
    passes: [
      cin({ case_status: 'LAC' }, { looked_after: [care('2025-06-01')] }),
      cin({ case_status: 'CIN' }),
      cin({ case_status: 'CIN' }, { looked_after: [care('2025-06-01', { ceased_looked_after: '2025-07-01' })] }),
    ],
    fails: [
      [cin({ case_status: 'CIN' }, { looked_after: [care('2025-06-01')] }), /in care since 1 June 2025$/],
      [cin({ case_status: 'CPP' }, { looked_after: [care('2025-06-01')] }), /^Status is CPP/],
    ],
  },
  'cin-status-not-plan': {
    passes: [
      cin({ case_status: 'CPP' }, { protection_plan: [plan('2025-06-01')] }),
      cin({ case_status: 'CIN' }, { protection_plan: [plan('2025-06-01')], looked_after: [care('2025-06-01')] }),
      cin({ case_status: 'CIN', cin_closure_date: '2025-09-01' }, { protection_plan: [plan('2025-06-01')] }),
    ],
    fails: [[cin({ case_status: 'CIN' }, { protection_plan: [plan('2025-06-01')] }), /plan since 1 June 2025$/]],
  },
  'care-not-in-need': {
    passes: [
      looked({}, { child_in_need: [need('2025-05-02')] }),
      looked({ ceased_looked_after: '2025-09-01' }),
      { looked_after: [care('2026-04-01')] },
    ],
    fails: [
      [looked({}), /^Open since 2 May 2025, but not in List 6$/],
      [
        looked({}, { child_in_need: [need('2025-05-02', { cin_closure_date: '2025-09-01' })] }),
        /List 6 was closed 1 September 2025$/,
      ],
    ],
  },
  'plan-not-in-need': {
    passes: [
      {
        protection_plan: [plan('2025-05-02')],
        child_in_need: [need('2024-05-02', { cin_closure_date: '2024-09-01' }), need('2025-05-02')],
      },
    ],
    fails: [[{ protection_plan: [plan('2025-05-02')] }, /not in List 6$/]],
  },
  'cin-two-open': {
    passes: [
      { child_in_need: [need('2024-05-02', { cin_closure_date: '2024-09-01' }), need('2025-05-02')] },
      { child_in_need: [need('2025-05-02'), need('2027-05-02')] },
    ],
    fails: [[{ child_in_need: [need('2024-05-02'), need('2025-05-02')] }, /while the episode of 2 May 2024/]],
  },
  'cin-overlapping': {
    passes: [
      { child_in_need: [need('2024-05-02', { cin_closure_date: '2025-05-02' }), need('2025-05-02')] },
      { child_in_need: [need('2024-05-02', { cin_closure_date: '2027-05-03' }), need('2025-05-02')] },
    ],
    fails: [
      [
        { child_in_need: [need('2024-05-02', { cin_closure_date: '2025-05-03' }), need('2025-05-02')] },
        /closed on 3 May 2025$/,
      ],
    ],
  },
  'cin-never-seen': {
    passes: [
      cin({ date_last_seen: '2025-06-01' }),
      cin({ cin_closure_date: '2025-09-01' }),
      { child_in_need: [need('2025-12-31')] },
      { child_in_need: [need('2025-12-30', { date_of_birth: '2026-02-28' })] },
      cin({}, unreadable('child_in_need', 'date_last_seen')),
    ],
    fails: [
      [{ child_in_need: [need('2025-12-30')] }, /^Open since 30 December 2025/],
      [{ child_in_need: [need('2025-12-30', { date_of_birth: '2026-02-27' })] }, /^Open since/],
    ],
  },
}

/** Cases of children in care. */
const lookedAfterCases: Readonly<Record<string, CheckCases>> = {
  'care-dates-out-of-order': {
    passes: [
      looked({ ceased_looked_after: '2025-09-01', placement_start: '2025-09-01', legal_status_start: '2025-09-01' }),
      looked({ placement_start: '2025-05-02' }),
    ],
    fails: [
      [looked({ ceased_looked_after: '2025-05-01' }), /^The end of care 1 May 2025, is before the start of care/],
      [
        looked({ placement_start: '2025-05-01' }),
        /^The start of the placement 1 May 2025, is before the start of care/,
      ],
      [
        looked({ ceased_looked_after: '2025-09-01', legal_status_start: '2025-09-02' }),
        /is before the start of the legal status, 2 September/,
      ],
      [
        looked({ ceased_looked_after: '2025-09-01', placement_start: '2025-09-02' }),
        /is before the start of the placement, 2 September/,
      ],
    ],
  },
  'care-legal-status-before-start': {
    passes: [looked({ legal_status_start: '2025-05-02' })],
    fails: [[looked({ legal_status_start: '2025-05-01' }), /^The start of the legal status 1 May 2025/]],
  },
  'care-visited-before-start': {
    passes: [
      looked({ latest_review: '2025-05-02', last_social_work_visit: '2025-05-02', last_iro_visit: '2025-05-02' }),
    ],
    fails: [
      [looked({ latest_review: '2025-05-01' }), /^The latest statutory review 1 May/],
      [looked({ last_social_work_visit: '2025-05-01' }), /^The last social work visit 1 May/],
      [looked({ last_iro_visit: '2025-05-01' }), /^The last visit of the reviewing officer 1 May/],
    ],
  },
  'care-visited-after-end': {
    passes: [
      looked({ ceased_looked_after: '2025-09-01', latest_review: '2025-09-01' }),
      looked({ ceased_looked_after: '2025-09-01', latest_review: '2026-04-01' }),
      looked({ latest_review: '2025-09-01' }),
    ],
    fails: [
      [looked({ ceased_looked_after: '2025-09-01', latest_review: '2025-09-02' }), /^The latest statutory review/],
      [looked({ ceased_looked_after: '2025-09-01', last_social_work_visit: '2025-09-02' }), /social work visit/],
      [looked({ ceased_looked_after: '2025-09-01', last_iro_visit: '2025-09-02' }), /reviewing officer/],
    ],
  },
  'care-ceased-without-reason': {
    passes: [
      looked({ ceased_looked_after: '2025-09-01', reason_ceased: 'E4A' }),
      looked({}),
      looked({ ceased_looked_after: '2026-04-01' }),
      looked({ ceased_looked_after: '2025-09-01' }, unreadable('looked_after', 'reason_ceased')),
    ],
    fails: [[looked({ ceased_looked_after: '2026-03-31' }), /^Left care 31 March 2026 without/]],
  },
  'care-reason-without-ceasing': {
    passes: [
      looked({ ceased_looked_after: '2025-09-01', reason_ceased: 'E4A' }),
      looked({ reason_ceased: 'X1' }),
      looked({ reason_ceased: 'E4A' }, unreadable('looked_after', 'ceased_looked_after')),
    ],
    fails: [[looked({ reason_ceased: 'E4A' }), /\(E4A\) and no day of leaving$/]],
  },
  'care-reason-is-episode-change': {
    passes: [looked({ reason_ceased: 'E4A' }), looked({})],
    fails: [
      [looked({ reason_ceased: 'X1' }), /^X1 says that an episode ended/],
      [looked({ reason_ceased: 'X1', ceased_looked_after: '2025-09-01' }), /^Left care 1 September 2025/],
    ],
  },
  'care-short-breaks': {
    passes: [looked({ legal_status: 'V2' })],
    fails: [
      [looked({ legal_status: 'V3' }), /V3/],
      [looked({ legal_status: 'V4' }), /V4/],
    ],
  },
  'care-open-at-18': {
    passes: [
      looked({ date_of_birth: '2008-04-01' }),
      looked({ date_of_birth: '2008-03-31', ceased_looked_after: '2026-03-31' }),
      looked({ date_of_birth: '2007-05-02' }),
    ],
    fails: [[looked({ date_of_birth: '2008-03-31' }), /and aged 18$/]],
  },
  'care-two-open': {
    passes: [{ looked_after: [care('2024-05-02', { ceased_looked_after: '2024-09-01' }), care('2025-05-02')] }],
    fails: [[{ looked_after: [care('2024-05-02'), care('2025-05-02')] }, /while the period of 2 May 2024/]],
  },
  'care-overlapping': {
    passes: [{ looked_after: [care('2024-05-02', { ceased_looked_after: '2025-05-02' }), care('2025-05-02')] }],
    fails: [
      [
        { looked_after: [care('2024-05-02', { ceased_looked_after: '2025-05-03' }), care('2025-05-02')] },
        /ended on 3 May 2025$/,
      ],
    ],
  },
  'care-subsequent-period-not-said': {
    passes: [
      {
        looked_after: [
          care('2024-01-02', { ceased_looked_after: '2024-05-01', subsequent_period: 'N' }),
          care('2025-05-02', { subsequent_period: 'N' }),
        ],
      },
      {
        looked_after: [
          care('2024-01-02', { ceased_looked_after: '2024-05-02', subsequent_period: 'N' }),
          care('2025-05-02', { subsequent_period: 'Y' }),
        ],
      },
    ],
    fails: [
      [
        {
          looked_after: [
            care('2024-01-02', { ceased_looked_after: '2024-05-02', subsequent_period: 'N' }),
            care('2025-05-02', { subsequent_period: 'N' }),
          ],
        },
        /having left on 2 May 2024$/,
      ],
    ],
  },
  'care-no-placement': {
    passes: [
      looked({ placements_last_12_months: 1 }),
      looked({}),
      { looked_after: [care('2024-05-02', { ceased_looked_after: '2025-03-31', placements_last_12_months: 0 })] },
    ],
    fails: [
      [looked({ placements_last_12_months: 0 }), /is 0$/],
      [
        { looked_after: [care('2024-05-02', { ceased_looked_after: '2025-04-01', placements_last_12_months: -1 })] },
        /is -1$/,
      ],
    ],
  },
  'care-interview-without-missing': {
    passes: [
      looked({ missing_episodes_12_months: 0, rhi_offered: 'N' }),
      looked({ missing_episodes_12_months: 1, rhi_offered: 'Y' }),
      looked({ rhi_offered: 'Y' }),
    ],
    fails: [
      [looked({ missing_episodes_12_months: 0, rhi_offered: 'Y' }), /was offered$/],
      [looked({ missing_episodes_12_months: 0, rhi_accepted: 'Y' }), /was accepted$/],
    ],
  },
  'care-missing-without-interview': {
    passes: [
      looked({ missing_episodes_12_months: 2, rhi_offered: 'N' }),
      looked({ missing_episodes_12_months: 2, rhi_accepted: 'Y' }),
      looked({ missing_episodes_12_months: 0 }),
    ],
    fails: [
      [looked({ missing_episodes_12_months: 2 }), /^Missing 2 times/],
      [looked({ missing_episodes_12_months: 2, rhi_offered: 'U', rhi_accepted: 'U' }), /^Missing 2 times/],
    ],
  },
  'care-interview-accepted-not-offered': {
    passes: [looked({ rhi_offered: 'Y', rhi_accepted: 'Y' }), looked({ rhi_offered: 'N', rhi_accepted: 'N' })],
    fails: [[looked({ rhi_offered: 'N', rhi_accepted: 'Y' }), /not offered$/]],
  },
  'care-unaccompanied-young': {
    passes: [
      looked({ uasc_12_months: 'Y', date_of_birth: '2015-05-02' }),
      looked({ uasc_12_months: 'N', date_of_birth: '2019-05-02' }),
      looked({ uasc_12_months: 'Y', date_of_birth: '2025-05-03' }),
    ],
    fails: [[looked({ uasc_12_months: 'Y', date_of_birth: '2015-05-03' }), /aged 9 on/]],
  },
  'care-urn-malformed': {
    passes: [
      looked({}),
      looked({ placement_urn: 'XXXXXXX' }),
      looked({ placement_urn: 'SC123456' }),
      looked({ placement_urn: '1234567' }),
    ],
    fails: [
      [looked({ placement_urn: 'unknown' }), /is unknown$/],
      [looked({ placement_urn: '12' }), /is 12$/],
      [looked({ placement_urn: 'XX' }), /is XX$/],
    ],
  },
  'care-postcode-malformed': {
    passes: [
      looked({}),
      looked({ placement_postcode: 'GU1 1AA' }),
      looked({ placement_postcode: 'SW1A' }),
      looked({ placement_postcode: 'gu11aa' }),
    ],
    fails: [
      [looked({ placement_postcode: 'GU' }), /is GU$/],
      [looked({ placement_postcode: 'confidential' }), /is confidential$/],
    ],
  },
  'care-provider-differs-from-placement': {
    passes: [
      looked({ placement_type: 'P1', placement_provider: 'PR0' }),
      looked({ placement_type: 'T1', placement_provider: 'PR0' }),
      looked({ placement_type: 'U4', placement_provider: 'PR1' }),
    ],
    fails: [
      [looked({ placement_type: 'P1', placement_provider: 'PR1' }), /^Placement P1 with provider PR1$/],
      [looked({ placement_type: 'U4', placement_provider: 'PR0' }), /^Placement U4 with provider PR0$/],
    ],
  },
  'care-with-parents-without-order': {
    passes: [
      looked({ placement_type: 'P1', legal_status: 'C2' }),
      looked({ placement_type: 'U1', legal_status: 'V2' }),
      looked({ placement_type: 'P1', legal_status: 'V2', ceased_looked_after: '2025-09-01' }),
    ],
    fails: [[looked({ placement_type: 'P1', legal_status: 'V2' }), /^Placed with parents/]],
  },
  'care-placed-inside-and-abroad': {
    passes: [
      looked({ placement_location: 'IN', la_of_placement: 'Surrey' }),
      looked({ placement_location: 'OUT', la_of_placement: 'WAL' }),
    ],
    fails: [[looked({ placement_location: 'IN', la_of_placement: 'WAL' }), /in WAL$/]],
  },
  'care-without-permanence-plan': {
    passes: [
      looked({ latest_review: '2025-09-01' }),
      looked({ latest_review: '2025-09-02', permanence_plan: 'RETURN' }),
      looked({ latest_review: '2025-09-02', ceased_looked_after: '2025-10-01' }),
      looked({ latest_review: '2026-04-01' }),
      looked({}),
      looked({ latest_review: '2025-09-02' }, unreadable('looked_after', 'permanence_plan')),
    ],
    fails: [[looked({ latest_review: '2025-09-02' }), /reviewed 2 September 2025, no permanence plan$/]],
  },
  'care-category-of-need-not-accepted': {
    passes: [looked({ category_of_need: 'N8' })],
    fails: [
      [looked({ category_of_need: 'N0' }), /N0/],
      [looked({ category_of_need: 'N9' }), /N9/],
    ],
  },
  'care-placed-for-adoption-not-listed': {
    passes: [
      looked({ placement_type: 'A5' }, { adoption: [{ adoption_decision: '2025-08-01' }] }),
      looked({ placement_type: 'A5', ceased_looked_after: '2025-09-01' }),
      looked({ placement_type: 'U4' }),
    ],
    fails: [
      [looked({ placement_type: 'A3' }), /\(A3\), but not in List 10$/],
      [
        looked(
          { placement_type: 'A6' },
          { adoption: [{ adoption_decision: '2025-08-01', decision_reversed: '2025-09-01' }] },
        ),
        /\(A6\)/,
      ],
    ],
  },
  'care-adoption-plan-not-listed': {
    passes: [
      looked({ permanence_plan: 'ADOPTION', legal_status: 'E1' }, { adoption: [{ adoption_decision: '2025-08-01' }] }),
      looked({ permanence_plan: 'ADOPTION', legal_status: 'C2' }),
      looked({ permanence_plan: 'LTFOST', legal_status: 'E1' }),
      looked({ permanence_plan: 'ADOPTION', legal_status: 'E1', placement_type: 'A5' }),
      looked({ permanence_plan: 'ADOPTION', legal_status: 'E1', ceased_looked_after: '2025-09-01' }),
    ],
    fails: [
      [looked({ permanence_plan: 'ADOPTION', legal_status: 'E1', placement_type: 'U4' }), /not in List 10$/],
      [looked({ permanence_plan: 'ADOPTION', legal_status: 'E1' }), /not in List 10$/],
    ],
  },
  'care-adopted-not-listed': {
    passes: [
      looked(
        { ceased_looked_after: '2025-09-01', reason_ceased: 'E11' },
        { adoption: [{ adoption_decision: '2025-06-01', adoption_order: '2025-09-01' }] },
      ),
      looked({ ceased_looked_after: '2025-09-01', reason_ceased: 'E4A' }),
      { looked_after: [care('2019-05-02', { ceased_looked_after: '2020-03-31', reason_ceased: 'E11' })] },
    ],
    fails: [
      [looked({ ceased_looked_after: '2025-09-01', reason_ceased: 'E11' }), /adopted 1 September 2025/],
      [
        looked(
          { ceased_looked_after: '2025-09-01', reason_ceased: 'E12' },
          { adoption: [{ adoption_decision: '2025-06-01' }] },
        ),
        /no adoption order$/,
      ],
    ],
  },
  'care-eligible-not-listed': {
    passes: [
      looked({ date_of_birth: '2009-03-31' }, { care_leaver: [{}] }),
      looked({ date_of_birth: '2010-04-01' }),
      looked({ date_of_birth: '2008-03-31' }),
      looked({ date_of_birth: '2009-03-31', ceased_looked_after: '2026-03-01' }),
      { looked_after: [care('2025-12-31', { date_of_birth: '2009-03-31' })] },
    ],
    fails: [
      [{ looked_after: [care('2025-12-30', { date_of_birth: '2009-03-31' })] }, /^Aged 17, in care since 30 December/],
      [looked({ date_of_birth: '2010-03-31' }), /^Aged 16/],
    ],
  },
}

/** Cases of children in need and in care. */
export const careCases: Readonly<Record<string, CheckCases>> = { ...needCases, ...lookedAfterCases }
