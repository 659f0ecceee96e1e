import type { MeasureCase } from './case.ts'

const care = (child_id: string, start: string | null, end: string | null, more = {}) => ({
  child_id,
  started_looked_after: start,
  ceased_looked_after: end,
  date_of_birth: '2014-01-01',
  ...more,
})

const now = (child_id: string, more = {}) => care(child_id, '2023-01-01', null, more)

// 31 March 2026 is the 20th working day after 3 March.
export const childrenInCareCases: readonly MeasureCase[] = [
  {
    title: 'children start and cease in the month of the day, short breaks left out',
    tables: {
      looked_after: [
        care('1', '2026-03-01', null, { subsequent_period: 'Y' }),
        care('2', '2026-03-31', null, { subsequent_period: 'N' }),
        care('3', '2026-03-15', null, { legal_status: 'V4', subsequent_period: 'Y' }),
        care('4', '2025-04-01', '2026-03-31', { reason_ceased: 'E45' }),
        care('5', '2025-03-31', '2026-03-01', { reason_ceased: 'E41' }),
        care('6', '2020-01-01', '2025-04-01', { reason_ceased: 'E11' }),
        care('7', '2020-01-01', '2025-03-31', { reason_ceased: 'E11' }),
        care('8', '2026-02-01', '2026-01-31'), // ceased before it began
      ],
    },
    expect: {
      'lac-started': [2, null],
      'lac-return-to-care': [1, 4],
      'lac-ceased': [2, null],
      'lac-days': [364 + 335 + 1917, 3],
      'lac-ceased-reason': {
        'Special guardianship': [1, 4],
        'Child arrangements order': [1, 4],
        Adopted: [1, 4],
        'Not recorded': [1, 4],
      },
      'sgo-ceased': [1, 4],
      'cao-ceased': [1, 4],
      'adoptions-share': [1, 4],
    },
  },
  {
    title: 'a child is looked after from the first day to the day before the last',
    tables: {
      looked_after: [
        care('1', '2026-03-31', null),
        care('2', '2025-01-01', '2026-04-01'),
        care('3', '2025-01-01', '2026-03-31'),
        care('4', '2026-04-01', null),
        care('5', null, null),
        care('6', '2025-01-01', null, { legal_status: 'V3' }),
      ],
    },
    population: 1_000,
    expect: { 'lac-number': [2, null], 'lac-rate': [2, 1_000, 20] },
  },
  {
    title: 'where children live is counted as the extract of the day gives it',
    tables: {
      looked_after: [
        now('1', { placement_type: 'U1', placement_location: 'OUT', placement_provider: 'PR1', legal_status: 'C2' }),
        now('2', { placement_type: 'U6', placement_location: 'IN', placement_provider: 'PR4', legal_status: 'C1' }),
        now('3', { placement_type: 'K1', placement_location: 'OUT', placement_provider: 'PR4', legal_status: 'V2' }),
        now('4', { placement_type: 'K3', uasc_12_months: 'Y', legal_status: 'V2' }),
        now('5', { placement_type: 'P1', placement_provider: 'PR0', legal_status: 'C2' }),
        now('6', {}),
      ],
    },
    expect: {
      'lac-foster-care': [2, 6],
      'lac-kinship': [1, 6],
      'lac-residential': [1, 6],
      'lac-semi-independent': [1, 6],
      'lac-with-parents': [1, null],
      'lac-out-of-county': [2, 6],
      'lac-uasc': [1, null],
      'lac-provider-mix': {
        'Own provision': [1, 6],
        Private: [2, 6],
        'Parent or person with parental responsibility': [1, 6],
        'Not recorded': [2, 6],
      },
      'lac-legal-status': {
        'Full care order': [2, 6],
        'Interim care order': [1, 6],
        'Section 20': [2, 6],
        'Not recorded': [1, 6],
      },
    },
  },
  {
    title: 'three placements in the year are unsteady; two years in one home of two and a half in care are steady',
    tables: {
      looked_after: [
        care('1', '2023-09-30', null, { placement_start: '2024-03-31', placements_last_12_months: 1 }),
        care('2', '2023-10-01', null, { placement_start: '2024-03-31', placements_last_12_months: 2 }), // a day short
        care('3', '2023-09-30', null, { placement_start: '2024-04-01', placements_last_12_months: 3 }),
        care('4', '2020-01-01', null, { date_of_birth: '2010-03-31', placement_start: '2021-01-01' }), // 16 today
        care('5', '2020-01-01', null, { date_of_birth: '2010-04-01', placement_start: '2021-01-01' }),
      ],
    },
    expect: { 'lac-3-placements': [1, 5], 'lac-long-term-stability': [2, 3] },
  },
  {
    title: 'the first review is due in 20 working days, the second in 3 months, the others in 6',
    tables: {
      looked_after: [
        care('1', '2026-03-03', null), // due on the day
        care('2', '2026-03-02', null), // a day late
        care('3', '2025-12-01', null, { latest_review: '2025-12-31' }), // the first: 3 months are up on the day
        care('4', '2025-12-01', null, { latest_review: '2025-12-30' }),
        care('5', '2024-01-01', null, { latest_review: '2025-10-01' }),
        care('6', '2024-01-01', null, { latest_review: '2025-09-29' }), // due 29 March
        care('7', '2024-01-01', null, { latest_review: '2026-06-01' }), // a slip: still to come
      ],
    },
    expect: { 'lac-reviews-timely': [3, 7] },
  },
  {
    title: 'visits are due a week after a move, then every 6 weeks, and every 3 months after a year in a lasting home',
    tables: {
      looked_after: [
        care('1', '2026-03-24', null, { placement_start: '2026-03-24' }), // the week ends on the day
        care('2', '2026-03-23', null, { placement_start: '2026-03-23' }),
        now('3', { placement_start: '2026-01-01', last_social_work_visit: '2026-02-17' }), // six weeks to the day
        now('4', { placement_start: '2026-01-01', last_social_work_visit: '2026-02-16' }),
        now('5', { placement_start: '2025-03-30', placement_type: 'U4', last_social_work_visit: '2025-12-31' }),
        now('6', { placement_start: '2025-03-31', placement_type: 'U4', last_social_work_visit: '2025-12-31' }), // a year today
        now('7', { placement_start: '2025-01-01', permanence_plan: 'LTFOST', last_social_work_visit: '2025-12-31' }),
        now('8', { placement_start: '2026-03-01', last_social_work_visit: '2026-02-28' }), // before the move
      ],
    },
    expect: { 'lac-visits-timely': [4, 8] },
  },
  {
    title: "the reviewing officer's contact counts on the day of the review or after it",
    tables: {
      looked_after: [
        now('1', { latest_review: '2026-01-10', last_iro_visit: '2026-01-10' }),
        now('2', { latest_review: '2026-01-10', last_iro_visit: '2026-01-09' }),
        now('3', { latest_review: '2026-01-10' }),
        now('4', { last_iro_visit: '2023-01-01' }),
      ],
    },
    expect: { 'lac-iro-contact': [2, 4] },
  },
  {
    title: 'a permanence plan is owed once the second review was due',
    tables: {
      looked_after: [
        // 2 December 2025 and 20 working days is 2 January 2026, and 3 months is 2 April; 30 November leads to 30 March
        care('1', '2025-12-02', null, { permanence_plan: 'RETURN' }),
        care('2', '2025-11-28', null, { permanence_plan: 'ADOPTION' }),
        care('3', '2025-06-01', null),
      ],
    },
    expect: {
      'permanence-plan-by-second-review': [1, 2],
      'permanence-plan-mix': { 'Return to family': [1, 3], Adoption: [1, 3], 'No plan recorded': [1, 3] },
    },
  },
  {
    title: 'the initial health assessment is judged in the months after its 20 working days',
    tables: {
      looked_after: [
        care('1', '2026-03-03', null, { last_health_assessment: '2026-03-10' }), // its 20 days end today
        care('2', '2026-03-02', null, { last_health_assessment: '2026-03-30' }), // on day 20
        care('3', '2026-03-02', null, { last_health_assessment: '2026-03-31' }),
        care('4', '2025-10-01', null), // none; six months are up tomorrow
        care('5', '2025-09-30', null, { last_health_assessment: '2025-10-01' }), // six months are up
      ],
    },
    expect: { 'iha-timely': [1, 3] },
  },
  {
    title: 'health assessments last 12 months, and 6 under five; dental checks last 12',
    tables: {
      looked_after: [
        care('1', '2025-03-31', null, { last_health_assessment: '2025-03-31', last_dental_check: '2025-03-31' }),
        care('2', '2025-03-31', null, { last_health_assessment: '2025-03-30', last_dental_check: '2025-03-30' }),
        care('3', '2024-01-01', null, { date_of_birth: '2021-04-01', last_health_assessment: '2025-09-29' }), // 4 years old
        care('4', '2024-01-01', null, { date_of_birth: '2021-04-01', last_health_assessment: '2025-10-01' }),
        care('5', '2025-04-01', null, { last_health_assessment: '2026-01-01', last_dental_check: '2026-01-01' }), // a day short
        care('6', '2024-01-01', null, { last_dental_check: '2026-04-30' }), // a slip: still to come
      ],
    },
    expect: { 'rha-up-to-date': [2, 5], 'dental-up-to-date': [1, 5] },
  },
  {
    title: 'return interviews are offered to those who were missing and accepted by those who were offered one',
    tables: {
      looked_after: [
        now('1', { missing_episodes_12_months: 1, rhi_offered: 'Y', rhi_accepted: 'Y' }),
        now('2', { missing_episodes_12_months: 5, rhi_offered: 'Y', rhi_accepted: 'N' }),
        now('3', { missing_episodes_12_months: 2, rhi_offered: 'N' }),
        now('4', { missing_episodes_12_months: 0, rhi_offered: 'Y', rhi_accepted: 'Y' }),
        now('5', {}),
      ],
    },
    expect: { 'missing-children': [3, 5], 'rhi-offered': [2, 3], 'rhi-accepted': [1, 2] },
  },
  {
    title: 'every kind of placement counts where it belongs',
    tables: {
      looked_after: ['U', 'U1', 'U2', 'U3', 'U4', 'U5', 'U6', 'K1', 'K2', 'H5', 'K3', 'P2', 'P1', 'A3'].map(
        (placement_type) => now(`in ${placement_type}`, { placement_type }),
      ),
    },
    expect: {
      'lac-foster-care': [7, 14],
      'lac-kinship': [3, 14],
      'lac-residential': [2, 14],
      'lac-semi-independent': [3, 14],
      'lac-with-parents': [1, null],
    },
  },
]
