import { addMonths, type PlainDate, startOfMonth } from './plain-date.ts'

/** How a figure looks at time. A snapshot is one day; the others are spans. */
export type PeriodKind = 'month' | 'rolling12' | 'ytd' | 'snapshot'

/**
 * A span of days, half-open: `from` is in it and `to` is not, so one period's end is the next one's start.
 * A snapshot is the single day `from`, and its `to` is the same day.
 */
export interface Period {
  readonly kind: PeriodKind
  readonly from: PlainDate
  readonly to: PlainDate
}

/** The month that holds `date`. */
export function monthOf(date: PlainDate): Period {
  const from = startOfMonth(date)
  return { kind: 'month', from, to: addMonths(from, 1) }
}

/** The twelve whole months that end with the month of `date`. */
export function rolling12To(date: PlainDate): Period {
  const to = addMonths(startOfMonth(date), 1)
  return { kind: 'rolling12', from: addMonths(to, -12), to }
}

/** From 1 April to the end of the month of `date`. */
export function yearToDate(date: PlainDate): Period {
  const to = addMonths(startOfMonth(date), 1)
  return { kind: 'ytd', from: financialYearStart(date), to }
}

/** The day itself. */
export function snapshotOn(date: PlainDate): Period {
  return { kind: 'snapshot', from: date, to: date }
}

/** The 1 April on or before `date`. */
export function financialYearStart(date: PlainDate): PlainDate {
  const year = Number(date.slice(0, 4)) - (date.slice(5, 7) < '04' ? 1 : 0)
  return `${String(year).padStart(4, '0')}-04-01` as PlainDate
}

/** True when `date` lies in the period; a snapshot holds its own day alone. */
export function holds(period: Period, date: PlainDate): boolean {
  return period.kind === 'snapshot' ? date === period.from : date >= period.from && date < period.to
}

/** Whole months from the month of `a` to the month of `b`; negative when `b` is earlier. */
export function monthsBetween(a: PlainDate, b: PlainDate): number {
  return (Number(b.slice(0, 4)) - Number(a.slice(0, 4))) * 12 + Number(b.slice(5, 7)) - Number(a.slice(5, 7))
}
