import type { SqlValue } from '#platform/lake'
import { AS_AT_DAY, type CaseRecord, type CheckCases, many } from './case.ts'

type Extra = Readonly<Record<string, SqlValue>>

const place = { extract: 'test', source_file: 'List 3.csv', source_sheet: '', source_row: 7 }
const problem = (table_name: string, column_name: string, extra: Extra = {}): CaseRecord => ({
  cell_problem: [{ table_name, column_name, child_id: '1', raw_value: 'xyz', reason: 'not known', ...place, ...extra }],
})

const birth = '2015-05-02'
const known = { date_of_birth: birth, gender: 'M', ethnicity: 'WBRI' }
const referral = (extra: Extra) => ({ date_of_referral: '2025-05-02', ...extra })
const assessment = (extra: Extra) => ({ assessment_start_date: '2025-05-03', ...extra })
const twoLists = (one: Extra, other: Extra): CaseRecord => ({
  referral: [referral(one)],
  assessment: [assessment(other)],
})
const inBoth = (child_id: string, extra: Extra = {}): CaseRecord =>
  twoLists({ child_id, ...known, ...extra }, { child_id, ...known, ...extra })
const both = (one: CaseRecord, other: CaseRecord): CaseRecord =>
  Object.fromEntries(
    [...new Set([...Object.keys(one), ...Object.keys(other)])].map((table) => [
      table,
      [...(one[table] ?? []), ...(other[table] ?? [])],
    ]),
  )

const diedInCare = {
  looked_after: [{ started_looked_after: '2024-05-02', ceased_looked_after: '2025-06-01', reason_ceased: 'E2' }],
}
const adoptedFromCare = {
  looked_after: [{ started_looked_after: '2024-05-02', ceased_looked_after: '2025-06-01', reason_ceased: 'E11' }],
}

