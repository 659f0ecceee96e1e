import { details, type Html, html, summaryList, tag } from '#platform/web'
import { besideChart, besideWords, publishedWords, SIGNALS, seriesChart } from './compendium.chart.ts'
import { measureAnchor } from './compendium.ids.ts'
import type {
  BesideOthers,
  Breakdown,
  CompendiumMeasure,
  CompendiumModel,
  ControlSummary,
  Figure,
} from './compendium.ts'
import {
  amountWords,
  changeOf,
  directionWords,
  partsWords,
  periodWords,
  type TargetState,
  targetState,
  valueWords,
} from './figure.words.ts'
import { type FigureCell, figuresTable } from './figures-table.ts'

type Authority = CompendiumModel['comparedAs']

/** A measure's charts, drawn: they take milliseconds each, so a site draws them once and keeps them. */
export interface MeasureCharts {
  readonly series: Html
  readonly beside: Html
}

/** The pieces that are said of a measure wherever it is shown, each empty where there is nothing to say. */
export interface MeasureParts {
  readonly headline: Html
  readonly tags: Html
  /** Direction of good, target, change and what control limits say, in sentences. */
  readonly verdict: Html
  readonly chart: Html
  readonly series: Html
  readonly breakdowns: Html
  readonly beside: Html
  readonly definition: Html
}

/** Draws a measure's charts. `authority` is whose published figures stand beside it. */
export function drawCharts(measure: CompendiumMeasure, authority: Authority): MeasureCharts {
  return {
    series: seriesChart(measure),
    beside: measure.beside === null ? html`` : besideChart(measure, measure.beside, authority.name),
  }
}

/** Everything that is said of a measure, in pieces. */
export function measureParts(measure: CompendiumMeasure, authority: Authority, charts: MeasureCharts): MeasureParts {
  return {
    headline: measure.headline === null ? html`` : headline(measure.headline, measure),
    tags: tagLine(measure),
    verdict: html`<p class="govuk-body tl-verdict">${verdictSentences(measure).join(' ')}</p>`,
    chart: charts.series,
    series: seriesDetails(measure),
    breakdowns: breakdownDetails(measure),
    beside: measure.beside === null ? html`` : besideDetails(measure, measure.beside, authority, charts.beside),
    definition: definitionDetails(measure),
  }
}

/** All that the page says of one measure: the figure, what to make of it, its chart, and its tables behind summaries. */
export function measureSection(measure: CompendiumMeasure, authority: Authority): Html {
  const parts = measureParts(measure, authority, drawCharts(measure, authority))
  const shown = html`${parts.headline}
${parts.tags}
${parts.verdict}
${parts.chart}
${parts.series}
${parts.breakdowns}
${parts.beside}`
  return html`<section class="tl-measure" id="${measureAnchor(measure.id)}">
<h3 class="govuk-heading-m">${measure.title}</h3>
${measure.unavailable === null ? shown : notShown(measure.unavailable)}
${parts.definition}
</section>
`
}

/** Status of a measure as tags: each has a shape and words, and colour only where one way is good. */
export function statusTags(
  measure: Parameters<typeof targetState>[0] & { readonly control: Pick<ControlSummary, 'direction'> | null },
): Html {
  const target = targetState(measure)
  const control = measure.control
  const tags = [target && targetTag(target), control && control.direction !== 'steady' && signalTag(control.direction)]
  return html`${tags.filter((one) => one !== undefined && one !== null && one !== false).map((one) => html`${one} `)}`
}

/** The value with what it was counted from; the latter is on a line of its own. */
export function valueAndParts(figure: Figure, measure: Pick<CompendiumMeasure, 'unit' | 'decimals'>): Html {
  const parts = partsWords(figure, measure.unit)
  return html`${valueWords(figure, measure)}${parts === '' ? '' : html`<br><span class="tl-parts">${parts}</span>`}`
}

function notShown(reason: string): Html {
  return html`<p class="govuk-body"><strong>Not available.</strong> ${reason}</p>`
}

function headline(figure: Figure, measure: CompendiumMeasure): Html {
  const parts = partsWords(figure, measure.unit)
  return html`<p class="govuk-body tl-figure"><strong class="tl-figure__value">${valueWords(figure, measure)}</strong>
${parts === '' ? '' : html`<span>${parts}</span>`}
<span class="tl-figure__period">${periodWords(figure.period)}</span></p>`
}

function tagLine(measure: CompendiumMeasure): Html {
  const tags = statusTags(measure)
  return String(tags) === '' ? html`` : html`<p class="tl-tags">${tags}</p>`
}

function targetTag(target: TargetState): Html {
  const shape = target.met ? '✓' : '✗'
  return tag({ html: labelled(shape, target.word), classes: target.met ? 'govuk-tag--green' : 'govuk-tag--red' })
}

const SIGNAL_COLOURS = { worse: 'govuk-tag--orange', better: 'govuk-tag--teal', changed: 'govuk-tag--grey' } as const

function signalTag(direction: Exclude<ControlSummary['direction'], 'steady'>): Html {
  const { shape, words } = SIGNALS[direction]
  return tag({ html: labelled(shape, words), classes: SIGNAL_COLOURS[direction] })
}

function labelled(shape: string, words: string): Html {
  return html`<span aria-hidden="true">${shape}</span> ${words}`
}

