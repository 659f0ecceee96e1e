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
  ['rcpc-first', 'a review before the plan is a mistake', { protection_plan: plan('2025-12-31', { latest_review_conference: '2025-12-30' }) }, [['2025-12-31', null, null, 'unknown', 0]]],
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
  ['lac-review-1', 'a review before care is a mistake', reviewed('2026-03-02', '2026-02-02'), [['2026-03-02', null, null, 'unknown', 0]]],
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

const seen = (started: string, ...changes: readonly (readonly [knownFrom: string, Row])[]): Tables => ({
  looked_after: versions(care(started), ...changes),
})
const cared = (started: string, row: Row = {}): Tables => ({ looked_after: care(started, row) })
const planned = (started: string, row: Row = {}): Tables => ({ protection_plan: plan(started, row) })

/** An order that starts on 20 January 2026 and ends unseen a day after its due day, seen after it, or by another order. */
function orderEdges(
  timescale: string,
  legal_status: string,
  due: string,
  dayAfter: string,
  over: number,
): TimescaleCase[] {
  const from = '2026-01-20'
  const then = (legal_status_start: string, row: Row = {}): Tables => ({
    looked_after: versions(
      care(from, { legal_status }),
      ['2026-01-31', {}],
      ['2026-02-28', { legal_status: 'C1', legal_status_start, ...row }],
    ),
  })
  return [
    [
      timescale,
      'an end unseen, a day late, may hide an earlier one',
      then(dayAfter),
      [[from, due, dayAfter, 'unknown', 0]],
    ],
    [
      timescale,
      'seen running after its due day it is late',
      then('2026-02-05'),
      [[from, due, '2026-02-05', 'met late', over]],
    ],
    [
      timescale,
      'the next order ends it, though care goes on for a while',
      then('2026-01-22', { ceased_looked_after: '2026-02-10' }),
      [[from, due, '2026-01-22', 'met', 0]],
    ],
    [
      timescale,
      'the end of care ends it',
      { looked_after: care(from, { legal_status, ceased_looked_after: '2026-01-22' }) },
      [[from, due, '2026-01-22', 'met', 0]],
    ],
  ]
}

// biome-ignore format: one case a line
const orderEdgeCases: readonly TimescaleCase[] = [
  ...orderEdges('police-protection', 'L1', '2026-01-23', '2026-01-24', 13),
  ...orderEdges('epo', 'L2', '2026-01-28', '2026-01-29', 8),
  ...orderEdges('child-assessment-order', 'L3', '2026-01-27', '2026-01-28', 9),
  ['epo', 'in what are short breaks now none is looked for', { looked_after: versions(care('2026-01-20', { legal_status: 'L2' }), ['2026-01-31', {}], ['2026-02-28', { legal_status: 'V3', legal_status_start: '2026-02-10' }]) }, []],
  ['care-proceedings', 'the first order after the interim one ends them', { looked_after: versions(care('2025-06-02', { legal_status: 'C1' }), ['2025-06-30', {}], ['2025-11-30', { legal_status: 'C2', legal_status_start: '2025-11-10' }], ['2026-02-28', { legal_status: 'E1', legal_status_start: '2026-02-02' }]) }, [['2025-06-02', '2025-12-01', '2025-11-10', 'met', 0]]],
]

// biome-ignore format: one case a line
const visitEdgeCases: readonly TimescaleCase[] = [
  ['lac-visit-first', 'a visit on the day of the placement is the first', cared('2026-01-05', { last_social_work_visit: '2026-01-05' }), [['2026-01-05', '2026-01-12', '2026-01-05', 'met', 0]]],
  ['lac-visit-first', 'a visit the day after the due day that no extract proves the first', cared('2026-01-05', { last_social_work_visit: '2026-01-13', known_from: '2026-01-31' }), [['2026-01-05', '2026-01-12', '2026-01-13', 'unknown', 0]]],
  ['lac-visit-first', 'a visit after an extract that showed none after the due day', seen('2026-01-19', ['2026-01-31', {}], ['2026-02-28', { last_social_work_visit: '2026-02-03' }]), [['2026-01-19', '2026-01-26', '2026-02-03', 'met late', 8]]],
  ['lac-visit-first', 'the first of two visits', seen('2026-01-05', ['2026-01-31', { last_social_work_visit: '2026-01-10' }], ['2026-02-28', { last_social_work_visit: '2026-02-09' }]), [['2026-01-05', '2026-01-12', '2026-01-10', 'met', 0]]],
  ['lac-visit-first', 'what is proved of the second visit proves nothing of the first', seen('2026-01-05', ['2026-01-31', { last_social_work_visit: '2026-01-13' }], ['2026-02-28', { last_social_work_visit: '2026-02-20' }]), [['2026-01-05', '2026-01-12', '2026-01-13', 'unknown', 0]]],
  ['lac-visit-first', 'on the last day of care', cared('2026-01-05', { ceased_looked_after: '2026-01-09', last_social_work_visit: '2026-01-09' }), [['2026-01-05', '2026-01-12', '2026-01-09', 'met', 0]]],
  ['lac-visit-first', 'of a child whose birth date is not known', cared('2026-01-05', { date_of_birth: null, last_social_work_visit: '2026-01-08' }), [['2026-01-05', '2026-01-12', '2026-01-08', 'met', 0]]],
  ...['T0', 'T1', 'T2', 'T3', 'T4', 'A', 'A3', 'A4', 'A5', 'A6'].map((placement_type): TimescaleCase => ['lac-visit-first', `is not for placement ${placement_type}`, cared('2026-01-05', { placement_type }), []]),
  ['lac-visit-first', 'a child who was 18 on coming into care is in care', cared('2026-01-05', { date_of_birth: '2008-01-05', placement_start: null }), [[null, null, null, 'unknown', 0]]],
  ['lac-visit-6w', 'a visit on the day of the placement belongs to it', cared('2026-01-05', { last_social_work_visit: '2026-01-05' }), [['2026-01-05', '2026-02-16', null, 'overdue', 43]]],
  ['lac-visit-6w', 'a new placement closes it', seen('2025-11-03', ['2025-12-31', { last_social_work_visit: '2025-12-01' }], ['2026-01-31', { last_social_work_visit: '2025-12-01', placement_start: '2026-01-05' }]), [['2025-12-01', '2026-01-12', null, 'not applicable', 0]]],
  ['lac-visit-6w', 'where no placement is known', cared('2026-01-05', { placement_start: null, placement_type: null, last_social_work_visit: '2026-01-07' }), [['2026-01-07', '2026-02-18', null, 'overdue', 41]]],
  ['lac-visit-6w', 'where no legal status is known', cared('2026-01-05', { legal_status: null, legal_status_start: null, last_social_work_visit: '2026-01-07' }), [['2026-01-07', '2026-02-18', null, 'overdue', 41]]],
  ['lac-visit-6w', 'under a care order, unless placed with parents', cared('2026-01-05', { legal_status: 'C2', last_social_work_visit: '2026-01-07' }), [['2026-01-07', '2026-02-18', null, 'overdue', 41]]],
  ['lac-visit-6w', 'in the twelfth month of long-term fostering', cared('2025-02-02', { placement_type: 'U1', last_social_work_visit: '2026-01-10' }), [['2026-01-10', '2026-02-21', null, 'overdue', 38]]],
  ['lac-visit-6w', 'a day late and unseen', seen('2025-11-03', ['2025-12-31', { last_social_work_visit: '2025-12-01' }], ['2026-01-31', { last_social_work_visit: '2026-01-13' }]), [['2025-12-01', '2026-01-12', '2026-01-13', 'unknown', 0], ['2026-01-13', '2026-02-24', null, 'overdue', 35]]],
  ['lac-visit-3m', 'a day late and unseen', { looked_after: versions(care('2024-01-02', { placement_type: 'U1' }), ['2025-09-30', { last_social_work_visit: '2025-09-01' }], ['2025-12-31', { last_social_work_visit: '2025-12-02' }]) }, [['2025-09-01', '2025-12-01', '2025-12-02', 'unknown', 0], ['2025-12-02', '2026-03-02', null, 'overdue', 29]]],
  ['lac-visit-3m', 'seen unvisited after the due day', { looked_after: versions(care('2024-01-02', { placement_type: 'U1' }), ['2025-09-30', { last_social_work_visit: '2025-09-01' }], ['2026-01-31', { last_social_work_visit: '2026-01-10' }]) }, [['2025-09-01', '2025-12-01', '2026-01-10', 'met late', 40], ['2026-01-10', '2026-04-10', null, 'due', 0]]],
  ['lac-visit-6m', 'a day late and unseen', { looked_after: versions(care('2024-01-02', { placement_type: 'U4' }), ['2025-04-30', { last_social_work_visit: '2025-04-10' }], ['2025-10-31', { last_social_work_visit: '2025-10-11' }]) }, [['2025-04-10', '2025-10-10', '2025-10-11', 'unknown', 0], ['2025-10-11', '2026-04-11', null, 'due', 0]]],
  ['lac-visit-6m', 'seen unvisited after the due day', { looked_after: versions(care('2024-01-02', { placement_type: 'U1' }), ['2025-04-30', { last_social_work_visit: '2025-04-10' }], ['2025-11-30', { last_social_work_visit: '2025-11-05' }]) }, [['2025-04-10', '2025-10-10', '2025-11-05', 'met late', 26], ['2025-11-05', '2026-05-05', null, 'not due', 0]]],
  ...([['2025-11-03', '2026-04-07', 'due', 0], ['2025-11-02', '2026-03-17', 'overdue', 14], ['2026-03-10', '2026-04-07', 'due', 0], ['2026-03-11', '2026-03-17', 'overdue', 14]] as const).map(([latest_review, due, state, over]): TimescaleCase => ['lac-visit-parents-ico', `with a review on ${latest_review}`, cared('2025-10-01', { placement_type: 'P1', placement_start: '2025-11-03', legal_status: 'C1', latest_review, last_social_work_visit: '2026-03-10' }), [['2026-03-10', due, null, state, over]]]),
  ['lac-visit-parents-ico', 'two reviews make no two visits due', { looked_after: versions(care('2025-10-01', { placement_type: 'P1', legal_status: 'C1' }), ['2025-11-30', { latest_review: '2025-11-03' }], ['2026-03-31', { latest_review: '2026-02-02', last_social_work_visit: '2026-03-10' }]) }, [['2026-03-10', '2026-04-07', null, 'due', 0]]],
  ['lac-visit-parents-ico', 'is not for children placed elsewhere', cared('2025-10-01', { legal_status: 'C1', last_social_work_visit: '2026-03-10' }), []],
  ['lac-visit-parents-ico', 'an interim order on the day of the visit counts', cared('2025-11-03', { placement_type: 'P1', legal_status: 'C1', legal_status_start: '2026-03-10', last_social_work_visit: '2026-03-10' }), [['2026-03-10', '2026-03-17', null, 'overdue', 14]]],
  ['lac-visit-parents-care-order', 'a visit on the day of the order meets it', cared('2026-01-05', { placement_type: 'P1', legal_status: 'C2', last_social_work_visit: '2026-01-05' }), [['2026-01-05', '2026-02-16', null, 'overdue', 43], ['2026-01-05', '2026-01-12', '2026-01-05', 'met', 0]]],
  ['lac-visit-parents-care-order', 'the first of two visits meets it', { looked_after: versions(care('2026-01-05', { placement_type: 'P1', legal_status: 'C2' }), ['2026-01-31', { last_social_work_visit: '2026-01-07' }], ['2026-02-28', { last_social_work_visit: '2026-02-04' }]) }, [['2026-01-05', '2026-01-12', '2026-01-07', 'met', 0], ['2026-01-07', '2026-02-18', '2026-02-04', 'met', 0], ['2026-02-04', '2026-03-18', null, 'overdue', 13]]],
  ['lac-visit-parents-care-order', 'an order made while placed with parents starts it', { looked_after: versions(care('2025-11-03', { placement_type: 'P1', legal_status: 'C1' }), ['2025-11-30', {}], ['2026-01-31', { legal_status: 'C2', legal_status_start: '2026-01-12' }]) }, [['2026-01-12', '2026-01-19', null, 'overdue', 71]]],
  ['lac-visit-parents-care-order', 'a placement with parents under an order starts it', { looked_after: versions(care('2025-11-03', { legal_status: 'C2' }), ['2025-11-30', {}], ['2026-01-31', { placement_type: 'P1', placement_start: '2026-01-12' }]) }, [['2026-01-12', '2026-01-19', null, 'overdue', 71]]],
  ['lac-visit-parents-care-order', 'an order on the day the placement ended does not', { looked_after: versions(care('2025-11-03', { placement_type: 'P1', legal_status: 'C1' }), ['2025-11-30', {}], ['2026-01-31', { placement_type: 'U6', placement_start: '2026-01-12', legal_status: 'C2', legal_status_start: '2026-01-12' }]) }, []],
  ['lac-visit-parents-care-order', 'an order that ended on the day of the placement does not', { looked_after: versions(care('2025-11-03', { legal_status: 'C2' }), ['2025-11-30', {}], ['2026-01-31', { placement_type: 'P1', placement_start: '2026-01-12', legal_status: 'V2', legal_status_start: '2026-01-12' }]) }, []],
  ['lac-visit-parents-care-order', 'a visit on the last day of care meets it', cared('2026-01-15', { placement_type: 'P1', legal_status: 'C2', ceased_looked_after: '2026-01-20', last_social_work_visit: '2026-01-20' }), [['2026-01-15', '2026-01-22', '2026-01-20', 'met', 0], ['2026-01-20', '2026-03-03', null, 'not applicable', 0]]],
  ['lac-visit-parents-care-order', 'a visit a day late that no extract proves the first', cared('2026-01-05', { placement_type: 'P1', legal_status: 'C2', last_social_work_visit: '2026-01-13', known_from: '2026-01-31' }), [['2026-01-05', '2026-01-12', '2026-01-13', 'unknown', 0], ['2026-01-13', '2026-02-24', null, 'overdue', 35]]],
  ...['A', 'A3', 'A4', 'A5', 'A6'].map((placement_type): TimescaleCase => ['adoption-visit', `in placement ${placement_type}`, cared('2024-12-02', { placement_type, placement_start: '2026-03-02', last_social_work_visit: '2026-03-23' }), [['2026-03-23', '2026-03-30', null, 'overdue', 1]]]),
  ['adoption-visit', 'from the placement where none is known', cared('2024-12-02', { placement_type: 'A5', placement_start: '2026-03-02' }), [['2026-03-02', '2026-03-09', null, 'overdue', 22]]],
  ['adoption-visit', 'from the latest of two', { looked_after: versions(care('2024-12-02', { placement_type: 'A5', placement_start: '2026-02-02' }), ['2026-02-28', { last_social_work_visit: '2026-02-09' }], ['2026-03-31', { last_social_work_visit: '2026-03-23' }]) }, [['2026-03-23', '2026-03-30', null, 'overdue', 1]]],
  ...['A', 'A3', 'A4', 'A5', 'A6'].map((placement_type): TimescaleCase => ['adoption-review-1', `in placement ${placement_type}`, cared('2024-12-02', { placement_type, placement_start: '2026-03-02' }), [['2026-03-02', '2026-03-30', null, 'overdue', 1]]]),
]