/** Cases of unreadable cells, and of children over several lists. */
const childCases: Readonly<Record<string, CheckCases>> = {
  'cell-date-unreadable': {
    passes: [problem('referral', 'gender'), {}],
    fails: [
      [problem('referral', 'date_of_birth'), /^Date of Birth holds xyz: not known$/],
      [problem('adopter', 'placed', { child_id: null, raw_value: 'a'.repeat(10_000) }), /holds a{40}…: not known$/],
    ],
  },
  'cell-code-unknown': {
    passes: [problem('referral', 'date_of_birth')],
    fails: [[problem('referral', 'gender'), /^Gender holds xyz: not known$/]],
  },
  'cell-number-unreadable': {
    passes: [problem('referral', 'gender')],
    fails: [[problem('protection_plan', 'previous_plans'), /^Number of Previous/]],
  },
  'cell-postcode-unreadable': {
    passes: [problem('referral', 'gender')],
    fails: [[problem('looked_after', 'placement_postcode'), /^Placement postcode holds xyz/]],
  },
  'cell-text-unreadable': {
    passes: [problem('referral', 'gender')],
    fails: [[problem('referral', 'allocated_team'), /^Allocated Team holds xyz/]],
  },
  'child-birth-date-differs': {
    passes: [
      twoLists({ date_of_birth: birth }, { date_of_birth: birth }),
      twoLists({ date_of_birth: birth }, {}),
      twoLists({ date_of_birth: birth }, { child_id: '2', date_of_birth: '2015-05-03' }),
      {
        referral: [
          referral({ date_of_birth: '2015-02-05', known_from: '2025-12-31' }),
          { date_of_referral: '2026-01-05', date_of_birth: birth },
        ],
      },
    ],
    fails: [
      [
        twoLists({ date_of_birth: birth }, { date_of_birth: '2015-02-05' }),
        /^2 May 2015 in Referrals; 5 February 2015 in Assessments$/,
      ],
    ],
  },
  'child-gender-differs': {
    passes: [twoLists({ gender: 'M' }, { gender: 'M' }), twoLists({ gender: 'M' }, { gender: 'U' })],
    fails: [[twoLists({ gender: 'M' }, { gender: 'F' }), /^F in Assessments; M in Referrals$/]],
  },
  'child-ethnicity-differs': {
    passes: [
      twoLists({ ethnicity: 'WBRI' }, { ethnicity: 'NOBT' }),
      twoLists({ ethnicity: 'WBRI' }, { ethnicity: 'REFU' }),
      twoLists({ ethnicity: 'WBRI' }, { ethnicity: 'WHITE' }),
    ],
    fails: [[twoLists({ ethnicity: 'WBRI' }, { ethnicity: 'WIRI' }), /^WBRI in Referrals; WIRI in Assessments$/]],
  },
  'child-listed-twice': {
    passes: [
      inBoth('1'),
      both(inBoth('1'), inBoth('2', { date_of_birth: '2015-05-03' })),
      both(inBoth('1'), inBoth('2', { gender: 'F' })),
      both(inBoth('1'), { referral: [referral({ child_id: '2', ...known })] }),
      both(inBoth('1', { ethnicity: 'NOBT' }), inBoth('2', { ethnicity: 'NOBT' })),
      both(inBoth('1', { date_of_birth: '2026-05-02' }), inBoth('2', { date_of_birth: '2026-05-02' })),
    ],
    fails: [[both(inBoth('1'), inBoth('2')), /^Born 2 May 2015, as 2 is; .* in 2 lists, first 2 May 2025$/]],
  },
  'child-died-yet-open': {
    passes: [
      diedInCare,
      { ...adoptedFromCare, child_in_need: [{ cin_start_date: '2024-05-02' }] },
      { ...diedInCare, child_in_need: [{ child_id: '2', cin_start_date: '2024-05-02' }] },
    ],
    fails: [
      [
        { ...diedInCare, child_in_need: [{ cin_start_date: '2024-05-02' }] },
        /^Recorded as died 1 June 2025; still open: episode of need of 2 May 2024$/,
      ],
      [
        {
          child_in_need: [{ cin_start_date: '2024-05-02', cin_closure_date: '2025-06-01', closure_reason: 'RC2' }],
          assessment: [{ assessment_start_date: '2025-05-02' }],
          protection_plan: [{ plan_start_date: '2025-05-02' }],
          looked_after: [{ started_looked_after: '2024-05-02' }],
        },
        /still open: assessment of 2 May 2025, period of care of 2 May 2024, protection plan of 2 May 2025$/,
      ],
    ],
  },
  'child-adopted-yet-open': {
    passes: [{ ...diedInCare, child_in_need: [{ cin_start_date: '2024-05-02' }] }, adoptedFromCare],
    fails: [
      [{ ...adoptedFromCare, child_in_need: [{ cin_start_date: '2024-05-02' }] }, /^Recorded as adopted 1 June 2025/],
      [
        {
          looked_after: [
            { started_looked_after: '2024-05-02', ceased_looked_after: '2025-06-01', reason_ceased: 'E12' },
          ],
          assessment: [{ assessment_start_date: '2025-05-02' }],
        },
        /still open: assessment/,
      ],
      [
        {
          child_in_need: [{ cin_start_date: '2024-05-02', cin_closure_date: '2025-06-01', closure_reason: 'RC1' }],
          protection_plan: [{ plan_start_date: '2025-05-02' }],
        },
        /still open: protection plan/,
      ],
    ],
  },
}

const listedWorker = { worker: [{ worker: 'Ann', team: 'North 1', area: 'North' }] }
const holds = (allocated_worker: string | null, allocated_team: string | null, extra: Extra = {}) => ({
  cin_start_date: '2025-05-02',
  allocated_worker,
  allocated_team,
  ...extra,
})

/** A row of each list of children with what is given, on days that are no matter. */
const rowOf: Readonly<Record<string, Extra>> = {
  contact: { date_of_contact: '2025-05-02' },
  early_help: { assessment_start_date: '2025-05-02' },
  assessment: { assessment_start_date: '2025-05-02' },
  section_47: { strategy_discussion_date: '2025-05-02' },
  child_in_need: { cin_start_date: '2025-05-02' },
  protection_plan: { plan_start_date: '2025-05-02' },
  looked_after: { started_looked_after: '2025-05-02' },
  care_leaver: {},
  adoption: { adoption_decision: '2025-05-02' },
}
const besideReferral = (value: Extra, other: Extra): readonly CaseRecord[] =>
  Object.entries(rowOf).map(([table, days]) => ({ referral: [referral(value)], [table]: [{ ...days, ...other }] }))

