import type { SqlValue } from '#platform/lake'
import type { CaseRecord, CheckCases } from './case.ts'

type Extra = Readonly<Record<string, SqlValue>>
const leaver = (extra: Extra, more: CaseRecord = {}): CaseRecord => ({ care_leaver: [extra], ...more })
const adoption = (extra: Extra, more: CaseRecord = {}): CaseRecord => ({
  adoption: [{ adoption_decision: '2025-05-02', ...extra }],
  ...more,
})
const adopter = (extra: Extra, more: CaseRecord = {}): CaseRecord => ({ adopter: [extra], ...more })
const inCare = { looked_after: [{ started_looked_after: '2024-05-02' }] }
const leftCare = { looked_after: [{ started_looked_after: '2024-05-02', ceased_looked_after: '2025-06-01' }] }

function unreadable(table_name: string, column_name: string): CaseRecord {
  const place = { extract: 'test', source_file: 'test.csv', source_sheet: '', source_row: 2 }
  return { cell_problem: [{ table_name, column_name, ...place }] }
}

/** Cases of care leavers, children for adoption and adopters. */
export const laterCases: Readonly<Record<string, CheckCases>> = {
  'care-leaver-age': {
    passes: [leaver({ date_of_birth: '2010-03-31' }), leaver({ date_of_birth: '2000-04-01' }), leaver({})],
    fails: [
      [leaver({ date_of_birth: '2010-04-01' }), /aged 15$/],
      [leaver({ date_of_birth: '2000-03-31' }), /aged 26$/],
      [leaver({ date_of_birth: '2026-04-01' }), /^Born 1 April 2026/],
    ],
  },
  'care-leaver-category-age': {
    passes: [
      leaver({ eligibility: 'RELEVANT', date_of_birth: '2008-04-01' }),
      leaver({ eligibility: 'FORMER_RELEVANT', date_of_birth: '2008-03-31' }),
      leaver({ eligibility: 'QUALIFYING', date_of_birth: '2009-03-31' }),
      leaver({ eligibility: 'ELIGIBLE', date_of_birth: '2000-03-31' }),
    ],
    fails: [
      [leaver({ eligibility: 'RELEVANT', date_of_birth: '2008-03-31' }), /^Category is relevant at the age of 18$/],
      [leaver({ eligibility: 'ELIGIBLE', date_of_birth: '2008-03-31' }), /^Category is eligible at the age of 18$/],
      [leaver({ eligibility: 'FORMER_RELEVANT', date_of_birth: '2008-04-01' }), /^Category is former relevant at/],
    ],
  },
  'care-leaver-eligible-not-in-care': {
    passes: [leaver({ eligibility: 'ELIGIBLE' }, inCare), leaver({ eligibility: 'RELEVANT' })],
    fails: [
      [leaver({ eligibility: 'ELIGIBLE' }), /no open period of care$/],
      [leaver({ eligibility: 'ELIGIBLE' }, leftCare), /no open period of care$/],
    ],
  },
  'care-leaver-still-in-care': {
    passes: [leaver({ eligibility: 'ELIGIBLE' }, inCare), leaver({ eligibility: 'RELEVANT' }, leftCare)],
    fails: [
      [leaver({ eligibility: 'RELEVANT' }, inCare), /in care since 2 May 2024$/],
      [leaver({ eligibility: 'FORMER_RELEVANT' }, inCare), /former relevant/],
      [leaver({ eligibility: 'QUALIFYING' }, inCare), /qualifying/],
    ],
  },
  'care-leaver-in-touch-without-contact': {
    passes: [
      leaver({ in_touch: 'YES', latest_contact: '2026-01-05' }),
      leaver({ in_touch: 'YES' }),
      { care_leaver: [{ in_touch: 'NO' }, { child_id: '2', latest_contact: '2026-01-05' }] },
      {
        care_leaver: [{ in_touch: 'YES' }, { child_id: '2', latest_contact: '2026-01-05' }],
        ...unreadable('care_leaver', 'latest_contact'),
      },
    ],
    fails: [
      [{ care_leaver: [{ in_touch: 'YES' }, { child_id: '2', latest_contact: '2026-01-05' }] }, /no day of contact$/],
    ],
  },
  'care-leaver-contact-not-in-touch': {
    passes: [
      leaver({ in_touch: 'NO', latest_contact: '2026-02-02' }),
      leaver({ in_touch: 'NO', latest_contact: '2026-04-01' }),
      leaver({ in_touch: 'YES', latest_contact: '2026-03-01' }),
    ],
    fails: [[leaver({ in_touch: 'NO', latest_contact: '2026-02-03' }), /3 February 2026$/]],
  },
  'care-leaver-suitability-not-said': {
    passes: [
      leaver({ accommodation: 'U', accommodation_suitability: '1' }),
      leaver({}),
      leaver({ accommodation: 'R' }),
      leaver({ accommodation: 'U' }, unreadable('care_leaver', 'accommodation_suitability')),
    ],
    fails: [[leaver({ accommodation: 'U' }), /^Accommodation is U/]],
  },
  'care-leaver-unsuitable-said-suitable': {
    passes: [
      leaver({ accommodation: 'S', accommodation_suitability: '2' }),
      leaver({ accommodation: 'U', accommodation_suitability: '1' }),
    ],
    fails: [
      [leaver({ accommodation: 'S', accommodation_suitability: '1' }), /no fixed abode$/],
      [leaver({ accommodation: 'W', accommodation_suitability: '1' }), /bed and breakfast$/],
      [leaver({ accommodation: 'X', accommodation_suitability: '1' }), /in custody$/],
    ],
  },
  'adoption-dates-out-of-order': {
    passes: [
      adoption({
        entered_care: '2025-05-02',
        placement_order: '2025-05-02',
        matched: '2025-05-02',
        placed: '2025-05-02',
        adoption_order: '2025-05-02',
        decision_reversed: '2025-05-02',
      }),
      adoption({ placement_order: '2025-05-01' }),
    ],
    fails: [
      [adoption({ entered_care: '2025-05-03' }), /^The decision for adoption 2 May 2025, is before the start of care/],
      [adoption({ matched: '2025-05-01' }), /^The match 1 May/],
      [adoption({ matched: '2025-07-02', placed: '2025-07-01' }), /^The placement for adoption 1 July/],
      [adoption({ placed: '2025-07-02', adoption_order: '2025-07-01' }), /^The adoption order 1 July.*placement for/],
      [adoption({ decision_reversed: '2025-05-01' }), /^The reversal of the decision 1 May/],
      [
        adoption({ placement_order: '2025-07-02', adoption_order: '2025-07-01' }),
        /^The adoption order 1 July.*before the placement order/,
      ],
      [adoption({ entered_care: '2025-04-01', placement_order: '2025-03-31' }), /^The placement order 31 March/],
    ],
  },
  'adoption-order-and-reversal': {
    passes: [adoption({ adoption_order: '2025-09-01' }), adoption({ decision_reversed: '2025-09-01' })],
    fails: [[adoption({ adoption_order: '2025-09-01', decision_reversed: '2025-10-01' }), /^Adopted 1 September 2025/]],
  },
  'adoption-reversed-without-reason': {
    passes: [
      adoption({ decision_reversed: '2025-09-01', reversal_reason: 'RD1' }),
      adoption({ decision_reversed: '2026-04-01' }),
      adoption({}),
      adoption({ decision_reversed: '2025-09-01' }, unreadable('adoption', 'reversal_reason')),
    ],
    fails: [[adoption({ decision_reversed: '2026-03-31' }), /^Reversed 31 March 2026/]],
  },
  'adoption-reason-without-reversal': {
    passes: [
      adoption({ decision_reversed: '2025-09-01', reversal_reason: 'RD1' }),
      adoption({ reversal_reason: 'RD1' }, unreadable('adoption', 'decision_reversed')),
    ],
    fails: [[adoption({ reversal_reason: 'RD1' }), /\(RD1\)/]],
  },
  'adoption-placed-without-match': {
    passes: [
      adoption({ matched: '2025-06-01', placed: '2025-06-01' }),
      adoption({ placed: '2026-04-01' }),
      adoption({ placed: '2025-06-01' }, unreadable('adoption', 'matched')),
    ],
    fails: [[adoption({ placed: '2025-06-01' }), /^Placed 1 June 2025/]],
  },
  'adoption-order-without-placement': {
    passes: [
      adoption({ placed: '2025-06-01', adoption_order: '2025-09-01' }),
      adoption({ ffa_placement: '2025-06-01', adoption_order: '2025-09-01' }),
      adoption({ adoption_order: '2026-04-01' }),
      adoption({ adoption_order: '2025-09-01' }, unreadable('adoption', 'placed')),
    ],
    fails: [[adoption({ adoption_order: '2025-09-01' }), /^Adopted 1 September 2025/]],
  },
  'adoption-waiting-not-in-care': {
    passes: [
      adoption({}, inCare),
      adoption({ adoption_order: '2025-09-01' }),
      adoption({ decision_reversed: '2025-09-01' }),
      adoption({ adoption_decision: '2026-04-01' }),
    ],
    fails: [
      [adoption({}), /no open period of care$/],
      [adoption({}, leftCare), /no open period of care$/],
    ],
  },
  'adoption-entered-care-differs': {
    passes: [
      adoption({ entered_care: '2024-05-02' }, inCare),
      adoption({ entered_care: '2024-05-03' }, leftCare),
      adoption({ entered_care: '2024-05-03', adoption_order: '2025-09-01' }, inCare),
      adoption({ entered_care: '2024-05-03', decision_reversed: '2025-09-01' }, inCare),
    ],
    fails: [[adoption({ entered_care: '2024-05-03' }, inCare), /^Entered care 3 May 2024 in List 10, 2 May 2024/]],
  },
  'adoption-family-not-listed': {
    passes: [
      adoption({ adoptive_family_id: 'F1', matched: '2025-06-01' }, { adopter: [{ adoptive_family_id: 'F1' }] }),
      adoption({ adoptive_family_id: 'F1', matched: '2025-03-30' }),
      adoption({ adoptive_family_id: 'F1', matched: '2026-04-01' }),
      adoption({ adoptive_family_id: 'F1', matched: '2025-06-01', adoption_order: '2025-09-01' }),
      adoption({ matched: '2025-06-01' }),
    ],
    fails: [
      [
        adoption({ adoptive_family_id: 'F1', matched: '2025-03-31' }, { adopter: [{ adoptive_family_id: 'F2' }] }),
        /family F1, which is not in List 11$/,
      ],
    ],
  },
  'adopter-dates-out-of-order': {
    passes: [
      adopter({
        enquiry_received: '2025-05-02',
        stage_1_start: '2025-05-02',
        stage_1_end: '2025-05-02',
        stage_2_start: '2025-05-02',
        stage_2_end: '2025-05-02',
        application_submitted: '2025-05-02',
        application_approved: '2025-05-02',
        matched: '2025-05-02',
        placed: '2025-05-02',
        adoption_order: '2025-05-02',
        left_process: '2025-05-02',
      }),
      adopter({}),
    ],
    fails: (
      [
        ['enquiry_received', 'stage_1_start'],
        ['stage_1_start', 'stage_1_end'],
        ['stage_1_end', 'stage_2_start'],
        ['stage_2_start', 'stage_2_end'],
        ['stage_2_end', 'application_approved'],
        ['application_submitted', 'application_approved'],
        ['application_approved', 'matched'],
        ['matched', 'placed'],
        ['placed', 'adoption_order'],
        ['enquiry_received', 'left_process'],
      ] as const
    ).map(([first, then]) => [adopter({ [first]: '2025-05-02', [then]: '2025-05-01' }), /1 May 2025, is before/]),
  },
  'adopter-left-without-reason': {
    passes: [
      adopter({ left_process: '2025-09-01', leaving_reason: '1' }),
      adopter({ left_process: '2026-04-01' }),
      adopter({ left_process: '2025-09-01' }, unreadable('adopter', 'leaving_reason')),
    ],
    fails: [[adopter({ left_process: '2025-09-01' }), /^Adopter A left 1 September 2025/]],
  },
  'adopter-reason-without-leaving': {
    passes: [
      adopter({ left_process: '2025-09-01', leaving_reason: '1' }),
      adopter({ leaving_reason: '1' }, unreadable('adopter', 'left_process')),
    ],
    fails: [[adopter({ leaving_reason: '1' }), /^Adopter A has a reason/]],
  },
  'adopter-placed-without-children': {
    passes: [
      adopter({ placed: '2025-09-01', children_placed: 2 }),
      adopter({ placed: '2026-04-01' }),
      adopter({}),
      adopter({ placed: '2025-09-01' }, unreadable('adopter', 'children_placed')),
    ],
    fails: [
      [adopter({ placed: '2025-09-01' }), /1 September 2025, but no number/],
      [adopter({ placed: '2025-09-01', children_placed: 0 }), /no number/],
    ],
  },
}