// biome-ignore format: one case a line
const periodEdgeCases: readonly TimescaleCase[] = [
  ['iha', 'turning 18 closes it', cared('2026-01-05', { date_of_birth: '2008-01-20' }), [['2026-01-05', '2026-02-02', null, 'not applicable', 0]]],
  ['iha', 'a birthday on the first day of care cannot be true and closes nothing', cared('2026-01-05', { date_of_birth: '2008-01-05' }), [['2026-01-05', '2026-02-02', null, 'overdue', 57]]],
  ['iha', 'on the first day of care', cared('2026-01-05', { last_health_assessment: '2026-01-05' }), [['2026-01-05', '2026-02-02', '2026-01-05', 'met', 0]]],
  ['rcpc-first', 'turning 18 closes it', planned('2025-11-03', { date_of_birth: '2007-12-20' }), [['2025-11-03', '2026-02-03', null, 'not applicable', 0]]],
  ['rcpc-first', 'a birthday on the first day of the plan closes nothing', planned('2025-11-03', { date_of_birth: '2007-11-03' }), [['2025-11-03', '2026-02-03', null, 'overdue', 56]]],
  ['rcpc-first', 'the first of two reviews', { protection_plan: versions(plan('2025-11-03'), ['2026-01-31', { latest_review_conference: '2026-01-10' }], ['2026-03-31', { latest_review_conference: '2026-03-05' }]) }, [['2025-11-03', '2026-02-03', '2026-01-10', 'met', 0]]],
  ['rcpc-first', 'ninety days late, it is taken for the first', planned('2025-04-01', { latest_review_conference: '2025-09-29', known_from: '2025-10-31' }), [['2025-04-01', '2025-07-01', '2025-09-29', 'met late', 90]]],
  ['rcpc-first', 'a day later it may hide an earlier one', planned('2025-04-01', { latest_review_conference: '2025-09-30', known_from: '2025-10-31' }), [['2025-04-01', '2025-07-01', '2025-09-30', 'unknown', 0]]],
  ['rcpc-first', 'whatever the review after it proves', { protection_plan: versions(plan('2025-04-01'), ['2025-10-31', { latest_review_conference: '2025-09-30' }], ['2026-02-28', { latest_review_conference: '2026-02-10' }]) }, [['2025-04-01', '2025-07-01', '2025-09-30', 'unknown', 0]]],
  ['rcpc-next', 'late where an extract after the due day showed none', { protection_plan: versions(plan('2025-04-01'), ['2025-04-30', { latest_review_conference: '2025-04-20' }], ['2026-01-31', { latest_review_conference: '2026-01-25' }]) }, [['2025-04-20', '2025-10-20', '2026-01-25', 'met late', 97], ['2026-01-25', '2026-07-25', null, 'not due', 0]]],
  ['rcpc-next', 'a review on the first day is the initial conference', planned('2025-11-03', { latest_review_conference: '2025-11-03' }), []],
  ['rcpc-next', 'a visit is no review', planned('2025-11-03', { last_statutory_visit: '2025-12-01' }), []],
  ['rcpc-next', 'of a child whose birth date is not known', planned('2025-11-03', { date_of_birth: null, latest_review_conference: '2026-01-10' }), [['2026-01-10', '2026-07-10', null, 'not due', 0]]],
  ['rcpc-next', 'a review on the last day of the plan', planned('2025-11-03', { plan_end_date: '2026-01-10', latest_review_conference: '2026-01-10' }), [['2026-01-10', '2026-07-10', null, 'not applicable', 0]]],
  ['rcpc-next', 'a review after the plan is none of it', planned('2025-11-03', { plan_end_date: '2026-01-10', latest_review_conference: '2026-01-11' }), []],
  ['cp-visit-first', 'the first of two visits', { protection_plan: versions(plan('2026-01-05'), ['2026-01-31', { last_statutory_visit: '2026-01-12' }], ['2026-02-28', { last_statutory_visit: '2026-02-09' }]) }, [['2026-01-05', '2026-01-19', '2026-01-12', 'met', 0]]],
  ['cp-visit-first', 'a day late and unseen', { protection_plan: versions(plan('2026-01-05'), ['2026-01-31', { last_statutory_visit: '2026-01-20' }], ['2026-02-28', { last_statutory_visit: '2026-02-09' }]) }, [['2026-01-05', '2026-01-19', '2026-01-20', 'unknown', 0]]],
  ['cp-visit-first', 'late where an extract after the due day showed none', { protection_plan: versions(plan('2026-01-05'), ['2026-01-31', {}], ['2026-02-28', { last_statutory_visit: '2026-02-09' }]) }, [['2026-01-05', '2026-01-19', '2026-02-09', 'met late', 21]]],
  ['cp-visit', 'from the latest of two', { protection_plan: versions(plan('2026-01-05'), ['2026-01-31', { last_statutory_visit: '2026-01-12' }], ['2026-02-28', { last_statutory_visit: '2026-02-09' }]) }, [['2026-02-09', '2026-02-23', null, 'overdue', 36]]],
  ['cp-visit', 'from one on the first day of the plan', planned('2026-01-05', { last_statutory_visit: '2026-01-05' }), [['2026-01-05', '2026-01-19', null, 'overdue', 71]]],
  ['cp-visit', 'one on the last day of the plan', planned('2026-01-05', { plan_end_date: '2026-01-12', last_statutory_visit: '2026-01-12' }), [['2026-01-12', '2026-01-26', null, 'not applicable', 0]]],
  ['cp-visit', 'none after it', planned('2026-01-05', { plan_end_date: '2026-01-12', last_statutory_visit: '2026-01-13' }), []],
  ['cp-visit', 'none without a visit', planned('2026-01-05'), []],
  ['rhi', 'short breaks need none', cared('2025-06-02', { missing_episodes_12_months: 1, legal_status: 'V3' }), []],
  ['rhi', 'nor do those under section 20 in one placement', cared('2025-06-02', { missing_episodes_12_months: 1, legal_status: 'V4' }), []],
  ['rhi', 'nor adults', cared('2025-06-02', { missing_episodes_12_months: 1, date_of_birth: '2008-01-20' }), []],
  ['rhi', 'a young person who turned 18 today is one', cared('2025-06-02', { missing_episodes_12_months: 1, date_of_birth: '2008-03-31' }), []],
  ['rhi', 'one who turns 18 tomorrow is not', cared('2025-06-02', { missing_episodes_12_months: 1, date_of_birth: '2008-04-01' }), [[null, null, null, 'unknown', 0]]],
  ['rhi', 'care that ended today needs none', cared('2025-06-02', { missing_episodes_12_months: 1, ceased_looked_after: '2026-03-31' }), []],
  ['rhi', 'care without a birth date goes on', cared('2025-06-02', { missing_episodes_12_months: 1, date_of_birth: null }), [[null, null, null, 'unknown', 0]]],
  ['rhi', 'an adult on the first day cannot be true', cared('2026-01-05', { missing_episodes_12_months: 1, date_of_birth: '2008-01-05' }), [[null, null, null, 'unknown', 0]]],
  ['rhi', 'once is enough', cared('2025-06-02', { missing_episodes_12_months: 1 }), [[null, null, null, 'unknown', 0]]],
  ['rhi', 'refused without an offer is not declined', cared('2025-06-02', { missing_episodes_12_months: 1, rhi_offered: 'N', rhi_accepted: 'N' }), [[null, null, null, 'unknown', 0]]],
]

