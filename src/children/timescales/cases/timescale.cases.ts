import type { DuckDb, SqlValue } from '#platform/lake'

type Row = Readonly<Record<string, SqlValue>>
type Tables = Readonly<Record<string, Row | readonly Row[]>>

/** What an obligation should be: start, due day, day met, state, days over. */
type Expected = readonly [started: string | null, due: string | null, met: string | null, state: string, over: number]

/** One case: a child of its own with rows, and the obligations of one timescale that must come of them, oldest first. */
export type TimescaleCase = readonly [timescale: string, rule: string, tables: Tables, expected: readonly Expected[]]

export const AS_AT = '2026-03-31'
// biome-ignore format: a list of days
const MONTH_ENDS = [
  '2025-03-31', '2025-04-30', '2025-05-31', '2025-06-30', '2025-07-31', '2025-08-31', '2025-09-30',
  '2025-10-31', '2025-11-30', '2025-12-31', '2026-01-31', '2026-02-28', '2026-03-31',
]

const LISTS = ['protection_plan', 'looked_after', 'care_leaver', 'child_in_need', 'adoption', 'assessment', 'adopter']

/** A row as successive extracts showed it: each version from the day given until the next one. */
function versions(base: Row, ...changes: readonly (readonly [knownFrom: string, Row])[]): Row[] {
  return changes.map(([known_from, change], i) => ({
    ...base,
    ...change,
    known_from,
    first_seen: changes[0]![0],
    known_to: changes[i + 1]?.[0] ?? null,
    ended_by: changes[i + 1] ? 'changed' : null,
  }))
}

const care = (started: string, row: Row = {}): Row => ({
  started_looked_after: started,
  date_of_birth: '2014-06-15',
  placement_start: started,
  placement_type: 'U6',
  legal_status: 'V2',
  legal_status_start: started,
  ...row,
})
const plan = (started: string, row: Row = {}): Row => ({
  plan_start_date: started,
  date_of_birth: '2014-06-15',
  ...row,
})
const leaver = (row: Row): Row => ({
  eligibility: 'FORMER_RELEVANT',
  in_touch: 'YES',
  date_of_birth: '2006-02-10',
  ...row,
})
const adopted = (row: Row): Row => ({ entered_care: '2024-01-10', adoption_decision: '2024-06-01', ...row })

const assessmentCases: readonly TimescaleCase[] = [
  [
    'assessment-45',
    'runs from the referral and not from the start',
    {
      referral: { date_of_referral: '2025-12-01', referral_nfa: 'N' },
      assessment: { assessment_start_date: '2025-12-08', authorisation_date: '2026-02-05' },
    },
    [['2025-12-01', '2026-02-05', '2026-02-05', 'met', 0]],
  ],
  [
    'assessment-45',
    'a day after the due day is late',
    {
      referral: { date_of_referral: '2025-12-01', referral_nfa: 'N' },
      assessment: { assessment_start_date: '2025-12-01', authorisation_date: '2026-02-06' },
    },
    [['2025-12-01', '2026-02-05', '2026-02-06', 'met late', 1]],
  ],
  [
    'assessment-45',
    'the newest referral up to the start is taken',
    {
      referral: [
        { date_of_referral: '2026-02-02', referral_nfa: 'N' },
        { date_of_referral: '2026-02-20', referral_nfa: 'N' },
        { date_of_referral: '2026-02-25', referral_nfa: 'N' },
      ],
      assessment: { assessment_start_date: '2026-02-23' },
    },
    [['2026-02-20', '2026-04-28', null, 'not due', 0]],
  ],
  [
    'assessment-45',
    'a referral that needed no further action led to no assessment',
    {
      referral: [
        { date_of_referral: '2026-02-02', referral_nfa: 'N' },
        { date_of_referral: '2026-02-20', referral_nfa: 'Y' },
      ],
      assessment: { assessment_start_date: '2026-02-23' },
    },
    [['2026-02-02', '2026-04-08', null, 'due', 0]],
  ],
  [
    'assessment-45',
    'a referral 31 days before is taken',
    {
      referral: { date_of_referral: '2026-01-01', referral_nfa: 'N' },
      assessment: { assessment_start_date: '2026-02-01', authorisation_date: '2026-02-27' },
    },
    [['2026-01-01', '2026-03-05', '2026-02-27', 'met', 0]],
  ],
  [
    'assessment-45',
    'a referral 32 days before is another matter, so the start counts',
    {
      referral: { date_of_referral: '2025-12-31', referral_nfa: 'N' },
      assessment: { assessment_start_date: '2026-02-01', authorisation_date: '2026-02-27' },
    },
    [['2026-02-01', '2026-04-07', '2026-02-27', 'met', 0]],
  ],
  [
    'assessment-45',
    'an open one is overdue the day after its due day',
    { assessment: { assessment_start_date: '2026-01-26' } },
    [['2026-01-26', '2026-03-30', null, 'overdue', 1]],
  ],
  [
    'assessment-45',
    'the closing of the case closes an open one',
    {
      assessment: { assessment_start_date: '2026-01-05' },
      child_in_need: { cin_start_date: '2026-01-05', cin_closure_date: '2026-02-01', case_status: 'CLOSED' },
    },
    [['2026-01-05', '2026-03-09', null, 'not applicable', 0]],
  ],
  [
    'assessment-45',
    'the closing of an earlier case closes nothing',
    {
      assessment: { assessment_start_date: '2026-01-26' },
      child_in_need: { cin_start_date: '2025-01-05', cin_closure_date: '2025-02-01', case_status: 'CLOSED' },
    },
    [['2026-01-26', '2026-03-30', null, 'overdue', 1]],
  ],
  [
    'assessment-45',
    'one authorised before it began is unknown',
    { assessment: { assessment_start_date: '2026-01-26', authorisation_date: '2026-01-02' } },
    [['2026-01-26', null, '2026-01-02', 'unknown', 0]],
  ],
  [
    'assessment-45',
    'one without a start is unknown',
    { assessment: { authorisation_date: '2026-01-02' } },
    [[null, null, '2026-01-02', 'unknown', 0]],
  ],
  [
    'assessment-45',
    'one from before the bank-holiday table is unknown',
    { assessment: { assessment_start_date: '2014-12-01', authorisation_date: '2015-01-20' } },
    [['2014-12-01', null, '2015-01-20', 'unknown', 0]],
  ],
  [
    'assessment-45-from-start',
    'runs from the start whatever the referral',
    {
      referral: { date_of_referral: '2025-11-20', referral_nfa: 'N' },
      assessment: { assessment_start_date: '2025-12-01', authorisation_date: '2026-02-06' },
    },
    [['2025-12-01', '2026-02-05', '2026-02-06', 'met late', 1]],
  ],
]

