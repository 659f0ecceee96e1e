import type { MeasureCase } from './case.ts'

const adoption = (child_id: string, more: Record<string, string | null>) => ({ child_id, ...more })

export const adoptionCases: readonly MeasureCase[] = [
  {
    title: 'the year to date begins on 1 April, and days are counted for those adopted',
    tables: {
      adoption: [
        adoption('1', {
          entered_care: '2024-01-01',
          adoption_decision: '2024-06-01',
          placement_order: '2024-07-01',
          matched: '2024-08-01',
          placed: '2024-09-01',
          adoption_order: '2025-04-01',
        }),
        adoption('2', {
          entered_care: '2024-01-01',
          adoption_decision: '2024-06-01',
          placement_order: '2024-07-01',
          matched: '2024-06-01', // before the order: no days
          placed: '2024-09-01',
          ffa_placement: '2024-02-01', // moved in as foster carers
          adoption_order: '2026-03-31',
        }),
        adoption('3', { adoption_decision: '2024-06-01', adoption_order: '2025-03-31' }),
        adoption('4', { adoption_decision: '2026-03-31', placed: '2026-03-31' }),
        adoption('5', { adoption_decision: '2025-04-01', decision_reversed: '2025-12-01' }),
      ],
    },
    expect: {
      adoptions: [2, null],
      'adoption-decisions': [2, null],
      'adoption-placed': [1, null],
      'adoption-reversed': [1, null],
      'adoption-a10': [244 + 31, 2],
      'adoption-a2': [31, 1],
    },
  },
  {
    title: 'a child waits from the placement order to the placement, unless the decision is reversed',
    tables: {
      adoption: [
        adoption('1', { adoption_decision: '2025-06-01', placement_order: '2026-03-31' }),
        adoption('2', { adoption_decision: '2025-06-01', placement_order: '2026-04-01' }),
        adoption('3', { adoption_decision: '2025-06-01', placement_order: '2025-07-01', placed: '2026-03-31' }),
        adoption('4', { adoption_decision: '2025-06-01', placement_order: '2025-07-01', placed: '2026-04-01' }),
        adoption('5', {
          adoption_decision: '2025-06-01',
          placement_order: '2025-07-01',
          decision_reversed: '2026-01-01',
        }),
        adoption('6', { adoption_decision: '2025-06-01', placement_order: '2025-07-01', ffa_placement: '2025-08-01' }),
        adoption('7', { adoption_decision: '2025-06-01' }),
      ],
    },
    expect: { 'adoption-waiting': [2, null] },
  },
  {
    title: 'a couple is one household, and stages are in time to the day',
    tables: {
      adopter: [
        { adopter_id: 'A', adoptive_family_id: 'F', application_approved: '2025-04-01' },
        { adopter_id: 'B', adoptive_family_id: 'F', application_approved: '2025-04-01' },
        { adopter_id: 'C', application_approved: '2026-03-31' },
        { adopter_id: 'D', application_approved: '2025-03-31' },
        { adopter_id: 'E', stage_1_start: '2025-12-31', stage_1_end: '2026-02-28' },
        { adopter_id: 'G', stage_1_start: '2025-12-31', stage_1_end: '2026-03-01' },
        { adopter_id: 'H', stage_1_end: '2026-03-01' },
        { adopter_id: 'I', stage_2_start: '2025-11-30', stage_2_end: '2026-03-30' },
        { adopter_id: 'J', stage_2_start: '2025-11-29', stage_2_end: '2026-03-30' },
      ],
    },
    expect: {
      'adopters-approved': [2, null],
      'adopter-stage1-timely': [1, 3],
      'adopter-stage2-timely': [1, 2],
    },
  },
]
