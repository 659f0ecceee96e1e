import { Temporal } from 'temporal-polyfill'

declare const plainDateBrand: unique symbol

/**
 * A day of the calendar, written `YYYY-MM-DD`. It has no time and no time zone, so it compares and sorts as text.
 */
export type PlainDate = string & { readonly [plainDateBrand]: true }

const SHAPE = /^\d{4}-\d{2}-\d{2}$/

/** True for a real day between the years 0001 and 9999, written `YYYY-MM-DD`. */
export function isPlainDate(text: string): text is PlainDate {
  if (!SHAPE.test(text)) return false
  const month = Number(text.slice(5, 7))
  const day = Number(text.slice(8))
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(Number(text.slice(0, 4)), month)
}

/**
 * The day that `text` names.
 * @throws RangeError when it is not a real day written `YYYY-MM-DD`
 * @example plainDate('2024-02-29') // '2024-02-29'
 */
export function plainDate(text: string): PlainDate {
  if (!isPlainDate(text)) throw new RangeError(`not a day written YYYY-MM-DD: ${JSON.stringify(text.slice(0, 20))}`)
  return text
}

/** The day of these numbers, or undefined where there is none (31 February). `month` is 1 to 12. */
export function plainDateOf(year: number, month: number, day: number): PlainDate | undefined {
  const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`
  return isPlainDate(text) ? text : undefined
}

/** `n` days after `date`; before it when `n` is negative. */
export function addDays(date: PlainDate, n: number): PlainDate {
  return fromEpochDay(epochDay(date) + n)
}

/**
 * The same day number `n` months later; where that month is too short, its last day.
 * @example addMonths('2026-08-31', 6) // '2027-02-28'
 */
export function addMonths(date: PlainDate, n: number): PlainDate {
  return Temporal.PlainDate.from(date).add({ months: n }).toString() as PlainDate
}

/** Days from `start` to `end`; negative when `end` is earlier. */
export function daysBetween(start: PlainDate, end: PlainDate): number {
  return epochDay(end) - epochDay(start)
}

/**
 * Completed years of age on `date`. A child born on 29 February has a birthday on 28 February in common years.
 * @returns a negative number for a day before birth
 */
export function ageOn(dateOfBirth: PlainDate, date: PlainDate): number {
  const year = Number(date.slice(0, 4))
  const born = dateOfBirth.slice(5)
  const birthday = born === '02-29' && daysInMonth(year, 2) === 28 ? '02-28' : born
  const years = year - Number(dateOfBirth.slice(0, 4))
  return birthday <= date.slice(5) ? years : years - 1
}

/** The first day of the month of `date`. */
export function startOfMonth(date: PlainDate): PlainDate {
  return `${date.slice(0, 8)}01` as PlainDate
}

/** The last day of the month of `date`. */
export function endOfMonth(date: PlainDate): PlainDate {
  return addDays(addMonths(startOfMonth(date), 1), -1)
}

/** Negative, zero or positive as `a` is before, on or after `b`: for sorting. */
export function compareDates(a: PlainDate, b: PlainDate): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The day as people read it. @example formatDate('2018-02-06') // '6 February 2018' */
export function formatDate(date: PlainDate): string {
  return `${Number(date.slice(8))} ${MONTHS[Number(date.slice(5, 7)) - 1]} ${date.slice(0, 4)}`
}

/** The month as people read it. @example formatMonth('2018-02-06') // 'February 2018' */
export function formatMonth(date: PlainDate): string {
  return `${MONTHS[Number(date.slice(5, 7)) - 1]} ${date.slice(0, 4)}`
}

/** Days since 1 January 1970, for arithmetic over many days. */
export function epochDay(date: PlainDate): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8))) / 86_400_000
}

/** The day `n` days after 1 January 1970. */
export function fromEpochDay(n: number): PlainDate {
  return new Date(n * 86_400_000).toISOString().slice(0, 10) as PlainDate
}

/** January to December. */
export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

function pad(n: number, width: number): string {
  return String(n).padStart(width, '0')
}
