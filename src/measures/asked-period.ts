import {
  addMonths,
  monthsBetween,
  type Period,
  type PeriodKind,
  type PlainDate,
  rolling12To,
  startOfMonth,
  yearToDate,
} from '#values'
import { isAdditive, isStock, type Measure } from './measure.ts'

/** A period that can be answered, and the cells that make it: of kind `cells`, from `first` to `last`. */
export interface AskedPeriod extends Period {
  readonly cells: PeriodKind
  readonly first: PlainDate
  readonly last: PlainDate
}

/** Whole cells there are of one measure, by kind: first days of months, or days. */
export type WholeCells = ReadonlyMap<PeriodKind, readonly PlainDate[]>

/**
 * The periods of one kind that the cells of a measure answer, oldest first.
 * A longer period of an additive measure is there when each of its months is.
 */
export function answerable(measure: Measure, kind: PeriodKind, wholes: WholeCells): readonly AskedPeriod[] {
  if (isStock(measure)) return kind === 'snapshot' ? sorted(wholes.get(kind)).map(dayPeriod) : []
  if (kind === 'month' || !isAdditive(measure)) return sorted(wholes.get(kind)).map((on) => direct(kind, on))
  const months = sorted(wholes.get('month'))
  return months.map((on) => added(kind, on)).filter((period) => isWhole(period, months))
}

/** Keeps periods that end in a month from `from` to `to` (both `YYYY-MM`, both in); the latest alone when neither is given. */
export function chosen(
  periods: readonly AskedPeriod[],
  from: string | undefined,
  to: string | undefined,
): readonly AskedPeriod[] {
  if (from === undefined && to === undefined) return periods.slice(-1)
  return periods.filter(({ last }) => {
    const month = last.slice(0, 7)
    return (from === undefined || month >= from) && (to === undefined || month <= to)
  })
}

function sorted(days: readonly PlainDate[] | undefined): PlainDate[] {
  return [...(days ?? [])].sort()
}

function dayPeriod(day: PlainDate): AskedPeriod {
  return { kind: 'snapshot', from: day, to: day, cells: 'snapshot', first: day, last: day }
}

const spans = new Map<string, Period>()

/** Asked for every month of every measure, and always the same few hundred: reckoned once for each month and kind. */
function spanEndingWith(kind: PeriodKind, on: PlainDate): Period {
  const key = `${kind} ${on}`
  const span = spans.get(key) ?? reckonSpan(kind, on)
  spans.set(key, span)
  return span
}

function reckonSpan(kind: PeriodKind, on: PlainDate): Period {
  if (kind === 'rolling12') return rolling12To(on)
  if (kind === 'ytd') return yearToDate(on)
  return { kind, from: startOfMonth(on), to: addMonths(startOfMonth(on), 1) }
}

function direct(kind: PeriodKind, on: PlainDate): AskedPeriod {
  return { ...spanEndingWith(kind, on), cells: kind, first: on, last: on }
}

function added(kind: PeriodKind, on: PlainDate): AskedPeriod {
  const span = spanEndingWith(kind, on)
  return { ...span, cells: 'month', first: span.from, last: on }
}

/** Known months have no gaps between them, so the count of those in the period tells whether all are there. */
function isWhole(period: AskedPeriod, months: readonly PlainDate[]): boolean {
  const wanted = monthsBetween(period.from, period.to)
  return months.filter((on) => on >= period.first && on <= period.last).length === wanted
}
