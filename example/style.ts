import { type CodeSetName, codes } from './codes.ts'
import { type Day, dateInMonth, dateOf, monthOf, yearOf } from './days.ts'
import type { Column } from './lists/columns.ts'
import type { Cell } from './lists/list.ts'

/** How a date is written: 31/03/2026, 2026-03-31, or with the time that some systems add. */
export type DateStyle = 'dayFirst' | 'iso' | 'isoWithTime'

/** How a code is written: as the template prints it, alone, or as a word where there is one. */
export type CodeStyle = 'template' | 'bare' | 'words'

/** How bytes are made of letters. */
export type Encoding = 'utf8' | 'utf8bom' | 'windows1252' | 'utf16'

/** How one list is written. None of this is an error: authorities' systems differ as much. */
export interface Style {
  readonly dates: DateStyle
  readonly codes: CodeStyle
  readonly encoding: Encoding
  /** Headers that differ from the template's, by field. */
  readonly headers: Readonly<Record<string, string>>
  /** Blank rows after the last. */
  readonly blankRows: number
}

/** Dates as ISO, codes alone, UTF-8: for machines. */
export const plainStyle: Style = { dates: 'iso', codes: 'bare', encoding: 'utf8', headers: {}, blankRows: 0 }

const usual: Style = { dates: 'dayFirst', codes: 'template', encoding: 'utf8', headers: {}, blankRows: 0 }

const countyStyles: Readonly<Record<number, Style>> = {
  1: { ...usual, headers: { age: 'Age' } },
  2: { ...plainStyle, encoding: 'utf8bom' },
  3: { ...usual, headers: { dateOfReferral: 'Date of Referral', age: 'Age' } },
  4: {
    ...usual,
    encoding: 'windows1252',
    headers: { requiresSupport: 'Was the child assessed as requiring LA children’s social care support?' },
  },
  5: { ...usual, dates: 'iso', codes: 'words', blankRows: 3 },
  6: { ...usual, dates: 'isoWithTime', encoding: 'utf8bom', headers: { age: 'Age' } },
  8: {
    ...usual,
    headers: {
      uasc12Months: 'Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N))',
      missingEpisodes12Months:
        'Number of Episodes the Child has been ‘Missing’ from their Placement in the last 12 months',
    },
  },
  9: { ...usual, dates: 'iso', codes: 'words' },
  11: { ...usual, codes: 'bare', encoding: 'utf16' },
}

/** How the county's systems write list `number`. */
export function countyStyle(number: number): Style {
  return countyStyles[number] ?? usual
}

/** The header of a column in a style. */
export function headerOf(column: Column, style: Style): string {
  return style.headers[column.field] ?? column.header
}

const words: Partial<Record<CodeSetName, Readonly<Record<string, string>>>> = {
  gender: { M: 'Male', F: 'Female', U: 'Unknown', X: 'Neither' },
  yesNo: { Y: 'Yes', N: 'No' },
  yesNoUnknown: { Y: 'Yes', N: 'No', U: 'Unknown' },
}

/** The text of a cell in a style; a blank cell is empty. */
export function cellText(column: Column, cell: Cell, style: Style): string {
  if (cell === undefined) return ''
  if (column.type === 'date') return typeof cell === 'number' ? dateText(cell, style.dates) : cell
  if (column.type === 'code') return codeText(column.codes, String(cell), style.codes)
  return String(cell)
}

const dateTexts = { dayFirst: new Map<Day, string>(), iso: new Map<Day, string>(), isoWithTime: new Map<Day, string>() }

/** A day as text; texts are kept, for the same days are written again and again. */
export function dateText(day: Day, style: DateStyle): string {
  const texts = dateTexts[style]
  const known = texts.get(day)
  if (known !== undefined) return known
  const text = writeDate(day, style)
  texts.set(day, text)
  return text
}

function writeDate(day: Day, style: DateStyle): string {
  if (style === 'iso') return dateOf(day)
  if (style === 'isoWithTime') return `${dateOf(day)} 00:00:00`
  const pad = (value: number) => String(value).padStart(2, '0')
  return `${pad(dateInMonth(day))}/${pad(monthOf(day))}/${yearOf(day)}`
}

/** A code as text; what is not in the set stands as it is. */
export function codeText(set: CodeSetName | undefined, code: string, style: CodeStyle): string {
  if (style === 'bare' || set === undefined) return code
  if (style === 'words') return words[set]?.[code] ?? code
  return (codes[set] as Readonly<Record<string, string>>)[code] ?? code
}
