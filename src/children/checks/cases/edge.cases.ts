import type { SqlValue } from '#platform/lake'
import { addDays, formatDate, plainDate } from '#values'
import { AS_AT_DAY, type CaseRecord, type CheckCases, COVERED_FROM, many } from './case.ts'

type Extra = Readonly<Record<string, SqlValue>>
type Edges = Readonly<Record<string, CheckCases>>

/** The day `days` after another; before it where negative. */
const day = (from: string, days: number) => addDays(plainDate(from), days)

const TODAY = AS_AT_DAY
const TOMORROW = day(AS_AT_DAY, 1)
const YESTERDAY = day(AS_AT_DAY, -1)
const D = '2025-05-02'

const care = (started_looked_after: string | null, extra: Extra = {}) => ({ started_looked_after, ...extra })
const plan = (plan_start_date: string | null, extra: Extra = {}) => ({ plan_start_date, ...extra })
const need = (cin_start_date: string | null, extra: Extra = {}) => ({ cin_start_date, ...extra })
const began = (assessment_start_date: string | null, extra: Extra = {}) => ({ assessment_start_date, ...extra })
const ref = (date_of_referral: string, extra: Extra = {}) => ({ date_of_referral, ...extra })
const s47 = (strategy_discussion_date: string, extra: Extra = {}) => ({ strategy_discussion_date, ...extra })
const only = (table: string, extra: Extra): CaseRecord => ({ [table]: [extra] })

/** Steps that must come one after the other: the list, then pairs of columns with what the later one is called. */
interface Ordered {
  readonly table: string
  readonly pairs: readonly (readonly [first: string, then: string, said: string])[]
}

const ordered: Readonly<Record<string, Ordered>> = {
  'early-help-dates-out-of-order': {
    table: 'early_help',
    pairs: [['assessment_start_date', 'assessment_completion_date', 'Completion']],
  },
  'assessment-dates-out-of-order': {
    table: 'assessment',
    pairs: [['assessment_start_date', 'authorisation_date', 'Authorisation']],
  },
  's47-dates-out-of-order': {
    table: 'section_47',
    pairs: [['strategy_discussion_date', 'icpc_date', 'The initial conference']],
  },
  'cin-dates-out-of-order': { table: 'child_in_need', pairs: [['cin_start_date', 'cin_closure_date', 'Closure']] },
  'cin-seen-before-start': {
    table: 'child_in_need',
    pairs: [['cin_start_date', 'date_last_seen', 'The day on which the child was last seen']],
  },
  'plan-dates-out-of-order': {
    table: 'protection_plan',
    pairs: [['plan_start_date', 'plan_end_date', 'The end of the plan']],
  },
  'plan-visited-before-start': {
    table: 'protection_plan',
    pairs: [
      ['plan_start_date', 'last_statutory_visit', 'The last statutory visit'],
      ['plan_start_date', 'latest_review_conference', 'The latest review conference'],
    ],
  },
  'care-dates-out-of-order': {
    table: 'looked_after',
    pairs: [
      ['started_looked_after', 'ceased_looked_after', 'The end of care'],
      ['started_looked_after', 'placement_start', 'The start of the placement'],
      ['legal_status_start', 'ceased_looked_after', 'The end of care'],
      ['placement_start', 'ceased_looked_after', 'The end of care'],
    ],
  },
  'care-legal-status-before-start': {
    table: 'looked_after',
    pairs: [['started_looked_after', 'legal_status_start', 'The start of the legal status']],
  },
  'care-visited-before-start': {
    table: 'looked_after',
    pairs: [
      ['started_looked_after', 'latest_review', 'The latest statutory review'],
      ['started_looked_after', 'last_social_work_visit', 'The last social work visit'],
      ['started_looked_after', 'last_iro_visit', 'The last visit'],
    ],
  },
  'adoption-dates-out-of-order': {
    table: 'adoption',
    pairs: [
      ['entered_care', 'adoption_decision', 'The decision'],
      ['adoption_decision', 'matched', 'The match'],
      ['matched', 'placed', 'The placement'],
      ['placed', 'adoption_order', 'The adoption order'],
      ['adoption_decision', 'decision_reversed', 'The reversal'],
      ['placement_order', 'adoption_order', 'The adoption order'],
      ['entered_care', 'placement_order', 'The placement order'],
    ],
  },
  'adopter-dates-out-of-order': {
    table: 'adopter',
    pairs: [
      ['enquiry_received', 'stage_1_start', 'The start of stage 1'],
      ['stage_1_start', 'stage_1_end', 'The end of stage 1'],
      ['stage_1_end', 'stage_2_start', 'The start of stage 2'],
      ['stage_2_start', 'stage_2_end', 'The end of stage 2'],
      ['stage_2_end', 'application_approved', 'Approval'],
      ['application_submitted', 'application_approved', 'Approval'],
      ['application_approved', 'matched', 'The match'],
      ['matched', 'placed', 'The placement'],
      ['placed', 'adoption_order', 'The adoption order'],
      ['enquiry_received', 'left_process', 'Leaving'],
    ],
  },
}

/** Everything on one day, but for one step a day too early: that step is named, and nothing else. */
function orderEdges({ table, pairs }: Ordered): CheckCases {
  const columns = [...new Set(pairs.flatMap(([first, then]) => [first, then] as const))]
  const allOn = (on: string) => Object.fromEntries(columns.map((column) => [column, on]))
  return {
    passes: [only(table, allOn(D)), only(table, allOn(TODAY))],
    fails: [
      ...pairs.map(([, then, said]) => {
        const times = pairs.filter((pair) => pair[1] === then).length
        const each = `${said}[^;]* ${formatDate(day(D, -1))}, is before [^;]*, ${formatDate(plainDate(D))}`
        const record = only(table, { ...allOn(D), [then]: day(D, -1) })
        return [record, new RegExp(`^${Array(times).fill(each).join('; ')}$`)] as const
      }),
      ...[...new Set(pairs.map(([first]) => first))].map((first) => {
        const later = pairs.filter((pair) => pair[0] === first).map(([, , said]) => `${said}[^;]*`)
        const record = only(table, { ...allOn(D), [first]: day(D, 1) })
        return [record, new RegExp(`^${later.join('; ')}$`)] as const
      }),
      ...pairs.map(
        ([first, then, said]) =>
          [only(table, { [first]: TODAY, [then]: YESTERDAY }), new RegExp(`^${said}[^;]*$`)] as const,
      ),
    ],
  }
}