// biome-ignore format: one case a line
const reviewEdgeCases: readonly TimescaleCase[] = [
  ['lac-review-1', 'one on the first day is not yet the first', cared('2026-01-05', { latest_review: '2026-01-05' }), [['2026-01-05', '2026-02-02', null, 'overdue', 57]]],
  ['lac-review-1', 'a visit is no review', cared('2026-01-05', { last_social_work_visit: '2026-01-08', latest_review: '2026-01-20' }), [['2026-01-05', '2026-02-02', '2026-01-20', 'met', 0]]],
  ['lac-review-1', 'late where an extract after the due day showed none', seen('2025-10-01', ['2025-10-31', {}], ['2025-12-31', { latest_review: '2025-12-20' }]), [['2025-10-01', '2025-10-29', '2025-12-20', 'met late', 52]]],
  ['lac-review-2', 'six weeks late, one is still taken for the first', cared('2025-06-02', { latest_review: '2025-08-11', known_from: '2025-08-31' }), [['2025-08-11', '2025-11-11', null, 'overdue', 140]]],
  ['lac-review-2', 'a day later, one is not', cared('2025-06-02', { latest_review: '2025-08-12', known_from: '2025-08-31' }), []],
  ['lac-review-next', 'which makes it a later one', cared('2025-06-02', { latest_review: '2025-08-12', known_from: '2025-08-31' }), [['2025-08-12', '2026-02-12', null, 'overdue', 47]]],
  ['lac-review-2', 'one on the first day is the meeting that began care', cared('2025-06-02', { latest_review: '2025-06-02', known_from: '2025-06-30' }), []],
  ['lac-review-2', 'of a child whose birth date is not known', cared('2025-12-01', { date_of_birth: null, latest_review: '2025-12-15' }), [['2025-12-15', '2026-03-15', null, 'overdue', 16]]],
  ['lac-review-2', 'one on the last day of care', cared('2025-12-01', { ceased_looked_after: '2025-12-15', latest_review: '2025-12-15' }), [['2025-12-15', '2026-03-15', null, 'not applicable', 0]]],
  ['lac-review-2', 'late where an extract after the due day showed none', seen('2025-06-02', ['2025-06-30', { latest_review: '2025-06-25' }], ['2026-01-31', { latest_review: '2026-01-20' }]), [['2025-06-25', '2025-09-25', '2026-01-20', 'met late', 117]]],
  ['lac-review-next', 'late where an extract after the due day showed none', seen('2024-06-03', ['2025-04-30', { latest_review: '2025-04-25' }], ['2026-01-31', { latest_review: '2026-01-20' }]), [['2025-04-25', '2025-10-25', '2026-01-20', 'met late', 87], ['2026-01-20', '2026-07-20', null, 'not due', 0]]],
  ['lac-review-2', 'a placement for adoption closes it', seen('2025-12-01', ['2025-12-31', { latest_review: '2025-12-15' }], ['2026-03-31', { latest_review: '2025-12-15', placement_type: 'A5', placement_start: '2026-03-02' }]), [['2025-12-15', '2026-03-15', null, 'not applicable', 0]]],
  ['lac-review-2', 'a review on the day of that placement falls under adoption', cared('2025-12-01', { latest_review: '2025-12-15', placement_type: 'A5', placement_start: '2025-12-15' }), []],
  ['lac-review-next', 'a later review on the day of that placement too', cared('2024-06-03', { latest_review: '2025-12-15', placement_type: 'A5', placement_start: '2025-12-15' }), []],
  ['permanence-plan', 'a plan after the due day, unseen, by one day', seen('2025-10-31', ['2025-11-30', {}], ['2026-03-31', { permanence_plan: 'RETURN' }]), [['2025-10-31', '2026-02-28', '2026-03-31', 'met late', 31]]],
  ['adoption-review-1', 'the first of two', seen('2024-12-02', ['2025-12-31', { placement_type: 'A5', placement_start: '2025-12-08', latest_review: '2025-12-29' }], ['2026-03-31', { placement_type: 'A5', placement_start: '2025-12-08', latest_review: '2026-03-20' }]), [['2025-12-08', '2026-01-05', '2025-12-29', 'met', 0]]],
  ['adoption-review-1', 'a review on the day of the placement is not the first', cared('2024-12-02', { placement_type: 'A5', placement_start: '2026-03-02', latest_review: '2026-03-02' }), [['2026-03-02', '2026-03-30', null, 'overdue', 1]]],
  ['adoption-review-1', 'thirty days late, it is taken for the first', cared('2024-12-02', { placement_type: 'A5', placement_start: '2025-12-08', latest_review: '2026-02-04', known_from: '2026-02-28' }), [['2025-12-08', '2026-01-05', '2026-02-04', 'met late', 30]]],
  ['adoption-review-1', 'a day later it may hide an earlier one', cared('2024-12-02', { placement_type: 'A5', placement_start: '2025-12-08', latest_review: '2026-02-05', known_from: '2026-02-28' }), [['2025-12-08', '2026-01-05', '2026-02-05', 'unknown', 0]]],
  ['adoption-review-1', 'unless an extract after the due day showed none', seen('2024-12-02', ['2026-01-31', { placement_type: 'A5', placement_start: '2025-12-08' }], ['2026-02-28', { placement_type: 'A5', placement_start: '2025-12-08', latest_review: '2026-02-05' }]), [['2025-12-08', '2026-01-05', '2026-02-05', 'met late', 31]]],
  ['adoption-review-next', 'six months after the second', seen('2024-06-03', ['2025-06-30', { placement_type: 'A5', placement_start: '2025-05-01', latest_review: '2025-05-20' }], ['2025-09-30', { placement_type: 'A5', placement_start: '2025-05-01', latest_review: '2025-08-20' }]), [['2025-05-20', '2025-08-20', '2025-08-20', 'met', 0], ['2025-08-20', '2026-02-20', null, 'overdue', 39]]],
  ['adoption-review-next', 'a visit is no review', cared('2024-12-02', { placement_type: 'A5', placement_start: '2026-03-02', last_social_work_visit: '2026-03-20' }), []],
  ['adoption-review-next', 'nor is a review on the day of the placement one of it', cared('2024-12-02', { placement_type: 'A5', placement_start: '2026-03-02', latest_review: '2026-03-02' }), []],
  ['adoption-review-next', 'late where an extract after the due day showed none', seen('2024-06-03', ['2025-06-30', { placement_type: 'A5', placement_start: '2025-05-01', latest_review: '2025-05-20' }], ['2025-11-30', { placement_type: 'A5', placement_start: '2025-05-01', latest_review: '2025-11-20' }]), [['2025-05-20', '2025-08-20', '2025-11-20', 'met late', 92], ['2025-11-20', '2026-05-20', null, 'not due', 0]]],
  ['adoption-review-waiting', 'from the latest review', { adoption: adopted({ placement_order: '2025-06-30' }), ...seen('2024-01-10', ['2025-09-30', { latest_review: '2025-09-01' }], ['2025-12-31', { latest_review: '2025-12-20' }]) }, [['2025-12-20', '2026-06-20', null, 'not due', 0]]],
  ['adoption-review-waiting', 'a review on the day of the order was before it', { adoption: adopted({ placement_order: '2025-12-30' }), ...cared('2024-01-10', { latest_review: '2025-12-30' }) }, [['2025-12-30', '2026-03-30', null, 'overdue', 1]]],
  ['adoption-review-waiting', 'a visit is no review', { adoption: adopted({ placement_order: '2025-12-30' }), ...cared('2024-01-10', { last_social_work_visit: '2026-02-10' }) }, [['2025-12-30', '2026-03-30', null, 'overdue', 1]]],
  ['adoption-review-waiting', 'a review on the day the child was placed', { adoption: adopted({ placement_order: '2025-06-30', placed: '2025-09-29' }), ...cared('2024-01-10', { latest_review: '2025-09-29' }) }, [['2025-09-29', '2026-03-29', null, 'not applicable', 0]]],
  ['adoption-review-waiting', 'a review after it is under the placement', { adoption: adopted({ placement_order: '2025-06-30', placed: '2025-09-29' }), ...cared('2024-01-10', { latest_review: '2025-10-29' }) }, [['2025-06-30', '2025-09-30', null, 'not applicable', 0]]],
  ['adoption-review-waiting', 'the first of placement and order closes it', { adoption: adopted({ placement_order: '2025-10-30', placed: '2025-12-29', adoption_order: '2026-03-02' }) }, [['2025-10-30', '2026-01-30', null, 'not applicable', 0]]],
]

