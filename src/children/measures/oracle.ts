import type { DuckDb, Row } from '#platform/lake'
import { addDays, addMonths, addWorkingDays, ageOn, englandCalendar, holds, type Period, type PlainDate } from '#values'

/**
 * A second implementation of some of the measures, slow and obvious: loops over the rows of the lists. It shares no SQL with the
 * facts and no code with the measures engine, so that tests can set the two beside each other on any record.
 */
export interface OracleRecord {
  readonly asAt: PlainDate
  /** Rows as they are now, by list. */
  readonly rows: Readonly<Record<string, readonly Row[]>>
  /** Rows with those that were open when extracts stopped showing them; `gone_on` is the day of the extract that did. */
  readonly known: Readonly<Record<string, readonly Row[]>>
  readonly coveredFrom: Readonly<Record<string, PlainDate>>
  readonly children: ReadonlyMap<string, Row>
  readonly areaOfTeam: ReadonlyMap<string, string>
  readonly areaOfWorker: ReadonlyMap<string, string>
}

/** Whether one row counts above; rows that are no case are left out. */
export interface OracleCase {
  readonly row: Row
  readonly above: boolean
  /** The day on which the child's age is taken. */
  readonly on: PlainDate
}

type Cases = (record: OracleRecord, period: Period) => OracleCase[]

const LISTS = {
  contact: [],
  early_help: ['assessment_start_date'],
  referral: [],
  assessment: ['assessment_start_date'],
  section_47: [],
  child_in_need: ['cin_start_date'],
  protection_plan: ['plan_start_date'],
  looked_after: ['started_looked_after'],
  care_leaver: [],
  adoption: ['adoption_decision'],
  adopter: [],
} as const

/** Reads what the oracle needs from a snapshot open for work, after `createFacts` (for the areas). */
export async function readOracleRecord(db: DuckDb): Promise<OracleRecord> {
  const rows: Record<string, readonly Row[]> = {}
  const known: Record<string, readonly Row[]> = {}
  for (const [list, key] of Object.entries(LISTS)) {
    rows[list] = await db.rows(`select * from ${list}`)
    known[list] = key.length === 0 ? rows[list] : newest(await db.rows(`select * from ${list}_version`), key)
  }
  const info = await db.row<{ as_at: PlainDate }>('select as_at from snapshot_info')
  const covered = await db.rows<{ list: string; since: PlainDate }>(
    'select table_name as list, covered_from as since from coverage',
  )
  const children = await db.rows<Row & { child_id: string }>('select * from child')
  const teams = await db.rows<{ team: string; area: string }>('select team, area from team_area')
  const workers = await db.rows<{ worker: string; area: string }>('select worker, area from worker_area')
  return {
    asAt: info.as_at,
    rows,
    known,
    coveredFrom: Object.fromEntries(covered.map((each) => [each.list, each.since])),
    children: new Map(children.map((child) => [child.child_id, child])),
    areaOfTeam: new Map(teams.map((each) => [each.team, each.area])),
    areaOfWorker: new Map(workers.map((each) => [each.worker, each.area])),
  }
}

/** The newest version of each row that was not withdrawn: the current one, or the last of a row whose end was not seen. */
function newest(versions: readonly Row[], key: readonly string[]): Row[] {
  const found = new Map<string, Row>()
  for (const version of versions) {
    if (version.known_to !== null && version.ended_by !== 'gap' && version.ended_by !== 'superseded') continue
    const id = JSON.stringify([version.child_id, ...key.map((column) => version[column])])
    const other = found.get(id)
    const isNewer =
      !other ||
      (other.known_to !== null && (version.known_to === null || String(version.known_from) > String(other.known_from)))
    if (isNewer) found.set(id, version)
  }
  return [...found.values()].map((row) => ({ ...row, gone_on: row.known_to }))
}

const day = (value: unknown): PlainDate | null => (value as PlainDate | null) ?? null
const is = (value: unknown, ...codes: readonly string[]): boolean => codes.includes(value as string)

/** Rows whose day falls in the period. */
function during(
  list: string,
  column: string,
  above: (row: Row, on: PlainDate, record: OracleRecord) => boolean,
): Cases {
  return (record, period) => {
    const cases: OracleCase[] = []
    for (const row of record.rows[list]!) {
      const on = day(row[column])
      if (on !== null && holds(period, on)) cases.push({ row, above: above(row, on, record), on })
    }
    return cases
  }
}

