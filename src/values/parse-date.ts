import { addDays, MONTHS, type PlainDate, plainDate, plainDateOf } from './plain-date.ts'

/** Why a text is not taken for a day. */
export type DateProblem = 'unreadable' | 'two-digit-year' | 'impossible' | 'out-of-range'

/** The years that a record can hold; outside them a date is a slip of the keyboard or of a program. */
const FIRST_YEAR = 1900
const LAST_YEAR = 2100
const LAST_SERIAL = 80_000

const TIME = String.raw`(?:(?:[ T]+|, ?)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]m)?(?:Z| ?[+-]\d{2}:?\d{2})?)?`
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})[-/](\d{1,2})[-/](\d{1,2})${TIME}$`, 'i')
const DAY_FIRST = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})${TIME}$`, 'i')
const MONTH_NAMED = new RegExp(
  String.raw`^(\d{1,2})(?:st|nd|rd|th)?[-/ .]+(?:of )?([a-z]{3,9})\.?[-/ .,]+(\d{4}|\d{2})${TIME}$`,
  'i',
)
const SERIAL = /^\d{1,5}(?:\.\d+)?$/

/**
 * The day written in a cell of a spreadsheet or CSV file.
 *
 * Reads `06/02/2018`, `6/2/2018`, `06-02-2018`, `06.02.2018` (always day first), `6 Feb 2018`, `06-Feb-2018`,
 * `6th February 2018`, `2018-02-06`, `2018/02/06`, each with or without a time of day, and Excel serial numbers from 1
 * (1 January 1900) to 80000. The time of day is dropped.
 */
export function parseDate(raw: string): PlainDate | undefined {
  const date = readDate(raw)
  return typeof date === 'string' ? date : undefined
}

/** Like `parseDate`, but says why a text is no day. Years of two digits are refused, since they name two centuries. */
export function readDate(raw: string): PlainDate | { readonly problem: DateProblem } {
  const text = raw.replace(/\s+/g, ' ').trim()
  if (SERIAL.test(text)) return fromSerial(Number(text))
  const parts = yearFirst(text) ?? dayFirst(text) ?? monthNamed(text)
  if (!parts) return { problem: 'unreadable' }
  const [year, month, day] = parts
  if (year.length === 2) return { problem: 'two-digit-year' }
  const date = plainDateOf(Number(year), month, day)
  return date ? inRange(date) : { problem: 'impossible' }
}

type Parts = readonly [year: string, month: number, day: number]

function yearFirst(text: string): Parts | undefined {
  const found = YEAR_FIRST.exec(text)
  return found ? [found[1]!, Number(found[2]), Number(found[3])] : undefined
}

function dayFirst(text: string): Parts | undefined {
  const found = DAY_FIRST.exec(text)
  return found ? [found[4]!, Number(found[3]), Number(found[1])] : undefined
}

function monthNamed(text: string): Parts | undefined {
  const found = MONTH_NAMED.exec(text)
  const month = found && monthNumber(found[2]!)
  return month ? [found[3]!, month, Number(found[1])] : undefined
}

/** 1 to 12 for a month's name or its beginning (Sep, Sept, September); undefined for other words. */
function monthNumber(name: string): number | undefined {
  const index = MONTHS.findIndex((month) => month.toLowerCase().startsWith(name.toLowerCase()))
  return index < 0 ? undefined : index + 1
}

function fromSerial(serial: number): PlainDate | { readonly problem: DateProblem } {
  const day = Math.floor(serial)
  if (day < 1 || day > LAST_SERIAL) return { problem: 'out-of-range' }
  // Excel believes in a 29 February 1900 (serial 60), so later serials are one day too high.
  if (day === 60) return { problem: 'impossible' }
  return addDays(plainDate(day < 60 ? '1899-12-31' : '1899-12-30'), day)
}

function inRange(date: PlainDate): PlainDate | { readonly problem: DateProblem } {
  const year = Number(date.slice(0, 4))
  return year >= FIRST_YEAR && year <= LAST_YEAR ? date : { problem: 'out-of-range' }
}