// biome-ignore format: one case a line
const healthEdgeCases: readonly TimescaleCase[] = [
  ['iha', 'the first of two since coming into care', seen('2025-10-01', ['2025-10-31', { last_health_assessment: '2025-10-20' }], ['2026-01-31', { last_health_assessment: '2026-01-20' }]), [['2025-10-01', '2025-10-29', '2025-10-20', 'met', 0]]],
  ['iha', 'ninety days late, it is taken for the first', cared('2025-10-01', { last_health_assessment: '2026-01-27', known_from: '2026-01-31' }), [['2025-10-01', '2025-10-29', '2026-01-27', 'met late', 90]]],
  ['iha', 'a day later it may hide an earlier one', cared('2025-10-01', { last_health_assessment: '2026-01-28', known_from: '2026-01-31' }), [['2025-10-01', '2025-10-29', '2026-01-28', 'unknown', 0]]],
  ['iha', 'whatever the one after it proves', seen('2025-10-01', ['2026-01-31', { last_health_assessment: '2026-01-28' }], ['2026-03-31', { last_health_assessment: '2026-03-20' }]), [['2025-10-01', '2025-10-29', '2026-01-28', 'unknown', 0]]],
  ['iha', 'unless an extract after the due day showed none', seen('2025-10-01', ['2025-10-31', {}], ['2026-02-28', { last_health_assessment: '2026-02-10' }]), [['2025-10-01', '2025-10-29', '2026-02-10', 'met late', 104]]],
  ['iha', 'one before care excuses, though there is one since', seen('2025-10-01', ['2025-10-31', { last_health_assessment: '2025-09-01' }], ['2026-01-31', { last_health_assessment: '2026-01-20' }]), [['2025-10-01', '2025-10-29', '2026-01-20', 'not applicable', 0]]],
  ['rha-5-plus', 'three months before care, to the day, an assessment counts', cared('2025-10-01', { last_health_assessment: '2025-07-01' }), [['2025-07-01', '2026-07-01', null, 'not due', 0]]],
  ['rha-5-plus', 'a day longer before, it does not', cared('2025-10-01', { last_health_assessment: '2025-06-30' }), []],
  ['rha-under-5', 'three months before care, to the day, an assessment counts', cared('2025-10-01', { date_of_birth: '2023-06-15', last_health_assessment: '2025-07-01' }), [['2025-07-01', '2026-01-01', null, 'overdue', 89]]],
  ['rha-under-5', 'a day longer before, it does not', cared('2025-10-01', { date_of_birth: '2023-06-15', last_health_assessment: '2025-06-30' }), []],
  ['rha-under-5', 'each to the next', { looked_after: versions(care('2025-04-01', { date_of_birth: '2023-06-15' }), ['2025-04-30', { last_health_assessment: '2025-04-20' }], ['2025-10-31', { last_health_assessment: '2025-10-20' }]) }, [['2025-04-20', '2025-10-20', '2025-10-20', 'met', 0], ['2025-10-20', '2026-04-20', null, 'not due', 0]]],
  ['rha-under-5', 'late where an extract after the due day showed none', { looked_after: versions(care('2025-04-01', { date_of_birth: '2023-06-15' }), ['2025-04-30', { last_health_assessment: '2025-04-20' }], ['2026-02-28', { last_health_assessment: '2026-02-10' }]) }, [['2025-04-20', '2025-10-20', '2026-02-10', 'met late', 113], ['2026-02-10', '2026-08-10', null, 'not due', 0]]],
  ['rha-under-5', 'on the day of birth', cared('2026-01-05', { date_of_birth: '2026-01-05', last_health_assessment: '2026-01-05' }), [['2026-01-05', '2026-07-05', null, 'not due', 0]]],
  ['rha-5-plus', 'which is no matter for older children', cared('2026-01-05', { date_of_birth: '2026-01-05', last_health_assessment: '2026-01-05' }), []],
  ['rha-5-plus', 'four now and five in half a year', cared('2025-10-01', { date_of_birth: '2020-12-01', last_health_assessment: '2025-10-20' }), [['2025-10-20', '2026-10-20', null, 'not due', 0]]],
  ['rha-under-5', 'one on the last day of care', cared('2025-10-01', { date_of_birth: '2023-06-15', ceased_looked_after: '2025-10-20', last_health_assessment: '2025-10-20' }), [['2025-10-20', '2026-04-20', null, 'not applicable', 0]]],
  ['rha-5-plus', 'one on the last day of care', cared('2025-10-01', { ceased_looked_after: '2025-10-20', last_health_assessment: '2025-10-20' }), [['2025-10-20', '2026-10-20', null, 'not applicable', 0]]],
  ['dental', 'a year before care, to the day, a check counts', cared('2025-10-01', { last_dental_check: '2024-10-01' }), [['2024-10-01', '2025-10-01', null, 'overdue', 181]]],
  ['dental', 'a day longer before, it does not', cared('2025-10-01', { last_dental_check: '2024-09-30' }), [['2025-10-01', '2026-10-01', null, 'not due', 0]]],
  ['dental', 'a check on the first day starts the clock once', cared('2025-10-01', { last_dental_check: '2025-10-01' }), [['2025-10-01', '2026-10-01', null, 'not due', 0]]],
  ['dental', 'one on the last day of care', cared('2025-10-01', { ceased_looked_after: '2025-11-01', last_dental_check: '2025-11-01' }), [['2025-10-01', '2026-10-01', '2025-11-01', 'met', 0], ['2025-11-01', '2026-11-01', null, 'not applicable', 0]]],
  ['dental', 'of a child whose birth date is not known', cared('2025-10-01', { date_of_birth: null, last_dental_check: '2025-11-01' }), [['2025-10-01', '2026-10-01', '2025-11-01', 'met', 0], ['2025-11-01', '2026-11-01', null, 'not due', 0]]],
]

// biome-ignore format: one case a line
const leaverEdgeCases: readonly TimescaleCase[] = [
  ['pathway-review', 'of an eligible young person', { care_leaver: leaver({ eligibility: 'ELIGIBLE', pathway_plan_review: '2025-09-30' }) }, [['2025-09-30', '2026-03-30', null, 'overdue', 1]]],
  ['pathway-review', 'of a relevant one', { care_leaver: leaver({ eligibility: 'RELEVANT', pathway_plan_review: '2025-09-30' }) }, [['2025-09-30', '2026-03-30', null, 'overdue', 1]]],
  ['pathway-review', 'one met stays met when the young person needs no more', { care_leaver: versions(leaver({}), ['2025-04-30', { pathway_plan_review: '2025-04-20' }], ['2025-10-31', { pathway_plan_review: '2025-10-20', in_touch: 'NREQ' }]) }, [['2025-04-20', '2025-10-20', '2025-10-20', 'met', 0], ['2025-10-20', '2026-04-20', null, 'not applicable', 0]]],
  ['pathway-review', 'one met stays met when the young person refuses', { care_leaver: versions(leaver({}), ['2025-04-30', { pathway_plan_review: '2025-04-20' }], ['2025-10-31', { pathway_plan_review: '2025-10-20', in_touch: 'REFU' }]) }, [['2025-04-20', '2025-10-20', '2025-10-20', 'met', 0], ['2025-10-20', '2026-04-20', null, 'declined', 0]]],
  ['pathway-review', 'late where an extract after the due day showed none', { care_leaver: versions(leaver({}), ['2025-04-30', { pathway_plan_review: '2025-04-20' }], ['2026-01-31', { pathway_plan_review: '2026-01-20' }]) }, [['2025-04-20', '2025-10-20', '2026-01-20', 'met late', 92], ['2026-01-20', '2026-07-20', null, 'not due', 0]]],
  ['pa-contact', 'of a relevant young person', { care_leaver: leaver({ eligibility: 'RELEVANT', latest_contact: '2026-02-02' }) }, [['2026-02-02', '2026-03-30', null, 'overdue', 1]]],
  ['pa-contact', 'without any contact it is unknown', { care_leaver: leaver({}) }, [[null, null, null, 'unknown', 0]]],
  ['pa-contact', 'each to the next', { care_leaver: versions(leaver({}), ['2025-12-31', { latest_contact: '2025-12-10' }], ['2026-02-28', { latest_contact: '2026-02-04' }]) }, [['2025-12-10', '2026-02-04', '2026-02-04', 'met', 0], ['2026-02-04', '2026-04-01', null, 'due', 0]]],
  ['pa-contact', 'a day late and unseen', { care_leaver: versions(leaver({}), ['2025-12-31', { latest_contact: '2025-12-10' }], ['2026-02-28', { latest_contact: '2026-02-05' }]) }, [['2025-12-10', '2026-02-04', '2026-02-05', 'unknown', 0], ['2026-02-05', '2026-04-02', null, 'due', 0]]],
  ['pa-contact', 'late where an extract after the due day showed none', { care_leaver: versions(leaver({}), ['2025-11-30', { latest_contact: '2025-11-10' }], ['2026-02-28', { latest_contact: '2026-02-10' }]) }, [['2025-11-10', '2026-01-05', '2026-02-10', 'met late', 36], ['2026-02-10', '2026-04-07', null, 'due', 0]]],
  ['pa-contact', 'not of one who has died', { care_leaver: leaver({ in_touch: 'DIED', latest_contact: '2026-02-02' }) }, [['2026-02-02', '2026-03-30', null, 'not applicable', 0]]],
  ['pa-contact', 'not of one who has gone home', { care_leaver: leaver({ in_touch: 'RHOM', latest_contact: '2026-02-02' }) }, [['2026-02-02', '2026-03-30', null, 'not applicable', 0]]],
  ['pa-contact', 'still of one of whom it is not said', { care_leaver: leaver({ in_touch: null, latest_contact: '2026-02-02' }) }, [['2026-02-02', '2026-03-30', null, 'overdue', 1]]],
  ['care-leaver-birthday', 'of a relevant young person of 17', { care_leaver: leaver({ eligibility: 'RELEVANT', date_of_birth: '2009-02-10', latest_contact: '2025-12-01' }) }, [['2025-11-10', '2026-03-10', '2025-12-01', 'met', 0]]],
  ['care-leaver-birthday', 'the 16th is not asked for', { care_leaver: leaver({ eligibility: 'RELEVANT', date_of_birth: '2010-02-10' }) }, []],
  ['care-leaver-birthday', 'the 21st is', { care_leaver: leaver({ date_of_birth: '2005-02-10' }) }, [['2025-11-10', '2026-03-10', null, 'overdue', 21]]],
  ['care-leaver-birthday', 'a window that opened yesterday', { care_leaver: leaver({ date_of_birth: '2006-06-30' }) }, [['2026-03-30', '2026-07-30', null, 'not due', 0]]],
  ['care-leaver-birthday', 'the first of two contacts', { care_leaver: versions(leaver({}), ['2025-12-31', { latest_contact: '2025-12-10' }], ['2026-03-31', { latest_contact: '2026-03-20' }]) }, [['2025-11-10', '2026-03-10', '2025-12-10', 'met', 0]]],
  ['care-leaver-birthday', 'a day late and unseen', { care_leaver: versions(leaver({}), ['2026-02-28', {}], ['2026-03-31', { latest_contact: '2026-03-11' }]) }, [['2025-11-10', '2026-03-10', '2026-03-11', 'unknown', 0]]],
  ['care-leaver-birthday', 'one met stays met when the young person needs no more', { care_leaver: leaver({ in_touch: 'NREQ', latest_contact: '2025-12-10' }) }, [['2025-11-10', '2026-03-10', '2025-12-10', 'met', 0]]],
  ['care-leaver-birthday', 'one met stays met when the young person refuses', { care_leaver: leaver({ in_touch: 'REFU', latest_contact: '2025-12-10' }) }, [['2025-11-10', '2026-03-10', '2025-12-10', 'met', 0]]],
  ['care-leaver-birthday', 'open, it is declined by one who refuses', { care_leaver: leaver({ in_touch: 'REFU' }) }, [['2025-11-10', '2026-03-10', null, 'declined', 0]]],
  ['care-leaver-birthday', 'open, it is not for one who needs no more', { care_leaver: leaver({ in_touch: 'NREQ' }) }, [['2025-11-10', '2026-03-10', null, 'not applicable', 0]]],
  ['care-leaver-birthday', 'without a date of birth there is none', { care_leaver: leaver({ date_of_birth: null }) }, []],
  ['adoption-a1', 'the first of reversal and leaving closes it', { adoption: adopted({ decision_reversed: '2025-01-01' }) }, [['2024-01-10', '2025-03-11', null, 'not applicable', 0]]],
]