const s47 = (row: Row): Tables => ({ section_47: { strategy_discussion_date: '2026-03-02', ...row } })

// biome-ignore format: one case a line
const protectionCases: readonly TimescaleCase[] = [
  ['s47-to-icpc', 'held on the fifteenth working day is met', s47({ icpc_date: '2026-03-23', icpc_not_required: 'N' }), [['2026-03-02', '2026-03-23', '2026-03-23', 'met', 0]]],
  ['s47-to-icpc', 'held the day after is late', s47({ icpc_date: '2026-03-24', icpc_not_required: 'N' }), [['2026-03-02', '2026-03-23', '2026-03-24', 'met late', 1]]],
  ['s47-to-icpc', 'without a conference and without a word on it, it runs', s47({}), [['2026-03-02', '2026-03-23', null, 'overdue', 8]]],
  ['s47-to-icpc', 'a conference that is not needed is not applicable', s47({ icpc_not_required: 'Y' }), [['2026-03-02', '2026-03-23', null, 'not applicable', 0]]],
  ['s47-to-icpc', 'a conference that was held counts whatever the flag says', s47({ icpc_not_required: 'Y', icpc_date: '2026-03-20' }), [['2026-03-02', '2026-03-23', '2026-03-20', 'met', 0]]],
  ['s47-to-icpc', 'a conference booked for later is not yet held', s47({ icpc_date: '2026-04-02' }), [['2026-03-02', '2026-03-23', '2026-04-02', 'overdue', 8]]],
  ['s47-to-icpc', 'a weekend start is day 0', s47({ strategy_discussion_date: '2026-02-28', icpc_date: '2026-03-20' }), [['2026-02-28', '2026-03-20', '2026-03-20', 'met', 0]]],
  ['s47-to-icpc', 'without a start it is unknown', { section_47: { icpc_date: '2026-03-20' } }, [[null, null, '2026-03-20', 'unknown', 0]]],

  ['rcpc-first', 'three months from 30 November end with February', { protection_plan: plan('2025-11-30', { latest_review_conference: '2026-02-28' }) }, [['2025-11-30', '2026-02-28', '2026-02-28', 'met', 0]]],
  ['rcpc-first', 'the day after is late', { protection_plan: plan('2025-11-30', { latest_review_conference: '2026-03-01' }) }, [['2025-11-30', '2026-02-28', '2026-03-01', 'met late', 1]]],
  ['rcpc-first', 'a review on the day of the start is the initial conference', { protection_plan: plan('2025-12-31', { latest_review_conference: '2025-12-31' }) }, [['2025-12-31', '2026-03-31', null, 'due', 0]]],
  ['rcpc-first', 'a review before the plan is a mistake', { protection_plan: plan('2025-12-31', { latest_review_conference: '2025-12-30' }) }, [['2025-12-31', null, '2025-12-30', 'unknown', 0]]],
  ['rcpc-first', 'the end of the plan closes it', { protection_plan: plan('2025-12-31', { plan_end_date: '2026-02-01' }) }, [['2025-12-31', '2026-03-31', null, 'not applicable', 0]]],
  ['rcpc-first', 'an end before the start is unknown', { protection_plan: plan('2025-12-31', { plan_end_date: '2025-11-01' }) }, [['2025-12-31', null, null, 'unknown', 0]]],
  ['rcpc-first', 'a latest review long after the due day may hide the first', { protection_plan: plan('2025-04-10', { latest_review_conference: '2026-01-10' }) }, [['2025-04-10', '2025-07-10', '2026-01-10', 'unknown', 0]]],
  ['rcpc-first', 'of a plan from before the first extract that is not applicable', { protection_plan: plan('2025-01-10', { latest_review_conference: '2026-01-10' }) }, [['2025-01-10', '2025-04-10', '2026-01-10', 'not applicable', 0]]],
  [
    'rcpc-first',
    'extracts without a review after the due day show that it was late',
    { protection_plan: versions(plan('2025-05-10'), ['2025-05-31', {}], ['2026-02-28', { latest_review_conference: '2026-02-10' }]) },
    [['2025-05-10', '2025-08-10', '2026-02-10', 'met late', 184]],
  ],
  ['rcpc-next', 'the latest review starts six months', { protection_plan: plan('2025-06-30', { latest_review_conference: '2025-09-30' }) }, [['2025-09-30', '2026-03-30', null, 'overdue', 1]]],
  [
    'rcpc-next',
    'reviews seen one after another are judged in pairs',
    { protection_plan: versions(plan('2025-03-01'), ['2025-05-31', { latest_review_conference: '2025-05-20' }], ['2025-11-30', { latest_review_conference: '2025-11-21' }]) },
    [
      ['2025-05-20', '2025-11-20', '2025-11-21', 'met late', 1],
      ['2025-11-21', '2026-05-21', null, 'not due', 0],
    ],
  ],
  [
    'rcpc-next',
    'a date that a later extract took back is no review',
    { protection_plan: versions(plan('2025-03-01'), ['2025-06-30', { latest_review_conference: '2025-06-20' }], ['2025-07-31', { latest_review_conference: '2025-05-20' }]) },
    [['2025-05-20', '2025-11-20', null, 'overdue', 131]],
  ],
  ['cp-visit', 'ten working days from the last visit, due on the day', { protection_plan: plan('2025-12-01', { last_statutory_visit: '2026-03-17' }) }, [['2026-03-17', '2026-03-31', null, 'due', 0]]],
  ['cp-visit', 'overdue the day after', { protection_plan: plan('2025-12-01', { last_statutory_visit: '2026-03-16' }) }, [['2026-03-16', '2026-03-30', null, 'overdue', 1]]],
  ['cp-visit', 'Easter does not count', { protection_plan: plan('2025-12-01', { last_statutory_visit: '2026-03-27' }) }, [['2026-03-27', '2026-04-14', null, 'not due', 0]]],
  ['cp-visit', 'a visit before the plan starts no clock', { protection_plan: plan('2026-03-20', { last_statutory_visit: '2026-03-19' }) }, []],
  ['cp-visit', 'the end of the plan closes it', { protection_plan: plan('2025-12-01', { last_statutory_visit: '2026-03-02', plan_end_date: '2026-03-10' }) }, [['2026-03-02', '2026-03-16', null, 'not applicable', 0]]],
  ['cp-visit', 'what was overdue when the plan ended stays so as of that day', { protection_plan: plan('2025-12-01', { last_statutory_visit: '2026-02-02', plan_end_date: '2026-03-10' }) }, [['2026-02-02', '2026-02-16', null, 'overdue', 22]]],
  ['cp-visit', 'the eighteenth birthday closes it', { protection_plan: plan('2025-12-01', { last_statutory_visit: '2026-03-02', date_of_birth: '2008-03-10' }) }, [['2026-03-02', '2026-03-16', null, 'not applicable', 0]]],
  ['cp-visit', 'a birth long before any childhood is a mistake and closes nothing', { protection_plan: plan('2025-12-01', { last_statutory_visit: '2026-03-16', date_of_birth: '1900-01-01' }) }, [['2026-03-16', '2026-03-30', null, 'overdue', 1]]],
  ['cp-visit-first', 'a visit on the day of the start meets it', { protection_plan: plan('2026-03-02', { last_statutory_visit: '2026-03-02' }) }, [['2026-03-02', '2026-03-16', '2026-03-02', 'met', 0]]],
  ['cp-visit-first', 'none yet, and a visit before the plan does not count', { protection_plan: plan('2026-03-02', { last_statutory_visit: '2026-02-27' }) }, [['2026-03-02', '2026-03-16', null, 'overdue', 15]]],
  ['cp-visit-first', 'a later latest visit may hide it', { protection_plan: plan('2026-01-05', { last_statutory_visit: '2026-03-27' }) }, [['2026-01-05', '2026-01-19', '2026-03-27', 'unknown', 0]]],
  ['prebirth-conference', 'ten days from the birth', { protection_plan: plan('2026-01-05', { date_of_birth: '2026-03-01', latest_review_conference: '2026-03-11' }) }, [['2026-03-01', '2026-03-11', '2026-03-11', 'met', 0]]],
  ['prebirth-conference', 'a review before the birth does not meet it', { protection_plan: plan('2026-01-05', { date_of_birth: '2026-03-20', latest_review_conference: '2026-03-11' }) }, [['2026-03-20', '2026-03-30', null, 'overdue', 1]]],
  ['prebirth-conference', 'a child born before the plan is not meant', { protection_plan: plan('2026-01-05') }, []],
  ['prebirth-conference', 'a child not yet born is not meant yet', { protection_plan: plan('2026-01-05', { date_of_birth: '2026-04-20' }) }, []],
  ['cin-visit', 'twenty working days from the day the child was last seen', { child_in_need: { cin_start_date: '2025-12-01', date_last_seen: '2026-03-02', case_status: 'CIN' } }, [['2026-03-02', '2026-03-30', null, 'overdue', 1]]],
  ['cin-visit', 'from the start where the child was not seen since', { child_in_need: { cin_start_date: '2026-03-03', date_last_seen: '2026-02-02', case_status: 'CIN' } }, [['2026-03-03', '2026-03-31', null, 'due', 0]]],
  ['cin-visit', 'children on other plans are not meant', { child_in_need: { cin_start_date: '2025-12-01', date_last_seen: '2026-03-02', case_status: 'CPP' } }, []],
  ['cin-visit', 'closed cases are not meant', { child_in_need: { cin_start_date: '2025-12-01', cin_closure_date: '2026-03-01', case_status: 'CIN' } }, []],
  ['cin-visit', 'neither date is unknown', { child_in_need: { case_status: 'CIN' } }, [[null, null, null, 'unknown', 0]]],
  ['cin-visit', 'seen after the day of the extract is unknown', { child_in_need: { cin_start_date: '2025-12-01', date_last_seen: '2026-12-02', case_status: 'CIN' } }, [['2026-12-02', null, null, 'unknown', 0]]],
]