/** Steps that must not come after an end. */
interface Ended {
  readonly table: string
  readonly start: string
  readonly end: string
  readonly steps: readonly string[]
}

const ended: Readonly<Record<string, Ended>> = {
  'cin-seen-after-closure': {
    table: 'child_in_need',
    start: 'cin_start_date',
    end: 'cin_closure_date',
    steps: ['date_last_seen'],
  },
  'plan-visited-after-end': {
    table: 'protection_plan',
    start: 'plan_start_date',
    end: 'plan_end_date',
    steps: ['last_statutory_visit', 'latest_review_conference'],
  },
  'care-visited-after-end': {
    table: 'looked_after',
    start: 'started_looked_after',
    end: 'ceased_looked_after',
    steps: ['latest_review', 'last_social_work_visit', 'last_iro_visit'],
  },
}

/** Everything on one day, but for one step a day too late; the same today, and where the start is not known. */
function endEdges({ table, start, end, steps }: Ended): CheckCases {
  const allOn = (on: string) => Object.fromEntries([start, end, ...steps].map((column) => [column, on]))
  const once = (on: string) => new RegExp(`^[^;]* ${formatDate(plainDate(on))}, is after [^;]*$`)
  return {
    passes: [
      only(table, allOn(D)),
      only(table, { ...allOn(TODAY), ...Object.fromEntries(steps.map((s) => [s, TOMORROW])) }),
    ],
    fails: steps.flatMap((step) => [
      [only(table, { ...allOn(D), [step]: day(D, 1) }), once(day(D, 1))],
      [only(table, { ...allOn(YESTERDAY), [step]: TODAY }), once(TODAY)],
      [only(table, { ...allOn(D), [start]: null, [step]: day(D, 1) }), once(day(D, 1))],
      ...steps
        .filter((other) => other !== step)
        .map((other) => [only(table, { ...allOn(D), [step]: day(D, 1), [other]: TOMORROW }), once(day(D, 1))] as const),
    ]),
  }
}

/** The cell of the only row that could not be read. */
const unread = (table_name: string, column_name: string) => ({
  table_name,
  column_name,
  child_id: '1',
  extract: 'test',
  source_file: 'test.csv',
  source_sheet: '',
  source_row: 2,
})

const said = (referrals_last_12_months: number) => ({ referrals_last_12_months })

/** Referrals of nineteen children, each of which counts itself. */
const nineteen = many(19, () => ref(D, said(1)))

const openCareToday = { looked_after: [care(TODAY)] }
const openPlanToday = { protection_plan: [plan(TODAY)] }
const openAssessmentToday = { assessment: [began(TODAY)] }
const notYet = /./

