import type { SqlValue } from '#platform/lake'
import type { CheckCases } from './case.ts'

type Extra = Readonly<Record<string, SqlValue>>
const s47 = (strategy_discussion_date: string, extra: Extra = {}) => ({ strategy_discussion_date, ...extra })
const plan = (plan_start_date: string, extra: Extra = {}) => ({ plan_start_date, ...extra })
const unreadable = (table_name: string, column_name: string) => ({
  table_name,
  column_name,
  child_id: '1',
  extract: 'test',
  source_file: 'test.csv',
  source_sheet: '',
  source_row: 2,
})

/** Cases of section 47 enquiries and protection plans. */
export const protectionCases: Readonly<Record<string, CheckCases>> = {
  's47-dates-out-of-order': {
    passes: [
      { section_47: [s47('2025-05-02', { icpc_date: '2025-05-02' })] },
      { section_47: [s47('2999-12-31', { icpc_date: '2025-05-02' })] },
    ],
    fails: [[{ section_47: [s47('2025-05-02', { icpc_date: '2025-05-01' })] }, /^The initial conference 1 May 2025/]],
  },
  's47-conference-unnecessary-yet-dated': {
    passes: [
      { section_47: [s47('2025-05-02', { icpc_date: '2025-05-12', icpc_not_required: 'N' })] },
      { section_47: [s47('2025-05-02', { icpc_not_required: 'Y' })] },
    ],
    fails: [[{ section_47: [s47('2025-05-02', { icpc_date: '2025-05-12', icpc_not_required: 'Y' })] }, /12 May 2025$/]],
  },
  's47-conference-without-outcome': {
    passes: [
      { section_47: [s47('2025-05-02', { icpc_date: '2025-05-12', icpc_resulted_in_plan: 'N' })] },
      { section_47: [s47('2025-05-02', { icpc_date: '2026-04-01' })] },
      { section_47: [s47('2025-05-02', { icpc_date: '2025-05-12', icpc_not_required: 'Y' })] },
      { section_47: [s47('2025-05-02')] },
    ],
    fails: [
      [{ section_47: [s47('2025-05-02', { icpc_date: '2026-03-31' })] }, /^Conference of 31 March 2026/],
      [
        { section_47: [s47('2025-05-02', { icpc_date: '2025-05-12', icpc_resulted_in_plan: 'U' })] },
        /^Conference of 12 May 2025/,
      ],
    ],
  },
  's47-outcome-without-conference': {
    passes: [
      { section_47: [s47('2025-05-02', { icpc_date: '2025-05-12', icpc_resulted_in_plan: 'N' })] },
      { section_47: [s47('2025-05-02', { icpc_resulted_in_plan: 'U' })] },
      {
        section_47: [s47('2025-05-02', { icpc_resulted_in_plan: 'Y' })],
        cell_problem: [unreadable('section_47', 'icpc_date')],
      },
    ],
    fails: [
      [{ section_47: [s47('2025-05-02', { icpc_resulted_in_plan: 'Y' })] }, /led to a plan, but/],
      [{ section_47: [s47('2025-05-02', { icpc_resulted_in_plan: 'N' })] }, /led to no plan, but/],
      [
        {
          section_47: [s47('2025-05-02', { icpc_resulted_in_plan: 'N' })],
          cell_problem: [unreadable('section_47', 'gender')],
        },
        /no date$/,
      ],
    ],
  },
  's47-without-result': {
    passes: [
      // 27 January 2026 is 45 working days before 31 March 2026.
      { section_47: [s47('2026-01-27')] },
      { section_47: [s47('2025-05-02', { icpc_not_required: 'Y' })] },
      { section_47: [s47('2025-05-02', { icpc_date: '2025-05-12' })] },
      { section_47: [s47('2025-05-02', { icpc_resulted_in_plan: 'N' })] },
      { section_47: [s47('1900-01-01')] },
    ],
    fails: [
      [{ section_47: [s47('2026-01-26')] }, /46 working days/],
      [{ section_47: [s47('2026-01-26', { icpc_not_required: 'N', icpc_resulted_in_plan: 'U' })] }, /46 working days/],
    ],
  },
  's47-plan-missing': {
    passes: [
      {
        section_47: [s47('2025-05-02', { icpc_date: '2025-05-12', icpc_resulted_in_plan: 'Y' })],
        protection_plan: [plan('2025-05-19')],
      },
      {
        section_47: [s47('2025-05-02', { icpc_date: '2025-05-12', icpc_resulted_in_plan: 'Y' })],
        protection_plan: [plan('2024-05-12', { plan_end_date: '2025-05-12' })],
      },
      {
        section_47: [s47('2025-05-02', { icpc_date: '2025-05-12', icpc_resulted_in_plan: 'Y' })],
        protection_plan: [plan('2025-05-12', { plan_end_date: '2025-05-01' })],
      },
      { section_47: [s47('2025-05-02', { icpc_date: '2025-05-12', icpc_resulted_in_plan: 'N' })] },
      { section_47: [s47('2026-03-02', { icpc_date: '2026-03-25', icpc_resulted_in_plan: 'Y' })] },
      { section_47: [s47('2020-03-02', { icpc_date: '2020-03-31', icpc_resulted_in_plan: 'Y' })] },
    ],
    fails: [
      [
        { section_47: [s47('2025-05-02', { icpc_date: '2025-05-12', icpc_resulted_in_plan: 'Y' })] },
        /none began within a week$/,
      ],
      [
        {
          section_47: [s47('2025-05-02', { icpc_date: '2025-05-12', icpc_resulted_in_plan: 'Y' })],
          protection_plan: [
            plan('2025-05-20'),
            plan('2024-05-12', { plan_end_date: '2025-05-11' }),
            plan('2025-05-12', { child_id: '2' }),
          ],
        },
        /12 May 2025/,
      ],
    ],
  },
  's47-no-plan-yet-planned': {
    passes: [
      {
        section_47: [s47('2025-05-02', { icpc_date: '2025-05-12', icpc_resulted_in_plan: 'Y' })],
        protection_plan: [plan('2025-05-12')],
      },
      {
        section_47: [s47('2025-05-02', { icpc_date: '2025-05-12', icpc_resulted_in_plan: 'N' })],
        protection_plan: [plan('2025-05-20'), plan('2025-05-11')],
      },
    ],
    fails: [
      [
        {
          section_47: [s47('2025-05-02', { icpc_date: '2025-05-12', icpc_resulted_in_plan: 'N' })],
          protection_plan: [plan('2025-05-19')],
        },
        /one began 19 May 2025$/,
      ],
    ],
  },
  's47-count-differs': {
    passes: [
      { section_47: [s47('2025-03-02', { s47_last_12_months: 0 }), s47('2026-03-02', { s47_last_12_months: 1 })] },
      { section_47: [s47('2025-03-02', { s47_last_12_months: 1 }), s47('2026-03-02', { s47_last_12_months: 2 })] },
      {
        section_47: [
          s47('2025-05-02', { s47_last_12_months: 3 }),
          s47('2025-06-02', { s47_last_12_months: 3 }),
          s47('2025-07-02', { s47_last_12_months: 3 }),
        ],
      },
      { section_47: [s47('2021-03-31', { s47_last_12_months: 9 })] },
      { section_47: [s47('2025-05-02', { s47_last_12_months: 9, known_from: '2026-02-27' })] },
      { section_47: [s47('2025-05-02')] },
    ],
    fails: [
      [{ section_47: [s47('2025-05-02', { s47_last_12_months: 2 })] }, /says 2; the record has 0 earlier enquiries/],
      [
        { section_47: [s47('2025-05-02', { s47_last_12_months: 9, known_from: '2026-02-28' })] },
        /and 1 in the 12 months before the extract$/,
      ],
      [
        { section_47: [s47('2025-03-31'), s47('2026-03-31', { s47_last_12_months: 3 })] },
        /says 3; the record has 1 earlier enquiries in the 12 months before, and 1 in/,
      ],
      [
        { section_47: [s47('2025-03-30'), s47('2026-03-31', { s47_last_12_months: 2 })] },
        /says 2; the record has 0 earlier enquiries in the 12 months before, and 1 in/,
      ],
      [{ section_47: [s47('2021-04-01', { s47_last_12_months: 2 })] }, /says 2; the record has 0/],
    ],
  },
  's47-conference-count-differs': {
    passes: [
      { section_47: [s47('2025-05-02', { icpc_last_12_months: 0 })] },
      { section_47: [s47('2025-05-02', { icpc_date: '2025-05-12', icpc_last_12_months: 1 })] },
    ],
    fails: [
      [{ section_47: [s47('2025-05-02', { icpc_last_12_months: 2 })] }, /says 2; the record has 0 earlier conferences/],
      [
        {
          section_47: [
            s47('2024-05-02', { icpc_date: '2024-05-12' }),
            s47('2025-05-02', { icpc_date: '2025-05-13', icpc_last_12_months: 2 }),
          ],
        },
        /says 2; the record has 0 earlier conferences in the 12 months before, and 1 in/,
      ],
      [
        {
          section_47: [
            s47('2024-05-02', { icpc_date: '2024-05-13' }),
            s47('2025-05-02', { icpc_date: '2025-05-13', icpc_last_12_months: 3 }),
          ],
        },
        /says 3; the record has 1 earlier conferences in the 12 months before, and 1 in/,
      ],
    ],
  },
  's47-repeated-within-week': {
    passes: [{ section_47: [s47('2025-05-02'), s47('2025-05-10')] }],
    fails: [[{ section_47: [s47('2025-05-02'), s47('2025-05-09')] }, /after another on 2 May 2025$/]],
  },
  'plan-dates-out-of-order': {
    passes: [
      { protection_plan: [plan('2025-05-02', { plan_end_date: '2025-05-02' })] },
      { protection_plan: [plan('2999-12-31', { plan_end_date: '2025-05-02' })] },
    ],
    fails: [
      [
        { protection_plan: [plan('2025-05-02', { plan_end_date: '2025-05-01' })] },
        /^The end of the plan 1 May 2025, is before the start of the plan, 2 May 2025$/,
      ],
    ],
  },
  'plan-visited-before-start': {
    passes: [
      {
        protection_plan: [
          plan('2025-05-02', { last_statutory_visit: '2025-05-02', latest_review_conference: '2025-05-02' }),
        ],
      },
    ],
    fails: [
      [{ protection_plan: [plan('2025-05-02', { last_statutory_visit: '2025-05-01' })] }, /^The last statutory visit/],
      [{ protection_plan: [plan('2025-05-02', { latest_review_conference: '2025-05-01' })] }, /^The latest review/],
    ],
  },
  'plan-visited-after-end': {
    passes: [
      { protection_plan: [plan('2025-05-02', { plan_end_date: '2025-09-01', last_statutory_visit: '2025-09-01' })] },
      { protection_plan: [plan('2025-05-02', { last_statutory_visit: '2025-09-01' })] },
      { protection_plan: [plan('2025-05-02', { plan_end_date: '2025-05-01', last_statutory_visit: '2025-09-02' })] },
      { protection_plan: [plan('2025-05-02', { plan_end_date: '2025-09-01', last_statutory_visit: '2026-04-01' })] },
    ],
    fails: [
      [
        { protection_plan: [plan('2025-05-02', { plan_end_date: '2025-09-01', last_statutory_visit: '2025-09-02' })] },
        /^The last statutory visit 2 September 2025, is after the end of the plan/,
      ],
      [
        {
          protection_plan: [
            plan('2025-05-02', { plan_end_date: '2025-09-01', latest_review_conference: '2025-09-02' }),
          ],
        },
        /^The latest review conference/,
      ],
    ],
  },
  'plan-seen-alone-without-visit': {
    passes: [
      { protection_plan: [plan('2025-05-02', { seen_alone: 'U' })] },
      { protection_plan: [plan('2025-05-02', { seen_alone: 'Y', last_statutory_visit: '2025-06-01' })] },
      {
        protection_plan: [plan('2025-05-02', { seen_alone: 'Y' })],
        cell_problem: [unreadable('protection_plan', 'last_statutory_visit')],
      },
    ],
    fails: [
      [{ protection_plan: [plan('2025-05-02', { seen_alone: 'Y' })] }, /was seen alone, but/],
      [{ protection_plan: [plan('2025-05-02', { seen_alone: 'N' })] }, /was not seen alone, but/],
    ],
  },
  'plan-seen-alone-not-said': {
    passes: [
      { protection_plan: [plan('2025-05-02', { seen_alone: 'U', last_statutory_visit: '2025-06-01' })] },
      { protection_plan: [plan('2025-05-02')] },
      { protection_plan: [plan('2025-05-02', { last_statutory_visit: '2025-06-01', plan_end_date: '2025-07-01' })] },
      { protection_plan: [plan('2025-05-02', { last_statutory_visit: '2026-04-01' })] },
      {
        protection_plan: [plan('2025-05-02', { last_statutory_visit: '2025-06-01' })],
        cell_problem: [unreadable('protection_plan', 'seen_alone')],
      },
    ],
    fails: [[{ protection_plan: [plan('2025-05-02', { last_statutory_visit: '2025-06-01' })] }, /^Visited 1 June/]],
  },
  'plan-without-enquiry': {
    passes: [
      { protection_plan: [plan('2025-05-12')], section_47: [s47('2025-05-02')] },
      { protection_plan: [plan('2025-05-12')], section_47: [s47('2024-05-12')] },
      { protection_plan: [plan('2021-03-31')] },
    ],
    fails: [
      [{ protection_plan: [plan('2025-05-12')] }, /^Began 12 May 2025; no section 47/],
      [{ protection_plan: [plan('2025-05-12')], section_47: [s47('2025-05-13'), s47('2024-05-11')] }, /12 May 2025/],
    ],
  },
  'plan-without-conference': {
    passes: [
      { protection_plan: [plan('2025-05-12')], section_47: [s47('2025-04-22', { icpc_date: '2025-05-05' })] },
      { protection_plan: [plan('2025-05-12')], section_47: [s47('2025-04-22', { icpc_date: '2025-05-12' })] },
      { protection_plan: [plan('2025-05-12')] },
    ],
    fails: [
      [{ protection_plan: [plan('2025-05-12')], section_47: [s47('2025-04-22')] }, /no initial conference/],
      [
        { protection_plan: [plan('2025-05-12')], section_47: [s47('2025-04-22', { icpc_date: '2025-05-04' })] },
        /^Began 12 May/,
      ],
    ],
  },
  'plan-without-referral': {
    passes: [
      { protection_plan: [plan('2025-05-12')], referral: [{ date_of_referral: '2025-05-12' }] },
      { protection_plan: [plan('2025-05-12')], child_in_need: [{ cin_start_date: '2025-05-12' }] },
      { protection_plan: [plan('2025-05-12')], looked_after: [{ started_looked_after: '2025-05-12' }] },
      { protection_plan: [plan('2022-03-31')] },
    ],
    fails: [
      [{ protection_plan: [plan('2022-04-01')] }, /^Began 1 April 2022; no referral/],
      [{ protection_plan: [plan('2025-05-12')], referral: [{ date_of_referral: '2025-05-13' }] }, /12 May 2025/],
    ],
  },
  'plan-two-open': {
    passes: [
      { protection_plan: [plan('2025-05-02', { plan_end_date: '2025-09-01' }), plan('2025-10-01')] },
      { protection_plan: [plan('2025-05-02'), plan('2027-10-01')] },
    ],
    fails: [[{ protection_plan: [plan('2025-05-02'), plan('2025-10-01')] }, /^Began 1 October 2025 while/]],
  },
  'plan-overlapping': {
    passes: [
      { protection_plan: [plan('2025-05-02', { plan_end_date: '2025-09-01' }), plan('2025-09-01')] },
      { protection_plan: [plan('2025-05-02', { plan_end_date: '2999-12-31' }), plan('2025-09-01')] },
    ],
    fails: [
      [
        { protection_plan: [plan('2025-05-02', { plan_end_date: '2025-09-02' }), plan('2025-09-01')] },
        /ended on 2 September 2025$/,
      ],
    ],
  },
  'plan-previous-fewer': {
    passes: [
      {
        protection_plan: [
          plan('2024-05-02', { plan_end_date: '2024-09-01', previous_plans: 0 }),
          plan('2025-05-02', { previous_plans: 1 }),
        ],
      },
      { protection_plan: [plan('2025-05-02', { previous_plans: 4 })] },
      { protection_plan: [plan('2024-05-02', { plan_end_date: '2024-09-01' }), plan('2025-05-02')] },
    ],
    fails: [
      [
        {
          protection_plan: [
            plan('2024-05-02', { plan_end_date: '2024-09-01', previous_plans: 0 }),
            plan('2025-05-02', { previous_plans: 0 }),
          ],
        },
        /says 0 earlier plans; the record has 1$/,
      ],
    ],
  },
  'plan-open-at-18': {
    passes: [
      { protection_plan: [plan('2025-05-02', { date_of_birth: '2008-04-01' })] },
      { protection_plan: [plan('2025-05-02', { date_of_birth: '2008-03-31', plan_end_date: '2026-03-30' })] },
      { protection_plan: [plan('2025-05-02', { date_of_birth: '2007-05-02' })] },
    ],
    fails: [[{ protection_plan: [plan('2025-05-02', { date_of_birth: '2008-03-31' })] }, /at the age of 18$/]],
  },
  'plan-and-care': {
    passes: [
      { protection_plan: [plan('2025-05-02')], looked_after: [{ started_looked_after: '2025-12-31' }] },
      {
        protection_plan: [plan('2025-05-02')],
        looked_after: [{ started_looked_after: '2025-06-01', ceased_looked_after: '2025-07-01' }],
      },
      {
        protection_plan: [plan('2025-05-02', { plan_end_date: '2025-07-01' })],
        looked_after: [{ started_looked_after: '2025-06-01' }],
      },
    ],
    fails: [
      [
        { protection_plan: [plan('2025-05-02')], looked_after: [{ started_looked_after: '2025-12-30' }] },
        /in care since 30 December 2025$/,
      ],
    ],
  },
}
