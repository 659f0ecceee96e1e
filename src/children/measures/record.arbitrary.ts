import fc from 'fast-check'
import type { SqlValue } from '#platform/lake'
import type { CaseRow } from './cases/case.ts'

const FIRST = Date.UTC(2024, 2, 1)
const days = fc
  .integer({ min: 0, max: 790 })
  .map((n) => new Date(FIRST + n * 86_400_000).toISOString().slice(0, 10))
  .filter((day) => day <= '2026-04-10')

/** Mostly a day of the last two years, now and then none or one that cannot be. */
const day = fc.oneof({ weight: 20, arbitrary: days }, { weight: 1, arbitrary: fc.constantFrom(null, '1900-01-01') })
const mayBeOpen = fc.oneof({ weight: 3, arbitrary: day }, { weight: 2, arbitrary: fc.constant(null) })
const code = (...codes: readonly (string | null)[]) => fc.constantFrom(...codes)
const small = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constant(null))

/** Child n, the same in every list, but for cells left empty. */
function childNumber(n: number): Record<string, string> {
  const born = n === 7 ? '2026-08-01' : new Date(FIRST - n * 330 * 86_400_000).toISOString().slice(0, 10)
  return {
    gender: ['M', 'F', 'U', 'X'][n % 4]!,
    ethnicity: ['WBRI', 'MWAS', 'CHNE', 'BAFR', 'OOTH', 'REFU'][n % 6]!,
    date_of_birth: born,
  }
}

const children = fc
  .record({ n: fc.integer({ min: 1, max: 25 }), empty: code('', '', '', '', 'gender', 'ethnicity', 'date_of_birth') })
  .map(({ n, empty }) => ({ child_id: String(n), ...childNumber(n), ...(empty ? { [empty]: null } : {}) }))

const disability = code('Y', 'N', 'U', null)
const allocation = {
  allocated_team: code('Red', 'Blue', 'Green', null),
  allocated_worker: code('Ann', 'Bob', 'Cy', null),
}
const yes = code('Y', 'N', 'U', null)

const lists = {
  contact: [
    { date_of_contact: day, contact_source: code('6', '2A', '10', null) },
    ['date_of_contact', 'contact_source'],
  ],
  early_help: [
    {
      assessment_start_date: day,
      assessment_completion_date: mayBeOpen,
      organisation: code('School', null),
    },
    ['assessment_start_date'],
  ],
  referral: [
    { ...allocation, date_of_referral: day, referral_nfa: yes, referrals_last_12_months: small },
    ['date_of_referral'],
  ],
  assessment: [
    {
      ...allocation,
      disability,
      assessment_start_date: day,
      authorisation_date: mayBeOpen,
      child_seen: yes,
      requires_support: yes,
    },
    ['assessment_start_date'],
  ],
  section_47: [
    {
      ...allocation,
      disability,
      strategy_discussion_date: day,
      icpc_date: mayBeOpen,
      icpc_not_required: yes,
      icpc_resulted_in_plan: yes,
      s47_last_12_months: small,
    },
    ['strategy_discussion_date'],
  ],
  child_in_need: [
    {
      ...allocation,
      disability,
      cin_start_date: day,
      cin_closure_date: mayBeOpen,
      date_last_seen: mayBeOpen,
      case_status: code('CIN', 'CPP', 'LAC', null),
      closure_reason: code('RC8', 'RC1', null),
    },
    ['cin_start_date'],
  ],
  protection_plan: [
    {
      ...allocation,
      disability,
      plan_start_date: day,
      plan_end_date: mayBeOpen,
      last_statutory_visit: mayBeOpen,
      latest_review_conference: mayBeOpen,
      latest_category: code('NEG', 'EMO', null),
      previous_plans: small,
      seen_alone: yes,
    },
    ['plan_start_date'],
  ],
  looked_after: [
    {
      ...allocation,
      disability,
      started_looked_after: day,
      ceased_looked_after: mayBeOpen,
      legal_status: code('C2', 'V2', 'V4', null),
      placement_type: code('U1', 'U6', 'K1', 'P1', null),
      placement_location: code('IN', 'OUT', null),
      placements_last_12_months: small,
      placement_start: mayBeOpen,
      last_social_work_visit: mayBeOpen,
      latest_review: mayBeOpen,
      last_dental_check: mayBeOpen,
      reason_ceased: code('E11', 'E45', 'E4A', null),
    },
    ['started_looked_after'],
  ],
  care_leaver: [
    {
      ...allocation,
      disability,
      activity: code('F1', 'P3', 'G5', null),
      accommodation_suitability: code('1', '2', null),
      in_touch: code('YES', 'NO', 'REFU', null),
      latest_contact: mayBeOpen,
    },
    [],
  ],
  adoption: [
    { disability, adoption_decision: day, adoption_order: mayBeOpen, placed: mayBeOpen },
    ['adoption_decision'],
  ],
} as const

function rowOf(columns: Readonly<Record<string, fc.Arbitrary<SqlValue>>>): fc.Arbitrary<CaseRow> {
  return fc.tuple(children, fc.record(columns)).map(([child, row]) => ({ ...child, ...row }))
}

/** Rows of every list about 25 children, dirt among them, no natural key twice. */
export const arbitraryTables: fc.Arbitrary<Record<string, readonly CaseRow[]>> = fc
  .record(
    Object.fromEntries(
      Object.entries(lists).map(([list, [columns, key]]) => [
        list,
        fc.uniqueArray(rowOf(columns), {
          minLength: 12,
          maxLength: 40,
          selector: (row) => JSON.stringify([row.child_id, ...key.map((column) => row[column])]),
        }),
      ]),
    ),
  )
  .map((tables) => ({
    ...tables,
    worker: [
      { worker: 'Ann', team: 'Red', area: 'North' },
      { worker: 'Bob', team: 'Blue', area: 'South' },
      { worker: 'Cy', team: 'Violet', area: 'North' },
    ],
  }))