/** Keeps some of the cases. */
function only(cases: Cases, where: (row: Row, on: PlainDate, record: OracleRecord) => boolean): Cases {
  return (record, period) => cases(record, period).filter(({ row, on }) => where(row, on, record))
}

/** Takes the child's age on another day of the row. */
function agedOn(cases: Cases, column: string): Cases {
  return (record, period) => cases(record, period).map((each) => ({ ...each, on: day(each.row[column]) ?? each.on }))
}

/** Rows that are open at the end of the period's day. */
function openOn(
  list: string,
  from: string,
  to: string,
  above: (row: Row, on: PlainDate, record: OracleRecord) => boolean,
): Cases {
  return (record, period) => {
    const cases: OracleCase[] = []
    for (const row of record.known[list]!) {
      const start = day(row[from])
      const end = day(row[to]) ?? gone(record, list, from, row)
      if (start === null || start > period.from || (end !== null && end <= period.from)) continue
      cases.push({ row, above: above(row, period.from, record), on: period.from })
    }
    return cases
  }
}

/** A row that extracts no longer showed was open until then; of lists with one row for each child, until its next row began. */
function gone(record: OracleRecord, list: string, from: string, row: Row): PlainDate | null {
  const until = day(row.gone_on)
  if (until === null || !is(list, 'child_in_need', 'looked_after')) return until
  const later = record.known[list]!.filter((other) => other.child_id === row.child_id)
    .map((other) => day(other[from]))
    .filter((start) => start !== null && start > String(row[from]))
    .sort()[0]
  return later !== undefined && later !== null && later < until ? later : until
}

const always = () => true

/** True when `end` is on or between `start` and the nth working day after it. */
function withinWorkingDays(start: PlainDate | null, end: PlainDate | null, n: number): boolean {
  if (start === null || end === null || end < start || !isInCalendar(start)) return false
  return end <= addWorkingDays(start, n, englandCalendar)
}

function isInCalendar(date: PlainDate): boolean {
  return date >= englandCalendar.coversFrom && addDays(date, 400) <= englandCalendar.coversTo
}

function ofChild(record: OracleRecord, list: string, row: Row): Row[] {
  if (row.child_id === null) return []
  return rowsByChild(record, list).get(row.child_id as string) ?? []
}

const indexes = new WeakMap<readonly Row[], Map<string, Row[]>>()

function rowsByChild(record: OracleRecord, list: string): Map<string, Row[]> {
  const rows = record.rows[list]!
  const index =
    indexes.get(rows) ??
    Map.groupBy(
      rows.filter((row) => row.child_id !== null),
      (row) => row.child_id as string,
    )
  indexes.set(rows, index)
  return index
}

/** Whether another row of the child has its day from `from` to `to`, both in. */
function another(
  record: OracleRecord,
  list: string,
  column: string,
  row: Row,
  from: PlainDate,
  to: PlainDate,
): boolean {
  return ofChild(record, list, row).some((other) => {
    const on = day(other[column])
    return other !== row && on !== null && on >= from && on <= to
  })
}

function isReReferral(row: Row, on: PlainDate, record: OracleRecord): boolean {
  const since = addMonths(on, -12)
  if (another(record, 'referral', 'date_of_referral', row, since, addDays(on, -1))) return true
  return since < record.coveredFrom.referral! && Number(row.referrals_last_12_months ?? 0) > 0
}

function visitedInTime(row: Row, on: PlainDate): boolean {
  const start = day(row.plan_start_date)!
  const visit = day(row.last_statutory_visit)
  const clock = visit !== null && visit <= on && visit > start ? visit : start
  return withinWorkingDays(clock, on, 10)
}

function seenInTime(row: Row, on: PlainDate): boolean {
  const start = day(row.cin_start_date)!
  const seen = day(row.date_last_seen)
  return withinWorkingDays(seen !== null && seen <= on && seen > start ? seen : start, on, 20)
}

const contacts = during('contact', 'date_of_contact', always)
const referrals = during('referral', 'date_of_referral', always)
const authorised = agedOn(during('assessment', 'authorisation_date', always), 'assessment_start_date')
const conferences = agedOn(during('section_47', 'icpc_date', always), 'strategy_discussion_date')
const plansEnded = agedOn(during('protection_plan', 'plan_end_date', always), 'plan_start_date')
const noShortBreak = (row: Row) => !is(row.legal_status, 'V3', 'V4')
const ceased = agedOn(only(during('looked_after', 'ceased_looked_after', always), noShortBreak), 'started_looked_after')
const openPlans = openOn('protection_plan', 'plan_start_date', 'plan_end_date', always)
const openNeed = openOn('child_in_need', 'cin_start_date', 'cin_closure_date', always)
const inCare = only(openOn('looked_after', 'started_looked_after', 'ceased_looked_after', always), noShortBreak)
const leavers: Cases = (record, { from }) => record.rows.care_leaver!.map((row) => ({ row, above: true, on: from }))

