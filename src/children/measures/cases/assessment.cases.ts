import type { MeasureCase } from './case.ts'

const assessment = (child_id: string, start: string | null, authorised: string | null, more = {}) => ({
  child_id,
  assessment_start_date: start,
  authorisation_date: authorised,
  ...more,
})

// 31 March 2026 is the 45th working day after 27 January: nine weeks without a bank holiday.
export const assessmentCases: readonly MeasureCase[] = [
  {
    title: 'the 45th working day is in time, the next is not, nor is an end before the start',
    tables: {
      assessment: [
        assessment('1', '2026-01-27', '2026-03-31'),
        assessment('2', '2026-01-26', '2026-03-31'),
        assessment('3', '2026-03-10', '2026-03-02'),
        assessment('4', '2026-03-31', '2026-03-31'),
        assessment('5', null, '2026-03-31'),
        assessment('6', '2026-01-27', '2026-02-28'),
        assessment('7', '2026-03-31', null),
      ],
    },
    expect: {
      'assessments-45wd': [2, 5],
      'assessments-completed': [5, null],
      'assessments-started': [3, null],
      'assessment-days': [null, 3, 45],
    },
  },
  {
    title: 'the clock from the referral is that of the newest referral up to 45 days before the start',
    tables: {
      assessment: [
        assessment('1', '2026-02-02', '2026-03-31'),
        assessment('2', '2026-02-02', '2026-03-31'),
        assessment('3', '2026-02-02', '2026-03-31'),
        assessment('4', '2026-02-02', '2026-03-31'),
      ],
      referral: [
        { child_id: '1', date_of_referral: '2025-12-20' },
        { child_id: '1', date_of_referral: '2026-01-27' },
        { child_id: '2', date_of_referral: '2026-01-26' },
        { child_id: '3', date_of_referral: '2025-12-18' }, // 46 days before: another matter
        { child_id: '4', date_of_referral: '2026-02-03' },
      ],
    },
    expect: { 'assessments-45wd-from-referral': [1, 2] },
  },
  {
    title: 'only a recorded yes says that the child was seen or needs support',
    tables: {
      assessment: [
        assessment('1', '2026-03-02', '2026-03-10', { child_seen: 'Y', requires_support: 'N' }),
        assessment('2', '2026-03-02', '2026-03-10', { child_seen: 'N', requires_support: 'Y' }),
        assessment('3', '2026-03-02', '2026-03-10', { child_seen: 'U' }),
        assessment('4', '2026-03-02', null, { child_seen: 'Y', requires_support: 'Y' }),
      ],
    },
    expect: { 'assessment-child-seen': [1, 3], 'assessment-needs-support': [1, 3] },
  },
  {
    title: 'an assessment is open from its first day to the day before it is authorised, and overdue after day 45',
    tables: {
      assessment: [
        assessment('1', '2026-03-31', null),
        assessment('2', '2026-01-27', null),
        assessment('3', '2026-01-26', null),
        assessment('4', '2026-01-26', '2026-03-31'),
        assessment('5', '2026-01-26', '2026-04-01'),
        assessment('6', null, null),
      ],
    },
    expect: { 'assessments-open': [4, null], 'assessments-open-overdue': [2, 4] },
  },
]