/** Each list of children against the referrals. */
const everyListAgainstReferrals: Readonly<Record<string, CheckCases>> = {
  'child-birth-date-differs': {
    passes: besideReferral({ date_of_birth: birth }, {}),
    fails: besideReferral({ date_of_birth: birth }, { date_of_birth: '2015-05-03' }).map((one) => [
      one,
      /in Referrals/,
    ]),
  },
  'child-gender-differs': {
    passes: besideReferral({ gender: 'M' }, { gender: 'U' }),
    fails: besideReferral({ gender: 'M' }, { gender: 'F' }).map((one) => [one, /^F in .*; M in Referrals$/]),
  },
  'child-ethnicity-differs': {
    passes: besideReferral({ ethnicity: 'WBRI' }, { ethnicity: 'NOBT' }),
    fails: besideReferral({ ethnicity: 'WBRI' }, { ethnicity: 'AIND' }).map((one) => [one, /^AIND in .*; WBRI in/]),
  },
  'child-listed-twice': {
    passes: ['section_47', 'protection_plan', 'looked_after'].map((table) => ({
      referral: ['1', '2'].map((child_id) => referral({ child_id, ...known })),
      [table]: ['1', '2'].map((child_id) => ({ child_id, ...rowOf[table], ...known, ethnicity: 'REFU' })),
    })),
    fails: ['section_47', 'protection_plan', 'looked_after'].map((table) => [
      {
        referral: ['1', '2'].map((child_id) => referral({ child_id, ...known })),
        [table]: ['1', '2'].map((child_id) => ({ child_id, ...rowOf[table], ...known })),
      },
      /as 2 is/,
    ]),
  },
  'row-withdrawn': {
    passes: Object.entries(rowOf).map(([table, days]) => ({
      [table]: [{ ...days, known_from: '2025-12-31', known_to: '2026-02-28', ended_by: 'withdrawn' }],
    })),
    fails: Object.entries(rowOf).map(([table, days]) => [
      { [table]: [{ ...days, known_from: '2025-12-31', known_to: AS_AT_DAY, ended_by: 'withdrawn' }] },
      /^In earlier extracts/,
    ]),
  },
}

const closedRows: CaseRecord = {
  assessment: [
    {
      assessment_start_date: '2025-05-02',
      authorisation_date: '2025-06-02',
      allocated_worker: 'Bob',
      allocated_team: 'South 1',
    },
  ],
  protection_plan: [
    { plan_start_date: '2025-05-02', plan_end_date: '2025-06-02', allocated_worker: 'Bob', allocated_team: 'South 1' },
  ],
  looked_after: [
    {
      started_looked_after: '2025-05-02',
      ceased_looked_after: '2025-06-02',
      allocated_worker: 'Bob',
      allocated_team: 'South 1',
    },
  ],
}