/** What begins or ends on the very day of the extract counts; where a start is not known, the row counts as open. */
const today: Edges = {
  'early-help-open-on-plan': {
    passes: [{ early_help: [began(D)], protection_plan: [plan(TOMORROW)] }],
    fails: [
      [{ early_help: [began(D)], ...openPlanToday }, /since 31 March 2026$/],
      [
        { early_help: [began(day(D, 10))], protection_plan: [plan(day(D, 20)), plan(day(D, 30))] },
        /^Open since 12 May 2025, with a protection plan since 22 May 2025$/,
      ],
    ],
  },
  'assessment-two-open': {
    passes: [{ assessment: [began(YESTERDAY), began(TOMORROW)] }],
    fails: [[{ assessment: [began(YESTERDAY), began(TODAY)] }, /^Begun 31 March 2026 while the one of 30 March/]],
  },
  'cin-two-open': {
    passes: [{ child_in_need: [need(YESTERDAY), need(TOMORROW)] }],
    fails: [[{ child_in_need: [need(YESTERDAY), need(TODAY)] }, /^Began 31 March 2026 while/]],
  },
  'plan-two-open': {
    passes: [{ protection_plan: [plan(YESTERDAY), plan(TOMORROW)] }],
    fails: [[{ protection_plan: [plan(YESTERDAY), plan(TODAY)] }, /^Began 31 March 2026 while/]],
  },
  'care-two-open': {
    passes: [{ looked_after: [care(YESTERDAY), care(TOMORROW)] }],
    fails: [[{ looked_after: [care(YESTERDAY), care(TODAY)] }, /^Began 31 March 2026 while/]],
  },
  'cin-overlapping': {
    passes: [{ child_in_need: [need(D, { cin_closure_date: TOMORROW }), need(YESTERDAY)] }],
    fails: [[{ child_in_need: [need(D, { cin_closure_date: TODAY }), need(YESTERDAY)] }, /closed on 31 March 2026$/]],
  },
  'plan-overlapping': {
    passes: [{ protection_plan: [plan(D, { plan_end_date: TOMORROW }), plan(YESTERDAY)] }],
    fails: [[{ protection_plan: [plan(D, { plan_end_date: TODAY }), plan(YESTERDAY)] }, /ended on 31 March 2026$/]],
  },
  'care-overlapping': {
    passes: [{ looked_after: [care(D, { ceased_looked_after: TOMORROW }), care(YESTERDAY)] }],
    fails: [[{ looked_after: [care(D, { ceased_looked_after: TODAY }), care(YESTERDAY)] }, /ended on 31 March 2026$/]],
  },
  'assessment-without-referral': {
    passes: [{ assessment: [began(TOMORROW)] }, { assessment: [began(D)], referral: [ref(D), ref(TODAY)] }],
    fails: [[{ assessment: [began(TODAY)] }, /^Begun 31 March 2026/]],
  },
  'plan-without-referral': {
    passes: [{ protection_plan: [plan(D)], referral: [ref(D), ref(TODAY)] }],
    fails: [[{ protection_plan: [plan(TODAY)] }, /^Began 31 March 2026/]],
  },
  'cin-status-care-not-listed': {
    passes: [{ child_in_need: [need(D, { case_status: 'LAC' })], ...openCareToday }],
    fails: [
      [{ child_in_need: [need(TODAY, { case_status: 'LAC' })] }, notYet],
      [{ child_in_need: [need(null, { case_status: 'LAC' })] }, notYet],
    ],
  },
  'cin-status-plan-not-listed': {
    passes: [{ child_in_need: [need(D, { case_status: 'CPP' })], ...openPlanToday }],
    fails: [
      [{ child_in_need: [need(TODAY, { case_status: 'CPP' })] }, notYet],
      [{ child_in_need: [need(null, { case_status: 'CPP' })] }, notYet],
    ],
  },
  'cin-status-assessment-not-listed': {
    passes: [{ child_in_need: [need(D, { case_status: 'ASSESS' })], ...openAssessmentToday }],
    fails: [
      [{ child_in_need: [need(TODAY, { case_status: 'ASSESS' })] }, notYet],
      [{ child_in_need: [need(null, { case_status: 'ASSESS' })] }, notYet],
    ],
  },
  'cin-status-differs-from-dates': {
    passes: [],
    fails: [[{ child_in_need: [need(D, { case_status: 'CIN', cin_closure_date: TODAY })] }, /31 March 2026/]],
  },
  'cin-status-not-care': {
    passes: [
      { child_in_need: [need(TOMORROW, { case_status: 'CIN' })], ...openCareToday },
      { child_in_need: [need(D, { case_status: 'CIN' })], looked_after: [care(TOMORROW)] },
    ],
    fails: [
      [{ child_in_need: [need(TODAY, { case_status: 'CIN' })], ...openCareToday }, /since 31 March 2026$/],
      [{ child_in_need: [need(null, { case_status: 'ASSESS' })], ...openCareToday }, /^Status is ASSESS/],
      [
        { child_in_need: [need(D, { case_status: 'CPP' })], looked_after: [care(YESTERDAY), care(TODAY)] },
        /since 30 March 2026$/,
      ],
    ],
  },
  'cin-status-not-plan': {
    passes: [
      { child_in_need: [need(TOMORROW, { case_status: 'CIN' })], ...openPlanToday },
      { child_in_need: [need(D, { case_status: 'CIN' })], ...openPlanToday, ...openCareToday },
      { child_in_need: [need(D, { case_status: 'CIN' })], protection_plan: [plan(TOMORROW)] },
      { child_in_need: [need(D, { case_status: 'CIN' })], protection_plan: [plan(D, { plan_end_date: TODAY })] },
    ],
    fails: [
      [{ child_in_need: [need(TODAY, { case_status: 'CIN' })], ...openPlanToday }, /since 31 March 2026$/],
      [{ child_in_need: [need(null, { case_status: 'ASSESS' })], ...openPlanToday }, /^Status is ASSESS/],
      [
        {
          child_in_need: [need(D, { case_status: 'CIN' })],
          protection_plan: [plan(YESTERDAY), plan(TODAY)],
          looked_after: [care(D, { ceased_looked_after: TODAY })],
        },
        /since 30 March 2026$/,
      ],
      [
        { child_in_need: [need(D, { case_status: 'CIN' })], ...openPlanToday, looked_after: [care(TOMORROW)] },
        /since 31 March 2026$/,
      ],
    ],
  },
  'care-not-in-need': {
    passes: [
      { looked_after: [care(TOMORROW)] },
      { looked_after: [care(TODAY)], child_in_need: [need(D), need('2024-05-02', { cin_closure_date: '2024-06-02' })] },
    ],
    fails: [
      [{ looked_after: [care(TODAY)] }, /^Open since 31 March 2026/],
      [
        {
          looked_after: [care(D)],
          child_in_need: [
            need('2023-05-02', { cin_closure_date: '2023-06-02' }),
            need('2024-05-02', { cin_closure_date: '2024-06-02' }),
          ],
        },
        /closed 2 June 2024$/,
      ],
    ],
  },
  'plan-not-in-need': {
    passes: [
      { protection_plan: [plan(TOMORROW)] },
      {
        protection_plan: [plan(TODAY)],
        child_in_need: [need(D), need('2024-05-02', { cin_closure_date: '2024-06-02' })],
      },
    ],
    fails: [
      [{ protection_plan: [plan(TODAY)] }, /^Open since 31 March 2026/],
      [
        {
          protection_plan: [plan(D)],
          child_in_need: [
            need('2023-05-02', { cin_closure_date: '2023-06-02' }),
            need('2024-05-02', { cin_closure_date: '2024-06-02' }),
          ],
        },
        /closed 2 June 2024$/,
      ],
    ],
  },
  'plan-seen-alone-not-said': {
    passes: [],
    fails: [[{ protection_plan: [plan(D, { last_statutory_visit: TODAY })] }, /^Visited 31 March 2026/]],
  },
  'plan-previous-fewer': {
    passes: [{ protection_plan: [plan(D), plan(TOMORROW, { previous_plans: 0 })] }],
    fails: [[{ protection_plan: [plan(D), plan(TODAY, { previous_plans: 0 })] }, /says 0/]],
  },
  'plan-and-care': {
    passes: [{ protection_plan: [plan(TOMORROW)], looked_after: [care(D)] }],
    fails: [
      [{ protection_plan: [plan(TODAY)], looked_after: [care(D)] }, /^On a plan since 31 March 2026/],
      [{ protection_plan: [plan(D)], looked_after: [care(D), care(TODAY)] }, /in care since 2 May 2025$/],
    ],
  },
  'plan-open-at-18': {
    passes: [{ protection_plan: [plan('2015-05-02', { date_of_birth: '2000-03-31' })] }],
    fails: [[{ protection_plan: [plan('2015-05-02', { date_of_birth: '2000-04-01' })] }, /age of 25$/]],
  },
  'care-open-at-18': {
    passes: [{ looked_after: [care('2015-05-02', { date_of_birth: '2000-03-31' })] }],
    fails: [[{ looked_after: [care('2015-05-02', { date_of_birth: '2000-04-01' })] }, /aged 25$/]],
  },
  'care-without-permanence-plan': {
    passes: [],
    fails: [[{ looked_after: [care(D, { latest_review: TODAY })] }, /reviewed 31 March 2026/]],
  },
  'care-subsequent-period-not-said': {
    passes: [],
    fails: [
      [
        {
          looked_after: [
            care('2024-05-02', { ceased_looked_after: D }),
            care(D, { subsequent_period: 'N' }),
            care(D, { subsequent_period: 'N', child_id: '2' }),
          ],
        },
        /having left on 2 May 2025$/,
      ],
    ],
  },
  'care-missing-without-interview': {
    passes: [
      { looked_after: [care(D, { missing_episodes_12_months: 1, rhi_offered: 'Y' })] },
      { looked_after: [care(D, { missing_episodes_12_months: 1, rhi_accepted: 'N' })] },
    ],
    fails: [[{ looked_after: [care(D, { missing_episodes_12_months: 1 })] }, /^Missing 1 times/]],
  },
  'care-unaccompanied-young': {
    passes: [],
    fails: [[{ looked_after: [care(D, { uasc_12_months: 'Y', date_of_birth: D })] }, /aged 0 on/]],
  },
  'care-urn-malformed': {
    passes: [],
    fails: [[{ looked_after: [care(D, { placement_urn: 'u'.repeat(90) })] }, /is u{40}$/]],
  },
  'care-postcode-malformed': {
    passes: [],
    fails: [[{ looked_after: [care(D, { placement_postcode: 'u'.repeat(90) })] }, /is u{40}$/]],
  },
  'care-provider-differs-from-placement': {
    passes: ['P1', 'T0', 'T1', 'T2', 'T3', 'T4'].map((placement_type) => ({
      looked_after: [care(D, { placement_type, placement_provider: 'PR0' })],
    })),
    fails: [],
  },
  'care-placed-inside-and-abroad': {
    passes: [],
    fails: ['NIR', 'WAL', 'SCO', 'NUK'].map((la_of_placement) => [
      { looked_after: [care(D, { placement_location: 'IN', la_of_placement })] },
      new RegExp(`in ${la_of_placement}$`),
    ]),
  },
  'care-placed-for-adoption-not-listed': {
    passes: [],
    fails: ['A', 'A3', 'A4', 'A5', 'A6'].map((placement_type) => [
      { looked_after: [care(D, { placement_type })] },
      new RegExp(`\\(${placement_type}\\)`),
    ]),
  },
  'care-adoption-plan-not-listed': {
    passes: ['A', 'A3', 'A4', 'A5', 'A6'].map((placement_type) => ({
      looked_after: [care(D, { placement_type, permanence_plan: 'ADOPTION', legal_status: 'E1' })],
    })),
    fails: [],
  },
  'care-adopted-not-listed': {
    passes: [],
    fails: [
      [{ looked_after: [care(D, { ceased_looked_after: TODAY, reason_ceased: 'ADOPTED' })] }, /31 March 2026/],
      [
        { looked_after: [care('2019-05-02', { ceased_looked_after: COVERED_FROM, reason_ceased: 'E11' })] },
        /1 April 2020/,
      ],
    ],
  },
  'care-eligible-not-listed': {
    // 14 on 30 December 2023 and so 13 weeks from it on 30 March 2024; 16 on 30 December 2025.
    passes: [{ looked_after: [care(day(TODAY, -90), { date_of_birth: '2009-12-30' })] }],
    fails: [[{ looked_after: [care(day(TODAY, -91), { date_of_birth: '2009-12-30' })] }, /^Aged 16/]],
  },
  'care-leaver-age': {
    passes: [{ care_leaver: [{ date_of_birth: '2010-03-31' }] }],
    fails: [
      [{ care_leaver: [{ date_of_birth: TODAY }] }, /aged 0$/],
      [{ care_leaver: [{ date_of_birth: TOMORROW }] }, /aged 0$/],
    ],
  },
  'care-leaver-category-age': {
    passes: [
      { care_leaver: [{ date_of_birth: '2010-04-01', eligibility: 'FORMER_RELEVANT' }] },
      { care_leaver: [{ date_of_birth: '2000-03-31', eligibility: 'RELEVANT' }] },
    ],
    fails: [
      [{ care_leaver: [{ date_of_birth: '2000-04-01', eligibility: 'RELEVANT' }] }, /age of 25$/],
      [{ care_leaver: [{ date_of_birth: '2010-03-31', eligibility: 'FORMER_RELEVANT' }] }, /age of 16$/],
    ],
  },
  'care-leaver-eligible-not-in-care': {
    passes: [{ care_leaver: [{ eligibility: 'ELIGIBLE' }], ...openCareToday }],
    fails: [[{ care_leaver: [{ eligibility: 'ELIGIBLE' }], looked_after: [care(TOMORROW)] }, notYet]],
  },
  'care-leaver-still-in-care': {
    passes: [{ care_leaver: [{ eligibility: 'RELEVANT' }], looked_after: [care(TOMORROW)] }],
    fails: [
      [
        { care_leaver: [{ eligibility: 'RELEVANT' }], looked_after: [care(YESTERDAY), care(TODAY)] },
        /since 30 March 2026$/,
      ],
      [{ care_leaver: [{ eligibility: 'RELEVANT' }], ...openCareToday }, /since 31 March 2026$/],
    ],
  },
  'care-leaver-suitability-not-said': {
    passes: ['G', 'H', 'R'].map((accommodation) => ({ care_leaver: [{ accommodation }] })),
    fails: [],
  },
  'adoption-reversed-without-reason': {
    passes: [],
    fails: [[only('adoption', { adoption_decision: D, decision_reversed: TODAY }), /31 March 2026/]],
  },
  'adoption-placed-without-match': {
    passes: [],
    fails: [[only('adoption', { adoption_decision: D, placed: TODAY }), /31 March 2026/]],
  },
  'adoption-order-without-placement': {
    passes: [],
    fails: [[only('adoption', { adoption_decision: D, adoption_order: TODAY }), /31 March 2026/]],
  },
  'adoption-waiting-not-in-care': {
    passes: [
      { adoption: [{ adoption_decision: D }], ...openCareToday },
      { adoption: [{ adoption_decision: TOMORROW }] },
    ],
    fails: [[{ adoption: [{ adoption_decision: TODAY }] }, /since 31 March 2026/]],
  },
  'adoption-entered-care-differs': {
    passes: [
      { adoption: [{ adoption_decision: D, entered_care: TODAY }], looked_after: [care(D), care(TODAY)] },
      { adoption: [{ adoption_decision: D, entered_care: D }], looked_after: [care(D), care(TOMORROW)] },
    ],
    fails: [
      [
        { adoption: [{ adoption_decision: D, entered_care: D }], ...openCareToday },
        /2 May 2025 in List 10, 31 March 2026 in List 8$/,
      ],
    ],
  },
  'adoption-family-not-listed': {
    passes: [],
    fails: [
      [
        only('adoption', { adoption_decision: D, matched: TODAY, adoptive_family_id: 'f'.repeat(90) }),
        /family f{40}, which/,
      ],
    ],
  },
  'adopter-left-without-reason': { passes: [], fails: [[only('adopter', { left_process: TODAY }), /31 March 2026/]] },
  'adopter-placed-without-children': {
    passes: [only('adopter', { placed: TODAY, children_placed: 1 })],
    fails: [
      [only('adopter', { placed: TODAY, children_placed: 0 }), /31 March 2026/],
      [only('adopter', { placed: TODAY }), /31 March 2026/],
    ],
  },
  'assessment-without-outcome': {
    passes: [
      {
        assessment: [began(D, { authorisation_date: TODAY })],
        cell_problem: [unread('assessment', 'requires_support')],
      },
    ],
    fails: [
      [{ assessment: [began(D, { authorisation_date: TODAY })] }, /31 March 2026/],
      [{ assessment: [began(D, { authorisation_date: TODAY, requires_support: 'U' })] }, /31 March 2026/],
    ],
  },
  'assessment-child-seen-not-said': {
    passes: [
      { assessment: [began(D, { authorisation_date: TODAY })], cell_problem: [unread('assessment', 'child_seen')] },
      { assessment: [began(D, { authorisation_date: TODAY, date_of_birth: TOMORROW })] },
    ],
    fails: [
      [{ assessment: [began(D, { authorisation_date: TODAY })] }, /31 March 2026/],
      [{ assessment: [began(D, { authorisation_date: TODAY, date_of_birth: TODAY })] }, /31 March 2026/],
      [{ assessment: [began(D, { authorisation_date: TODAY, child_seen: 'U' })] }, /31 March 2026/],
    ],
  },
  'assessment-outcome-while-open': {
    passes: [],
    fails: ['Y', 'N'].map((requires_support) => [{ assessment: [began(D, { requires_support })] }, /^Begun 2 May/]),
  },
  'referral-nfa-then-assessed': {
    passes: [],
    fails: [
      [
        { referral: [ref(D, { referral_nfa: 'Y' })], assessment: [began(day(D, 2)), began(day(D, 4))] },
        /began 4 May 2025$/,
      ],
    ],
  },
  'referral-count-differs': {
    passes: [{ referral: [ref('2021-03-31', said(5))] }, { referral: [ref(TOMORROW, said(5))] }],
    fails: [
      [{ referral: [ref('2021-04-01', said(5))] }, /says 5; the record has 0/],
      [{ referral: [ref(TODAY, said(5))] }, /says 5; the record has 0/],
      [{ referral: [ref(YESTERDAY), ref(TODAY, said(5))] }, /says 5; the record has 1/],
    ],
  },
  'referral-counts-itself': {
    passes: [
      { referral: [...nineteen, ref('2021-03-31', said(1))] },
      { referral: [...nineteen, ref(TOMORROW, said(1))] },
    ],
    fails: (
      [
        [ref('2021-04-01', said(1))],
        [ref(TODAY, said(1))],
        [ref(YESTERDAY), ref(TODAY, said(2))],
        [ref('2025-03-31'), ref(TODAY, said(2))],
        [ref('2025-03-30'), ref(TODAY, said(1))],
      ] as const
    ).map((more) => [{ referral: [...nineteen, ...more] }, /^In 20 of 20 referrals/]),
  },
  'referral-next-day': {
    passes: [{ referral: [ref(D), ref(day(D, 2))] }],
    fails: [
      [
        { referral: [ref(D), ref(day(D, 1)), ref(day(D, 5)), ref(day(D, 1), { child_id: '2' })] },
        /Referred on 2 May 2025/,
      ],
    ],
  },
  's47-plan-missing': {
    passes: [
      // One conference with its plan does not excuse another child's, or another day's.
      { section_47: [s47('2026-03-02', { icpc_date: '2026-03-25', icpc_resulted_in_plan: 'Y' })] },
    ],
    fails: [
      [{ section_47: [s47('2026-03-02', { icpc_date: '2026-03-24', icpc_resulted_in_plan: 'Y' })] }, /24 March 2026/],
      [{ section_47: [s47('2020-03-02', { icpc_date: COVERED_FROM, icpc_resulted_in_plan: 'Y' })] }, /1 April 2020/],
      [
        {
          section_47: [
            s47('2024-05-02', { icpc_date: '2024-05-12', icpc_resulted_in_plan: 'Y' }),
            s47('2025-05-02', { icpc_date: '2025-05-12', icpc_resulted_in_plan: 'Y' }),
          ],
          protection_plan: [plan('2024-05-12', { plan_end_date: '2024-09-01' })],
        },
        /12 May 2025/,
      ],
    ],
  },
  's47-no-plan-yet-planned': {
    passes: [
      {
        section_47: [
          s47('2024-05-02', { icpc_date: '2024-05-12', icpc_resulted_in_plan: 'Y' }),
          s47('2025-05-02', { icpc_date: '2025-05-12', icpc_resulted_in_plan: 'N' }),
        ],
        protection_plan: [plan('2024-05-12')],
      },
    ],
    fails: [
      [
        {
          section_47: [s47('2025-05-02', { icpc_date: '2025-05-12', icpc_resulted_in_plan: 'N' })],
          protection_plan: [plan('2025-05-12'), plan('2025-05-14')],
        },
        /began 12 May 2025$/,
      ],
    ],
  },
  's47-count-differs': {
    passes: [
      { section_47: [s47('2025-03-31', { s47_last_12_months: 0 })] },
      { section_47: [s47('2025-02-02'), s47('2025-03-20', { s47_last_12_months: 0 })] },
    ],
    fails: [
      [{ section_47: [s47('2025-03-31', { s47_last_12_months: 2 })] }, /and 0 in the 12 months before the extract$/],
      [{ section_47: [s47('2025-04-01', { s47_last_12_months: 3 })] }, /and 1 in the 12 months before the extract$/],
      [{ section_47: [s47('2025-03-02', { s47_last_12_months: -1 })] }, /says -1/],
    ],
  },
  's47-conference-count-differs': {
    passes: [
      { section_47: [s47('2021-03-31', { icpc_last_12_months: 9 })] },
      { section_47: [s47(D, { icpc_last_12_months: 9, known_from: '2026-02-27' })] },
      { section_47: [s47('2025-03-02', { icpc_last_12_months: 1 })] },
      {
        section_47: [
          s47('2025-01-02', { icpc_date: '2025-01-12' }),
          s47('2025-03-02', { icpc_date: '2025-03-12', icpc_last_12_months: 0 }),
        ],
      },
      {
        section_47: [
          s47('2025-06-02', { icpc_date: '2025-06-12', icpc_last_12_months: 2 }),
          s47('2025-08-02', { icpc_date: TODAY }),
        ],
      },
    ],
    fails: [
      [{ section_47: [s47('2021-04-01', { icpc_last_12_months: 2 })] }, /says 2; the record has 0/],
      // Enquiries into two matters may meet in one conference.
      [
        {
          section_47: [
            s47('2025-06-02', { icpc_date: '2025-06-20' }),
            s47('2025-06-09', { icpc_date: '2025-06-20' }),
            s47('2025-09-01', { icpc_last_12_months: 3 }),
          ],
        },
        /says 3; the record has 1 earlier conferences in the 12 months before, and 1 in/,
      ],
      [{ section_47: [s47(D, { icpc_last_12_months: 9, known_from: '2026-02-28' })] }, /says 9/],
      [
        { section_47: [s47('2025-03-02', { icpc_date: '2025-03-31', icpc_last_12_months: 2 })] },
        /and 0 in the 12 months before the extract$/,
      ],
      [
        { section_47: [s47('2025-03-02', { icpc_date: '2025-04-01', icpc_last_12_months: 2 })] },
        /and 1 in the 12 months before the extract$/,
      ],
      [{ section_47: [s47('2025-03-02', { icpc_last_12_months: -1 })] }, /says -1/],
    ],
  },
  'plan-without-enquiry': {
    passes: [{ protection_plan: [plan(D)], section_47: [s47(D)] }, { protection_plan: [plan('2021-03-31')] }],
    fails: [
      [{ protection_plan: [plan('2021-04-01')] }, /^Began 1 April 2021/],
      [{ protection_plan: [plan(TODAY)] }, /^Began 31 March 2026/],
      [
        {
          protection_plan: [plan('2022-05-02'), plan(D)],
          section_47: [s47('2022-04-20', { icpc_date: '2022-05-02' })],
        },
        /^Began 2 May 2025/,
      ],
    ],
  },
  'plan-without-conference': {
    passes: [
      { protection_plan: [plan(D)] },
      { protection_plan: [plan(D)], section_47: [s47(D, { icpc_date: D })] },
      {
        protection_plan: [plan(D)],
        section_47: [s47('2025-01-02', { icpc_date: '2025-01-12' }), s47('2025-04-20', { icpc_date: D })],
      },
      { protection_plan: [plan(D)], section_47: [s47('2024-05-01')] },
      { protection_plan: [plan('2021-03-31')], section_47: [s47('2021-03-20')] },
      { protection_plan: [plan(D)], section_47: [s47(day(D, 1))] },
    ],
    fails: [
      [{ protection_plan: [plan(D)], section_47: [s47('2024-05-02')] }, /^Began 2 May 2025/],
      [{ protection_plan: [plan(D)], section_47: [s47(D)] }, /^Began 2 May 2025/],
      [{ protection_plan: [plan(D)], section_47: [s47('2025-04-20', { icpc_date: day(D, 1) })] }, /^Began 2 May 2025/],
      [{ protection_plan: [plan('2021-04-01')], section_47: [s47('2021-03-20')] }, /^Began 1 April 2021/],
      [{ protection_plan: [plan(TODAY)], section_47: [s47('2026-03-20')] }, /^Began 31 March 2026/],
      [
        {
          protection_plan: [plan('2022-05-02'), plan(D)],
          section_47: [s47('2022-04-20', { icpc_date: '2022-05-02' }), s47('2025-04-20')],
        },
        /^Began 2 May 2025/,
      ],
    ],
  },
  'list-not-in-latest-extract': {
    passes: [],
    fails: [
      [
        {
          extract_day: ['2026-01-31', '2026-02-28'].map((as_at) => ({ as_at, table_name: 'worker' })),
        },
        /^Last supplied for 28 February 2026$/,
      ],
    ],
  },
}

