import { sparkline } from '#platform/charts'
import { genericHeader, type Html, html, insetText, skipLink, summaryList, warningText } from '#platform/web'
import { formatDate } from '#values'
import { SIGNALS } from './compendium.chart.ts'
import { measureAnchor, themeAnchor } from './compendium.ids.ts'
import { measureSection, statusTags, valueAndParts } from './compendium.measure.ts'
import { stylesFor } from './compendium.styles.ts'
import type { CompendiumMeasure, CompendiumModel, CompendiumTheme } from './compendium.ts'
import { numberWords, periodWords, targetState } from './figure.words.ts'
import { figuresTable } from './figures-table.ts'

/**
 * The compendium as one HTML page that carries its styles and charts with it, needs no script and fetches nothing.
 *
 * The same model gives the same bytes.
 */
export function renderCompendiumHtml(model: CompendiumModel): string {
  const body = pageBody(model)
  const title = `${titleOf(model)}, ${formatDate(model.asAt)}`
  return `<!DOCTYPE html>
${html`<html lang="en" class="govuk-template">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
${stylesFor(body)}
</head>
<body class="govuk-template__body">
${body}
</body>
</html>
`}`
}

function titleOf(model: CompendiumModel): string {
  return `${model.authority.name}: performance compendium`
}

function pageBody(model: CompendiumModel): Html {
  return html`${skipLink({ href: '#main', text: 'Skip to main content' })}
<header>${genericHeader({ logoText: 'Throughline', url: '#main' })}</header>
<div class="govuk-width-container">
<main class="govuk-main-wrapper" id="main" tabindex="-1">
${opening(model)}
${contents(model)}
${attention(model)}
${model.themes.map((theme) => themeSection(theme, model))}
${model.audience === 'inside' && [timescales(model), quality(model)]}
${notRun(model)}
${readingNotes(model)}
</main>
</div>
${foot(model)}`
}

function opening(model: CompendiumModel): Html {
  const sources = model.sources.map((source) => html`<li>${source.name}: ${source.detail}</li>`)
  return html`${banner(model)}
<span class="govuk-caption-xl">${model.authority.name}, children’s services</span>
<h1 class="govuk-heading-xl">Performance compendium</h1>
${summaryList({
  classes: 'tl-facts',
  rows: [
    { key: { text: 'As at' }, value: { text: formatDate(model.asAt) } },
    { key: { text: 'Snapshot' }, value: { text: model.snapshot } },
    { key: { text: 'For' }, value: { text: audienceWords(model) } },
    { key: { text: 'Made from' }, value: { html: html`<ul class="govuk-list">${sources}</ul>` } },
  ],
})}`
}

function banner(model: CompendiumModel): Html {
  if (!model.simulated) return html``
  const isOther = model.comparedAs.code !== model.authority.code
  const standsIn = isOther ? ` Its published figures are those of ${model.comparedAs.name}.` : ''
  return html`<div class="tl-banner"><p class="govuk-body"><strong>Simulated example data.</strong> No child, family or worker in it is real.${standsIn}</p></div>`
}

function audienceWords({ audience }: CompendiumModel): string {
  return audience === 'inside'
    ? 'Use inside the authority: it shows small numbers'
    : 'The public: counts of 1 to 5, and what would give them away, are hidden'
}

const INSIDE_LINKS = [
  ['#timescales', 'Timescales: what is due and late'],
  ['#quality', 'Data quality'],
] as const

function contents(model: CompendiumModel): Html {
  const links = [
    ['#attention', 'Needs attention'],
    ...model.themes.map((theme) => [`#${themeAnchor(theme.id)}`, theme.title]),
    ...(model.audience === 'inside' ? INSIDE_LINKS : []),
    ['#not-run', 'What could not be computed'],
    ['#reading', 'How to read this'],
  ]
  const items = links.map(([href, words]) => html`<li><a class="govuk-link" href="${href}">${words}</a></li>`)
  return html`<nav aria-labelledby="contents"><h2 class="govuk-heading-m" id="contents">Contents</h2>
<ul class="govuk-list govuk-list--spaced tl-contents">${items}</ul></nav>`
}

function attention(model: CompendiumModel): Html {
  const points = model.attention.map(
    (point) =>
      html`<li><a class="govuk-link" href="#${measureAnchor(point.measure)}">${point.title}</a>: ${point.sentence}</li>`,
  )
  const list = html`<ol class="govuk-list govuk-list--number govuk-list--spaced">${points}</ol>`
  return section(
    'attention',
    'Needs attention',
    points.length === 0 ? para('No measure calls for attention by the rules below.') : list,
  )
}

function themeSection(theme: CompendiumTheme, model: CompendiumModel): Html {
  const content = html`${overview(theme)}
${theme.measures.map((measure) => measureSection(measure, model.comparedAs))}`
  return section(themeAnchor(theme.id), theme.title, content)
}

