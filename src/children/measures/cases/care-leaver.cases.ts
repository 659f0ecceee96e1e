import type { MeasureCase } from './case.ts'

const leaver = (child_id: string, date_of_birth: string | null, more = {}) => ({ child_id, date_of_birth, ...more })

export const careLeaverCases: readonly MeasureCase[] = [
  {
    title: '19 to 21 is from the 19th birthday to the day before the 22nd; who is not known counts below',
    tables: {
      care_leaver: [
        leaver('1', '2007-03-31', { activity: 'F1', accommodation_suitability: '1', accommodation: 'U' }), // 19 today
        leaver('2', '2004-04-01', { activity: 'G5', accommodation_suitability: '2', accommodation: 'X' }), // 21, 22 tomorrow
        leaver('3', '2004-03-31', { activity: 'F1', accommodation_suitability: '1' }), // 22 today
        leaver('4', '2006-01-01', { activity: 'P3' }),
        leaver('5', '2006-01-01', {}),
        leaver('6', null, { activity: 'F2' }),
        leaver('7', '2007-04-01', { activity: 'F2', accommodation: 'Z' }), // 18 until tomorrow
        leaver('8', '2009-03-31', { activity: 'G4', accommodation_suitability: '1', accommodation: 'W' }), // 17 today
        leaver('9', '2009-04-01', { activity: 'F2' }), // 16
      ],
    },
    expect: {
      'cl-number': [9, null],
      'cl-number-19-21': [4, null],
      'cl-eet': [2, 4],
      'cl-neet': [1, 4],
      'cl-he': [1, 4],
      'cl-suitable': [1, 4],
      'cl-eet-17-18': [1, 2],
      'cl-suitable-17-18': [1, 2],
      'cl-staying-put': [1, 1],
      'cl-home': {
        'Independent living': [1, 9],
        'In custody': [1, 9],
        'Staying put': [1, 9],
        'Homeless or emergency': [1, 9],
        'Not known': [5, 9],
      },
    },
  },
  {
    title: 'contact lasts 56 days and a pathway plan six months',
    tables: {
      care_leaver: [
        leaver('1', '2006-01-01', { in_touch: 'YES', latest_contact: '2026-02-03', pathway_plan_review: '2025-10-01' }),
        leaver('2', '2006-01-01', { in_touch: 'YES', latest_contact: '2026-02-02', pathway_plan_review: '2025-09-29' }),
        leaver('3', '2006-01-01', { in_touch: 'REFU', eligibility: 'QUALIFYING', personal_adviser: 'Ann' }),
        leaver('4', '2006-01-01', { in_touch: 'NO', eligibility: 'RELEVANT', personal_adviser: 'Bob' }),
        leaver('5', '2006-01-01', { latest_contact: '2026-04-02', pathway_plan_review: '2026-04-02' }), // slips: to come
      ],
    },
    expect: {
      'cl-in-touch': [2, 5],
      'cl-contact-8w': [1, 4],
      'pathway-review-6m': [1, 4],
      'cl-pa-allocated': [2, 5],
    },
  },
  {
    title: 'of those aged 18, those who stay with former carers count above',
    tables: {
      care_leaver: [
        leaver('1', '2007-04-01', { accommodation: 'Z' }), // 18 until tomorrow
        leaver('2', '2008-03-31', { accommodation: 'U' }), // 18 today
        leaver('3', '2007-03-31', { accommodation: 'Z' }), // 19 today
      ],
    },
    expect: { 'cl-staying-put': [1, 2] },
  },
]