// biome-ignore format: one case a line
const protectionEdgeCases: readonly TimescaleCase[] = [
  ['assessment-45', 'a referral on the day of the start is taken', { referral: [{ date_of_referral: '2025-11-20', referral_nfa: 'N' }, { date_of_referral: '2025-12-01', referral_nfa: 'N' }], assessment: { assessment_start_date: '2025-12-01', authorisation_date: '2026-02-05' } }, [['2025-12-01', '2026-02-05', '2026-02-05', 'met', 0]]],
  ['assessment-45-from-start', 'the closing on the day of the start closes it', { assessment: { assessment_start_date: '2026-01-05' }, child_in_need: { cin_start_date: '2026-01-05', cin_closure_date: '2026-01-05', case_status: 'CLOSED' } }, [['2026-01-05', '2026-03-09', null, 'not applicable', 0]]],
  ['assessment-45-from-start', 'the first closing after it closes it', { assessment: { assessment_start_date: '2026-01-05' }, child_in_need: [{ cin_start_date: '2025-11-05', cin_closure_date: '2026-02-01', case_status: 'CLOSED' }, { cin_start_date: '2026-02-20', cin_closure_date: '2026-03-20', case_status: 'CLOSED' }] }, [['2026-01-05', '2026-03-09', null, 'not applicable', 0]]],
  ['s47-to-icpc', 'the closing of the case closes one without a conference', { section_47: { strategy_discussion_date: '2026-02-02' }, child_in_need: { cin_start_date: '2026-01-05', cin_closure_date: '2026-02-10', case_status: 'CLOSED' } }, [['2026-02-02', '2026-02-23', null, 'not applicable', 0]]],
  ['s47-to-icpc', 'so does a closing on the day it began', { section_47: { strategy_discussion_date: '2026-02-02' }, child_in_need: { cin_start_date: '2026-01-05', cin_closure_date: '2026-02-02', case_status: 'CLOSED' } }, [['2026-02-02', '2026-02-23', null, 'not applicable', 0]]],
  ['s47-to-icpc', 'an earlier closing closes nothing', { section_47: { strategy_discussion_date: '2026-02-02' }, child_in_need: { cin_start_date: '2026-01-05', cin_closure_date: '2026-02-01', case_status: 'CLOSED' } }, [['2026-02-02', '2026-02-23', null, 'overdue', 36]]],
  ['s47-to-icpc', 'the first of two closings', { section_47: { strategy_discussion_date: '2026-02-02' }, child_in_need: [{ cin_start_date: '2026-01-05', cin_closure_date: '2026-02-10', case_status: 'CLOSED' }, { cin_start_date: '2026-02-20', cin_closure_date: '2026-03-20', case_status: 'CLOSED' }] }, [['2026-02-02', '2026-02-23', null, 'not applicable', 0]]],
  ['s47-to-icpc', 'each of two enquiries has its own closing', { section_47: [{ strategy_discussion_date: '2026-01-05' }, { strategy_discussion_date: '2026-02-02' }], child_in_need: [{ cin_start_date: '2025-12-05', cin_closure_date: '2026-01-12', case_status: 'CLOSED' }, { cin_start_date: '2026-01-20', cin_closure_date: '2026-03-20', case_status: 'CLOSED' }] }, [['2026-01-05', '2026-01-26', null, 'not applicable', 0], ['2026-02-02', '2026-02-23', null, 'overdue', 25]]],
  ['s47-to-icpc', 'a conference that is still to come leaves it open', { section_47: { strategy_discussion_date: '2026-02-02', icpc_date: '2026-04-01' }, child_in_need: { cin_start_date: '2026-01-05', cin_closure_date: '2026-02-10', case_status: 'CLOSED' } }, [['2026-02-02', '2026-02-23', '2026-04-01', 'not applicable', 0]]],
  ['prebirth-conference', 'a review on the day of the birth', planned('2025-12-01', { date_of_birth: '2026-01-05', latest_review_conference: '2026-01-05' }), [['2026-01-05', '2026-01-15', '2026-01-05', 'met', 0]]],
  ['prebirth-conference', 'the first of two', { protection_plan: versions(plan('2025-12-01', { date_of_birth: '2026-01-05' }), ['2026-01-31', { latest_review_conference: '2026-01-12' }], ['2026-03-31', { latest_review_conference: '2026-03-20' }]) }, [['2026-01-05', '2026-01-15', '2026-01-12', 'met', 0]]],
  ['prebirth-conference', 'not of a child born on the first day of the plan', planned('2026-01-05', { date_of_birth: '2026-01-05' }), []],
  ['prebirth-conference', 'of a child born today', planned('2025-12-01', { date_of_birth: '2026-03-31' }), [['2026-03-31', '2026-04-10', null, 'not due', 0]]],
  ['prebirth-conference', 'of a plan that ended on the day of the birth', planned('2025-12-01', { date_of_birth: '2026-01-05', plan_end_date: '2026-01-05' }), [['2026-01-05', '2026-01-15', null, 'not applicable', 0]]],
  ['prebirth-conference', 'ninety days late, it is taken for the first', planned('2025-04-01', { date_of_birth: '2025-05-01', latest_review_conference: '2025-08-09', known_from: '2025-08-31' }), [['2025-05-01', '2025-05-11', '2025-08-09', 'met late', 90]]],
  ['prebirth-conference', 'a day later it may hide an earlier one', { protection_plan: versions(plan('2025-04-01', { date_of_birth: '2025-05-01' }), ['2025-08-31', { latest_review_conference: '2025-08-10' }], ['2026-02-28', { latest_review_conference: '2026-02-10' }]) }, [['2025-05-01', '2025-05-11', '2025-08-10', 'unknown', 0]]],
  ['prebirth-conference', 'unless an extract after the due day showed none', { protection_plan: versions(plan('2025-04-01', { date_of_birth: '2025-05-01' }), ['2025-05-31', {}], ['2025-09-30', { latest_review_conference: '2025-09-10' }]) }, [['2025-05-01', '2025-05-11', '2025-09-10', 'met late', 122]]],
]

/** A wait of which the extract that first shows its end proves nothing: that many days late, and a day more. */
function unprovedEdges(
  timescale: string,
  days: number,
  given: (met: string) => Tables,
  wait: readonly [started: string, due: string],
  mets: readonly [late: string, later: string],
  then: { readonly state: string; readonly rows: (met: string) => readonly Expected[] },
): TimescaleCase[] {
  return [
    [
      timescale,
      `${days} days late it is taken as it is`,
      given(mets[0]),
      [[...wait, mets[0], 'met late', days], ...then.rows(mets[0])],
    ],
    [
      timescale,
      'a day later it may hide an earlier one',
      given(mets[1]),
      [[...wait, mets[1], then.state, 0], ...then.rows(mets[1])],
    ],
  ]
}

const halfYearOn = (met: string): readonly Expected[] => [[met, `2026-07-${met.slice(8)}`, null, 'not due', 0]]
const yearOn = (met: string): readonly Expected[] => [[met, `2027-01-${met.slice(8)}`, null, 'not due', 0]]
const JANUARY = ['2026-01-18', '2026-01-19'] as const

