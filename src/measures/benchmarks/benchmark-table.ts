import type { PlainDate } from '#values'
import type { Polarity } from '../measure.ts'
import type { BenchmarkPeriod, YearType } from './benchmark-period.ts'
import type { BenchmarkCell } from './benchmark-value.ts'

/**
 * A published series of figures.
 *
 * @property id `lait:` and the short code of the series in LAIT, or `dfe:` and the measure for a figure taken from a release
 * @property measure id of the measure of ours with the same definition, where there is one
 * @property decimals places the publisher shows
 * @property polarity which way is good; `neither` is never ranked, banded or coloured
 * @property publishedPolarity what the publisher says: `High`, `Low`, `-` or `NA`
 */
export interface BenchmarkSeries {
  readonly id: string
  readonly laitCode?: string
  readonly laitShort?: string
  readonly measure?: string
  readonly title: string
  readonly unit: string
  readonly polarity: Polarity
  readonly publishedPolarity: string
  readonly decimals: number
  readonly yearType: YearType
  readonly topic: string
  readonly source: string
  readonly licence: string
  readonly edition: string
}

/** One period of a series: a cell for each area that the publisher lists. */
export interface BenchmarkRow {
  readonly period: BenchmarkPeriod
  readonly cells: ReadonlyMap<string, BenchmarkCell>
}

/** Something in the published file that could not be used. */
export interface BenchmarkOddity {
  readonly code: 'unreadable-period' | 'unreadable-value' | 'unknown-area'
  readonly series: string
  readonly text: string
  readonly count: number
}

/** A set of series and their figures: the table shipped with the program, or a LAIT file that someone loaded. */
export interface BenchmarkTable {
  readonly edition: string
  readonly publishedOn?: PlainDate
  readonly series: readonly BenchmarkSeries[]
  readonly oddities: readonly BenchmarkOddity[]
  /** The periods of a series, earliest first; none for a series that is not in the table. */
  readonly rows: (seriesId: string) => readonly BenchmarkRow[]
}