const visited = (started: string, visit: string | null, row: Row = {}): Tables => ({
  looked_after: care(started, { last_social_work_visit: visit, ...row }),
})

// biome-ignore format: one case a line
const careVisitCases: readonly TimescaleCase[] = [
  ['lac-visit-first', 'the seventh day is in time', visited('2026-03-02', '2026-03-09'), [['2026-03-02', '2026-03-09', '2026-03-09', 'met', 0]]],
  ['lac-visit-first', 'none by the eighth day is overdue', visited('2026-03-23', null), [['2026-03-23', '2026-03-30', null, 'overdue', 1]]],
  ['lac-visit-first', 'a visit before the move does not count', visited('2025-06-02', '2026-03-19', { placement_start: '2026-03-20' }), [['2026-03-20', '2026-03-27', null, 'overdue', 4]]],
  ['lac-visit-first', 'a temporary placement has none', visited('2026-03-02', null, { placement_type: 'T4' }), []],
  ['lac-visit-first', 'without a placement there is no start', visited('2026-03-02', '2026-03-03', { placement_start: null }), [[null, null, null, 'unknown', 0]]],
  ['lac-visit-first', 'short breaks are not meant', visited('2026-03-02', null, { legal_status: 'V4' }), []],
  [
    'lac-visit-first',
    'each placement seen has its own, and a move closes the one before',
    { looked_after: versions(care('2025-12-29'), ['2025-12-31', {}], ['2026-01-31', { placement_start: '2026-01-02', last_social_work_visit: '2026-01-08' }]) },
    [
      ['2025-12-29', '2026-01-05', null, 'not applicable', 0],
      ['2026-01-02', '2026-01-09', '2026-01-08', 'met', 0],
    ],
  ],
  ['lac-visit-6w', 'six weeks from the last visit', visited('2025-12-01', '2026-02-16'), [['2026-02-16', '2026-03-30', null, 'overdue', 1]]],
  ['lac-visit-6w', 'leaving care closes it', visited('2025-12-01', '2026-02-16', { ceased_looked_after: '2026-03-01' }), [['2026-02-16', '2026-03-30', null, 'not applicable', 0]]],
  ['lac-visit-6w', 'over a year in a placement not meant to last stays at six weeks', visited('2024-12-01', '2026-02-16'), [['2026-02-16', '2026-03-30', null, 'overdue', 1]]],
  ['lac-visit-6w', 'a placement meant to last is at three months after a year', visited('2024-12-01', '2026-02-16', { placement_type: 'U4' }), []],
  ['lac-visit-6w', 'and at six weeks before', visited('2025-12-01', '2026-02-16', { placement_type: 'U4' }), [['2026-02-16', '2026-03-30', null, 'overdue', 1]]],
  [
    'lac-visit-6w',
    'visits seen one after another are judged in pairs',
    {
      looked_after: versions(
        care('2025-10-01'),
        ['2025-10-31', { last_social_work_visit: '2025-10-07' }],
        ['2025-11-30', { last_social_work_visit: '2025-11-18' }],
        ['2026-01-31', { last_social_work_visit: '2026-01-20' }],
        ['2026-03-31', { last_social_work_visit: '2026-03-10' }],
      ),
    },
    [
      ['2025-10-07', '2025-11-18', '2025-11-18', 'met', 0],
      // the extract of 31 December still showed the visit of 18 November, due again on the 30th
      ['2025-11-18', '2025-12-30', '2026-01-20', 'met late', 21],
      // the extract of 28 February showed none since, and one may hide between it and 3 March
      ['2026-01-20', '2026-03-03', '2026-03-10', 'unknown', 0],
      ['2026-03-10', '2026-04-21', null, 'not due', 0],
    ],
  ],
  ['lac-visit-3m', 'three months, after a year in a long-term placement', visited('2024-12-01', '2025-12-30', { placement_type: 'U1' }), [['2025-12-30', '2026-03-30', null, 'overdue', 1]]],
  ['lac-visit-3m', 'a permanence plan of long-term fostering stands for it too', visited('2024-12-01', '2025-12-31', { permanence_plan: 'LTFOST' }), [['2025-12-31', '2026-03-31', null, 'due', 0]]],
  ['lac-visit-3m', 'the anniversary itself is after the first year', visited('2025-02-16', '2026-02-16', { placement_type: 'U4' }), [['2026-02-16', '2026-05-16', null, 'not due', 0]]],
  ['lac-visit-6m', 'the longest gap, for foster placements alone', visited('2024-06-01', '2025-09-30', { placement_type: 'U1' }), [['2025-09-30', '2026-03-30', null, 'overdue', 1]]],
  ['lac-visit-6m', 'not for a children’s home', visited('2024-06-01', '2025-09-30', { placement_type: 'K2', permanence_plan: 'LTFOST' }), []],
  ['lac-visit-parents-ico', 'every week before the first review', visited('2026-02-02', '2026-03-23', { placement_type: 'P1', legal_status: 'C1' }), [['2026-03-23', '2026-03-30', null, 'overdue', 1]]],
  ['lac-visit-parents-ico', 'every four weeks after it', visited('2026-02-02', '2026-03-23', { placement_type: 'P1', legal_status: 'C1', latest_review: '2026-03-02' }), [['2026-03-23', '2026-04-20', null, 'not due', 0]]],
  ['lac-visit-6w', 'is not for parents under an interim order', visited('2026-02-02', '2026-02-10', { placement_type: 'P1', legal_status: 'C1' }), []],
  ['lac-visit-parents-care-order', 'a week from the order, then six weeks', visited('2026-02-02', '2026-02-09', { placement_type: 'P1', legal_status: 'C2' }), [['2026-02-02', '2026-02-09', '2026-02-09', 'met', 0], ['2026-02-09', '2026-03-23', null, 'overdue', 8]]],
  ['lac-visit-parents-care-order', 'no visit since the order', visited('2026-03-23', null, { placement_type: 'P1', legal_status: 'C2' }), [['2026-03-23', '2026-03-30', null, 'overdue', 1]]],
]

