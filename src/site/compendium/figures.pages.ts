import { sparkline } from '#platform/charts'
import { type Html, html, type Page, stackedTable } from '#platform/web'
import {
  type AttentionPoint,
  directionWords,
  type MeasureSummary,
  numberWords,
  periodWords,
  publishedWords,
  statusTags,
  targetState,
  valueAndParts,
} from '#reports'
import { measurePath, themePath } from './figures.paths.ts'

/** A theme and the measures in it. */
export interface ThemeOfFigures {
  readonly title: string
  readonly measures: readonly MeasureSummary[]
}

/** The first page of the figures: what needs attention, and the themes with how they stand. */
export function figuresPage(model: {
  readonly attention: readonly AttentionPoint[]
  readonly themes: readonly ThemeOfFigures[]
  readonly mayExport: boolean
}): Page {
  return {
    title: 'Figures',
    main: html`<h1 class="govuk-heading-xl">Figures</h1>
<h2 class="govuk-heading-l" id="attention">Needs attention</h2>
${attentionList(model.attention)}
<h2 class="govuk-heading-l">Themes</h2>
${themesTable(model.themes)}
${model.mayExport && html`<p class="govuk-body"><a class="govuk-link" href="/figures/workbook">Download all figures as a workbook</a> (Excel)</p>`}
<p class="govuk-body"><a class="govuk-link" href="/definitions">Definitions</a> of measures, timescales and checks</p>
<p class="govuk-body"><a class="govuk-link" href="/narratives">What services say about their figures</a></p>
<p class="govuk-body"><a class="govuk-link" href="/briefing">Members’ briefing</a>: key figures with small numbers held back</p>`,
  }
}

/** The few measures that someone should look at now, each in a sentence made from its figures. */
export function attentionList(points: readonly AttentionPoint[]): Html {
  if (points.length === 0) return html`<p class="govuk-body">No measure calls for attention by the rules.</p>`
  const items = points.map(
    ({ measure, title, sentence }) =>
      html`<li><a class="govuk-link" href="${measurePath(measure)}">${title}</a>: ${sentence}</li>`,
  )
  return html`<ol class="govuk-list govuk-list--number govuk-list--spaced">${items}</ol>`
}

function themesTable(themes: readonly ThemeOfFigures[]): Html {
  const count = (some: readonly MeasureSummary[]) => numberWords(some.length, 0)
  return stackedTable({ hidden: 'Measures by theme' }, themes, [
    { title: 'Theme', cell: ({ title }) => html`<a class="govuk-link" href="${themePath(title)}">${title}</a>` },
    { title: 'Measures', cell: ({ measures }) => count(measures), numeric: true },
    {
      title: 'Off target',
      cell: ({ measures }) => count(measures.filter((one) => targetState(one)?.met === false)),
      numeric: true,
    },
    { title: 'Sustained change for the worse', cell: ({ measures }) => count(measures.filter(isWorse)), numeric: true },
  ])
}

function isWorse({ control }: MeasureSummary): boolean {
  return control !== null && control.direction === 'worse' && control.sustainedSince !== null
}

/** All measures of a theme beside each other. */
export function themePage(theme: ThemeOfFigures): Page {
  return {
    title: `Figures: ${theme.title}`,
    breadcrumbs: [{ text: 'Figures', href: '/figures' }],
    main: html`<h1 class="govuk-heading-xl">${theme.title}</h1>
${overviewTable(`Measures of ${theme.title}`, theme.measures, measurePath)}
<p class="govuk-body-s">The line shows the months of the last two financial years and this one. Published figures are those of the newest year that the
Department for Education has published, and follow its definitions; none is shown beside a count, or where it publishes none.</p>`,
  }
}

/** Measures as rows: newest figure, what control limits and target say, and the newest published figures beside it. */
export function overviewTable(
  caption: string,
  measures: readonly MeasureSummary[],
  pathOf?: (measure: string) => string,
): Html {
  const table = stackedTable({ hidden: caption }, measures, [
    {
      title: 'Measure',
      cell: (each) =>
        html`<div>${nameOf(each, pathOf)}<br><span class="tl-parts">${directionWords(each.polarity)}</span></div>`,
    },
    { title: 'Newest figure', cell: newestFigure },
    { title: 'Over time', cell: ({ points }) => sparkline(points) },
    { title: 'Status', cell: statusCell },
    { title: 'Published', cell: besideWords },
  ])
  return html`<div class="tl-measures">${table}</div>`
}

function newestFigure(measure: MeasureSummary): Html | string {
  const { headline } = measure
  if (headline === null) return emptyWords(measure)
  return html`<div class="tl-newest">${valueAndParts(headline, measure)}<br><span class="tl-parts">${periodWords(headline.period)}</span></div>`
}

function nameOf(measure: MeasureSummary, pathOf: ((measure: string) => string) | undefined): Html | string {
  return pathOf ? html`<a class="govuk-link" href="${pathOf(measure.id)}">${measure.title}</a>` : measure.title
}

/** Nothing where there is nothing to say, so that a narrow screen shows no empty line. */
function statusCell(measure: MeasureSummary): Html | string {
  const [tags, words] = [statusTags(measure), statusWords(measure)]
  return String(tags) === '' && words === '' ? '' : html`<div>${tags}${words}</div>`
}

function statusWords(measure: MeasureSummary): string {
  const words = [targetState(measure)?.distance, controlWords(measure)]
  return words.filter((each) => each !== undefined).join('. ')
}

function controlWords({ control }: MeasureSummary): string | undefined {
  return control?.direction === 'steady' ? 'No change beyond chance' : control?.verdict
}

/** The newest published year: each who on a line of its own. The counts of others are of places of another size. */
function besideWords({ beside, unit }: MeasureSummary): Html | string {
  if (beside === null || unit === 'count') return ''
  const { latest, regionName } = beside
  const lines = [
    ['England', latest.england],
    [regionName, latest.region],
    ['Neighbours', latest.neighbours],
  ] as const
  const words = lines.map(
    ([who, value]) => html`${who} ${value === null ? 'not published' : publishedWords(value, beside)}<br>`,
  )
  return html`<div>${words}<span class="tl-parts">${latest.year}</span></div>`
}

function emptyWords({ unavailable }: MeasureSummary): string {
  return unavailable === null ? 'see its parts' : 'not available'
}
