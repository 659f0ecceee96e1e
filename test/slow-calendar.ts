import bankHolidays from '../reference/bank-holidays.json' with { type: 'json' }

/**
 * Working days counted one day at a time, as a person would with a diary: an independent yardstick for the fast ones.
 * Knows days as text and JavaScript dates alone.
 */
const closed = new Set(bankHolidays.holidays.map((holiday) => holiday.date))

/** The day after. */
export function nextDay(day: string): string {
  const date = new Date(`${day}T12:00:00Z`)
  date.setUTCDate(date.getUTCDate() + 1)
  return date.toISOString().slice(0, 10)
}

/** Monday to Friday and no bank holiday. */
export function isOpenDay(day: string): boolean {
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6 && !closed.has(day)
}

/** Walks on from `start` until `n` open days have passed. */
export function slowAddWorkingDays(start: string, n: number): string {
  let day = start
  for (let counted = 0; counted < n; ) {
    day = nextDay(day)
    if (isOpenDay(day)) counted++
  }
  return day
}

/** Open days after `start` up to and including `end`; `end` is not before `start`. */
export function slowWorkingDaysBetween(start: string, end: string): number {
  let counted = 0
  for (let day = start; day < end; ) {
    day = nextDay(day)
    if (isOpenDay(day)) counted++
  }
  return counted
}
