import type { MeasureCase } from './case.ts'

const enquiry = (child_id: string, started: string, conference: string | null, more = {}) => ({
  child_id,
  strategy_discussion_date: started,
  icpc_date: conference,
  ...more,
})

// 31 March 2026 is the 15th working day after 10 March and the 10th after 17 March.
export const section47Cases: readonly MeasureCase[] = [
  {
    title: 'the 15th working day is in time, the next is not, nor is a conference before its discussion',
    tables: {
      section_47: [
        enquiry('1', '2026-03-10', '2026-03-31', { icpc_resulted_in_plan: 'Y', icpc_not_required: 'N' }),
        enquiry('2', '2026-03-09', '2026-03-31', { icpc_resulted_in_plan: 'N', icpc_not_required: 'N' }),
        enquiry('3', '2026-03-12', '2026-03-11', { icpc_resulted_in_plan: 'U' }),
        enquiry('4', '2026-03-31', '2026-03-31'),
        enquiry('5', '2026-03-02', null, { icpc_not_required: 'Y' }),
        enquiry('6', '2026-03-02', null), // not yet known
        enquiry('7', '2026-02-27', '2026-02-28', { icpc_resulted_in_plan: 'Y' }),
      ],
    },
    population: 10_000,
    expect: {
      's47-number': [6, null],
      's47-rate': [7, 10_000, 7],
      's47-to-icpc': [5, 6],
      'icpc-number': [4, null],
      'icpc-15wd': [2, 4],
      'icpc-days': [31, 3],
      'icpc-to-plan': [2, 5],
    },
  },
  {
    title: 'a child with several enquiries counts once, as repeat when one came within 12 months of another',
    tables: {
      section_47: [
        enquiry('1', '2025-04-01', null),
        enquiry('1', '2026-03-31', null),
        enquiry('2', '2025-03-31', null), // before the period
        enquiry('2', '2026-03-31', null), // 12 months to the day
        enquiry('3', '2025-03-30', null),
        enquiry('3', '2026-03-31', null),
        enquiry('4', '2025-06-01', null, { s47_last_12_months: 4 }), // the record knows better
      ],
    },
    expect: { 's47-repeat': [2, 4] },
  },
  {
    title: "where the record does not reach back 12 months the file's own count, this enquiry in it, is believed",
    coveredFrom: '2025-04-01',
    tables: {
      section_47: [
        enquiry('1', '2025-06-01', null, { s47_last_12_months: 1 }),
        enquiry('2', '2025-06-01', null, { s47_last_12_months: 2 }),
      ],
    },
    expect: { 's47-repeat': [1, 2] },
  },
]

const plan = (child_id: string, start: string | null, end: string | null, more = {}) => ({
  child_id,
  plan_start_date: start,
  plan_end_date: end,
  ...more,
})