const reviewed = (started: string, review: string | null, row: Row = {}): Tables => ({
  looked_after: care(started, { latest_review: review, ...row }),
})

// biome-ignore format: one case a line
const careReviewCases: readonly TimescaleCase[] = [
  ['lac-review-1', 'the twentieth working day is in time', reviewed('2026-01-02', '2026-01-30'), [['2026-01-02', '2026-01-30', '2026-01-30', 'met', 0]]],
  ['lac-review-1', 'the day after is late', reviewed('2026-01-02', '2026-01-31'), [['2026-01-02', '2026-01-30', '2026-01-31', 'met late', 1]]],
  ['lac-review-1', 'six weeks after the due day it is still the first', reviewed('2026-01-02', '2026-03-13'), [['2026-01-02', '2026-01-30', '2026-03-13', 'met late', 42]]],
  ['lac-review-1', 'longer after it may be the second', reviewed('2026-01-02', '2026-03-14'), [['2026-01-02', '2026-01-30', '2026-03-14', 'unknown', 0]]],
  [
    'lac-review-1',
    'the earliest review of a child long in care is not the first, however many followed it',
    { looked_after: versions(care('2023-01-02'), ['2025-03-31', { latest_review: '2025-02-10' }], ['2025-08-31', { latest_review: '2025-08-05' }]) },
    [['2023-01-02', '2023-01-30', '2025-02-10', 'not applicable', 0]],
  ],
  [
    'lac-review-1',
    'a review that one extract left out proves nothing about the time before',
    { looked_after: versions(care('2023-01-02'), ['2025-03-31', {}], ['2025-04-30', { latest_review: '2025-02-10' }]) },
    [['2023-01-02', '2023-01-30', '2025-02-10', 'not applicable', 0]],
  ],
  [
    'lac-review-1',
    'an extract that did not yet have the child proves nothing either',
    { looked_after: versions(care('2025-04-07'), ['2025-12-31', { latest_review: '2025-12-30' }]) },
    [['2025-04-07', '2025-05-08', '2025-12-30', 'unknown', 0]],
  ],
  ['lac-review-1', 'none yet', reviewed('2026-03-02', null), [['2026-03-02', '2026-03-30', null, 'overdue', 1]]],
  ['lac-review-1', 'leaving care first closes it', reviewed('2026-03-02', null, { ceased_looked_after: '2026-03-09' }), [['2026-03-02', '2026-03-30', null, 'not applicable', 0]]],
  ['lac-review-1', 'a review before care is a mistake', reviewed('2026-03-02', '2026-02-02'), [['2026-03-02', null, '2026-02-02', 'unknown', 0]]],
  ['lac-review-2', 'three months after the first', reviewed('2025-12-02', '2025-12-30'), [['2025-12-30', '2026-03-30', null, 'overdue', 1]]],
  ['lac-review-2', 'is not asked of a later review', reviewed('2024-12-02', '2025-12-30'), []],
  ['lac-review-next', 'six months after the latest of an older period of care', reviewed('2024-12-02', '2025-09-30'), [['2025-09-30', '2026-03-30', null, 'overdue', 1]]],
  ['lac-review-next', 'is not asked after the first', reviewed('2025-12-02', '2025-12-30'), []],
  [
    'lac-review-2',
    'first, second and third review are told apart over the extracts',
    {
      looked_after: versions(
        care('2025-06-02'),
        ['2025-06-30', { latest_review: '2025-06-27' }],
        ['2025-09-30', { latest_review: '2025-09-28' }],
        ['2026-03-31', { latest_review: '2026-03-20' }],
      ),
    },
    [['2025-06-27', '2025-09-27', '2025-09-28', 'met late', 1]],
  ],
  [
    'lac-review-next',
    'and the third is six months after the second',
    {
      looked_after: versions(
        care('2025-06-02'),
        ['2025-06-30', { latest_review: '2025-06-27' }],
        ['2025-09-30', { latest_review: '2025-09-28' }],
        ['2026-03-31', { latest_review: '2026-03-20' }],
      ),
    },
    [
      ['2025-09-28', '2026-03-28', '2026-03-20', 'met', 0],
      ['2026-03-20', '2026-09-20', null, 'not due', 0],
    ],
  ],
  ['lac-review-next', 'a placement for adoption ends it', reviewed('2024-12-02', '2025-09-30', { placement_type: 'A5', placement_start: '2025-12-01' }), [['2025-09-30', '2026-03-30', null, 'not applicable', 0]]],
  ['adoption-review-1', 'four weeks after placement', reviewed('2024-12-02', '2026-01-05', { placement_type: 'A5', placement_start: '2025-12-08' }), [['2025-12-08', '2026-01-05', '2026-01-05', 'met', 0]]],
  ['adoption-review-1', 'a review before the placement does not count', reviewed('2024-12-02', '2025-12-01', { placement_type: 'A5', placement_start: '2026-03-02' }), [['2026-03-02', '2026-03-30', null, 'overdue', 1]]],
  ['adoption-review-next', 'three months after the first', reviewed('2024-12-02', '2025-12-30', { placement_type: 'A5', placement_start: '2025-12-08' }), [['2025-12-30', '2026-03-30', null, 'overdue', 1]]],
  ['adoption-visit', 'every week from the last visit', reviewed('2024-12-02', null, { placement_type: 'A5', placement_start: '2026-03-02', last_social_work_visit: '2026-03-23' }), [['2026-03-23', '2026-03-30', null, 'overdue', 1]]],
  ['adoption-visit', 'until the first review', reviewed('2024-12-02', '2026-03-20', { placement_type: 'A5', placement_start: '2026-03-02', last_social_work_visit: '2026-03-19' }), [['2026-03-19', '2026-03-26', null, 'not applicable', 0]]],
  ['permanence-plan', 'none by the due day', { looked_after: care('2025-11-30') }, [['2025-11-30', '2026-03-30', null, 'overdue', 1]]],
  ['permanence-plan', 'met by the day of the first extract that has it', { looked_after: versions(care('2025-10-01'), ['2025-10-31', {}], ['2026-01-31', { permanence_plan: 'RETURN' }]) }, [['2025-10-01', '2026-02-01', '2026-01-31', 'met', 0]]],
  ['permanence-plan', 'late when an extract after the due day had none', { looked_after: versions(care('2025-10-01'), ['2025-10-31', {}], ['2026-03-31', { permanence_plan: 'RETURN' }]) }, [['2025-10-01', '2026-02-01', '2026-03-31', 'met late', 58]]],
  ['permanence-plan', 'a first extract after the due day does not show it', { looked_after: care('2024-10-01', { permanence_plan: 'RETURN' }) }, [['2024-10-01', '2025-02-01', '2026-03-31', 'not applicable', 0]]],
]

