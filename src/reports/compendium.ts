import type { Period, PlainDate } from '#values'

/** Which way is good. Figures of polarity `neither` are never called better or worse. */
export type Polarity = 'higher' | 'lower' | 'neither'

/** What a value is: a number of things, percent of them, how many for each 10,000 children, or days. */
export type Unit = 'count' | 'percent' | 'per 10,000' | 'days'

/**
 * One figure over one period.
 *
 * @property numerator what was counted, or null where the measure has no such number (a median)
 * @property denominator what it was counted among; null for a plain count
 * @property value null where there were no cases
 * @property hidden true where a small number is held back; the three numbers are then null
 */
export interface Figure {
  readonly period: Period
  readonly numerator: number | null
  readonly denominator: number | null
  readonly value: number | null
  readonly hidden?: true
}

/** What a measure counts and who says so, in words. */
export interface MeasureDefinition {
  readonly grain: string
  readonly numerator: string
  readonly denominator: string | null
  readonly source: string
  readonly edition: string
  readonly owner: string
  readonly notes: string | null
}

/** A figure to reach, and who set it. */
export interface TargetLevel {
  readonly value: number
  readonly source: string
}

/** Mean and natural limits over a stretch of periods, both ends in it and named by their first day. */
export interface ControlStretch {
  readonly from: PlainDate
  readonly to: PlainDate
  readonly mean: number
  readonly lower: number
  readonly upper: number
  /** Why the baseline begins anew here, where a person said so. */
  readonly reason: string | null
}

/** A period whose figure is a signal of change, with the rule that says so in words. */
export interface ControlSignal {
  readonly from: PlainDate
  readonly mark: 'worse' | 'better' | 'changed'
  readonly words: string
}

/** What statistical process control says of a series: one sentence, and what it rests on. */
export interface ControlSummary {
  readonly verdict: string
  readonly direction: 'worse' | 'better' | 'changed' | 'steady'
  /** First day of the period in which a sustained rise or fall began that still lasts; null where there is none. */
  readonly sustainedSince: PlainDate | null
  readonly stretches: readonly ControlStretch[]
  readonly signals: readonly ControlSignal[]
}

/** One year of a published series. */
export interface PublishedYear {
  readonly year: string
  readonly authority: number | null
  readonly england: number | null
  readonly region: number | null
  readonly neighbours: number | null
  /** Edition of the neighbour set that the mean is over. */
  readonly edition: string
}

/** The published figures beside which a measure stands. */
export interface BesideOthers {
  readonly series: string
  readonly title: string
  readonly unit: string
  readonly decimals: number
  readonly regionName: string
  /** The newest year, with how many neighbours its mean is over: `mean of 9 of 10`. */
  readonly latest: PublishedYear & { readonly neighbourWords: string }
  /** `31st of 151, third quarter`, or why there is no rank. */
  readonly rankWords: string
  /** Earliest first, the newest year included. */
  readonly years: readonly PublishedYear[]
  readonly source: string
  readonly edition: string
}

/** One group of a breakdown, such as a team. */
export interface BreakdownRow {
  readonly value: string
  readonly label: string
  readonly figure: Figure
}

/** A figure split by one dimension, for the period of the headline. */
export interface Breakdown {
  readonly dimension: string
  readonly title: string
  readonly rows: readonly BreakdownRow[]
}

/** A measure with everything that the compendium says of it. */
export interface CompendiumMeasure {
  readonly id: string
  readonly title: string
  readonly unit: Unit
  readonly polarity: Polarity
  /** Decimal places of a value: 0 for whole counts, 1 for the rest. */
  readonly decimals: number
  readonly definition: MeasureDefinition
  /** Null where only a breakdown has a figure, as with shares. */
  readonly headline: Figure | null
  /** The same period a year before. */
  readonly yearBefore: Figure | null
  readonly target: TargetLevel | null
  /** Months or days, earliest first. */
  readonly series: readonly Figure[]
  readonly control: ControlSummary | null
  readonly beside: BesideOthers | null
  readonly breakdowns: readonly Breakdown[]
  /** Why there is no figure, where there is none. */
  readonly unavailable: string | null
}

export interface CompendiumTheme {
  readonly id: string
  readonly title: string
  readonly measures: readonly CompendiumMeasure[]
}

/** A sentence about a measure that someone should look at now. */
export interface AttentionPoint {
  readonly measure: string
  readonly title: string
  readonly sentence: string
}

/** How many obligations of one timescale are due, late and met. */
export interface TimescaleSummary {
  readonly id: string
  readonly title: string
  readonly limit: string
  readonly due: number | null
  readonly overdue: number | null
  readonly metInTime: number | null
  readonly metLate: number | null
  readonly source: string
}

/** One check of the data and how many rows it found. */
export interface QualityFinding {
  readonly id: string
  readonly title: string
  readonly severity: string
  readonly table: string
  readonly count: number
  readonly why: string
  readonly todo: string
}

/** Something that could not be computed, and why: shown, never left out in silence. */
export interface NotRun {
  readonly kind: 'measure' | 'check' | 'timescale' | 'benchmark'
  readonly title: string
  readonly reason: string
}

/** A file or extract that the figures were made from. */
export interface SourceNote {
  readonly name: string
  readonly detail: string
}

/**
 * Everything that a compendium says, before it is a page or a workbook. Both are printed from this and compute nothing, so
 * their figures are the same.
 */
export interface CompendiumModel {
  readonly authority: { readonly code: string; readonly name: string }
  /** Whose published figures stand beside ours: the authority itself, but for the example county, which has none. */
  readonly comparedAs: { readonly code: string; readonly name: string }
  readonly snapshot: string
  readonly asAt: PlainDate
  /** True for the example county: every page then says that its data are made up. */
  readonly simulated: boolean
  /** `inside` shows true figures; `public` has small numbers held back already. */
  readonly audience: 'inside' | 'public'
  readonly sources: readonly SourceNote[]
  readonly attention: readonly AttentionPoint[]
  readonly themes: readonly CompendiumTheme[]
  readonly timescales: readonly TimescaleSummary[]
  readonly quality: readonly QualityFinding[]
  readonly notRun: readonly NotRun[]
}