const listDays: Readonly<Record<string, Extra>> = {
  contact: { date_of_contact: D },
  early_help: { assessment_start_date: D },
  referral: { date_of_referral: D },
  assessment: { assessment_start_date: D },
  section_47: { strategy_discussion_date: D },
  child_in_need: { cin_start_date: D },
  protection_plan: { plan_start_date: D },
  looked_after: { started_looked_after: D },
  care_leaver: {},
  adoption: { adoption_decision: D },
}

/** A version that is no more, of each of the lists. */
const goneFrom = (lists: readonly string[], ended_by: string, said: RegExp): CheckCases => ({
  passes: lists.map((table) =>
    only(table, { ...listDays[table], known_from: '2025-06-30', known_to: TODAY, ended_by: 'changed' }),
  ),
  fails: lists.map((table) => [
    only(table, { ...listDays[table], known_from: '2025-06-30', known_to: TODAY, ended_by }),
    said,
  ]),
})

const history: Edges = {
  'row-withdrawn': goneFrom(['adopter', ...Object.keys(listDays)], 'withdrawn', /^In earlier extracts/),
  'row-superseded-without-end': goneFrom(
    ['child_in_need', 'looked_after', 'adoption'],
    'superseded',
    /^Open until the extract of 31 March 2026/,
  ),
  'row-ended-in-gap': goneFrom(
    ['assessment', 'child_in_need', 'protection_plan', 'looked_after', 'adoption', 'adopter'],
    'gap',
    /^Open before/,
  ),
}