const health = (started: string, assessed: string | null, row: Row = {}): Tables => ({
  looked_after: care(started, { last_health_assessment: assessed, ...row }),
})

// biome-ignore format: one case a line
const healthCases: readonly TimescaleCase[] = [
  ['iha', 'the twentieth working day is in time', health('2026-01-02', '2026-01-30'), [['2026-01-02', '2026-01-30', '2026-01-30', 'met', 0]]],
  ['iha', 'the day after is late', health('2026-01-02', '2026-01-31'), [['2026-01-02', '2026-01-30', '2026-01-31', 'met late', 1]]],
  ['iha', 'three months before care, to the day, is recent enough', health('2026-01-02', '2025-10-02'), [['2026-01-02', '2026-01-30', null, 'not applicable', 0]]],
  ['iha', 'a day longer before is not', health('2026-01-02', '2025-10-01'), [['2026-01-02', '2026-01-30', null, 'overdue', 60]]],
  ['rha-under-5', 'six months while still under five on that day', health('2025-01-02', '2025-09-30', { date_of_birth: '2021-03-31' }), [['2025-09-30', '2026-03-30', null, 'overdue', 1]]],
  ['rha-under-5', 'not where the fifth birthday falls on that day', health('2025-01-02', '2025-09-30', { date_of_birth: '2021-03-30' }), []],
  ['rha-5-plus', 'there it is twelve months', health('2025-01-02', '2025-09-30', { date_of_birth: '2021-03-30' }), [['2025-09-30', '2026-09-30', null, 'not due', 0]]],
  ['rha-5-plus', 'twelve months from the leap day end on 28 February', health('2023-01-02', '2024-02-29', { ceased_looked_after: '2025-02-27' }), [['2024-02-29', '2025-02-28', null, 'not applicable', 0]]],
  ['rha-5-plus', 'without a date of birth it is unknown', health('2025-01-02', '2025-09-30', { date_of_birth: null }), [['2025-09-30', null, null, 'unknown', 0]]],
  ['rha-5-plus', 'a birth after the assessment is unknown', health('2025-01-02', '2025-09-30', { date_of_birth: '2025-10-30' }), [['2025-09-30', null, null, 'unknown', 0]]],
  ['rha-under-5', 'and not a child under five', health('2025-01-02', '2025-09-30', { date_of_birth: '2025-10-30' }), []],
  ['dental', 'twelve months from the last check', { looked_after: care('2024-01-02', { last_dental_check: '2025-03-30' }) }, [['2024-01-02', '2025-01-02', '2025-03-30', 'met late', 87], ['2025-03-30', '2026-03-30', null, 'overdue', 1]]],
  ['dental', 'from coming into care where there was none', { looked_after: care('2025-03-31') }, [['2025-03-31', '2026-03-31', null, 'due', 0]]],
  ['dental', 'a check in the year before care counts', { looked_after: care('2025-10-01', { last_dental_check: '2025-05-01' }) }, [['2025-05-01', '2026-05-01', null, 'not due', 0]]],
  ['police-protection', 'three days, by leaving care', { looked_after: care('2026-03-02', { legal_status: 'L1', ceased_looked_after: '2026-03-05' }) }, [['2026-03-02', '2026-03-05', '2026-03-05', 'met', 0]]],
  ['police-protection', 'still running on the fourth day', { looked_after: care('2026-03-27', { legal_status: 'L1' }) }, [['2026-03-27', '2026-03-30', null, 'overdue', 1]]],
  [
    'epo',
    'eight days, by another legal status',
    { looked_after: versions(care('2026-01-20', { legal_status: 'L2' }), ['2026-01-31', {}], ['2026-02-28', { legal_status: 'C1', legal_status_start: '2026-01-28' }]) },
    [['2026-01-20', '2026-01-28', '2026-01-28', 'met', 0]],
  ],
  ['child-assessment-order', 'seven days', { looked_after: care('2026-03-23', { legal_status: 'L3' }) }, [['2026-03-23', '2026-03-30', null, 'overdue', 1]]],
  ['care-proceedings', '26 weeks from the interim order', { looked_after: care('2025-09-01', { legal_status: 'C1', legal_status_start: '2025-09-29' }) }, [['2025-09-29', '2026-03-30', null, 'overdue', 1]]],
  ['care-proceedings', 'a renewed interim order does not start it again', { looked_after: versions(care('2025-06-02', { legal_status: 'C1' }), ['2025-06-30', {}], ['2025-10-31', { legal_status_start: '2025-10-01' }], ['2026-02-28', { legal_status: 'C2', legal_status_start: '2026-02-02' }]) }, [['2025-06-02', '2025-12-01', '2026-02-02', 'met late', 63]]],
  ['rhi', 'declined', { looked_after: care('2025-06-02', { missing_episodes_12_months: 2, rhi_offered: 'Y', rhi_accepted: 'N' }) }, [[null, null, null, 'declined', 0]]],
  ['rhi', 'not offered', { looked_after: care('2025-06-02', { missing_episodes_12_months: 2, rhi_offered: 'N' }) }, [[null, null, null, 'unknown', 0]]],
  ['rhi', 'accepted, and the day is not known', { looked_after: care('2025-06-02', { missing_episodes_12_months: 2, rhi_offered: 'Y', rhi_accepted: 'Y' }) }, [[null, null, null, 'not applicable', 0]]],
  ['rhi', 'a child who was not missing needs none', { looked_after: care('2025-06-02', { missing_episodes_12_months: 0, rhi_offered: 'N' }) }, []],
]

