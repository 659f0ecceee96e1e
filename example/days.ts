import { englandCalendar, epochDay, fromEpochDay, type PlainDate, plainDate } from '#values'

/** A day as the whole number of days since 1 January 1970: the simulator's clock. */
export type Day = number

/** A day so far off that nothing is known of it: what is still open ends here. */
export const NEVER: Day = epochDay(plainDate('2099-12-31'))

const firstYear = 1985
const first = epochDay(plainDate(`${firstYear}-01-01`))
const last = epochDay(plainDate('2047-12-31'))
const calendarFrom = epochDay(englandCalendar.coversFrom)
const calendarTo = epochDay(englandCalendar.coversTo)
const { years, months, dates, ordinals, workingDays, monthStarts } = tables()

/** The day of a text. @throws RangeError when it is not a real day written YYYY-MM-DD */
export function dayOf(text: string): Day {
  return epochDay(plainDate(text))
}

/** The date of a day. */
export function dateOf(day: Day): PlainDate {
  return fromEpochDay(day)
}

/** The year of a day between 1985 and 2047. */
export function yearOf(day: Day): number {
  return years[day - first] as number
}

/** The month of a day, 1 to 12. */
export function monthOf(day: Day): number {
  return months[day - first] as number
}

/** The day of the month, 1 to 31. */
export function dateInMonth(day: Day): number {
  return dates[day - first] as number
}

/** `n` months later, or the last day of that month where it is too short. */
export function plusMonths(day: Day, n: number): Day {
  const month = (yearOf(day) - firstYear) * 12 + monthOf(day) - 1 + n
  return Math.min((monthStarts[month] as Day) + dateInMonth(day) - 1, (monthStarts[month + 1] as Day) - 1)
}

/** Completed years of age. A child born on 29 February has a birthday on 28 February in common years. */
export function ageAt(born: Day, day: Day): number {
  const whole = yearOf(day) - yearOf(born)
  const month = monthOf(day) - monthOf(born)
  if (month !== 0) return month > 0 ? whole : whole - 1
  const had = dateInMonth(day) >= dateInMonth(born) || (monthOf(day) === 2 && isMonthEnd(day))
  return had ? whole : whole - 1
}

/** The day on which a child turns `age`. */
export function birthday(born: Day, age: number): Day {
  return plusMonths(born, age * 12)
}

/** True for Monday to Friday without bank holidays, where the table knows them; beyond it, for Monday to Friday. */
export function isWorking(day: Day): boolean {
  return workingDays[ordinalOf(day) - 1] === day
}

/** The `n`th working day after `day`; `n` at least 1. */
export function plusWorking(day: Day, n: number): Day {
  return workingDays[ordinalOf(day) + n - 1] as number
}

/** `day` itself when it is a working day, else the next one. */
export function onWorking(day: Day): Day {
  return isWorking(day) ? day : plusWorking(day, 1)
}

/** Working days after `start` up to and including `end`. */
export function workingBetween(start: Day, end: Day): number {
  return ordinalOf(end) - ordinalOf(start)
}

/** The last of `days`, which are in order, on or before `day`. */
export function latestBy(days: readonly Day[], day: Day): Day | undefined {
  return days[countBy(days, day) - 1]
}

/** How many of `days`, which are in order, are on or before `day`. */
export function countBy(days: readonly Day[], day: Day): number {
  let low = 0
  let high = days.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((days[middle] as number) <= day) low = middle + 1
    else high = middle
  }
  return low
}

function ordinalOf(day: Day): number {
  return ordinals[day - first] as number
}

function isMonthEnd(day: Day): boolean {
  return dateInMonth(day + 1) === 1
}

/** The calendar of 63 years as arrays: a journey asks for it millions of times. */
function tables() {
  const size = last - first + 1
  const table = {
    years: new Int16Array(size),
    months: new Int8Array(size),
    dates: new Int8Array(size),
    ordinals: new Int32Array(size),
    workingDays: [] as Day[],
    monthStarts: [] as Day[],
  }
  for (let at = 0; at < size; at++) {
    const date = fromEpochDay(first + at)
    table.years[at] = Number(date.slice(0, 4))
    table.months[at] = Number(date.slice(5, 7))
    table.dates[at] = Number(date.slice(8))
    if (table.dates[at] === 1) table.monthStarts.push(first + at)
    if (works(first + at)) table.workingDays.push(first + at)
    table.ordinals[at] = table.workingDays.length
  }
  return table
}

function works(day: Day): boolean {
  if (day < calendarFrom || day > calendarTo) return ((((day + 4) % 7) + 7) % 7) % 6 !== 0
  const at = day - calendarFrom
  return (englandCalendar.ordinals[at] as number) > (at === 0 ? 0 : (englandCalendar.ordinals[at - 1] as number))
}