/** Values that say nothing of a child, and the newest of several in one list. */
function differs(column: string, value: string, other: string, silent: readonly string[]): CheckCases {
  const lists = Object.entries(listDays)
  const beside = (table: string) => (table === 'referral' ? 'assessment' : 'referral')
  const row = (table: string, extra: Extra) => ({ ...listDays[table], ...extra })
  const known = (table: string) => ({ [beside(table)]: [row(beside(table), { [column]: value })] })
  /** One list says otherwise, and the others say nothing. */
  const one = (table: string): CheckCases['fails'][number] => [
    {
      ...known(table),
      ...Object.fromEntries(
        lists.filter(([each]) => each !== table && each !== beside(table)).map(([each, days]) => [each, [days]]),
      ),
      [table]: [row(table, { [column]: other })],
    },
    new RegExp(
      `^${[[value, beside(table)] as const, [other, table] as const]
        .map(([each, list]) => `${shownAs(each)} in ${titles[list]}`)
        .sort()
        .join('; ')}$`,
    ),
  ]
  return {
    passes: [
      ...silent.map((each) => ({
        ...Object.fromEntries(lists.map(([table]) => [table, [row(table, { [column]: each })]])),
        care_leaver: [{ [column]: value }],
      })),
      ...silent.map((each) => ({ care_leaver: [{ [column]: each }], ...known('care_leaver') })),
      ...lists.map(([table]) => ({
        ...known(table),
        [table]: [
          row(table, { [column]: other, known_from: '2025-12-31' }),
          row(table, { [column]: value, known_from: '2026-01-31' }),
        ],
      })),
    ],
    fails: [
      ...lists.map(([table]) => one(table)),
      [
        { ...known('contact'), ...known('referral'), contact: [row('contact', { [column]: other })] },
        new RegExp(`${shownAs(value)} in Assessments, Referrals`),
      ],
      [
        { ...known('referral'), referral: [row('referral', {})], contact: [row('contact', { [column]: other })] },
        new RegExp(`^${[`${shownAs(value)} in Assessments`, `${shownAs(other)} in Contacts`].sort().join('; ')}$`),
      ],
    ],
  }
}

