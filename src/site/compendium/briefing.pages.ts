import type { Narrative } from '#figures'
import { type Html, html, insetText, type Page } from '#platform/web'
import { type AttentionPoint, directionWords, type MeasureSummary, periodWords } from '#reports'
import { formatDate, type PlainDate } from '#values'
import { overviewTable, type ThemeOfFigures } from './figures.pages.ts'
import { narrativeWords } from './narrative.words.ts'

/** What the members' briefing is made from: the public figures, and what services say of sustained changes for the worse. */
export interface Briefing {
  readonly authority: string
  readonly asAt: PlainDate
  readonly snapshot: string
  readonly attention: readonly AttentionPoint[]
  readonly themes: readonly ThemeOfFigures[]
  readonly narratives: readonly Narrative[]
}

/**
 * The quarterly briefing for elected members, on one page that prints: what needs attention, every sustained change for the worse
 * with the service's answer or its silence, and the key figures with direction of good, target and the published figures of others.
 */
export function briefingPage(briefing: Briefing): Page {
  return {
    title: 'Members’ briefing',
    main: html`<span class="govuk-caption-xl">${briefing.authority}, children’s services</span>
<h1 class="govuk-heading-xl">Members’ briefing: ${quarterWords(briefing.asAt)}</h1>
<p class="govuk-body-l">How services for children are doing, and what is being done where they are not doing well. Figures as at ${formatDate(briefing.asAt)}.</p>
${insetText({ text: 'Counts of 1 to 5, and what would give them away, are held back so that no child can be recognised.' })}
<h2 class="govuk-heading-l">Needs attention</h2>
${attention(briefing.attention)}
<h2 class="govuk-heading-l">Sustained changes for the worse</h2>
${changes(briefing)}
<h2 class="govuk-heading-l">Key figures</h2>
${briefing.themes.filter(hasFigures).map(({ title, measures }) => html`<h3 class="govuk-heading-m">${title}</h3>${overviewTable(`Key figures: ${title}`, measures.filter(isKey))}`)}
<p class="govuk-body-s">Every figure comes from snapshot ${briefing.snapshot}, and can be computed again from it.</p>`,
  }
}

const QUARTERS = ['January to March', 'April to June', 'July to September', 'October to December'] as const

/** The quarter that the day is in, with its number in the financial year. @example quarterWords('2026-03-31') // 'January to March 2026 (quarter 4)' */
export function quarterWords(asAt: PlainDate): string {
  const quarter = Math.ceil(Number(asAt.slice(5, 7)) / 3)
  return `${QUARTERS[quarter - 1]} ${asAt.slice(0, 4)} (quarter ${((quarter + 2) % 4) + 1})`
}

function attention(points: readonly AttentionPoint[]): Html {
  if (points.length === 0) return html`<p class="govuk-body">No measure calls for attention by the rules.</p>`
  const items = points.map(({ title, sentence }) => html`<li><strong>${title}</strong>: ${sentence}</li>`)
  return html`<ol class="govuk-list govuk-list--number govuk-list--spaced">${items}</ol>`
}

function changes({ themes, narratives }: Briefing): Html {
  const worse = themes
    .flatMap(({ measures }) => measures)
    .filter(({ control }) => control?.direction === 'worse' && control.sustainedSince !== null)
  if (worse.length === 0) return html`<p class="govuk-body">No measure shows one.</p>`
  return html`${worse.map((measure) => change(measure, narratives))}`
}

function change(measure: MeasureSummary, narratives: readonly Narrative[]): Html {
  const said = narratives.find((each) => each.measure === measure.id && each.since === measure.control?.sustainedSince)
  return html`<h3 class="govuk-heading-s">${measure.title}</h3>
<p class="govuk-body">${measure.control?.verdict}. ${directionWords(measure.polarity)}${measure.headline === null ? '' : `; ${periodWords(measure.headline.period)}`}.</p>
${narrativeWords(said)}`
}

function hasFigures({ measures }: ThemeOfFigures): boolean {
  return measures.some(isKey)
}

/** A key figure has a value to show and a direction of good. */
function isKey({ headline, polarity }: MeasureSummary): boolean {
  return headline !== null && polarity !== 'neither'
}
