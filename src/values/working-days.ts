import { epochDay, fromEpochDay, type PlainDate, plainDate } from './plain-date.ts'

/** Working days numbered from the first day that the table of bank holidays covers. */
export interface WorkingDayCalendar {
  readonly coversFrom: PlainDate
  readonly coversTo: PlainDate
  /** For each day from `coversFrom`: how many working days there are up to and including it. */
  readonly ordinals: Int32Array
  /** The epoch days of the working days, in order. */
  readonly workingDays: Int32Array
}

/** A published list of bank holidays, and the whole years that it covers. */
export interface BankHolidays {
  readonly coversFrom: string
  readonly coversTo: string
  readonly holidays: readonly { readonly date: string }[]
}

/**
 * The working days of a list of bank holidays: Monday to Friday, bank holidays left out.
 * @throws RangeError when the list holds a day outside what it says it covers
 * @source SI 2010/959 regulation 2 and others name Saturdays, Sundays, Christmas Day, Good Friday and bank holidays
 *   under the Banking and Financial Dealings Act 1971: the list that GOV.UK publishes
 */
export function workingDayCalendar(list: BankHolidays): WorkingDayCalendar {
  const first = epochDay(plainDate(list.coversFrom))
  const last = epochDay(plainDate(list.coversTo))
  const holidays = new Set(list.holidays.map((holiday) => epochDay(plainDate(holiday.date))))
  for (const day of holidays) {
    if (day < first || day > last) throw new RangeError(`bank holiday ${fromEpochDay(day)} is outside its own table`)
  }
  const ordinals = new Int32Array(last - first + 1)
  const workingDays: number[] = []
  for (let day = first; day <= last; day++) {
    if (isWeekday(day) && !holidays.has(day)) workingDays.push(day)
    ordinals[day - first] = workingDays.length
  }
  return {
    coversFrom: plainDate(list.coversFrom),
    coversTo: plainDate(list.coversTo),
    ordinals,
    workingDays: Int32Array.from(workingDays),
  }
}

/**
 * The `n`th working day after `start`. `start` is day 0 whatever day it is; day 1 is the first working day after it.
 *
 * @param n whole working days; negative counts back, and 0 gives `start` itself
 * @throws RangeError when the answer or `start` lies outside the bank-holiday table
 * @example addWorkingDays('2026-04-02', 1, englandCalendar) // '2026-04-07': Easter closes the days between
 */
export function addWorkingDays(start: PlainDate, n: number, calendar: WorkingDayCalendar): PlainDate {
  const upToStart = ordinal(start, calendar)
  if (n === 0) return start
  // Counting back from a day of rest, the working day before it is already one step away.
  const startIsWorking = calendar.workingDays[upToStart - 1] === epochDay(start)
  const index = n > 0 ? upToStart + n - 1 : upToStart + n - (startIsWorking ? 1 : 0)
  const day = calendar.workingDays[index]
  if (day === undefined) throw outside(calendar, `${n} working days from ${start}`)
  return fromEpochDay(day)
}

/**
 * Working days after `start`, up to and including `end`.
 *
 * @returns whole days; negative when `end` is before `start`
 * @throws RangeError when either day lies outside the bank-holiday table
 * @example workingDaysBetween('2024-03-28', '2024-04-02', englandCalendar) // 1: Easter closes the days between
 */
export function workingDaysBetween(start: PlainDate, end: PlainDate, calendar: WorkingDayCalendar): number {
  return ordinal(end, calendar) - ordinal(start, calendar)
}

/** True when `date` is Monday to Friday and no bank holiday. @throws RangeError outside the bank-holiday table */
export function isWorkingDay(date: PlainDate, calendar: WorkingDayCalendar): boolean {
  return calendar.workingDays[ordinal(date, calendar) - 1] === epochDay(date)
}

function ordinal(date: PlainDate, calendar: WorkingDayCalendar): number {
  const found = calendar.ordinals[epochDay(date) - epochDay(calendar.coversFrom)]
  if (found === undefined) throw outside(calendar, date)
  return found
}

function outside(calendar: WorkingDayCalendar, what: string): RangeError {
  return new RangeError(
    `${what} is outside the bank-holiday table, which covers ${calendar.coversFrom} to ${calendar.coversTo}; add the newly published holidays to reference/bank-holidays.json`,
  )
}

function isWeekday(day: number): boolean {
  // 1 January 1970 was a Thursday.
  const dayOfWeek = (((day + 4) % 7) + 7) % 7
  return dayOfWeek !== 0 && dayOfWeek !== 6
}