/** Direction of good, target, change since a year before, and what control limits say: each in a sentence. */
function verdictSentences(measure: CompendiumMeasure): string[] {
  const target = targetState(measure)
  const change = measure.headline && measure.yearBefore && changeOf(measure.headline, measure.yearBefore, measure)
  return [
    `${directionWords(measure.polarity)}.`,
    target === undefined ? '' : `${sentence(target.distance)}.`,
    change ? `${change.arrow === null ? '' : `${change.arrow} `}${change.words}` : '',
    measure.control === null ? '' : `${measure.control.verdict}.`,
  ].filter((words) => words !== '')
}

function seriesDetails(measure: CompendiumMeasure): Html {
  if (measure.series.length === 0) return html``
  const caption = `${measure.title}: figures over time`
  const rows = measure.series
    .toReversed()
    .map((figure) => [periodWords(figure.period), ...figureCells(figure, measure), signalWords(measure, figure)])
  const head = ['Period', ...figureHead(measure), 'Signal']
  const table = figuresTable({ name: 'series', of: measure.id, caption, head, rows, words: [head.length - 1] })
  return details({ summaryHtml: summaryOf('Figures over time', measure), html: table })
}

function signalWords({ control }: CompendiumMeasure, figure: Figure): FigureCell {
  const signal = control?.signals.find((one) => one.from === figure.period.from)
  return signal === undefined ? '' : `${SIGNALS[signal.mark].shape} ${signal.words}`
}

function breakdownDetails(measure: CompendiumMeasure): Html {
  if (measure.breakdowns.length === 0) return html``
  const words = listWords(measure.breakdowns.map((breakdown) => breakdown.title))
  const tables = measure.breakdowns.map((breakdown) => breakdownTable(measure, breakdown))
  return details({ summaryHtml: summaryOf(`By ${words}`, measure), html: html`${tables}` })
}

function breakdownTable(measure: CompendiumMeasure, breakdown: Breakdown): Html {
  const period = breakdown.rows[0] === undefined ? '' : `, ${periodWords(breakdown.rows[0].figure.period)}`
  const caption = `${measure.title} by ${breakdown.title}${period}`
  const rows = breakdown.rows.map((row) => [row.label, ...figureCells(row.figure, measure)])
  const head = [sentence(breakdown.title), ...figureHead(measure)]
  return figuresTable({ name: `by:${breakdown.dimension}`, of: measure.id, caption, head, rows })
}

function besideDetails(measure: CompendiumMeasure, beside: BesideOthers, authority: Authority, chart: Html): Html {
  const caption = `${measure.title}: published figures (${beside.unit})`
  const head = ['Year', authority.name, 'England', beside.regionName, 'Statistical neighbours', 'Neighbour set']
  const rows = beside.years
    .toReversed()
    .map((year) => [
      year.year,
      ...[year.authority, year.england, year.region, year.neighbours].map((value) =>
        value === null ? 'not published' : publishedWords(value, beside),
      ),
      year.edition,
    ])
  const words = html`<p class="govuk-body">${besideWords(beside, authority.name)}</p>`
  const source = html`<p class="govuk-body-s">${beside.title}. Source: ${beside.source}, ${beside.edition}. Published figures follow the publisher’s definition and may differ from those above.</p>`
  const table = figuresTable({ name: 'beside', of: measure.id, caption, head, rows })
  const content = html`${words}${chart}${table}${source}`
  return details({ summaryHtml: summaryOf('Beside England, region and neighbours', measure), html: content })
}

function definitionDetails(measure: CompendiumMeasure): Html {
  const { definition } = measure
  const row = (key: string, text: string | null) => text !== null && { key: { text: key }, value: { text } }
  const list = summaryList({
    rows: [
      row('One row counted', definition.grain),
      row('Counted', definition.numerator),
      row('Out of', definition.denominator),
      row('Direction of good', directionWords(measure.polarity)),
      row('Target', measure.target && `${amountWords(measure.target.value, measure)}: ${measure.target.source}`),
      row('Owner', definition.owner),
      row('Source', definition.source),
      row('Edition', definition.edition),
      row('Note', definition.notes),
    ],
  })
  return details({ summaryHtml: summaryOf('What is counted', measure), html: list })
}

/** A plain count is its own value; of the rest the two counts stand beside the value. */
function figureHead({ unit, series, breakdowns, headline: whole }: CompendiumMeasure): string[] {
  const some = [whole, ...series, ...breakdowns.flatMap((one) => one.rows.map((row) => row.figure))]
  const isPlain = unit === 'count' && some.every((figure) => figure === null || figure.denominator === null)
  return isPlain ? ['Number'] : ['Value', 'Counted', 'Out of']
}

function figureCells(figure: Figure, measure: CompendiumMeasure): string[] {
  const value = valueWords(figure, measure)
  return figureHead(measure).length === 1
    ? [value]
    : [value, countWords(figure, figure.numerator), countWords(figure, figure.denominator)]
}

function countWords(figure: Figure, count: number | null): string {
  return figure.hidden ? 'hidden' : count === null ? 'not counted' : count.toLocaleString('en-GB')
}

function summaryOf(words: string, measure: CompendiumMeasure): Html {
  return html`${words}<span class="govuk-visually-hidden">: ${measure.title}</span>`
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** `area, team and sex`. */
function listWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