// biome-ignore format: one case a line
const leaverCases: readonly TimescaleCase[] = [
  ['pathway-plan', 'three months from the sixteenth birthday', { looked_after: care('2024-01-02', { date_of_birth: '2009-12-30' }) }, [['2025-12-30', '2026-03-30', null, 'overdue', 1]]],
  ['pathway-plan', 'from thirteen weeks in care where that is later', { looked_after: care('2025-12-01', { date_of_birth: '2009-06-30' }) }, [['2026-03-02', '2026-06-02', null, 'not due', 0]]],
  ['pathway-plan', 'not before the sixteenth birthday', { looked_after: care('2024-01-02', { date_of_birth: '2010-04-01' }) }, []],
  ['pathway-plan', 'a plan made before it had to be is met', { looked_after: care('2024-01-02', { date_of_birth: '2009-12-30' }), care_leaver: leaver({ eligibility: 'ELIGIBLE', date_of_birth: '2009-12-30', pathway_plan_review: '2025-11-01' }) }, [['2025-12-30', '2026-03-30', '2025-12-30', 'met', 0]]],
  ['pathway-plan', 'care leavers over 18 are not meant', { care_leaver: leaver({}) }, []],
  ['pathway-plan', 'without a date of birth it is unknown', { care_leaver: leaver({ eligibility: 'RELEVANT', date_of_birth: null }) }, [[null, null, null, 'unknown', 0]]],
  ['pathway-review', 'six months from the last review', { care_leaver: leaver({ pathway_plan_review: '2025-09-30' }) }, [['2025-09-30', '2026-03-30', null, 'overdue', 1]]],
  ['pathway-review', 'none known of a former relevant young person is unknown', { care_leaver: leaver({}) }, [[null, null, null, 'unknown', 0]]],
  ['pathway-review', 'an eligible young person without one is under the plan', { care_leaver: leaver({ eligibility: 'ELIGIBLE' }) }, []],
  ['pathway-review', 'qualifying young people have none', { care_leaver: leaver({ eligibility: 'QUALIFYING', pathway_plan_review: '2025-09-30' }) }, []],
  ['pathway-review', 'pairs over the extracts', { care_leaver: versions(leaver({}), ['2025-04-30', { pathway_plan_review: '2025-04-20' }], ['2025-10-31', { pathway_plan_review: '2025-10-20' }]) }, [['2025-04-20', '2025-10-20', '2025-10-20', 'met', 0], ['2025-10-20', '2026-04-20', null, 'not due', 0]]],
  ['pa-contact', 'eight weeks from the last contact', { care_leaver: leaver({ latest_contact: '2026-02-02' }) }, [['2026-02-02', '2026-03-30', null, 'overdue', 1]]],
  ['pa-contact', 'a young person who refuses is declined', { care_leaver: leaver({ latest_contact: '2025-02-02', in_touch: 'REFU' }) }, [['2025-02-02', '2025-03-30', null, 'declined', 0]]],
  ['pa-contact', 'one who needs no services any more is not meant', { care_leaver: leaver({ latest_contact: '2025-02-02', in_touch: 'NREQ' }) }, [['2025-02-02', '2025-03-30', null, 'not applicable', 0]]],
  ['pa-contact', 'one out of touch is still due', { care_leaver: leaver({ latest_contact: '2026-02-02', in_touch: 'NO' }) }, [['2026-02-02', '2026-03-30', null, 'overdue', 1]]],
  ['pa-contact', 'eligible young people are still in care', { care_leaver: leaver({ latest_contact: '2026-02-02', eligibility: 'ELIGIBLE' }) }, []],
  ['care-leaver-birthday', 'from three months before to a month after', { care_leaver: leaver({ latest_contact: '2025-11-10' }) }, [['2025-11-10', '2026-03-10', '2025-11-10', 'met', 0]]],
  ['care-leaver-birthday', 'a contact the day before the window does not count', { care_leaver: leaver({ latest_contact: '2025-11-09' }) }, [['2025-11-10', '2026-03-10', null, 'overdue', 21]]],
  ['care-leaver-birthday', 'the 22nd is not asked for', { care_leaver: leaver({ date_of_birth: '2004-02-10' }) }, []],
  ['adoption-a1', '426 days from entry to placement', { adoption: adopted({ placed: '2025-03-11' }) }, [['2024-01-10', '2025-03-11', '2025-03-11', 'met', 0]]],
  ['adoption-a1', 'a decision that was reversed closes it', { adoption: adopted({ decision_reversed: '2025-01-01' }) }, [['2024-01-10', '2025-03-11', null, 'not applicable', 0]]],
  ['adoption-a10', 'a placement with foster carers who may adopt counts', { adoption: adopted({ ffa_placement: '2024-03-01', placed: '2025-06-01' }) }, [['2024-01-10', '2025-03-11', '2024-03-01', 'met', 0]]],
  ['adoption-a2', '121 days from order to match', { adoption: adopted({ placement_order: '2024-10-01', matched: '2025-01-31' }) }, [['2024-10-01', '2025-01-30', '2025-01-31', 'met late', 1]]],
  ['adoption-a2', 'without an order there is no start', { adoption: adopted({ matched: '2025-01-31' }) }, []],
  ['adoption-review-waiting', 'three months from the order', { adoption: adopted({ placement_order: '2025-12-30' }) }, [['2025-12-30', '2026-03-30', null, 'overdue', 1]]],
  ['adoption-review-waiting', 'then six months from the review', { adoption: adopted({ placement_order: '2025-06-30' }), looked_after: care('2024-01-10', { latest_review: '2025-09-29' }) }, [['2025-09-29', '2026-03-29', null, 'overdue', 2]]],
  ['adoption-review-waiting', 'until the child is placed', { adoption: adopted({ placement_order: '2025-12-30', placed: '2026-03-01' }) }, [['2025-12-30', '2026-03-30', null, 'not applicable', 0]]],
  ['adopter-stage-1', 'two months', { adopter: { adopter_id: '', stage_1_start: '2025-12-31', stage_1_end: '2026-03-01' } }, [['2025-12-31', '2026-02-28', '2026-03-01', 'met late', 1]]],
  ['adopter-stage-1', 'leaving the process closes it', { adopter: { adopter_id: '', stage_1_start: '2026-01-31', left_process: '2026-03-01' } }, [['2026-01-31', '2026-03-31', null, 'not applicable', 0]]],
  ['adopter-stage-2', 'four months, by approval', { adopter: { adopter_id: '', stage_2_start: '2025-10-31', application_approved: '2026-02-28' } }, [['2025-10-31', '2026-02-28', '2026-02-28', 'met', 0]]],
]

