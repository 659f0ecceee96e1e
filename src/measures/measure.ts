import type { PeriodKind } from '#values'
import type { Fact } from './fact.ts'

/** Rows that are counted: in words for people, and as an SQL condition on the fact's columns (all rows without one). */
export interface Part {
  readonly words: string
  readonly where?: string
}

/** What is averaged: in words, and the whole-number column or expression of the fact. Rows without it are no cases. */
export interface Amount {
  readonly words: string
  readonly sql: string
}

/** Which way is good. 'neither' is never coloured good or bad. */
export type Polarity = 'higher' | 'lower' | 'neither'

export type Unit = 'count' | 'percent' | 'per 10,000' | 'days'

/** Figures leaving the authority: 'small counts' hides 1 to 5 and what gives them away; 'none' is for no persons. */
export type Suppression = 'small counts' | 'none'

/** A figure to reach, and who says so. */
export interface Target {
  readonly value: number
  readonly source: string
}

/**
 * When a row counts.
 *
 * - `on`: in the period that holds this day of the row.
 * - `stock`: on the day, of a fact with one row for each thing on each counted day. `observed` is for conditions on
 *   what is only ever given as it stands (the latest visit): known on the days of an extract and on no other.
 */
export type When = { readonly on: string } | { readonly stock: string; readonly observed?: boolean }

/** What the measure needs of the record beyond its fact's sources over the period itself. */
export interface Needs {
  /** Further tables that must have been supplied over the period. */
  readonly tables?: readonly string[]
  /** Months before the period that must be known as well. */
  readonly monthsBefore?: number
  /** Days after the period that must be known as well, for what follows an event. */
  readonly daysAfter?: number
}

interface Described {
  /** Never changes. */
  readonly id: string
  readonly title: string
  readonly theme: string
  readonly of: Fact
  readonly when: When
  readonly needs?: Needs
  readonly periods: readonly PeriodKind[]
  /** The period that stands for the measure where one figure is shown. */
  readonly headline: PeriodKind
  readonly polarity: Polarity
  /** Columns of the fact by which it may be broken down. */
  readonly by: readonly string[]
  readonly target?: Target
  /** Code of the published series beside which it stands: the DfE's Local Authority Interactive Tool. */
  readonly benchmark?: string
  /** The role that answers for it. */
  readonly owner: string
  /** Document, edition, paragraph. */
  readonly source: string
  /** Edition of this definition; a changed rule is a new edition. */
  readonly edition: string
  readonly suppression: Suppression
  readonly notes?: string
}

/** How many. */
export interface Count extends Described {
  readonly kind: 'count'
  readonly unit: 'count'
  readonly numerator: Part
  /** Counts different values of this column and not rows, so months cannot be added up. */
  readonly distinct?: string
}

/** How many of how many, in percent. A row counts above only when it counts below. */
export interface Rate extends Described {
  readonly kind: 'rate'
  readonly unit: 'percent'
  readonly numerator: Part
  readonly denominator: Part
  /** Counts different values of this column and not rows, so months cannot be added up. */
  readonly distinct?: string
}

/** How many for each 10,000 children aged 0 to 17. */
export interface PerTenThousand extends Described {
  readonly kind: 'perTenThousand'
  readonly unit: 'per 10,000'
  readonly numerator: Part
}

/** The middle of the cases: half are at or below. Never added up. */
export interface Median extends Described {
  readonly kind: 'median'
  readonly unit: 'days'
  readonly amount: Amount
  readonly denominator: Part
}

/** The sum over the number of cases. */
export interface Mean extends Described {
  readonly kind: 'mean'
  readonly unit: 'days' | 'count'
  readonly amount: Amount
  readonly denominator: Part
}

/** Which share falls into each category of one column. Rows without a category are not counted. */
export interface Share extends Described {
  readonly kind: 'share'
  readonly unit: 'percent'
  readonly category: string
  readonly denominator: Part
}

export type Measure = Count | Rate | PerTenThousand | Median | Mean | Share

type Declared<M extends Measure> = Omit<M, 'kind' | 'unit' | 'by'> & { readonly by?: readonly string[] }

/** Declares a measure that counts rows. */
export function count(declared: Declared<Count>): Count {
  return { by: [], ...declared, kind: 'count', unit: 'count' }
}

/** Declares a percentage of rows. */
export function rate(declared: Declared<Rate>): Rate {
  return { by: [], ...declared, kind: 'rate', unit: 'percent' }
}

/** Declares a rate per 10,000 children. The population is the authority's, so it has no breakdowns. */
export function perTenThousand(declared: Omit<Declared<PerTenThousand>, 'by'>): PerTenThousand {
  return { ...declared, by: [], kind: 'perTenThousand', unit: 'per 10,000' }
}

/** Declares a median of days. */
export function median(declared: Declared<Median>): Median {
  return { by: [], ...declared, kind: 'median', unit: 'days' }
}

/** Declares a mean, of days unless told otherwise. */
export function mean(declared: Declared<Mean> & { readonly unit?: Mean['unit'] }): Mean {
  return { by: [], unit: 'days', ...declared, kind: 'mean' }
}

/** Declares the shares of a column's categories. Its only breakdown is the category itself. */
export function share(declared: Omit<Declared<Share>, 'by'>): Share {
  return { ...declared, by: [declared.category], kind: 'share', unit: 'percent' }
}

/** True when the figure of a span is made from the counts of its months: not so for medians and different children. */
export function isAdditive(measure: Measure): boolean {
  return measure.kind !== 'median' && !('distinct' in measure && measure.distinct)
}

/** True when the measure is counted on days and not over spans. */
export function isStock(measure: Measure): boolean {
  return 'stock' in measure.when
}

const directions = {
  higher: 'Higher is better.',
  lower: 'Lower is better.',
  neither: 'Neither higher nor lower is better in itself.',
} as const satisfies Record<Polarity, string>

/** The direction of good, in words. */
export function direction(measure: Measure): string {
  return directions[measure.polarity]
}