const shownAs = (value: string) => (value.includes('-') ? formatDate(plainDate(value)) : value)

const titles: Readonly<Record<string, string>> = {
  contact: 'Contacts',
  early_help: 'Early help',
  referral: 'Referrals',
  assessment: 'Assessments',
  section_47: 'Section 47 enquiries and initial conferences',
  child_in_need: 'Children in need',
  protection_plan: 'Child protection plans',
  looked_after: 'Children in care',
  care_leaver: 'Care leavers',
  adoption: 'Children: adoption',
}

const perChild: Edges = {
  'child-birth-date-differs': differs('date_of_birth', '2015-05-02', '2015-05-03', []),
  'child-gender-differs': differs('gender', 'M', 'F', ['U']),
  'child-ethnicity-differs': differs('ethnicity', 'WBRI', 'AIND', [
    'REFU',
    'NOBT',
    'WHITE',
    'MIXED',
    'ASIAN',
    'BLACK',
    'OTHER',
  ]),
  'child-listed-twice': listedTwice(),
  'child-died-yet-open': endedYetOpen('E2', 'RC2', 'died'),
  'child-adopted-yet-open': endedYetOpen('ADOPTED', 'RC1', 'adopted'),
  'worker-caseload-implausible': caseloads(),
}

/** The same two numbers in two lists, with one thing at a time that makes them no match. */
function listedTwice(): CheckCases {
  const tables = ['referral', 'assessment', 'section_47', 'protection_plan', 'looked_after']
  const same = { date_of_birth: '2015-05-02', gender: 'M', ethnicity: 'WBRI' }
  const two = (table: string, extra: Extra) =>
    ['1', '2'].map((child_id) => ({ child_id, ...listDays[table], ...same, ...extra }))
  const pair = (table: string, extra: Extra): CaseRecord => {
    const other = table === 'referral' ? 'assessment' : 'referral'
    return { [other]: two(other, {}), [table]: two(table, extra) }
  }
  const again = two('referral', { date_of_referral: day(D, 7) })
  const sharedBy = (n: number) =>
    Array.from({ length: n }, (_, i) => ({ child_id: `${i + 1}`, ...listDays.referral, ...same }))
  const without = (table: string) => Object.fromEntries(Object.keys(listDays[table]!).map((name) => [name, null]))
  return {
    passes: tables
      .flatMap((table) => [
        pair(table, { date_of_birth: null }),
        pair(table, { gender: null }),
        pair(table, { ethnicity: null }),
        pair(table, { ethnicity: 'REFU' }),
        pair(table, { ethnicity: 'NOBT' }),
        pair(table, without(table)),
      ])
      .concat(
        { referral: [...two('referral', {}), ...again] },
        // Eleven of one birth date, gender and ethnicity on one day are a school's list, and no two of them one child.
        { referral: sharedBy(11), assessment: two('assessment', {}) },
      ),
    fails: [
      ...tables.map(
        (table) => [pair(table, {}), /^Born 2 May 2015, as 2 is; .* in 2 lists, first 2 May 2025$/] as const,
      ),
      [
        {
          referral: two('referral', { date_of_birth: TODAY }),
          assessment: two('assessment', { date_of_birth: TODAY }),
        },
        /^Born 31 March 2026/,
      ],
      ...tables.slice(1).map(
        (table) =>
          [
            {
              ...pair(table, { date_of_birth: TODAY }),
              referral: [...two('referral', { date_of_birth: TODAY })],
            },
            /^Born 31 March 2026, .* in 2 lists/,
          ] as const,
      ),
      [{ ...pair('assessment', {}), referral: [...two('referral', {}), ...again] }, / in 2 lists, first 2 May 2025$/],
      [{ referral: sharedBy(10), assessment: two('assessment', {}) }, / in 2 lists/],
    ],
  }
}

