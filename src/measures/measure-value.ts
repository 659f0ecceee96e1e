import type { Period, PlainDate } from '#values'
import type { Measure, Polarity, Unit } from './measure.ts'

/** One figure with all that makes it one: what, when, of whom, out of what, and as known when. */
export interface MeasureValue {
  readonly measure: string
  readonly title: string
  /** Half-open, [from, to); a snapshot has its day twice. */
  readonly period: Period
  /** The group it is about; null for all. */
  readonly by: { readonly dimension: string; readonly value: string } | null
  /** Cases that count above; of a mean the sum; null for a median. */
  readonly numerator: number | null
  /** Cases out of which; null for a count; of a rate per 10,000 the children aged 0 to 17. */
  readonly denominator: number | null
  /** Not rounded. Null when there were no cases, or no population is known. */
  readonly value: number | null
  readonly unit: Unit
  readonly polarity: Polarity
  readonly snapshot: string
  readonly asAt: PlainDate
  readonly edition: string
}

/** Counted cases of one measure, period and group. */
export interface Counted {
  readonly numerator: number | null
  readonly denominator: number | null
  readonly middle: number | null
}

/**
 * The figure that counts make: the only place that divides.
 * @returns null for 0 of 0, for no cases, and where the population is not known
 */
export function figureOf(measure: Measure, { numerator, denominator, middle }: Counted): number | null {
  switch (measure.kind) {
    case 'count':
      return numerator
    case 'median':
      return middle
    case 'rate':
    case 'share':
      return per(numerator, denominator, 100)
    case 'perTenThousand':
      return per(numerator, denominator, 10_000)
    case 'mean':
      return per(numerator, denominator, 1)
    default:
      return measure satisfies never
  }
}

function per(numerator: number | null, denominator: number | null, of: number): number | null {
  if (numerator === null || denominator === null || denominator === 0) return null
  return (of * numerator) / denominator
}