export const planCases: readonly MeasureCase[] = [
  {
    title: 'plans count in the month they start, and as repeat when an earlier one is recorded',
    tables: {
      protection_plan: [
        plan('1', '2026-03-01', null, { previous_plans: 0 }),
        plan('2', '2026-03-31', null, { previous_plans: 1 }),
        plan('3', '2025-04-01', '2025-04-02', { previous_plans: 2 }),
        plan('4', '2025-06-01', null),
        plan('5', '2025-03-31', null, { previous_plans: 1 }),
      ],
    },
    population: 4_000,
    expect: { 'cpp-started': [2, null], 'cpp-started-rate': [4, 4_000, 10], 'cpp-repeat': [2, 4] },
  },
  {
    title: 'two years to the day is two years, three months to the day is not under three months',
    tables: {
      protection_plan: [
        plan('1', '2024-03-31', '2026-03-31'),
        plan('2', '2024-04-01', '2026-03-31'),
        plan('3', '2025-12-31', '2026-03-31'),
        plan('4', '2026-01-01', '2026-03-31'),
        plan('5', '2026-03-01', '2026-02-28'), // ended before it began
      ],
    },
    expect: {
      'cpp-ended': [4, null],
      'cpp-2y-closed': [1, 5],
      'cpp-under-3m-closed': [2, 5],
      'cpp-days': [730 + 729 + 90 + 89, 4],
    },
  },
  {
    title: 'a plan is open from its first day to the day before it ends',
    tables: {
      protection_plan: [
        plan('1', '2026-03-31', null),
        plan('2', '2024-03-31', null),
        plan('3', '2024-04-01', '2026-04-01'),
        plan('4', '2025-01-01', '2026-03-31'),
        plan('5', '2026-04-01', null),
        plan('6', null, null),
        plan('7', '2025-12-31', null),
      ],
    },
    population: 1_000,
    expect: {
      'cpp-number': [4, null],
      'cpp-rate': [4, 1_000, 40],
      'cpp-2y-open': [1, 4],
      'cpp-duration-bands': {
        'Under 3 months': [1, 4],
        '3 to 6 months': [1, 4],
        '6 to 12 months': [0, 4], // met on earlier days
        '1 to 2 years': [1, 4],
        '2 years or more': [1, 4],
      },
    },
  },
  {
    title: 'a review is in time three months after the start, and six months after the review before',
    tables: {
      protection_plan: [
        plan('1', '2025-12-31', null), // due on the day
        plan('2', '2025-12-30', null), // a day late
        plan('3', '2025-01-01', null, { latest_review_conference: '2025-09-30' }), // six months on is 30 March
        plan('4', '2025-01-01', null, { latest_review_conference: '2025-10-01' }),
        plan('5', '2026-01-01', null, { latest_review_conference: '2026-03-01' }), // not yet three months old
        plan('6', '2025-01-01', null, { latest_review_conference: '2026-05-01' }), // a slip: still to come
      ],
    },
    expect: { 'rcpc-timely': [2, 5] },
  },
  {
    title: 'a visit is in time for ten working days, counted from the start where there was none since',
    tables: {
      protection_plan: [
        plan('1', '2025-06-01', null, { last_statutory_visit: '2026-03-17', seen_alone: 'Y' }),
        plan('2', '2025-06-01', null, { last_statutory_visit: '2026-03-16', seen_alone: 'N' }),
        plan('3', '2026-03-17', null),
        plan('4', '2025-06-01', null),
        plan('5', '2026-03-20', null, { last_statutory_visit: '2026-01-05', seen_alone: 'U' }), // before the plan
        plan('6', '2025-06-01', null, { last_statutory_visit: '2026-04-15', seen_alone: 'Y' }), // a slip: still to come
      ],
    },
    expect: { 'cp-visits-timely': [3, 6], 'cp-seen-alone': [1, 3] },
  },
  {
    title: 'plans without a visit count neither above nor below those seen alone',
    tables: {
      protection_plan: [
        plan('1', '2025-06-01', null, { last_statutory_visit: '2026-03-17', seen_alone: 'Y' }),
        plan('2', '2025-06-01', null, { last_statutory_visit: '2026-03-17', seen_alone: 'N' }),
        plan('3', '2025-06-01', null),
      ],
    },
    expect: { 'cp-seen-alone': [1, 2] },
  },
  {
    title: 'categories, missing workers and emergency protection are those of open plans',
    tables: {
      protection_plan: [
        plan('1', '2025-06-01', null, {
          latest_category: 'NEG',
          allocated_worker: 'Ann',
          epo_or_police_protection: 'Y',
        }),
        plan('2', '2025-06-01', null, { latest_category: 'NEG' }),
        plan('3', '2025-06-01', null, { allocated_worker: 'Ann', epo_or_police_protection: 'N' }),
        plan('4', '2025-06-01', '2026-03-01', { latest_category: 'PHY', epo_or_police_protection: 'Y' }),
      ],
    },
    expect: {
      'cpp-category': { Neglect: [2, 3], 'Not recorded': [1, 3] },
      'cp-no-allocated-worker': [1, null],
      'cp-epo-pp': [1, null],
    },
  },
]