function overview(theme: CompendiumTheme): Html {
  const rows = theme.measures.map((measure) => [
    html`<a class="govuk-link" href="#${measureAnchor(measure.id)}">${measure.title}</a>`,
    measure.headline === null ? emptyWords(measure) : valueAndParts(measure.headline, measure),
    measure.headline === null ? '' : periodWords(measure.headline.period),
    sparkline(measure.series.map((figure) => figure.value)),
    html`${statusTags(measure)}${targetState(measure)?.distance}`,
  ])
  return figuresTable({
    name: 'overview',
    of: theme.id,
    caption: `${theme.title} at a glance`,
    head: ['Measure', 'Newest figure', 'Period', 'Over time', 'Status'],
    words: [2, 3, 4],
    classes: 'tl-overview',
    rows,
  })
}

function emptyWords(measure: CompendiumMeasure): string {
  return measure.unavailable === null ? 'see its parts' : 'not available'
}

function timescales(model: CompendiumModel): Html {
  const count = (value: number | null): string => (value === null ? 'hidden' : numberWords(value, 0))
  const rows = model.timescales.map((one) => [
    one.title,
    one.limit,
    count(one.overdue),
    count(one.due),
    count(one.metInTime),
    count(one.metLate),
  ])
  const table = figuresTable({
    name: 'timescales',
    of: 'timescales',
    caption: `Obligations as at ${formatDate(model.asAt)}`,
    head: ['Timescale', 'Limit', 'Overdue', 'Due soon', 'Met in time, 12 months', 'Met late, 12 months'],
    words: [1],
    classes: 'tl-overview',
    rows,
  })
  return section(
    'timescales',
    'Timescales: what is due and late',
    rows.length === 0 ? para('No timescale was computed.') : table,
  )
}

function quality(model: CompendiumModel): Html {
  const found = model.quality.filter((finding) => finding.count > 0)
  const rows = found.map((finding) => [
    finding.title,
    finding.severity,
    finding.table,
    numberWords(finding.count, 0),
    finding.why,
    finding.todo,
  ])
  const table = figuresTable({
    name: 'quality',
    of: 'quality',
    caption: 'Checks that found something',
    head: ['Check', 'Severity', 'List', 'Rows', 'Why it matters', 'What to do'],
    words: [1, 2, 4, 5],
    classes: 'tl-overview',
    rows,
  })
  const clean = model.quality.length - found.length
  const words = `${numberWords(model.quality.length, 0)} checks ran: ${numberWords(found.length, 0)} found something and ${numberWords(clean, 0)} found nothing.`
  return section('quality', 'Data quality', html`${para(words)}${rows.length === 0 ? '' : table}`)
}

function notRun(model: CompendiumModel): Html {
  const items = model.notRun.map((one) => html`<li>${one.title} (${one.kind}): ${one.reason}</li>`)
  const list = html`<ul class="govuk-list govuk-list--bullet">${items}</ul>`
  return section('not-run', 'What could not be computed', items.length === 0 ? para('Everything was computed.') : list)
}

function readingNotes(model: CompendiumModel): Html {
  const signals = Object.values(SIGNALS).map(
    ({ shape, words }) => html`<li><span aria-hidden="true">${shape}</span> ${words}</li>`,
  )
  return section(
    'reading',
    'How to read this',
    html`${para('Every percentage stands beside the two counts it was made from. “No cases” means that there was nothing to count, which is not the same as nought.')}
${para('A chart shows each figure, the mean of its baseline and its natural limits: 2.66 times the mean moving range above and below. A point outside the limits, seven in a row on one side of the mean, or seven in a row rising or falling are signs that something has changed. Other ups and downs are chance, and not called a change. The baseline is the first 12 to 20 figures shown, which begin with a financial year.')}
<ul class="govuk-list govuk-list--bullet">${signals}</ul>
${para('A figure is set beside the same period a year before. With fewer than 20 cases in either, no direction is given.')}
${para('Statistical neighbours are authorities like this one. Which they are is reviewed from time to time, so each comparison names the edition of the set.')}
${insetText({ text: `Every figure here is computed from snapshot ${model.snapshot}, and can be computed again from it.` })}`,
  )
}

function foot(model: CompendiumModel): Html {
  const warning =
    model.audience === 'inside'
      ? warningText({ text: 'For use inside the authority. It shows small numbers: do not publish it.' })
      : ''
  return html`<footer class="tl-foot"><div class="govuk-width-container">
${warning}
<p class="govuk-body-s">Made with Throughline from snapshot ${model.snapshot}, as at ${formatDate(model.asAt)}.</p>
</div></footer>`
}

function section(id: string, title: string, content: Html): Html {
  return html`<section class="tl-theme" id="${id}" aria-labelledby="${id}-title">
<h2 class="govuk-heading-l" id="${id}-title">${title}</h2>
${content}
<p class="govuk-body tl-back"><a class="govuk-link" href="#contents">Back to contents</a></p>
</section>
`
}

function para(text: string): Html {
  return html`<p class="govuk-body">${text}</p>`
}