/** Cases of workers, teams and the record's history. */
const recordCases: Readonly<Record<string, CheckCases>> = {
  'worker-not-listed': {
    passes: [
      { ...listedWorker, child_in_need: [holds(' ann', 'North 1')] },
      { ...listedWorker, child_in_need: [holds('Bob', 'North 1', { cin_closure_date: '2025-09-01' })] },
      { ...listedWorker, child_in_need: [holds(null, 'North 1')] },
      { ...listedWorker, ...closedRows },
    ],
    fails: [
      [
        {
          ...listedWorker,
          child_in_need: [holds('Bob', 'North 1')],
          assessment: [{ assessment_start_date: '2026-03-02', allocated_worker: 'Bob' }],
          protection_plan: [{ child_id: '2', plan_start_date: '2026-03-02', allocated_worker: 'Bob' }],
          looked_after: [{ child_id: '3', started_looked_after: '2026-03-02', allocated_worker: 'Bob' }],
          care_leaver: [{ child_id: '4', allocated_worker: 'Bob' }],
        },
        /^Bob holds 4 open children/,
      ],
    ],
  },
  'team-not-listed': {
    passes: [
      { ...listedWorker, child_in_need: [holds('Bob', 'north 1 ')] },
      { ...listedWorker, child_in_need: [holds('Bob', 'South 1', { cin_closure_date: '2025-09-01' })] },
      { ...listedWorker, child_in_need: [holds('Bob', null)] },
      { ...listedWorker, ...closedRows },
    ],
    fails: [[{ ...listedWorker, child_in_need: [holds('Ann', 'South 1')] }, /^South 1 holds 1 open children/]],
  },
  'worker-caseload-implausible': {
    passes: [
      { child_in_need: many(40, () => holds('Ann', 'North 1')) },
      { child_in_need: many(41, (i) => holds('Ann', 'North 1', i === 0 ? { cin_closure_date: '2025-09-01' } : {})) },
      { child_in_need: many(41, () => holds(null, 'North 1')) },
    ],
    fails: [[{ child_in_need: many(41, () => holds('Ann', 'North 1')) }, /^Ann holds 41 open children$/]],
  },
  'team-in-two-areas': {
    passes: [
      { worker: [...listedWorker.worker, { worker: 'Bob', team: 'North 1', area: 'North' }] },
      { worker: [...listedWorker.worker, { worker: 'Bob', team: 'North 1', area: null }] },
    ],
    fails: [
      [{ worker: [...listedWorker.worker, { worker: 'Bob', team: 'North 1', area: 'South' }] }, /under North, South$/],
    ],
  },
  'worker-without-area': {
    passes: [listedWorker, { worker: [{ worker: 'Bob', team: 'North 1' }] }],
    fails: [[{ worker: [...listedWorker.worker, { worker: 'Bob', team: 'South 1' }] }, /^Bob of South 1 has no area$/]],
  },
  'row-withdrawn': {
    passes: [
      { referral: [referral({})] },
      { referral: [referral({ known_from: '2025-12-31', known_to: '2026-02-28', ended_by: 'withdrawn' })] },
      { referral: [referral({ known_from: '2025-12-31', known_to: AS_AT_DAY, ended_by: 'changed' })] },
    ],
    fails: [
      [
        { referral: [referral({ known_from: '2025-12-31', known_to: AS_AT_DAY, ended_by: 'withdrawn' })] },
        /not in that of 31 March 2026$/,
      ],
      [
        {
          adopter: [
            { enquiry_received: '2025-06-01', known_from: '2025-12-31', known_to: AS_AT_DAY, ended_by: 'withdrawn' },
          ],
        },
        /not in that of 31 March 2026$/,
      ],
    ],
  },
  'row-superseded-without-end': {
    passes: [{ looked_after: [{ started_looked_after: '2025-05-02' }] }],
    fails: [
      [
        {
          looked_after: [
            {
              started_looked_after: '2025-05-02',
              known_from: '2025-12-31',
              known_to: '2026-01-31',
              ended_by: 'superseded',
            },
          ],
        },
        /^Open until the extract of 31 January 2026/,
      ],
    ],
  },
  'row-ended-in-gap': {
    passes: [{ protection_plan: [{ plan_start_date: '2025-05-02' }] }],
    fails: [
      [
        {
          protection_plan: [
            { plan_start_date: '2025-05-02', known_from: '2025-06-30', known_to: '2026-01-31', ended_by: 'gap' },
          ],
        },
        /gone from the extract of 31 January 2026$/,
      ],
    ],
  },
  'list-not-in-latest-extract': {
    passes: [{}, { extract_day: [{ as_at: '2026-02-28', table_name: 'referral' }] }],
    fails: [[{ extract_day: [{ as_at: '2026-02-28', table_name: 'worker' }] }, /^Last supplied for 28 February 2026$/]],
  },
}

/** Cases over several lists: cells, children, workers and the record's history. */
export const acrossCases: Readonly<Record<string, CheckCases>> = withMore(
  { ...childCases, ...recordCases },
  everyListAgainstReferrals,
)

function withMore(
  cases: Readonly<Record<string, CheckCases>>,
  more: Readonly<Record<string, CheckCases>>,
): Readonly<Record<string, CheckCases>> {
  const added = Object.entries(more).map(([id, { passes, fails }]) => [
    id,
    { passes: [...cases[id]!.passes, ...passes], fails: [...cases[id]!.fails, ...fails] },
  ])
  return { ...cases, ...Object.fromEntries(added) }
}
