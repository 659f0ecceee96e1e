import { addDays, type PlainDate, plainDate } from '#values'

/**
 * What kind of year a series counts: two labels `2025` may mean the financial year to March 2025 or the calendar year. Only
 * the dictionary tells them apart, never the label.
 *
 * - `financial`: 1 April to 31 March; `academic`: 1 September to 31 August; `calendar`: January to December
 * - `september`: the year to 30 September (workforce census); `january`: a count in January (school census)
 * - `march`: a count on 31 March
 */
export type YearType = 'financial' | 'academic' | 'calendar' | 'september' | 'january' | 'march'

/** Which release of the period's figures this is, where the label says so. */
export type PeriodStatus = 'provisional' | 'revised' | 'final' | 'outturn'

/**
 * The span that a period label names: half-open, `[from, to)`.
 *
 * @property endYear the year that the last (or only) year ends in
 * @property years how many years run together: 3 for `2022/23-24/25`
 */
export interface BenchmarkPeriod {
  readonly label: string
  readonly yearType: YearType
  readonly endYear: number
  readonly years: number
  readonly from: PlainDate
  readonly to: PlainDate
  readonly status?: PeriodStatus
}

const yearTypes = {
  'Financial Year': 'financial',
  'Academic Year': 'academic',
  'Calendar Year': 'calendar',
  'Annual (end of Sept)': 'september',
  'Annual - January': 'january',
  Annual: 'march',
} as const satisfies Record<string, YearType>

/** First day and length of the year or count that ends in year 2000. */
const shapes = {
  financial: { from: '1999-04-01', to: '2000-04-01' },
  academic: { from: '1999-09-01', to: '2000-09-01' },
  calendar: { from: '2000-01-01', to: '2001-01-01' },
  september: { from: '1999-10-01', to: '2000-10-01' },
  january: { from: '2000-01-01', to: '2000-02-01' },
  march: { from: '2000-03-31', to: '2000-04-01' },
} as const satisfies Record<YearType, { readonly from: string; readonly to: string }>

const statuses = {
  prov: 'provisional',
  provisional: 'provisional',
  rev: 'revised',
  revised: 'revised',
  final: 'final',
  ot: 'outturn',
} as const satisfies Record<string, PeriodStatus>

/** What the LAIT data dictionary calls a kind of year, as ours; undefined for words it has not used before. */
export function readYearType(words: string): YearType | undefined {
  return Object.hasOwn(yearTypes, words.trim()) ? yearTypes[words.trim() as keyof typeof yearTypes] : undefined
}

/**
 * Reads a period label of a published table.
 *
 * Reads `2025`, `2024-25`, `2024/25`, `202425`, `2014-16`, `2022/23-24/25`, each with or without `(prov)`, `(Rev)`, `(Final)` or `(OT)`.
 * @returns undefined for what names no period, such as the `0` that one series carries
 */
export function readPeriod(label: string, yearType: YearType): BenchmarkPeriod | undefined {
  const parts = /^\s*([\d/-]+)\s*(?:\(([A-Za-z]+)\))?\s*$/.exec(label)
  const years = parts === null ? undefined : readYears(parts[1] ?? '')
  if (parts === null || years === undefined) return undefined
  const status = parts[2] === undefined ? undefined : readStatus(parts[2])
  if (parts[2] !== undefined && status === undefined) return undefined
  return {
    label: label.trim(),
    yearType,
    ...years,
    ...span(years, yearType),
    ...(status === undefined ? {} : { status }),
  }
}

/** Sorts periods: earliest end first; of one span, provisional before what replaced it. */
export function comparePeriods(a: BenchmarkPeriod, b: BenchmarkPeriod): number {
  return a.to.localeCompare(b.to) || a.years - b.years || standing(a) - standing(b)
}

/** True when both name the same span, whatever their labels and releases. */
export function samePeriod(a: BenchmarkPeriod, b: BenchmarkPeriod): boolean {
  return a.from === b.from && a.to === b.to
}

/** The last day of the period. */
export function lastDay(period: BenchmarkPeriod): PlainDate {
  return addDays(period.to, -1)
}

interface Years {
  readonly endYear: number
  readonly years: number
}

function readYears(text: string): Years | undefined {
  const single = /^(\d{4})$/.exec(text)
  if (single) return checked({ endYear: Number(single[1]), years: 1 })
  const joined = /^(\d{4})(\d{2})$/.exec(text)
  const pair = /^(\d{4})[-/](\d{2}|\d{4})$/.exec(text) ?? joined
  if (pair) return readPair(Number(pair[1]), Number(pair[2]))
  const run = /^(\d{4})\/\d{2}-(?:\d{2})?\d{2}\/(\d{2})$/.exec(text)
  return run
    ? checked({ endYear: century(Number(run[1]), Number(run[2])), years: Number(run[2]) - (Number(run[1]) % 100) })
    : undefined
}

/** `2024-25` is one year that spans two; `2014-16` is three calendar years. */
function readPair(first: number, second: number): Years | undefined {
  const endYear = second > 99 ? second : century(first, second)
  const gap = endYear - first
  return checked({ endYear, years: gap === 1 ? 1 : gap + 1 })
}

function century(first: number, second: number): number {
  const year = first - (first % 100) + second
  return year < first ? year + 100 : year
}

function checked(years: Years): Years | undefined {
  return years.endYear >= 1990 && years.endYear < 2100 && years.years >= 1 && years.years <= 10 ? years : undefined
}

function span({ endYear, years }: Years, yearType: YearType): { readonly from: PlainDate; readonly to: PlainDate } {
  const { from, to } = shapes[yearType]
  return { from: inYear(from, endYear - 2000 - (years - 1)), to: inYear(to, endYear - 2000) }
}

function inYear(day: string, add: number): PlainDate {
  return plainDate(`${Number(day.slice(0, 4)) + add}${day.slice(4)}`)
}

function readStatus(words: string): PeriodStatus | undefined {
  const key = words.toLowerCase()
  return Object.hasOwn(statuses, key) ? statuses[key as keyof typeof statuses] : undefined
}

function standing({ status }: BenchmarkPeriod): number {
  return status === 'provisional' ? 0 : 1
}