/** Marks which of the cases count above. */
function marked(
  cases: Cases,
  above: (row: Row, on: PlainDate, record: OracleRecord, period: Period) => boolean,
): Cases {
  return (record, period) =>
    cases(record, period).map((each) => ({ ...each, above: above(each.row, each.on, record, period) }))
}

function age(record: OracleRecord, row: Row, on: PlainDate): number | null {
  const born = day(row.date_of_birth) ?? day(record.children.get(row.child_id as string)?.date_of_birth)
  return born === null ? null : ageOn(born, on)
}

const from19To21 = only(leavers, (row, on, record) => {
  const years = age(record, row, on)
  return years !== null && years >= 19 && years <= 21
})

/** Each measure of which there is a second implementation, by id: its cases in a period. */
export const oracleMeasures: Readonly<Record<string, Cases>> = {
  contacts,
  'repeat-contacts': marked(
    (record, period) => {
      const byDay = contacts(record, period).sort((a, b) => (a.on < b.on ? -1 : 1))
      return [...new Map(byDay.map((each) => [each.row.child_id, each])).values()]
    },
    (row, _, record, period) => {
      const mine = ofChild(record, 'contact', row).filter((each) => day(each.date_of_contact) !== null)
      const inPeriod = mine.filter((each) => holds(period, day(each.date_of_contact)!))
      return inPeriod.some((each) => {
        const on = day(each.date_of_contact)!
        return mine.some((other) => {
          const before = day(other.date_of_contact)!
          return other !== each && before <= on && before >= addMonths(on, -6)
        })
      })
    },
  ),
  'contacts-to-referral': marked(contacts, (row, on, record) =>
    another(record, 'referral', 'date_of_referral', row, on, addWorkingDays(on, 1, englandCalendar)),
  ),
  'contacts-to-early-help': marked(contacts, (row, on, record) =>
    another(record, 'early_help', 'assessment_start_date', row, on, addDays(on, 28)),
  ),
  'eh-assessments': during('early_help', 'assessment_start_date', always),
  'eh-open': openOn('early_help', 'assessment_start_date', 'assessment_completion_date', always),
  referrals,
  're-referrals-12m': marked(referrals, isReReferral),
  'referrals-nfa': marked(referrals, (row) => row.referral_nfa === 'Y'),
  'referrals-with-prior-early-help': marked(referrals, (row, on, record) =>
    another(record, 'early_help', 'assessment_start_date', row, addMonths(on, -12), addDays(on, -1)),
  ),
  'assessments-started': during('assessment', 'assessment_start_date', always),
  'assessments-completed': authorised,
  'assessments-45wd': marked(authorised, (row) =>
    withinWorkingDays(day(row.assessment_start_date), day(row.authorisation_date), 45),
  ),
  'assessment-child-seen': marked(authorised, (row) => row.child_seen === 'Y'),
  'assessments-open': openOn('assessment', 'assessment_start_date', 'authorisation_date', always),
  'assessments-open-overdue': openOn('assessment', 'assessment_start_date', 'authorisation_date', (row, on) => {
    const start = day(row.assessment_start_date)!
    return isInCalendar(start) && on > addWorkingDays(start, 45, englandCalendar)
  }),
  's47-number': during('section_47', 'strategy_discussion_date', always),
  'icpc-number': conferences,
  'icpc-15wd': marked(conferences, (row) =>
    withinWorkingDays(day(row.strategy_discussion_date), day(row.icpc_date), 15),
  ),
  'icpc-to-plan': marked(conferences, (row) => row.icpc_resulted_in_plan === 'Y'),
  'cpp-started': during('protection_plan', 'plan_start_date', always),
  'cpp-repeat': during('protection_plan', 'plan_start_date', (row) => Number(row.previous_plans ?? 0) > 0),
  'cpp-ended': plansEnded,
  'cpp-2y-closed': marked(plansEnded, (row) => {
    const start = day(row.plan_start_date)
    return start !== null && day(row.plan_end_date)! >= addMonths(start, 24)
  }),
  'cpp-number': openPlans,
  'cpp-2y-open': marked(openPlans, (row, on) => on >= addMonths(day(row.plan_start_date)!, 24)),
  'cp-visits-timely': marked(openPlans, visitedInTime),
  'cin-number': openNeed,
  'cin-plan-number': only(openNeed, (row) => row.case_status === 'CIN'),
  'cin-visits-timely': marked(
    only(openNeed, (row) => row.case_status === 'CIN'),
    seenInTime,
  ),
  caseload: only(openNeed, (row) => row.allocated_worker !== null),
  'lac-started': only(during('looked_after', 'started_looked_after', always), noShortBreak),
  'lac-ceased': ceased,
  'sgo-ceased': marked(ceased, (row) => is(row.reason_ceased, 'E45', 'E46', 'E47', 'E48')),
  'lac-number': inCare,
  'lac-out-of-county': marked(inCare, (row) => row.placement_location === 'OUT'),
  'lac-3-placements': marked(inCare, (row) => Number(row.placements_last_12_months ?? 0) >= 3),
  'lac-foster-care': marked(inCare, (row) => is(row.placement_type, 'U1', 'U2', 'U3', 'U4', 'U5', 'U6')),
  'dental-up-to-date': marked(
    only(inCare, (row, on) => on >= addMonths(day(row.started_looked_after)!, 12)),
    (row, on) => {
      const check = day(row.last_dental_check)
      return check !== null && check <= on && on <= addMonths(check, 12)
    },
  ),
  'cl-number': leavers,
  'cl-eet': marked(from19To21, (row) => /^[FP]/.test(String(row.activity ?? ''))),
  'cl-suitable': marked(from19To21, (row) => row.accommodation_suitability === '1'),
  'adoption-decisions': during('adoption', 'adoption_decision', always),
}

