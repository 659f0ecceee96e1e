import type { MeasureCase } from './case.ts'

const need = (child_id: string, start: string | null, end: string | null, more = {}) => ({
  child_id,
  cin_start_date: start,
  cin_closure_date: end,
  ...more,
})

// 31 March 2026 is the 20th working day after 3 March.
export const childInNeedCases: readonly MeasureCase[] = [
  {
    title: 'an episode is open from its first day to the day before it closes',
    tables: {
      child_in_need: [
        need('1', '2026-03-31', null, { disability: 'Y', primary_need: 'N1' }),
        need('2', '2024-03-31', null, { disability: 'N', primary_need: 'N1' }),
        need('3', '2024-04-01', '2026-04-01', { disability: 'U', primary_need: 'N2' }),
        need('4', '2025-01-01', '2026-03-31'),
        need('5', '2026-04-01', null),
        need('6', null, null),
        need('7', '2025-09-30', null), // six months are up on 30 March
      ],
    },
    population: 8_000,
    expect: {
      'cin-number': [4, null],
      'cin-rate': [4, 8_000, 5],
      'cin-duration': {
        'Under 3 months': [1, 4],
        '3 to 6 months': [0, 4], // met on earlier days
        '6 to 12 months': [1, 4],
        '1 to 2 years': [1, 4],
        '2 years or more': [1, 4],
      },
      'cin-primary-need': { 'Abuse or neglect': [2, 4], "Child's disability": [1, 4], 'Not recorded': [1, 4] },
      'cin-with-disability': [1, 4],
    },
  },
  {
    title: 'a visit is in time for 20 working days, and four weeks are 28 days',
    tables: {
      child_in_need: [
        need('1', '2024-03-31', null, { case_status: 'CIN', date_last_seen: '2026-03-03' }), // both
        need('2', '2024-04-01', null, { case_status: 'CIN', date_last_seen: '2026-03-02' }), // neither
        need('3', '2026-03-10', null, { case_status: 'CIN' }), // new: no visit due yet
        need('4', '2025-01-01', null, { case_status: 'CIN', date_last_seen: '2026-04-02' }), // a slip: still to come
        need('5', '2025-01-01', null, { case_status: 'CPP', date_last_seen: '2026-03-30' }),
        need('6', '2025-01-01', '2026-03-01', { case_status: 'CIN', date_last_seen: '2026-03-30' }),
      ],
    },
    expect: {
      'cin-plan-number': [4, null],
      'cin-visits-timely': [2, 4],
      'cin-last-seen-4w': [1, 4],
      'cin-over-2-years': [1, 4],
    },
  },
  {
    title: 'episodes count when they start and when they end, with the reason recorded',
    tables: {
      child_in_need: [
        need('1', '2026-03-01', '2026-03-31', { closure_reason: 'RC8' }),
        need('2', '2026-03-31', null),
        need('3', '2025-01-01', '2025-04-01', { closure_reason: 'RC9' }),
        need('4', '2025-01-01', '2025-03-31', { closure_reason: 'RC8' }),
        need('5', '2025-01-01', '2026-03-01', { closure_reason: 'RC1' }),
        need('6', '2025-01-01', '2026-03-02'),
      ],
    },
    expect: {
      'cin-started': [2, null],
      'cin-ended': [3, null],
      'cin-closed-reason': {
        'After assessment, no further action': [1, 4],
        'After assessment, to early help': [1, 4],
        Adopted: [1, 4],
        'Not recorded': [1, 4],
      },
      'referrals-not-in-need': [2, 4],
    },
  },
]

const heldBy = (worker: string | null, cases: number, from: number) =>
  Array.from({ length: cases }, (_, i) =>
    need(String(from + i), '2025-01-01', null, { allocated_worker: worker, allocated_team: 'Red' }),
  )

export const caseloadCases: readonly MeasureCase[] = [
  {
    title: 'a caseload is the open cases of a worker; closed cases and cases without a worker are none',
    tables: {
      child_in_need: [
        ...heldBy('Ann', 21, 100),
        ...heldBy('Bob', 20, 200),
        ...heldBy(null, 2, 300),
        need('400', '2025-01-01', '2026-03-31', { allocated_worker: 'Cy' }),
      ],
    },
    expect: {
      caseload: [41, null],
      'cases-unallocated': [2, null],
      'sw-caseload': [41, 2],
      'sw-caseload-over-20': [1, 2],
    },
  },
]
