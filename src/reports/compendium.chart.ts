import { type ChartLevel, type ChartLine, lineChart, type PointMark } from '#platform/charts'
import { type Html, html } from '#platform/web'
import { measureAnchor } from './compendium.ids.ts'
import type { BesideOthers, CompendiumMeasure, ControlSignal, ControlSummary, Figure } from './compendium.ts'
import { amountWords, numberWords, periodWords } from './figure.words.ts'

/** The shapes that mark a signal, with what each means. The words are the same in every chart and table. */
export const SIGNALS = {
  worse: { shape: '◆', words: 'Change for the worse' },
  better: { shape: '■', words: 'Change for the better' },
  changed: { shape: '▲', words: 'Change, neither better nor worse' },
} as const satisfies Record<ControlSignal['mark'], { readonly shape: string; readonly words: string }>

/** A measure over time with its mean and limits, and its marks and levels again in words below; nothing for fewer than three points. */
export function seriesChart(measure: CompendiumMeasure): Html {
  if (measure.series.filter((figure) => figure.value !== null).length < 3) return html``
  const chart = lineChart({
    id: `${measureAnchor(measure.id)}-chart`,
    title: `${measure.title}, ${spanWords(measure.series)}`,
    description: seriesWords(measure),
    labels: measure.series.map((figure) => shortPeriod(figure)),
    lines: [
      { name: measure.title, look: 'own', points: measure.series.map((figure) => pointOf(figure, measure.control)) },
    ],
    levels: levelsOf(measure),
    format: (value) => axisWords(value, measure),
    ...(measure.unit === 'percent' ? { ceiling: 100 } : {}),
  })
  return html`<figure class="tl-chart-box">${chart}<figcaption>${captionWords(measure)}</figcaption></figure>`
}

/** The published years of a measure: the authority, its region, England and its neighbours. Nothing for fewer than two years. */
export function besideChart(measure: CompendiumMeasure, beside: BesideOthers, authority: string): Html {
  if (beside.years.length < 2) return html``
  const chart = lineChart({
    id: `${measureAnchor(measure.id)}-beside`,
    title: `${beside.title}: ${authority} beside others`,
    description: `${beside.years.length} years of published figures, also in the table that follows. ${besideWords(beside, authority)}`,
    labels: beside.years.map((year) => year.year),
    lines: besideLines(beside, authority),
    format: (value) => `${numberWords(value, Number.isInteger(value) ? 0 : 1)}${beside.unit === '%' ? '%' : ''}`,
    ...(beside.unit === '%' ? { ceiling: 100 } : {}),
  })
  const key = `Thick solid line with dots: ${authority}. Dashed line with triangles: England. Dotted line with squares: ${beside.regionName}. Thin solid line with diamonds: mean of statistical neighbours, broken where the set of neighbours changed.`
  return html`<figure class="tl-chart-box">${chart}<figcaption>${key}</figcaption></figure>`
}

/** The newest published figures in a sentence. */
export function besideWords(beside: BesideOthers, authority: string): string {
  const { latest } = beside
  const told = (name: string, value: number | null): string =>
    `${name} ${value === null ? 'not published' : publishedWords(value, beside)}`
  const set = `statistical neighbours of the ${latest.edition} set (${latest.neighbourWords})`
  const others = [told('England', latest.england), told(beside.regionName, latest.region), told(set, latest.neighbours)]
  return `Published for ${latest.year}: ${told(authority, latest.authority)}; ${others.join('; ')}. ${beside.rankWords}.`
}

/** A published value with its unit. */
export function publishedWords(value: number, { unit, decimals }: Pick<BesideOthers, 'unit' | 'decimals'>): string {
  return `${numberWords(value, decimals)}${unit === '%' ? '%' : ''}`
}

