import type { FigureNotes, Narrative } from '#figures'
import {
  button,
  csrfField,
  details,
  type Html,
  html,
  insetText,
  type Page,
  table,
  trusted,
  type Visit,
} from '#platform/web'
import { type CompendiumMeasure, type Figure, figuresTable, measureParts, periodWords, valueWords } from '#reports'
import { formatDate, type PlainDate } from '#values'
import { measurePath, narrativePath, themePath } from './figures.paths.ts'

/** What the page of a measure is made from. */
export interface MeasurePageModel {
  readonly measure: CompendiumMeasure
  readonly theme: string
  /** Charts as they were drawn when the figures were published. */
  readonly charts: { readonly series: string; readonly beside: string }
  readonly comparedAs: { readonly code: string; readonly name: string }
  readonly notes: FigureNotes
  /** What was said when each figure could first be said. */
  readonly firstReported: readonly FirstReported[]
  /** How many rows lie behind the headline, where they may be seen. */
  readonly rows: number | null
}

/** A figure as an earlier snapshot said it. */
export interface FirstReported {
  readonly figure: Figure
  readonly snapshot: string
  readonly asAt: PlainDate
}

/** A measure: the figure, what to make of it, what the service says, and everything that makes it a figure that can be trusted. */
export function measurePage(model: MeasurePageModel, visit: Visit): Page {
  const { measure, notes } = model
  const parts = measureParts(measure, model.comparedAs, {
    series: trusted(model.charts.series),
    beside: trusted(model.charts.beside),
  })
  const shown = html`${parts.headline}
${parts.tags}
${parts.verdict}
${rowsLink(model)}
${parts.chart}
${notes.narratives.map((each) => narrativeBlock(each, visit))}
${parts.series}
${firstReportedDetails(model)}
${parts.breakdowns}
${parts.beside}`
  return {
    title: measure.title,
    breadcrumbs: [
      { text: 'Figures', href: '/figures' },
      { text: model.theme, href: themePath(model.theme) },
    ],
    main: html`<h1 class="govuk-heading-xl">${measure.title}</h1>
${measure.unavailable === null ? shown : html`<p class="govuk-body"><strong>Not available.</strong> ${measure.unavailable}</p>`}
${parts.definition}
${whoAnswers(model, visit)}`,
  }
}

function rowsLink({ rows, measure }: MeasurePageModel): Html {
  if (rows === null) return html``
  const words = `See the ${rows.toLocaleString('en-GB')} ${rows === 1 ? 'row' : 'rows'} behind this figure`
  return html`<p class="govuk-body"><a class="govuk-link" href="${measurePath(measure.id)}/rows">${words}</a></p>`
}

/** A question about a change and the service's answer; a silence is shown as one. */
export function narrativeBlock(narrative: Narrative, visit: Pick<Visit, 'may'>): Html {
  const asked = `Asked ${narrative.askedBy === null ? 'when the figures were published' : `by ${narrative.askedBy}`} on ${dayOf(narrative.askedAt)}`
  const answer =
    narrative.answer === null
      ? html`<p class="govuk-body"><strong>Not answered yet.</strong></p>`
      : html`${paragraphs(narrative.answer)}
<p class="govuk-body-s">${narrative.answeredBy}, ${dayOf(narrative.answeredAt)}</p>`
  const link = narrative.answer === null ? 'Answer' : 'Change the answer'
  return html`<section class="tl-narrative" aria-labelledby="narrative-${narrative.id}">
<h2 class="govuk-heading-m" id="narrative-${narrative.id}">What the service says</h2>
${insetText({ html: html`<p class="govuk-body">${narrative.question}</p><p class="govuk-body-s">${asked}, about the change since ${formatDate(narrative.since)}.</p>` })}
${answer}
${visit.may('narrative.give') && html`<p class="govuk-body"><a class="govuk-link" href="${narrativePath(narrative.id)}">${link}<span class="govuk-visually-hidden"> about the change since ${formatDate(narrative.since)}</span></a></p>`}
</section>`
}

/** Text that a person wrote, its blank lines kept as paragraphs. */
export function paragraphs(text: string): Html {
  return html`${text
    .split(/\n\s*\n/)
    .filter((each) => each.trim() !== '')
    .map((each) => html`<p class="govuk-body">${each.trim()}</p>`)}`
}

function dayOf(timestamp: string | null): string {
  return timestamp === null ? '' : formatDate(timestamp.slice(0, 10) as PlainDate)
}

/** Figures as first reported beside the same figures as known now: late records and corrections show as the difference. */
function firstReportedDetails({ measure, firstReported }: MeasurePageModel): Html {
  if (firstReported.length === 0) return html``
  const now = new Map(
    [...measure.series, ...(measure.headline ? [measure.headline] : [])].map((figure) => [keyOf(figure), figure]),
  )
  const rows = firstReported
    .toReversed()
    .map(({ figure, asAt, snapshot }) => [
      periodWords(figure.period),
      valueWords(figure, measure),
      said(now.get(keyOf(figure)), measure),
      html`${formatDate(asAt)}<br><span class="tl-parts">${snapshot}</span>`,
    ])
  const list = figuresTable({
    name: 'first-reported',
    of: measure.id,
    caption: `${measure.title}: as first reported and as known now`,
    head: ['Period', 'As first reported', 'As known now', 'First reported as at'],
    rows,
  })
  return details({
    summaryText: 'As first reported, beside as known now',
    html: html`<p class="govuk-body">Records arrive late and are put right, so that a figure can change after it was first reported.</p>${list}`,
  })
}

function said(figure: Figure | undefined, measure: CompendiumMeasure): string {
  return figure === undefined ? 'not shown' : valueWords(figure, measure)
}

function keyOf({ period }: Figure): string {
  return `${period.kind} ${period.from} ${period.to}`
}

/** Owner, baselines and what may be done about them. */
function whoAnswers({ measure, notes }: MeasurePageModel, visit: Visit): Html {
  const owner =
    notes.owner === null
      ? 'This measure does not have an owner yet.'
      : `${notes.owner.name} is the owner of this measure.`
  return html`<h2 class="govuk-heading-m">Owner</h2>
<p class="govuk-body">${owner}</p>
${baselines(notes)}
${visit.may('narrative.ask') && mayBeAsked(measure, notes) && askForm(measure, visit)}
${visit.may('figures.rebase') && measure.control !== null && html`<p class="govuk-body"><a class="govuk-link" href="${measurePath(measure.id)}/baseline">Begin a new baseline</a></p>`}`
}

function baselines({ baselines: set }: FigureNotes): Html {
  if (set.length === 0) return html``
  return table({
    caption: 'New baselines',
    captionClasses: 'govuk-table__caption--s',
    head: [{ text: 'From' }, { text: 'Why' }, { text: 'By' }],
    rows: set.map(({ from, reason, by }) => [{ text: formatDate(from) }, { text: reason }, { text: by }]),
  })
}

/** Nobody is asked twice about the same change. */
function mayBeAsked({ control, series }: CompendiumMeasure, { narratives }: FigureNotes): boolean {
  const since = control?.sustainedSince ?? series.at(-1)?.period.from
  return since !== undefined && !narratives.some((each) => each.since === since)
}

function askForm(measure: CompendiumMeasure, visit: Visit): Html {
  return html`<form method="post" action="${measurePath(measure.id)}/ask" novalidate>
${csrfField(visit)}
${button({ text: measure.control === null ? 'Ask the owner about this figure' : 'Ask the owner why it moved', classes: 'govuk-button--secondary' })}
</form>`
}
