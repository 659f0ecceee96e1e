import type { CompendiumMeasure } from './compendium.ts'

/**
 * What a list of many measures says of each: the measure without its breakdowns, its definition and the years of its neighbours, and
 * of its series only the values.
 *
 * @property points values of the series, earliest first; null where there were no cases
 */
export interface MeasureSummary
  extends Pick<
    CompendiumMeasure,
    'id' | 'title' | 'unit' | 'polarity' | 'decimals' | 'headline' | 'target' | 'unavailable'
  > {
  readonly points: readonly (number | null)[]
  readonly control: Pick<NonNullable<CompendiumMeasure['control']>, 'verdict' | 'direction' | 'sustainedSince'> | null
  readonly beside:
    | (Pick<NonNullable<CompendiumMeasure['beside']>, 'unit' | 'decimals' | 'regionName' | 'rankWords'> & {
        readonly latest: NonNullable<CompendiumMeasure['beside']>['latest']
      })
    | null
}

/** A measure as a list of many shows it. */
export function summaryOf(measure: CompendiumMeasure): MeasureSummary {
  const { id, title, unit, polarity, decimals, headline, target, unavailable, control, beside } = measure
  return {
    id,
    title,
    unit,
    polarity,
    decimals,
    headline,
    target,
    unavailable,
    points: measure.series.map(({ value }) => value),
    control: control && {
      verdict: control.verdict,
      direction: control.direction,
      sustainedSince: control.sustainedSince,
    },
    beside: beside && {
      unit: beside.unit,
      decimals: beside.decimals,
      regionName: beside.regionName,
      rankWords: beside.rankWords,
      latest: beside.latest,
    },
  }
}