/** What a person who cannot see the chart needs: its span, its ends, its extremes and what control limits say. */
function seriesWords(measure: CompendiumMeasure): string {
  const present = measure.series.flatMap((figure) => (figure.value === null ? [] : [{ figure, value: figure.value }]))
  const low = present.reduce((a, b) => (b.value < a.value ? b : a))
  const high = present.reduce((a, b) => (b.value > a.value ? b : a))
  const told = (point: { figure: Figure; value: number }): string =>
    `${amountWords(point.value, measure)} in ${periodWords(point.figure.period)}`
  const extremes = `Lowest ${told(low)}, highest ${told(high)}, newest ${told(present.at(-1) ?? high)}.`
  return `Line of ${present.length} figures, ${spanWords(measure.series)}. ${extremes} ${captionWords(measure)} The figures are in the table below.`
}

function captionWords(measure: CompendiumMeasure): string {
  const newest = measure.control?.stretches.at(-1)
  if (measure.control === null || newest === undefined) return 'Too few figures for control limits.'
  const words = (value: number): string => amountWords(value, measure)
  const levels = `Solid level line: mean ${words(newest.mean)}. Dashed lines: limits ${words(newest.lower)} and ${words(newest.upper)}.`
  return [levels, ...marksWords(measure)].join(' ')
}

/** The key of the marks that are in this chart. */
function marksWords({ control, series }: CompendiumMeasure): string[] {
  const shown = new Set(series.map((figure) => figure.period.from))
  const marks = (control?.signals ?? []).filter((signal) => shown.has(signal.from)).map((signal) => signal.mark)
  return [...new Set(marks)].map((mark) => `${SIGNALS[mark].shape} ${SIGNALS[mark].words.toLowerCase()}.`)
}

function pointOf(figure: Figure, control: ControlSummary | null): { value: number | null; mark: PointMark } {
  const signal = control?.signals.find((one) => one.from === figure.period.from)
  return { value: figure.value, mark: signal?.mark ?? 'ordinary' }
}

/** Means and limits of the stretches that the chart shows, cut to what it shows. */
function levelsOf({ series, control }: CompendiumMeasure): ChartLevel[] {
  return (control?.stretches ?? []).flatMap((stretch) => {
    const from = series.findIndex((figure) => figure.period.from >= stretch.from)
    const to = series.findLastIndex((figure) => figure.period.from <= stretch.to)
    if (from < 0 || to < from) return []
    return [
      { name: 'Mean', kind: 'mean', value: stretch.mean, from, to },
      { name: 'Upper limit', kind: 'limit', value: stretch.upper, from, to },
      { name: 'Lower limit', kind: 'limit', value: stretch.lower, from, to },
    ]
  })
}

function besideLines(beside: BesideOthers, authority: string): ChartLine[] {
  const { years } = beside
  const line = (name: string, look: ChartLine['look'], value: (i: number) => number | null): ChartLine => ({
    name,
    look,
    points: years.map((_, i) => ({ value: value(i) })),
  })
  const editions = [...new Set(years.map((year) => year.edition))]
  const neighbours = editions.map((edition) =>
    line(`Neighbours (${edition})`, 'third', (i) => (years[i]?.edition === edition ? years[i].neighbours : null)),
  )
  return [
    line('England', 'first', (i) => years[i]?.england ?? null),
    line(beside.regionName, 'second', (i) => years[i]?.region ?? null),
    ...neighbours,
    line(authority, 'own', (i) => years[i]?.authority ?? null),
  ]
}

function spanWords(series: readonly Figure[]): string {
  const [first, last] = [series[0], series.at(-1)]
  return first === undefined || last === undefined
    ? 'no periods'
    : `${periodWords(first.period)} to ${periodWords(last.period)}`
}

/** `Mar 2026`: a whole name of a month is too long for an axis. */
function shortPeriod(figure: Figure): string {
  const words = periodWords(figure.period).split(' ')
  return `${words.at(-2)?.slice(0, 3)} ${words.at(-1)}`
}

/** On an axis whole numbers have no decimals, and the unit stands by every number only where it is a sign. */
function axisWords(value: number, { unit, decimals }: CompendiumMeasure): string {
  return `${numberWords(value, Number.isInteger(value) ? 0 : Math.max(decimals, 1))}${unit === 'percent' ? '%' : ''}`
}
