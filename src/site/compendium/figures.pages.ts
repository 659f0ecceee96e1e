import { sparkline } from '#platform/charts'
import { type Html, html, type Page, table } from '#platform/web'
import {
  type AttentionPoint,
  directionWords,
  figuresTable,
  type MeasureSummary,
  numberWords,
  periodWords,
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
  return table({
    caption: 'Measures by theme',
    captionClasses: 'govuk-visually-hidden',
    firstCellIsHeader: true,
    head: ['Theme', 'Measures', 'Off target', 'Sustained change for the worse'].map((text, i) => ({
      text,
      ...(i > 0 ? { format: 'numeric' } : {}),
    })),
    rows: themes.map(({ title, measures }) => [
      { html: html`<a class="govuk-link" href="${themePath(title)}">${title}</a>` },
      { text: numberWords(measures.length, 0), format: 'numeric' },
      { text: numberWords(measures.filter((one) => targetState(one)?.met === false).length, 0), format: 'numeric' },
      { text: numberWords(measures.filter(isWorse).length, 0), format: 'numeric' },
    ]),
  })
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
${overviewTable(theme.title, theme.measures, measurePath)}
<p class="govuk-body-s">The line shows the months of the last two financial years and this one. Published figures are those of the newest year that the
Department for Education has published, and follow its definitions.</p>`,
  }
}

/** Measures as rows: newest figure, what control limits and target say, and the newest published figures beside it. */
export function overviewTable(
  caption: string,
  measures: readonly MeasureSummary[],
  pathOf: ((measure: string) => string) | undefined,
): Html {
  return figuresTable({
    name: 'overview',
    of: 'theme',
    caption: `${caption}: newest figures`,
    head: ['Measure', 'Newest figure', 'Period', 'Over time', 'Status', 'Published: England', 'Region', 'Neighbours'],
    words: [2, 3, 4],
    classes: 'tl-overview',
    rows: measures.map((measure) => [
      html`${nameOf(measure, pathOf)}<br><span class="tl-parts">${directionWords(measure.polarity)}</span>`,
      measure.headline === null ? emptyWords(measure) : valueAndParts(measure.headline, measure),
      measure.headline === null ? '' : periodWords(measure.headline.period),
      sparkline(measure.points),
      html`${statusTags(measure)}${statusWords(measure)}`,
      ...besideCells(measure),
    ]),
  })
}

function nameOf(measure: MeasureSummary, pathOf: ((measure: string) => string) | undefined): Html | string {
  return pathOf ? html`<a class="govuk-link" href="${pathOf(measure.id)}">${measure.title}</a>` : measure.title
}

function statusWords(measure: MeasureSummary): string {
  const words = [targetState(measure)?.distance, measure.control?.sustainedSince ? measure.control.verdict : undefined]
  return words.filter((each) => each !== undefined).join('. ')
}

function besideCells({ beside }: MeasureSummary): string[] {
  if (beside === null) return ['', '', '']
  const { latest, decimals, unit } = beside
  return [latest.england, latest.region, latest.neighbours].map((value) =>
    value === null ? 'not published' : `${numberWords(value, decimals)}${unit === '%' ? '%' : ''}`,
  )
}

function emptyWords({ unavailable }: MeasureSummary): string {
  return unavailable === null ? 'see its parts' : 'not available'
}
