import { type DateProblem, readCode, readDate } from '#values'
import type { Column, ColumnType } from './format.ts'

/** What a cell holds, ready for the database: dates as YYYY-MM-DD, codes as their code, null where it is empty. */
export interface CellValue {
  readonly value: string | number | null
}

/** Why a cell cannot be read. `reason` fits after "could not be read:" and names no value. */
export interface CellProblem {
  readonly problem: { readonly code: CellProblemCode; readonly reason: string }
}

export type CellProblemCode = keyof typeof cellProblems

/** Everything that can be wrong with one cell, in words for the person who sends the file back. */
export const cellProblems = {
  'date-unreadable': 'not a date; write it as 06/02/2018',
  'date-two-digit-year': 'the year has two digits only; write all four',
  'date-impossible': 'there is no such day',
  'date-out-of-range': 'the year is not between 1900 and 2100',
  'integer-unreadable': 'not a whole number',
  'code-unknown': 'not one of the values that this column allows',
  'postcode-unreadable': 'not a postcode',
  'text-too-long': 'longer than 500 characters',
  'text-digits-lost': 'a long number that a spreadsheet has shortened, so its last digits are lost; export it as text',
} as const satisfies Record<string, string>

const LONGEST_TEXT = 500
const LARGEST_INTEGER = 2_147_483_647

/**
 * Reads one cell as its column's type wants it. A pure function of column and text, so one answer serves every cell of
 * the column with the same text.
 *
 * Empty are, besides nothing at all: dashes and dots, `#N/A`, `N/A`, `NULL`, `None`, `nan`, `NaT`, and the days that
 * spreadsheets make of an empty cell (00/01/1900 and 01/01/1900). A code column keeps `None` where its code set has it.
 *
 * @example readCell(dateOfBirth, '6 Feb 2018') // { value: '2018-02-06' }
 */
export function readCell(column: Column, raw: string): CellValue | CellProblem {
  const text = cleanText(raw)
  return isBlank(text) && !isCodeOf(column, text) ? { value: null } : readers[column.type](text, column)
}

type Reader = (text: string, column: Column) => CellValue | CellProblem

const readers: Readonly<Record<ColumnType, Reader>> = {
  text: readText,
  date: readDateCell,
  integer: readInteger,
  code: readCodeCell,
  postcode: readPostcode,
}

const BLANK = /^(?:[-.–—]*|#?n\/a|null|none|nan|nat)$/i
const EMPTY_DAY = /^(?:0?0|0?1)\/0?1\/1900(?: 00:00(?::00)?)?$|^1900-01-0[01](?:[ T]00:00(?::00(?:\.0+)?)?)?$/

/** True for the ways in which files write that a cell is empty. `text` is trimmed. */
export function isBlank(text: string): boolean {
  return BLANK.test(text) || EMPTY_DAY.test(text)
}

/** Composed letters, single ordinary spaces, nothing invisible. */
function cleanText(raw: string): string {
  return raw
    .normalize('NFC')
    .replace(/[\p{Cf}\0]/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Where the set itself has NONE or the like, that is what the cell says. */
function isCodeOf(column: Column, text: string): boolean {
  const spellings = [
    ...(column.codes?.values ?? []).map(({ code }) => code),
    ...Object.keys(column.codes?.aliases ?? {}),
  ]
  return spellings.some((spelling) => spelling.toLowerCase() === text.toLowerCase())
}

function readText(text: string): CellValue | CellProblem {
  if (text.length > LONGEST_TEXT) return problem('text-too-long')
  if (/^\d\.\d+e\+\d+$/i.test(text)) return problem('text-digits-lost')
  // Programs that hold identifiers as decimals write 12345.0; elsewhere in the same extract the child is 12345.
  return { value: text.replace(/^(\d+)\.0+$/, '$1') }
}

const dateProblemCodes = {
  unreadable: 'date-unreadable',
  'two-digit-year': 'date-two-digit-year',
  impossible: 'date-impossible',
  'out-of-range': 'date-out-of-range',
} as const satisfies Record<DateProblem, CellProblemCode>

function readDateCell(text: string): CellValue | CellProblem {
  // Serial numbers 0 and 1 are the empty days 00/01/1900 and 01/01/1900.
  if (/^[01](?:\.0+)?$/.test(text)) return { value: null }
  const date = readDate(text)
  return typeof date === 'string' ? { value: date } : problem(dateProblemCodes[date.problem])
}

function readInteger(text: string, column: Column): CellValue | CellProblem {
  const plain = text.replace(/(?<=\d),(?=\d{3}(?:\D|$))/g, '')
  // An age of 3.5 years is 3; a count of 3.5 is a mistake. What we compute again ourselves may be rounded.
  const wanted = column.derived ? /^-?\d+(?:\.\d+)?$/ : /^-?\d+(?:\.0+)?$/
  const number = Math.floor(Number(plain)) + 0
  return wanted.test(plain) && number <= LARGEST_INTEGER && number >= -LARGEST_INTEGER - 1
    ? { value: number }
    : problem('integer-unreadable')
}

function readCodeCell(text: string, column: Column): CellValue | CellProblem {
  const codes = column.codes!
  const found = readCode(codes, text)
  if (found) return { value: found.code }
  return codes.open ? readText(text) : problem('code-unknown')
}

const OUTWARD = '[A-Z]{1,2}[0-9][A-Z0-9]?'
const POSTCODE = new RegExp(`^(${OUTWARD}|GIR)([0-9][A-Z]{2})$`)
const PART = new RegExp(`^${OUTWARD}(?: [0-9])?$`)

/** A whole postcode, or its district or sector where the authority gives no more. */
function readPostcode(text: string): CellValue | CellProblem {
  const upper = text.toUpperCase()
  const whole = POSTCODE.exec(upper.replace(/[^A-Z0-9]/g, ''))
  if (whole) return { value: `${whole[1]} ${whole[2]}` }
  return PART.test(upper) ? { value: upper } : problem('postcode-unreadable')
}

function problem(code: CellProblemCode): CellProblem {
  return { problem: { code, reason: cellProblems[code] } }
}