// biome-ignore format: one case a line
const unprovedCases: readonly TimescaleCase[] = [
  ...unprovedEdges('rcpc-next', 90, (met) => ({ protection_plan: versions(plan('2025-04-01'), ['2025-04-30', { latest_review_conference: '2025-04-20' }], ['2026-02-15', { latest_review_conference: met }]) }), ['2025-04-20', '2025-10-20'], JANUARY, { state: 'unknown', rows: halfYearOn }),
  ...unprovedEdges('lac-review-2', 42, (met) => seen('2025-06-02', ['2025-06-30', { latest_review: '2025-06-25' }], ['2025-11-15', { latest_review: met }]), ['2025-06-25', '2025-09-25'], ['2025-11-06', '2025-11-07'], { state: 'unknown', rows: () => [] }),
  ...unprovedEdges('lac-review-next', 42, (met) => seen('2024-06-03', ['2025-04-30', { latest_review: '2025-04-25' }], ['2025-12-15', { latest_review: met }]), ['2025-04-25', '2025-10-25'], ['2025-12-06', '2025-12-07'], { state: 'unknown', rows: (met) => [[met, `2026-06-${met.slice(8)}`, null, 'not due', 0]] }),
  ...unprovedEdges('rha-under-5', 90, (met) => ({ looked_after: versions(care('2025-04-01', { date_of_birth: '2023-06-15' }), ['2025-04-30', { last_health_assessment: '2025-04-20' }], ['2026-02-15', { last_health_assessment: met }]) }), ['2025-04-20', '2025-10-20'], JANUARY, { state: 'unknown', rows: halfYearOn }),
  ...unprovedEdges('rha-5-plus', 90, (met) => seen('2024-04-01', ['2025-04-30', { last_health_assessment: '2024-10-20' }], ['2026-02-15', { last_health_assessment: met }]), ['2024-10-20', '2025-10-20'], JANUARY, { state: 'not applicable', rows: yearOn }),
  ...unprovedEdges('adoption-review-next', 60, (met) => ({ looked_after: versions(care('2024-06-03', { placement_type: 'A5', placement_start: '2025-05-01' }), ['2025-06-30', { latest_review: '2025-05-20' }], ['2025-10-25', { latest_review: met }]) }), ['2025-05-20', '2025-08-20'], ['2025-10-19', '2025-10-20'], { state: 'unknown', rows: (met) => [[met, `2026-04-${met.slice(8)}`, null, 'not due', 0]] }),
  ...unprovedEdges('pathway-review', 60, (met) => ({ care_leaver: versions(leaver({}), ['2025-04-30', { pathway_plan_review: '2025-04-20' }], ['2025-12-25', { pathway_plan_review: met }]) }), ['2025-04-20', '2025-10-20'], ['2025-12-19', '2025-12-20'], { state: 'unknown', rows: (met) => [[met, `2026-06-${met.slice(8)}`, null, 'not due', 0]] }),
  ...unprovedEdges('pathway-plan', 120, (met) => ({ care_leaver: leaver({ eligibility: 'ELIGIBLE', date_of_birth: '2009-04-10', pathway_plan_review: met, known_from: '2025-11-30' }) }), ['2025-04-10', '2025-07-10'], ['2025-11-07', '2025-11-08'], { state: 'unknown', rows: () => [] }),
  ['rha-5-plus', 'late where an extract after the due day showed none', seen('2024-04-01', ['2025-10-31', { last_health_assessment: '2024-10-20' }], ['2026-02-28', { last_health_assessment: '2026-02-10' }]), [['2024-10-20', '2025-10-20', '2026-02-10', 'met late', 113], ['2026-02-10', '2027-02-10', null, 'not due', 0]]],
  ['rha-5-plus', 'not of a child of five in seven months', cared('2025-10-01', { date_of_birth: '2021-05-01', last_health_assessment: '2025-10-20' }), []],
  ['rha-5-plus', 'not of a child of four in six', cared('2025-10-01', { date_of_birth: '2021-10-01', last_health_assessment: '2025-10-20' }), []],
  ['dental', 'ninety days late it is taken as it is', seen('2024-04-01', ['2025-10-31', { last_dental_check: '2024-10-20' }], ['2026-02-15', { last_dental_check: '2026-01-18' }]), [['2024-04-01', '2025-04-01', '2024-10-20', 'met', 0], ['2024-10-20', '2025-10-20', '2026-01-18', 'met late', 90], ['2026-01-18', '2027-01-18', null, 'not due', 0]]],
  ['dental', 'a day later it may hide an earlier one', seen('2024-04-01', ['2025-10-31', { last_dental_check: '2024-10-20' }], ['2026-02-15', { last_dental_check: '2026-01-19' }]), [['2024-04-01', '2025-04-01', '2024-10-20', 'met', 0], ['2024-10-20', '2025-10-20', '2026-01-19', 'not applicable', 0], ['2026-01-19', '2027-01-19', null, 'not due', 0]]],
  ['dental', 'unless an extract after the due day showed none', seen('2024-04-01', ['2025-10-31', { last_dental_check: '2024-10-20' }], ['2026-02-28', { last_dental_check: '2026-02-10' }]), [['2024-04-01', '2025-04-01', '2024-10-20', 'met', 0], ['2024-10-20', '2025-10-20', '2026-02-10', 'met late', 113], ['2026-02-10', '2027-02-10', null, 'not due', 0]]],
  ['pathway-plan', 'late where an extract after the due day showed none', { care_leaver: versions(leaver({ eligibility: 'ELIGIBLE', date_of_birth: '2009-04-10' }), ['2025-06-30', {}], ['2025-12-31', { pathway_plan_review: '2025-12-20' }]) }, [['2025-04-10', '2025-07-10', '2025-12-20', 'met late', 163]]],
  ['pathway-plan', 'what is proved of a later review proves nothing of the first', { care_leaver: versions(leaver({ eligibility: 'ELIGIBLE', date_of_birth: '2009-04-10' }), ['2025-11-30', { pathway_plan_review: '2025-11-08' }], ['2026-02-28', { pathway_plan_review: '2026-02-10' }]) }, [['2025-04-10', '2025-07-10', '2025-11-08', 'unknown', 0]]],
  ['pathway-plan', 'a young person who is listed is believed against our own weeks', { care_leaver: leaver({ eligibility: 'ELIGIBLE', date_of_birth: '2009-12-30' }), ...cared('2026-02-02', { date_of_birth: '2009-12-30' }) }, [['2025-12-30', '2026-03-30', null, 'overdue', 1]]],
  ['pathway-plan', 'where our own weeks have passed, they count', { care_leaver: leaver({ eligibility: 'ELIGIBLE', date_of_birth: '2009-10-01' }), ...cared('2025-11-03', { date_of_birth: '2009-10-01' }) }, [['2026-02-02', '2026-05-02', null, 'not due', 0]]],
  ['pathway-plan', 'where they pass today, they count', { care_leaver: leaver({ eligibility: 'ELIGIBLE', date_of_birth: '2009-10-01' }), ...cared('2025-12-30', { date_of_birth: '2009-10-01' }) }, [['2026-03-31', '2026-06-30', null, 'not due', 0]]],
  ['pathway-plan', 'also of a young person who is not listed', cared('2025-12-30', { date_of_birth: '2009-10-01' }), [['2026-03-31', '2026-06-30', null, 'not due', 0]]],
  ['pathway-plan', 'sixteen since this month', cared('2024-01-02', { date_of_birth: '2010-03-15' }), [['2026-03-15', '2026-06-15', null, 'not due', 0]]],
  ['pathway-plan', 'sixteen today', cared('2024-01-02', { date_of_birth: '2010-03-31' }), [['2026-03-31', '2026-06-30', null, 'not due', 0]]],
  ['pathway-plan', 'one met stays met when the young person needs no more', { care_leaver: leaver({ eligibility: 'RELEVANT', date_of_birth: '2009-04-10', in_touch: 'NREQ', pathway_plan_review: '2025-06-01' }) }, [['2025-04-10', '2025-07-10', '2025-06-01', 'met', 0]]],
  ['pathway-plan', 'open, it is not for one who needs no more', { care_leaver: leaver({ eligibility: 'RELEVANT', date_of_birth: '2009-04-10', in_touch: 'NREQ' }) }, [['2025-04-10', '2025-07-10', null, 'not applicable', 0]]],
  ['care-leaver-birthday', 'the last birthday until the next is three months off', { care_leaver: leaver({ date_of_birth: '2006-07-15' }) }, [['2025-04-15', '2025-08-15', null, 'overdue', 228]]],
  ['care-leaver-birthday', 'not of a qualifying young person', { care_leaver: leaver({ eligibility: 'QUALIFYING', date_of_birth: '2009-02-10' }) }, []],
  ['care-leaver-birthday', 'late where an extract after the due day showed none', { care_leaver: versions(leaver({ date_of_birth: '2005-10-10' }), ['2025-07-31', {}], ['2025-12-31', { latest_contact: '2025-12-20' }]) }, [['2025-07-10', '2025-11-10', '2025-12-20', 'met late', 40]]],
  ['care-leaver-birthday', 'what is proved of a later contact proves nothing of the first', { care_leaver: versions(leaver({ date_of_birth: '2005-10-10' }), ['2025-11-30', { latest_contact: '2025-11-11' }], ['2026-01-31', { latest_contact: '2026-01-20' }]) }, [['2025-07-10', '2025-11-10', '2025-11-11', 'unknown', 0]]],
  ['lac-visit-parents-care-order', 'then every six weeks, a day late and unseen', { looked_after: versions(care('2025-11-24', { placement_type: 'P1', legal_status: 'C2' }), ['2025-12-31', { last_social_work_visit: '2025-12-01' }], ['2026-01-31', { last_social_work_visit: '2026-01-13' }]) }, [['2025-11-24', '2025-12-01', '2025-12-01', 'met', 0], ['2025-12-01', '2026-01-12', '2026-01-13', 'unknown', 0], ['2026-01-13', '2026-02-24', null, 'overdue', 35]]],
  ['lac-visit-parents-care-order', 'or late where an extract after the due day showed none', { looked_after: versions(care('2025-11-24', { placement_type: 'P1', legal_status: 'C2' }), ['2025-12-31', { last_social_work_visit: '2025-12-01' }], ['2026-02-28', { last_social_work_visit: '2026-02-10' }]) }, [['2025-11-24', '2025-12-01', '2025-12-01', 'met', 0], ['2025-12-01', '2026-01-12', '2026-02-10', 'met late', 29], ['2026-02-10', '2026-03-24', null, 'overdue', 7]]],
  ['lac-visit-parents-care-order', 'the end of the order closes it', { looked_after: versions(care('2026-01-05', { placement_type: 'P1', legal_status: 'C2' }), ['2026-01-06', {}], ['2026-01-31', { legal_status: 'V2', legal_status_start: '2026-01-08' }]) }, [['2026-01-05', '2026-01-12', null, 'not applicable', 0]]],
  ['lac-visit-parents-care-order', 'a placement during an order that has ended since', { looked_after: versions(care('2025-11-03', { legal_status: 'C2' }), ['2025-11-30', {}], ['2026-01-31', { placement_type: 'P1', placement_start: '2026-01-12' }], ['2026-02-28', { placement_type: 'P1', placement_start: '2026-01-12', legal_status: 'V2', legal_status_start: '2026-02-02' }]) }, [['2026-01-12', '2026-01-19', null, 'overdue', 14]]],
  ['lac-visit-parents-care-order', 'of a child whose birth date is not known', cared('2026-03-23', { placement_type: 'P1', legal_status: 'C2', date_of_birth: null, last_social_work_visit: '2026-03-24' }), [['2026-03-23', '2026-03-30', '2026-03-24', 'met', 0], ['2026-03-24', '2026-05-05', null, 'not due', 0]]],
  ['care-proceedings', 'not of another child who came into care on that day', cared('2025-06-02'), []],
  ['cp-visit', 'none without a visit and a birth date', planned('2026-01-05', { date_of_birth: null }), []],
  ['rcpc-first', 'turning 18 within the month closes it', planned('2025-11-20', { date_of_birth: '2007-12-10' }), [['2025-11-20', '2026-02-20', null, 'not applicable', 0]]],
  ['rhi', 'nor one who turned 18 within the month', cared('2026-01-05', { missing_episodes_12_months: 1, date_of_birth: '2008-01-20' }), []],
  ['adoption-visit', 'a review on the day of the placement sets nothing', cared('2024-12-02', { placement_type: 'A5', placement_start: '2026-03-02', latest_review: '2026-03-02' }), [['2026-03-02', '2026-03-09', null, 'overdue', 22]]],
  ['lac-review-2', 'six weeks late and more, an extract may still prove it the first', seen('2025-10-01', ['2025-10-31', {}], ['2025-12-31', { latest_review: '2025-12-20' }]), [['2025-12-20', '2026-03-20', null, 'overdue', 11]]],
  ['permanence-plan', 'the first extract that has one counts, though it was changed', seen('2025-10-01', ['2025-10-31', {}], ['2026-01-31', { permanence_plan: 'RETURN' }], ['2026-03-31', { permanence_plan: 'ADOPTION' }]), [['2025-10-01', '2026-02-01', '2026-01-31', 'met', 0]]],
  ['permanence-plan', 'an extract before the due day proves nothing', seen('2025-10-01', ['2025-10-31', {}], ['2026-02-28', { permanence_plan: 'RETURN' }]), [['2025-10-01', '2026-02-01', '2026-02-28', 'unknown', 0]]],
  ['permanence-plan', 'a day late and unseen', seen('2025-10-27', ['2025-11-30', {}], ['2026-02-28', { permanence_plan: 'RETURN' }]), [['2025-10-27', '2026-02-27', '2026-02-28', 'unknown', 0]]],
  ['permanence-plan', 'the first extract with the child may prove that there was none', seen('2025-10-15', ['2026-02-28', {}], ['2026-03-31', { permanence_plan: 'RETURN' }]), [['2025-10-15', '2026-02-15', '2026-03-31', 'met late', 44]]],
  ['permanence-plan', 'what was withdrawn shows no plan', { looked_after: [care('2025-10-01', { permanence_plan: 'RETURN', known_from: '2025-10-31', first_seen: '2025-10-31', known_to: '2025-11-30', ended_by: 'withdrawn' }), care('2025-10-01', { permanence_plan: 'RETURN', known_from: '2026-03-31', first_seen: '2025-10-31' })] }, [['2025-10-01', '2026-02-01', '2026-03-31', 'met late', 58]]],
  ...(['adoption-a1', 'adoption-a10'] as const).map((timescale): TimescaleCase => [timescale, 'a decision reversed is closed before the row is gone', { adoption: adopted({ decision_reversed: '2025-01-01', known_from: '2024-12-31', known_to: '2025-04-30', ended_by: 'gap' }) }, [['2024-01-10', '2025-03-11', null, 'not applicable', 0]]]),
  ['adoption-a2', 'a decision reversed is closed before the row is gone', { adoption: adopted({ placement_order: '2024-10-01', decision_reversed: '2025-01-01', known_from: '2024-12-31', known_to: '2025-04-30', ended_by: 'gap' }) }, [['2024-10-01', '2025-01-30', null, 'not applicable', 0]]],
  ['adopter-stage-1', 'leaving closes it before the row is gone', { adopter: { adopter_id: '', stage_1_start: '2025-12-31', left_process: '2026-02-01', known_from: '2026-01-31', known_to: '2026-03-31', ended_by: 'gap' } }, [['2025-12-31', '2026-02-28', null, 'not applicable', 0]]],
  ['adopter-stage-2', 'leaving closes it before the row is gone', { adopter: { adopter_id: '', stage_2_start: '2025-10-31', left_process: '2026-02-01', known_from: '2026-01-31', known_to: '2026-03-31', ended_by: 'gap' } }, [['2025-10-31', '2026-02-28', null, 'not applicable', 0]]],
  ['assessment-45-from-start', 'the closing of the case comes before the row is gone', { assessment: { assessment_start_date: '2026-01-05', known_from: '2026-01-31', known_to: '2026-03-31', ended_by: 'gap' }, child_in_need: { cin_start_date: '2026-01-05', cin_closure_date: '2026-02-01', case_status: 'CLOSED' } }, [['2026-01-05', '2026-03-09', null, 'not applicable', 0]]],
  ['assessment-45-from-start', 'an authorisation that is still to come leaves it open', { assessment: { assessment_start_date: '2026-01-05', authorisation_date: '2026-04-01' }, child_in_need: { cin_start_date: '2026-01-05', cin_closure_date: '2026-02-01', case_status: 'CLOSED' } }, [['2026-01-05', '2026-03-09', '2026-04-01', 'not applicable', 0]]],
]

