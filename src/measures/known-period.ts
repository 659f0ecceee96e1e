import { addDays, addMonths, type PeriodKind, type PlainDate, rolling12To, startOfMonth, yearToDate } from '#values'
import { isAdditive, isStock, type Measure } from './measure.ts'

/** Over which days a table of the record is whole, both ends in it. */
export interface Coverage {
  readonly table: string
  readonly from: PlainDate
  readonly to: PlainDate
}

/** What the record can speak of. */
export interface KnownRecord {
  readonly snapshot: string
  readonly asAt: PlainDate
  readonly coverage: readonly Coverage[]
  /** Days of the extracts that hold a table. */
  readonly extractDays: readonly { readonly table: string; readonly asAt: PlainDate }[]
}

/** One period for which a measure can be computed: half-open, named by the first day of its last month, or by its day. */
export interface KnownPeriod {
  readonly kind: PeriodKind
  readonly on: PlainDate
  readonly from: PlainDate
  readonly to: PlainDate
}

/** The tables that a measure cannot do without. */
export function tablesOf(measure: Measure): readonly string[] {
  return [...measure.of.sources, ...(measure.needs?.tables ?? [])]
}

/** The tables of a measure that were never supplied. */
export function missingTables(measure: Measure, record: KnownRecord): readonly string[] {
  return tablesOf(measure).filter((table) => !record.coverage.some((each) => each.table === table))
}

/**
 * Every period that the record covers whole: months, and for measures whose months cannot be added, the longer spans.
 * A stock measure has its days: month ends and the as-at day; an observed one, the days of extracts with all its tables.
 */
export function knownPeriods(measure: Measure, record: KnownRecord): readonly KnownPeriod[] {
  const span = knownSpan(measure, record)
  if (!span) return []
  if (isStock(measure)) return knownDays(measure, record, span).map(snapshot)
  const months = knownMonths(span)
  if (isAdditive(measure)) return months
  return [...months, ...longer(months)].filter((period) => measure.periods.includes(period.kind))
}

/** First and last day of which all tables of the measure are whole, once what must be known around it is taken off. */
function knownSpan(measure: Measure, record: KnownRecord): { from: PlainDate; to: PlainDate } | undefined {
  if (missingTables(measure, record).length > 0) return undefined
  const covered = record.coverage.filter((each) => tablesOf(measure).includes(each.table))
  const from = covered
    .map((each) => each.from)
    .sort()
    .at(-1)!
  const to = covered.map((each) => each.to).sort()[0]!
  return {
    from: addMonths(from, measure.needs?.monthsBefore ?? 0),
    to: addDays(to, -(measure.needs?.daysAfter ?? 0)),
  }
}

function knownMonths(span: { from: PlainDate; to: PlainDate }): KnownPeriod[] {
  const first = startOfMonth(span.from) === span.from ? span.from : addMonths(startOfMonth(span.from), 1)
  const months: KnownPeriod[] = []
  for (let on = first; addDays(addMonths(on, 1), -1) <= span.to; on = addMonths(on, 1)) {
    months.push({ kind: 'month', on, from: on, to: addMonths(on, 1) })
  }
  return months
}

/** The spans of twelve months and of the year to date that end with a known month and begin with one. */
function longer(months: readonly KnownPeriod[]): KnownPeriod[] {
  const first = months[0]?.from
  if (!first) return []
  return months
    .flatMap(({ on }) => [rolling12To(on), yearToDate(on)].map((period) => ({ ...period, on })))
    .filter((period) => period.from >= first)
}

function knownDays(measure: Measure, record: KnownRecord, span: { from: PlainDate; to: PlainDate }): PlainDate[] {
  const days =
    'stock' in measure.when && measure.when.observed ? observedDays(measure, record) : monthEnds(span, record)
  return days.filter((day) => day >= span.from && day <= span.to)
}

function observedDays(measure: Measure, record: KnownRecord): PlainDate[] {
  const days = [...new Set(record.extractDays.map((each) => each.asAt))].sort()
  return days.filter((day) =>
    tablesOf(measure).every((table) => record.extractDays.some((each) => each.table === table && each.asAt === day)),
  )
}

function monthEnds(span: { from: PlainDate; to: PlainDate }, record: KnownRecord): PlainDate[] {
  const ends: PlainDate[] = []
  for (let next = addMonths(startOfMonth(span.from), 1); addDays(next, -1) <= span.to; next = addMonths(next, 1)) {
    ends.push(addDays(next, -1))
  }
  return ends.includes(record.asAt) ? ends : [...ends, record.asAt]
}

function snapshot(day: PlainDate): KnownPeriod {
  return { kind: 'snapshot', on: day, from: day, to: day }
}