/** A child whose case ended for good, on the day of the extract, twice, and for another reason; work is open. */
function endedYetOpen(reason_ceased: string, closure_reason: string, said: string): CheckCases {
  const open = { assessment: [began(D)] }
  const closed = (cin_closure_date: string, reason: string) =>
    need('2024-05-02', { cin_closure_date, closure_reason: reason })
  return {
    passes: [
      { ...open, child_in_need: [closed('2025-06-01', 'RC7')] },
      { ...open, child_in_need: [closed(TOMORROW, closure_reason)] },
      { ...open, looked_after: [care('2024-05-02', { ceased_looked_after: TOMORROW, reason_ceased })] },
    ],
    fails: [
      [
        { ...open, looked_after: [care('2024-05-02', { ceased_looked_after: TODAY, reason_ceased })] },
        new RegExp(`^Recorded as ${said} 31 March 2026; still open: assessment of 2 May 2025$`),
      ],
      [{ ...open, child_in_need: [closed(TODAY, closure_reason)] }, /31 March 2026; still open: assessment of/],
      [
        {
          ...open,
          looked_after: [care('2024-05-02', { ceased_looked_after: '2025-06-01', reason_ceased })],
          child_in_need: [closed('2025-07-01', closure_reason), need(D)],
          protection_plan: [plan(D)],
        },
        / 1 June 2025; still open: assessment of 2 May 2025, episode of need of 2 May 2025, protection plan of 2 May/,
      ],
    ],
  }
}