/** A date that cannot be true: it is long after the day of the extract. */
const NEVER = '2035-08-18'

/** Nothing can be said of an item that started on this day. */
const unknownSince = (started: string): Expected => [started, null, null, 'unknown', 0]

/** A row of care of which one cell could not be read, where the notes of such cells say that it stands. */
function unreadable(started: string, source_row: number, noted: Row = {}): Tables {
  const place = { extract: 'test', source_file: 'test.csv', source_sheet: '', source_row }
  const cell = { table_name: 'looked_after', column_name: 'last_dental_check', raw_value: '18/13/25' }
  return { looked_after: care(started, { source_row }), cell_problem: { ...place, ...cell, ...noted } }
}

/** A child in care as the extract of January showed it, and then as the newest one does. */
const sinceJanuary = (started: string, base: Row, then: Row, now: Row): Tables => ({
  looked_after: versions(care(started, base), ['2026-01-31', then], ['2026-03-31', now]),
})

const NEXT_TO_JANUARY = { last_social_work_visit: '2026-01-12' }
const PARENTS_ICO = { placement_type: 'P1', legal_status: 'C1' }
const PARENTS_ORDER = { placement_type: 'P1', legal_status: 'C2' }

// biome-ignore format: one case a line
const doubtCases: readonly TimescaleCase[] = [
  ['dental', 'a check on the day of the extract counts', cared('2025-10-01', { last_dental_check: '2026-03-31' }), [['2025-10-01', '2026-10-01', '2026-03-31', 'met', 0], ['2026-03-31', '2027-03-31', null, 'not due', 0]]],
  ['dental', 'the day after it cannot be true, and what is not due may be done already', cared('2025-10-01', { last_dental_check: '2026-04-01' }), [unknownSince('2025-10-01')]],
  ['dental', 'nor is anything called overdue', cared('2024-01-02', { last_dental_check: NEVER }), [unknownSince('2024-01-02')]],
  ['dental', 'what earlier extracts show to be met stays met', seen('2024-04-01', ['2025-03-31', { last_dental_check: '2024-10-20' }], ['2026-03-31', { last_dental_check: NEVER }]), [['2024-04-01', '2025-04-01', '2024-10-20', 'met', 0], unknownSince('2024-10-20')]],
  ['dental', 'a mistake put right leaves no doubt', seen('2024-04-01', ['2025-03-31', { last_dental_check: NEVER }], ['2026-03-31', { last_dental_check: '2025-03-20' }]), [['2024-04-01', '2025-04-01', '2025-03-20', 'met', 0], ['2025-03-20', '2026-03-20', null, 'overdue', 11]]],
  ['dental', 'a date to come that a later extract still shows has come', cared('2025-10-01', { last_dental_check: '2026-03-20', known_from: '2026-02-28', first_seen: '2026-02-28' }), [['2025-10-01', '2026-10-01', '2026-03-20', 'met', 0], ['2026-03-20', '2027-03-20', null, 'not due', 0]]],
  ['dental', 'a day before the birth cannot be true', cared('2024-01-02', { last_dental_check: '2014-06-14' }), [unknownSince('2024-01-02')]],
  ['dental', 'the day of the birth can, and is long ago', cared('2024-01-02', { last_dental_check: '2014-06-15' }), [['2024-01-02', '2025-01-02', null, 'overdue', 453]]],
  ['dental', 'a date before the birth corrects none that was known', seen('2024-04-01', ['2025-03-31', { last_dental_check: '2024-10-20' }], ['2026-03-31', { last_dental_check: '1925-10-20' }]), [['2024-04-01', '2025-04-01', '2024-10-20', 'met', 0], unknownSince('2024-10-20')]],
  ['dental', 'a cell that could not be read', unreadable('2024-01-02', 9001), [unknownSince('2024-01-02')]],
  ['dental', 'another cell of the row changes nothing', unreadable('2024-01-02', 9002, { column_name: 'last_iro_visit' }), [['2024-01-02', '2025-01-02', null, 'overdue', 453]]],
  ['dental', 'nor a cell of another row', unreadable('2024-01-02', 9003, { source_row: 9999 }), [['2024-01-02', '2025-01-02', null, 'overdue', 453]]],
  ['dental', 'nor one of another file', unreadable('2024-01-02', 9004, { source_file: 'other.csv' }), [['2024-01-02', '2025-01-02', null, 'overdue', 453]]],
  ['dental', 'what ended before it was due stays so', cared('2025-10-01', { ceased_looked_after: '2026-02-01', last_dental_check: NEVER }), [['2025-10-01', '2026-10-01', null, 'not applicable', 0]]],
  ['dental', 'what ended after it was due may have been done', cared('2024-01-02', { ceased_looked_after: '2026-02-01', last_dental_check: NEVER }), [unknownSince('2024-01-02')]],
  ['dental', 'a row that is gone is judged by the last extract that showed it', cared('2024-01-02', { last_dental_check: '2026-03-10', known_from: '2026-01-31', first_seen: '2026-01-31', known_to: '2026-03-31', ended_by: 'gap' }), [unknownSince('2024-01-02')]],
  ['dental', 'another period of the child is judged by its own row', { looked_after: [care('2024-01-02', { ceased_looked_after: '2025-06-01' }), care('2025-10-01', { last_dental_check: NEVER })] }, [['2024-01-02', '2025-01-02', null, 'overdue', 150], unknownSince('2025-10-01')]],
  ['iha', 'an assessment still to come', cared('2025-12-01', { last_health_assessment: NEVER }), [unknownSince('2025-12-01')]],
  ['iha', 'the date of a check of teeth is another matter', cared('2026-01-02', { last_dental_check: NEVER }), [['2026-01-02', '2026-01-30', null, 'overdue', 60]]],
  ['rha-5-plus', 'an assessment still to come', seen('2024-04-01', ['2025-03-31', { last_health_assessment: '2024-10-20' }], ['2026-03-31', { last_health_assessment: NEVER }]), [unknownSince('2024-10-20')]],
  ['rha-under-5', 'an assessment still to come', { looked_after: versions(care('2024-04-01', { date_of_birth: '2023-06-15' }), ['2025-03-31', { last_health_assessment: '2025-03-20' }], ['2026-03-31', { last_health_assessment: NEVER }]) }, [unknownSince('2025-03-20')]],
  ['lac-visit-first', 'a visit still to come', cared('2026-03-02', { last_social_work_visit: NEVER }), [unknownSince('2026-03-02')]],
  ['lac-visit-first', 'a next placement still to come', sinceJanuary('2026-01-05', {}, {}, { placement_start: NEVER }), [unknownSince('2026-01-05')]],
  ['lac-visit-first', 'what ended by the newest visit that is known stays overdue', { looked_after: versions(care('2025-01-06'), ['2025-03-31', {}], ['2025-06-30', { placement_start: '2025-05-05', last_social_work_visit: '2025-05-05' }], ['2026-03-31', { placement_start: '2025-05-05', last_social_work_visit: NEVER }]) }, [['2025-01-06', '2025-01-13', null, 'overdue', 112], ['2025-05-05', '2025-05-12', '2025-05-05', 'met', 0]]],
  ['lac-visit-first', 'what ended after it may have been done', { looked_after: versions(care('2025-01-06'), ['2025-03-31', {}], ['2025-06-30', { placement_start: '2025-05-05' }], ['2026-03-31', { placement_start: '2025-05-05', last_social_work_visit: NEVER }]) }, [unknownSince('2025-01-06'), unknownSince('2025-05-05')]],
  ['lac-visit-6w', 'a visit still to come', sinceJanuary('2025-11-03', {}, NEXT_TO_JANUARY, { last_social_work_visit: NEVER }), [unknownSince('2026-01-12')]],
  ['lac-visit-6w', 'a next placement still to come', sinceJanuary('2025-11-03', NEXT_TO_JANUARY, {}, { placement_start: NEVER }), [unknownSince('2026-01-12')]],
  ['lac-visit-3m', 'a visit still to come', sinceJanuary('2024-01-08', { placement_type: 'U1' }, { last_social_work_visit: '2025-09-01' }, { last_social_work_visit: NEVER }), [unknownSince('2025-09-01')]],
  ['lac-visit-6m', 'a visit still to come', sinceJanuary('2024-01-08', { placement_type: 'U1' }, { last_social_work_visit: '2025-09-01' }, { last_social_work_visit: NEVER }), [unknownSince('2025-09-01')]],
  ['lac-visit-parents-ico', 'a visit still to come', sinceJanuary('2025-11-03', PARENTS_ICO, NEXT_TO_JANUARY, { last_social_work_visit: NEVER }), [unknownSince('2026-01-12')]],
  ['lac-visit-parents-ico', 'a first review still to come', sinceJanuary('2025-11-03', { ...PARENTS_ICO, ...NEXT_TO_JANUARY }, {}, { latest_review: NEVER }), [unknownSince('2026-01-12')]],
  ['lac-visit-parents-ico', 'a next order still to come', sinceJanuary('2025-11-03', { ...PARENTS_ICO, ...NEXT_TO_JANUARY }, {}, { legal_status: 'C2', legal_status_start: NEVER }), [unknownSince('2026-01-12')]],
  ['lac-visit-parents-care-order', 'a visit still to come', sinceJanuary('2025-11-03', PARENTS_ORDER, { last_social_work_visit: '2025-11-10' }, { last_social_work_visit: NEVER }), [['2025-11-03', '2025-11-10', '2025-11-10', 'met', 0], unknownSince('2025-11-10')]],
  ['lac-visit-parents-care-order', 'the first visit still to come', cared('2025-11-03', { ...PARENTS_ORDER, last_social_work_visit: NEVER }), [unknownSince('2025-11-03')]],
  ['lac-visit-parents-care-order', 'a next legal status still to come', sinceJanuary('2025-11-03', PARENTS_ORDER, {}, { legal_status: 'V2', legal_status_start: NEVER }), [unknownSince('2025-11-03')]],
  ['lac-review-1', 'a review still to come', reviewed('2025-12-01', NEVER), [unknownSince('2025-12-01')]],
  ['lac-review-1', 'a review before care corrects none that was known', seen('2025-10-01', ['2025-11-30', { latest_review: '2025-10-20' }], ['2026-03-31', { latest_review: '2025-09-20' }]), [['2025-10-01', '2025-10-29', '2025-10-20', 'met', 0]]],
  ['lac-review-2', 'a review before care leaves open whether there was a second', seen('2025-10-01', ['2025-11-30', { latest_review: '2025-10-20' }], ['2026-03-31', { latest_review: '2025-09-20' }]), [unknownSince('2025-10-20')]],
  ['lac-review-next', 'a review still to come', seen('2024-01-08', ['2025-03-31', { latest_review: '2025-03-10' }], ['2026-03-31', { latest_review: NEVER }]), [unknownSince('2025-03-10')]],
  ['rcpc-first', 'a review still to come', planned('2025-12-01', { latest_review_conference: NEVER }), [unknownSince('2025-12-01')]],
  ['rcpc-next', 'a review still to come', { protection_plan: versions(plan('2025-03-03'), ['2025-06-30', { latest_review_conference: '2025-06-02' }], ['2026-03-31', { latest_review_conference: NEVER }]) }, [unknownSince('2025-06-02')]],
  ['prebirth-conference', 'a review still to come', planned('2025-11-03', { date_of_birth: '2026-01-05', latest_review_conference: NEVER }), [unknownSince('2026-01-05')]],
  ['cp-visit-first', 'a visit still to come', planned('2026-03-02', { last_statutory_visit: NEVER }), [unknownSince('2026-03-02')]],
  ['cp-visit-first', 'a visit before the birth, once the plan runs, counts', planned('2026-02-02', { date_of_birth: '2026-03-30', last_statutory_visit: '2026-02-10' }), [['2026-02-02', '2026-02-16', '2026-02-10', 'met', 0]]],
  ['cp-visit', 'a visit still to come', { protection_plan: versions(plan('2025-12-01'), ['2026-01-31', { last_statutory_visit: '2026-01-12' }], ['2026-03-31', { last_statutory_visit: NEVER }]) }, [unknownSince('2026-01-12')]],
  ['cin-visit', 'seen before the birth is unknown', { child_in_need: { cin_start_date: '2026-02-02', date_of_birth: '2014-06-15', date_last_seen: '2014-06-14', case_status: 'CIN' } }, [unknownSince('2026-02-02')]],
  ...(['police-protection', 'L1', 'epo', 'L2', 'child-assessment-order', 'L3', 'care-proceedings', 'C1'] as const).flatMap((timescale, i, all): TimescaleCase[] => i % 2 === 1 ? [] : [[timescale, 'a next legal status still to come', { looked_after: versions(care('2025-06-02', { legal_status: all[i + 1]! }), ['2025-06-30', {}], ['2026-03-31', { legal_status: 'C2', legal_status_start: NEVER }]) }, [unknownSince('2025-06-02')]]]),
  ['pathway-plan', 'a review of the plan still to come', { care_leaver: leaver({ eligibility: 'RELEVANT', date_of_birth: '2009-02-10', pathway_plan_review: NEVER }) }, [unknownSince('2025-02-10')]],
  ['pathway-review', 'a review still to come', { care_leaver: versions(leaver({}), ['2025-06-30', { pathway_plan_review: '2025-06-02' }], ['2026-03-31', { pathway_plan_review: NEVER }]) }, [unknownSince('2025-06-02')]],
  ['pa-contact', 'a contact still to come', { care_leaver: versions(leaver({}), ['2025-06-30', { latest_contact: '2025-06-02' }], ['2026-03-31', { latest_contact: NEVER }]) }, [unknownSince('2025-06-02')]],
  ['pa-contact', 'a contact before the birth starts no clock', { care_leaver: versions(leaver({}), ['2025-06-30', { latest_contact: '1925-06-02' }], ['2026-03-31', { latest_contact: '2026-02-02' }]) }, [['2026-02-02', '2026-03-30', null, 'overdue', 1]]],
  ['care-leaver-birthday', 'a contact still to come', { care_leaver: leaver({ latest_contact: NEVER }) }, [unknownSince('2025-11-10')]],
  ['adoption-review-waiting', 'a review still to come', { adoption: adopted({ placement_order: '2025-12-30' }), looked_after: care('2024-01-10', { latest_review: NEVER }) }, [unknownSince('2025-12-30')]],
  ['adoption-review-waiting', 'the newest period of care says when', { adoption: adopted({ placement_order: '2025-12-30' }), looked_after: [care('2023-01-10', { ceased_looked_after: '2023-06-01', latest_review: NEVER }), care('2024-01-10')] }, [['2025-12-30', '2026-03-30', null, 'overdue', 1]]],
  ['adoption-review-1', 'a review still to come', cared('2024-12-02', { placement_type: 'A5', placement_start: '2026-01-05', latest_review: NEVER }), [unknownSince('2026-01-05')]],
  ['adoption-review-next', 'a review still to come', sinceJanuary('2024-12-02', { placement_type: 'A5', placement_start: '2025-10-06' }, { latest_review: '2025-11-03' }, { latest_review: NEVER }), [unknownSince('2025-11-03')]],
  ['adoption-visit', 'a visit still to come', cared('2024-12-02', { placement_type: 'A5', placement_start: '2026-03-02', last_social_work_visit: NEVER }), [unknownSince('2026-03-02')]],
  ['adoption-visit', 'a first review still to come may have set the visits', cared('2024-12-02', { placement_type: 'A5', placement_start: '2026-03-02', latest_review: NEVER }), [unknownSince('2026-03-02')]],
]

export const timescaleCases = {
  assessments: assessmentCases,
  'protection and need': protectionCases,
  'visits to children in care': careVisitCases,
  'reviews of care': careReviewCases,
  'health, orders and missing': healthCases,
  'care leavers and adoption': leaverCases,
  'edges of orders': orderEdgeCases,
  'edges of visits': visitEdgeCases,
  'edges of periods and plans': periodEdgeCases,
  'edges of reviews': reviewEdgeCases,
  'edges of health': healthEdgeCases,
  'edges of leaving care': leaverEdgeCases,
  'edges of protection': protectionEdgeCases,
  'what no extract proves': unprovedCases,
  'dates that cannot be true': doubtCases,
} as const

export const cases: readonly TimescaleCase[] = Object.values(timescaleCases).flat()

/** All cases in one record, each with a child of its own. */
export function recordTables(): Record<string, Row[]> {
  const tables: Record<string, Row[]> = {
    extract_day: [
      ...LISTS.flatMap((table_name) => MONTH_ENDS.map((as_at) => ({ table_name, as_at }))),
      // Another list was handed in between, which proves nothing of these.
      { table_name: 'contact', as_at: '2026-02-10' },
    ],
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