const sexes: Readonly<Record<string, string>> = { M: 'Male', F: 'Female', X: 'Neither' }
const disabilities: Readonly<Record<string, string>> = { Y: 'Yes', N: 'No' }

/** The group that a case belongs to. */
export function oracleGroup(record: OracleRecord, { row, on }: OracleCase, dimension: string): string {
  const child = record.children.get(row.child_id as string)
  switch (dimension) {
    case '':
      return ''
    case 'team':
      return (row.allocated_team as string | null) ?? 'Not known'
    case 'worker':
      return (row.allocated_worker as string | null) ?? 'Not known'
    case 'area':
      return (
        record.areaOfTeam.get(row.allocated_team as string) ??
        record.areaOfWorker.get(row.allocated_worker as string) ??
        'Not known'
      )
    case 'age_band':
      return ageBand(age(record, row, on))
    case 'sex':
      return sexes[String(row.gender ?? child?.gender)] ?? 'Not known'
    case 'ethnicity':
      return ethnicGroup((row.ethnicity ?? child?.ethnicity) as string | null)
    case 'disability': {
      const own = row.disability === 'U' ? null : row.disability
      return disabilities[String(own ?? child?.disability)] ?? 'Not known'
    }
    default:
      throw new RangeError(`the oracle has no dimension ${dimension}`)
  }
}

function ageBand(years: number | null): string {
  if (years === null) return 'Not known'
  if (years < 1) return 'Under 1'
  if (years < 5) return '1 to 4'
  if (years < 10) return '5 to 9'
  if (years < 16) return '10 to 15'
  return years < 18 ? '16 to 17' : '18 and over'
}

function ethnicGroup(code: string | null): string {
  if (code === null || code === 'REFU' || code === 'NOBT') return 'Not stated'
  if (code === 'CHNE') return 'Asian'
  return { W: 'White', M: 'Mixed', A: 'Asian', B: 'Black', O: 'Other' }[code[0]!] ?? 'Not stated'
}

/** Cases below and above by group, groups without a case left out. */
export function oracleCounts(
  record: OracleRecord,
  id: string,
  period: Period,
  dimension: string,
): ReadonlyMap<string, { readonly above: number; readonly all: number }> {
  const cases = oracleMeasures[id]
  if (!cases) throw new RangeError(`the oracle has no measure ${id}`)
  const counts = new Map<string, { above: number; all: number }>()
  for (const each of cases(record, period)) {
    const group = oracleGroup(record, each, dimension)
    const count = counts.get(group) ?? { above: 0, all: 0 }
    counts.set(group, { above: count.above + (each.above ? 1 : 0), all: count.all + 1 })
  }
  return counts
}