/** Of 41 children whom one worker holds, one in each of the lists in turn; and the same when that one is closed. */
function caseloads(): CheckCases {
  const ann = { allocated_worker: 'Ann', allocated_team: 'North 1' }
  const forty = { child_in_need: many(40, () => need(D, ann)) }
  const ends = {
    assessment: ['authorisation_date', began(D, ann)],
    protection_plan: ['plan_end_date', plan(D, ann)],
    looked_after: ['ceased_looked_after', care(D, ann)],
  } as const
  return {
    passes: [
      forty,
      { ...forty, care_leaver: [{ child_id: 'c0', ...ann }] },
      ...Object.entries(ends).map(([table, [end, row]]) => ({ ...forty, [table]: [{ ...row, [end]: D }] })),
    ],
    fails: [
      ...Object.entries(ends).map(([table, [, row]]) => [{ ...forty, [table]: [row] }, /holds 41 open/] as const),
      [
        {
          ...forty,
          care_leaver: [
            { child_id: '1', ...ann },
            { child_id: 'c0', ...ann },
          ],
        },
        /holds 41 open/,
      ],
    ],
  }
}

const problem = (table_name: string, column_name: string, length: number): CaseRecord => ({
  cell_problem: [{ ...unread(table_name, column_name), raw_value: 'a'.repeat(length), reason: 'not known' }],
})

/** Of a long cell the first 40 characters are shown. */
const longCells: Edges = Object.fromEntries(
  Object.entries({
    'cell-date-unreadable': 'started_looked_after',
    'cell-code-unknown': 'gender',
    'cell-number-unreadable': 'missing_episodes_12_months',
    'cell-postcode-unreadable': 'placement_postcode',
    'cell-text-unreadable': 'allocated_team',
  }).map(([id, column], i, all): [string, CheckCases] => [
    id,
    {
      passes: [problem('looked_after', all[(i + 1) % all.length]![1], 3)],
      fails: [
        [problem('looked_after', column, 40), /holds a{40}: not known$/],
        [problem('looked_after', column, 41), /holds a{40}…: not known$/],
      ],
    },
  ]),
)

const teams: Edges = {
  'team-in-two-areas': {
    passes: [{ worker: ['North', 'South'].map((area) => ({ worker: area, team: null, area })) }],
    fails: [
      [
        { worker: ['North', 'South', 'South'].map((area, i) => ({ worker: `${i}`, team: 'One', area })) },
        /^One is listed under North, South$/,
      ],
    ],
  },
  'team-not-listed': {
    passes: [],
    fails: [
      [
        {
          worker: [{ worker: 'Ann', team: 'North 1', area: 'North' }],
          child_in_need: [need(D, { allocated_team: 'South 1' })],
          protection_plan: [plan(D, { allocated_team: 'South 1' })],
        },
        /^South 1 holds 1 open/,
      ],
    ],
  },
}

const mapped = <T>(of: Readonly<Record<string, T>>, cases: (each: T) => CheckCases): Edges =>
  Object.fromEntries(Object.entries(of).map(([id, each]) => [id, cases(each)]))

/** Records on the very edges of the rules: the day itself, the day before and after, nothing, and today. */
export const edgeCases: readonly Edges[] = [
  mapped(ordered, orderEdges),
  mapped(ended, endEdges),
  today,
  history,
  perChild,
  longCells,
  teams,
]
