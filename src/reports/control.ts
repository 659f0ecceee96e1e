import { type SpcChart, sayVerdict, spcChart } from '#measures'
import { formatMonth, type PlainDate, plainDate } from '#values'
import type { ControlSignal, ControlStretch, ControlSummary, Figure, Polarity, Unit } from './compendium.ts'

type SpcMark = SpcChart['points'][number]
type SpcSignal = SpcMark['signals'][number]
type Rebaseline = NonNullable<Parameters<typeof spcChart>[1]['rebaselines']>[number]

/** What of a measure decides how its series is judged. */
export interface ControlledSeries {
  readonly unit: Unit
  readonly polarity: Polarity
  readonly series: readonly Figure[]
  readonly rebaselines?: readonly Rebaseline[]
}

/**
 * What statistical process control says of a series, in the words of the compendium.
 *
 * @returns null when there are too few figures for limits, when periods overlap (as rolling years do: neighbours share most of their
 * cases, so that limits would be too narrow), and when any figure is hidden, since limits would give it away
 */
export function controlOf({ unit, polarity, series, rebaselines = [] }: ControlledSeries): ControlSummary | null {
  const judged = series.every(
    ({ period, hidden }) => !hidden && (period.kind === 'month' || period.kind === 'snapshot'),
  )
  if (!judged) return null
  const points = series.map((figure) => ({ period: figure.period.from, value: figure.value }))
  const bounds = unit === 'percent' ? { least: 0, most: 100 } : { least: 0 }
  const chart = spcChart(points, { polarity, rebaselines, bounds })
  const stretches = stretchesOf(chart)
  if (stretches.length === 0) return null
  return {
    verdict: verdictWords(chart.verdict),
    direction: directionOf(chart.verdict, polarity),
    sustainedSince: sustainedSince(chart.verdict),
    stretches,
    signals: chart.points.flatMap((point) => signalOf(point, polarity)),
  }
}

/** Segments with a baseline; one that is too short for limits has none to show. */
function stretchesOf(chart: SpcChart): ControlStretch[] {
  return chart.segments.flatMap(({ from, to, mean, lower, upper, rebaseline }) => {
    if (mean === null || lower === null || upper === null) return []
    return [{ from: plainDate(from), to: plainDate(to), mean, lower, upper, reason: rebaseline?.reason ?? null }]
  })
}

function verdictWords(verdict: SpcChart['verdict']): string {
  const since = verdict.since === null ? null : formatMonth(plainDate(verdict.since))
  const words =
    verdict.words === 'common cause variation'
      ? 'the newest figures show no change beyond chance'
      : sayVerdict({ ...verdict, since })
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function directionOf(verdict: SpcChart['verdict'], polarity: Polarity): ControlSummary['direction'] {
  if (verdict.since === null) return 'steady'
  if (polarity === 'neither' || verdict.adverse === null) return 'changed'
  return verdict.adverse ? 'worse' : 'better'
}

function sustainedSince({ words, since }: SpcChart['verdict']): PlainDate | null {
  return since !== null && (words === 'sustained rise' || words === 'sustained fall') ? plainDate(since) : null
}

const UPWARDS = {
  'above the limits': true,
  'below the limits': false,
  'run above': true,
  'run below': false,
  rising: true,
  falling: false,
} as const satisfies Record<SpcSignal, boolean>

const SIGNAL_WORDS = {
  'above the limits': 'above the limits',
  'below the limits': 'below the limits',
  'run above': 'run above the mean',
  'run below': 'run below the mean',
  rising: 'rising',
  falling: 'falling',
} as const satisfies Record<SpcSignal, string>

/** One mark a point: its first signal decides the shape, and all of them are in its words. */
function signalOf({ period, signals }: SpcMark, polarity: Polarity): ControlSignal[] {
  const first = signals[0]
  if (first === undefined) return []
  const isGood = UPWARDS[first] === (polarity === 'higher')
  const mark = polarity === 'neither' ? 'changed' : isGood ? 'better' : 'worse'
  return [{ from: plainDate(period), mark, words: signals.map((signal) => SIGNAL_WORDS[signal]).join(', ') }]
}