export const timescaleCases = {
  assessments: assessmentCases,
  'protection and need': protectionCases,
  'visits to children in care': careVisitCases,
  'reviews of care': careReviewCases,
  'health, orders and missing': healthCases,
  'care leavers and adoption': leaverCases,
} as const

export const cases: readonly TimescaleCase[] = Object.values(timescaleCases).flat()

/** All cases in one record, each with a child of its own. */
export function recordTables(): Record<string, Row[]> {
  const tables: Record<string, Row[]> = {
    extract_day: LISTS.flatMap((table_name) => MONTH_ENDS.map((as_at) => ({ table_name, as_at }))),
  }
  for (const each of cases) {
    for (const [table, rows] of Object.entries(each[2])) {
      const id = table === 'adopter' ? { adopter_id: childOf(each) } : { child_id: childOf(each) }
      tables[table] = [...(tables[table] ?? []), ...[rows].flat().map((row) => ({ ...row, ...id }))]
    }
  }
  return tables
}

/** The child, or adopter, of a case. */
export const childOf = (each: TimescaleCase): string => `case ${cases.indexOf(each)}`

/** What `obligation` says of a case, in the shape of what is expected. */
export async function obligationsOf(db: DuckDb, each: TimescaleCase): Promise<readonly (readonly unknown[])[]> {
  const rows = await db.rows<Record<string, unknown>>(
    `select started_on, due_on, met_on, state, days_over from obligation
    where timescale = $1 and child_id = $2 order by started_on, item_key`,
    [each[0], childOf(each)],
  )
  return rows.map((row) => Object.values(row))
}
