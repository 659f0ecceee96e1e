import {
  CASELOADS,
  lineTable,
  type PlaceCounts,
  partTiles,
  soonAfter,
  teamHref,
  type WorklistOverview,
  workerHref,
  worklistHref,
} from '#children'
import { ACCESS_LOG, NOTICES } from '#permissions'
import { type Html, html, insetText, type Page, stackedTable, summaryList, tag } from '#platform/web'
import { type MeasureSummary, partsWords, periodWords, statusTags, targetState, valueWords } from '#reports'
import type { Timescale } from '#timescales'
import { formatDate, formatMoment } from '#values'
import { measurePath, narrativePath } from '../compendium/figures.paths.ts'
import type { AttentionWithAnswer, DataState, Home, ListView, OpenedOutside, SetUp } from './home.ts'

/** A person's first page: what they come for, at once. It is never empty: where there is nothing, it says what to do next. */
export function homePage(home: Home, timescales: ReadonlyMap<string, Timescale>): Page {
  return {
    title: 'Home',
    main: html`<span class="govuk-caption-l">${caption(home)}</span>
<h1 class="govuk-heading-l">${heading(home)}</h1>
${home.asAt === undefined && nothingLoaded(home)}
${home.asAt && html`<p class="govuk-body">As at ${formatDate(home.asAt)}. Anything done or recorded after that date is not included.</p>`}
${list(home, timescales)}
${home.attention && attention(home.attention.points)}
${home.data && dataState(home.data, heading(home))}
${home.opened && opened(home.opened)}
${home.setUp && setUp(home.setUp)}
${home.figures && figures(home.figures)}`,
  }
}

/** Who answers for one team sees its name; others the authority's. */
function caption({ authority, list: own }: Home): string {
  const [team, ...others] = own?.view === 'workers' ? own.overview.teams : []
  return team?.name && others.length === 0 ? team.name : `${authority}, children’s services`
}

function heading({
  list: own,
  attention: points,
  data,
  opened: broken,
  setUp: settings,
  figures: shown,
}: Home): string {
  if (points) return attentionHeading(Math.min(points.points.length, MOST_POINTS))
  if (own) return own.view === 'own' ? 'What is due for your children' : 'What is due'
  if (data) return DATA
  if (broken) return 'Records opened outside the rules'
  if (settings) return 'Setting up'
  return shown ? 'Key figures' : 'Home'
}

/** The most points on a first page: a list of three is read. */
const MOST_POINTS = 3

function attentionHeading(shown: number): string {
  return (
    ['What needs attention', 'One thing needs attention', 'Two things need attention', 'Three things need attention'][
      shown
    ] ?? ''
  )
}

function nothingLoaded({ mayLoad }: Home): Html {
  if (mayLoad)
    return insetText({
      html: html`Nothing has been loaded yet. <a class="govuk-link" href="/loads">Load the first extract</a>: the files that your authority already makes for Ofsted (Annex A) are enough.`,
    })
  return insetText({
    text: 'Nothing has been loaded yet, so there is nothing to show. Ask your performance analyst to load an extract.',
  })
}

function list({ list: own, asAt, mayReadNotices }: Home, timescales: ReadonlyMap<string, Timescale>): Html | false {
  if (own === undefined || asAt === undefined) return false
  const { overview, view } = own
  const { counts } = overview
  const near = counts.late + counts.today + counts.soon
  const dueBy = soonAfter(asAt)
  return html`${partTiles(counts, {})}
${near === 0 && calm(counts.later)}
${view === 'teams' && placeTable('By team', overview.teams, 'team')}
${
  near > 0 &&
  html`<h2 class="govuk-heading-m" id="lines">Most pressing first</h2>
${lineTable(overview.first, { asAt, timescales, ...looks(overview), filter: { group: 'none' } })}
<p class="govuk-body tl-more"><a class="govuk-link" href="${worklistHref({ dueBy })}">See all ${near.toLocaleString('en-GB')} late or due in the next 10 working days</a>, or the same
<a class="govuk-link" href="${worklistHref({ dueBy, group: 'child' })}">by child</a>${view !== 'own' && html` or <a class="govuk-link" href="${worklistHref({ dueBy, group: 'worker' })}">by worker</a>`}.</p>`
}
${view === 'workers' && placeTable('By worker', overview.workers, 'worker')}
<p class="govuk-body"><a class="govuk-link" href="${CASELOADS}">${caseloadWords[view]}</a></p>
${mayReadNotices && html`<p class="govuk-body"><a class="govuk-link" href="${NOTICES}">Records of your team that others opened outside the rules</a></p>`}`
}

function looks({ workers, teams }: WorklistOverview) {
  return { showWorker: workers.length > 1, showTeam: teams.length > 1 }
}

const caseloadWords = {
  own: 'Your caseload over the last 12 months',
  workers: 'Caseloads of your workers',
  teams: 'Caseloads by team',
} as const satisfies Record<ListView, string>

function calm(later: number): Html {
  const rest =
    later === 0 ? 'Nothing is due later either' : `${later.toLocaleString('en-GB')} things are due after that`
  return insetText({
    html: html`Nothing is late or due in the next 10 working days. ${rest}. If that is not what you expected, ask your performance analyst to check that your cases are recorded under your name and team.`,
  })
}

function placeTable(caption: string, places: readonly PlaceCounts[], kind: 'worker' | 'team'): Html | false {
  if (places.length === 0) return false
  return stackedTable(caption, places, [
    { title: kind === 'worker' ? 'Worker' : 'Team', cell: ({ name }) => placeName(name, kind) },
    { title: 'Late', cell: (place) => placeCount(place, 'late', kind), numeric: true },
    { title: 'Due today', cell: (place) => placeCount(place, 'today', kind), numeric: true },
    { title: 'Next 10 working days', cell: (place) => placeCount(place, 'soon', kind), numeric: true },
  ])
}

function placeName(name: string | null, kind: 'worker' | 'team'): Html {
  if (name === null) return html`No ${kind} is recorded`
  return html`<a class="govuk-link" href="${kind === 'team' ? teamHref(name) : workerHref(name)}">${name}</a>`
}

function placeCount(place: PlaceCounts, part: 'late' | 'today' | 'soon', kind: 'worker' | 'team'): Html {
  const count = place[part]
  if (count === 0 || place.name === null) return html`${count}`
  const href = worklistHref({ part, [kind]: place.name })
  return html`<a class="govuk-link" href="${href}">${count.toLocaleString('en-GB')}<span class="govuk-visually-hidden"> ${partNames[part]}, ${place.name}</span></a>`
}

const partNames = { late: 'late', today: 'due today', soon: 'due in the next 10 working days' } as const

function attention(points: readonly AttentionWithAnswer[]): Html {
  const shown = points.slice(0, MOST_POINTS)
  if (shown.length === 0)
    return html`<p class="govuk-body">No measure needs attention: none has got worse and stayed worse, missed its target or is among the worst quarter of authorities. <a class="govuk-link" href="/figures">See all figures</a>.</p>`
  return html`<ol class="govuk-list tl-findings">${shown.map(point)}</ol>
<p class="govuk-body tl-more"><a class="govuk-link" href="/figures">All figures</a></p>`
}

function point({ measure, title, sentence, narrative }: AttentionWithAnswer): Html {
  return html`<li class="tl-finding"><h2 class="govuk-heading-m tl-tight"><a class="govuk-link" href="${measurePath(measure)}">${title}</a></h2>
<p class="govuk-body">${sentence}</p>
${narrative === undefined ? notAsked(measure) : beingDone(narrative)}</li>`
}

function notAsked(measure: string): Html {
  return html`<p class="govuk-body">The owner has not been asked what is being done. <a class="govuk-link" href="${measurePath(measure)}">See the figure and ask</a></p>`
}

/** The owner's answer, or that it is still awaited: silence shows. */
function beingDone({
  id,
  answer,
  answeredBy,
  answeredAt,
  askedAt,
}: NonNullable<AttentionWithAnswer['narrative']>): Html {
  if (answer === null)
    return html`<p class="govuk-body">${tag({ text: 'No answer yet', classes: 'govuk-tag--yellow' })} The owner was asked on ${formatMoment(askedAt)} what is being done. <a class="govuk-link" href="${narrativePath(id)}">See the question</a></p>`
  return html`<p class="govuk-body"><strong>What is being done:</strong> ${answer} <span class="tl-hint">${answeredBy}${answeredAt && html`, ${formatMoment(answeredAt)}`}</span></p>`
}

const DATA = 'State of the data'

function dataState(data: DataState, pageHeading: string): Html {
  const { errors, warnings, queries } = data
  return html`${pageHeading !== DATA && html`<h2 class="govuk-heading-m">${DATA}</h2>`}
${data.held !== null && data.held > 0 && insetText({ html: html`${data.held === 1 ? '1 upload is' : `${data.held} uploads are`} held until someone checks ${data.held === 1 ? 'it' : 'them'}. <a class="govuk-link" href="/loads">See what is held</a>` })}
${summaryList({
  classes: 'tl-facts',
  rows: [
    fact('Last load', html`${formatMoment(data.loadedAt)}<span class="tl-hint">Snapshot ${data.snapshot}</span>`),
    fact('Errors', html`${count(errors)}<span class="tl-hint">These cannot be true</span>`),
    fact('Warnings', html`${count(warnings)}<span class="tl-hint">These make figures wrong or incomplete</span>`),
    fact('Queries', html`${count(queries)}<span class="tl-hint">These may be true, and are worth a look</span>`),
    fact('Since the last load', html`${count(data.fresh)} new, ${count(data.mended)} put right`),
    data.notRun > 0 &&
      fact(
        'Checks not run',
        html`${count(data.notRun)}<span class="tl-hint">The lists they need were not in the extract</span>`,
      ),
  ],
})}
<p class="govuk-body"><a class="govuk-link" href="/data-quality">See data quality, check by check</a></p>
${data.held !== null && html`<p class="govuk-body"><a class="govuk-link" href="/loads">Load an extract, or see earlier loads</a></p>`}`
}

function fact(key: string, value: Html) {
  return { key: { text: key }, value: { html: value } }
}

function count(n: number): string {
  return n.toLocaleString('en-GB')
}

function opened(records: readonly OpenedOutside[]): Html {
  const waiting = records.filter(({ isReviewed }) => !isReviewed)
  const log = html`<p class="govuk-body"><a class="govuk-link" href="${ACCESS_LOG}">The access log</a> shows who has looked at a child, and what a person has looked at.</p>`
  if (waiting.length === 0) return html`<p class="govuk-body">There are no opened records for you to review.</p>${log}`
  return html`<p class="govuk-body">${waiting.length === 1 ? '1 record is' : `${waiting.length} records are`} waiting for your review.</p>
<ul class="govuk-list tl-findings">${waiting.map((one) => html`<li class="tl-finding"><strong>${one.by}</strong>, ${formatMoment(one.at)}<span class="tl-event__detail">“${one.reason}”</span></li>`)}</ul>
<p class="govuk-body"><a class="govuk-link" href="${ACCESS_LOG}/opened">Review them</a></p>${log}`
}

function setUp(state: SetUp): Html {
  const steps = [
    state.people < 2 && 'Let people in. Their roles come from the groups of your sign-in provider.',
    state.withoutRole > 0 && `${people(state.withoutRole)} signed in and have no role, so they see nothing.`,
    state.managersWithoutTeam > 0 &&
      `${people(state.managersWithoutTeam)} manage a team that is not named, so their lists are empty.`,
    !state.hasPublication && 'Ask your performance analyst to load the first extract.',
  ].filter((step) => step !== false)
  const todo =
    steps.length === 0
      ? html`<p class="govuk-body">Setting up is complete: ${people(state.people)} can sign in, and each has a role.</p>`
      : html`<ol class="govuk-list govuk-list--number">${steps.map((step) => html`<li>${step}</li>`)}</ol>`
  return html`${todo}<p class="govuk-body"><a class="govuk-link" href="/administration/people">People, teams, targets and local timescales</a></p>`
}

function people(n: number): string {
  return n === 1 ? '1 person' : `${n.toLocaleString('en-GB')} people`
}

function figures(measures: readonly MeasureSummary[]): Html {
  const briefing = html`<p class="govuk-body"><a class="govuk-link" href="/briefing">Members’ briefing</a>: all key figures with their direction, target and the figures of other authorities, on one page that prints.</p>`
  if (measures.length === 0) return html`<p class="govuk-body">No figures have been published yet.</p>${briefing}`
  return html`${insetText({ text: 'Counts of 1 to 5, and what would give them away, are held back so that no child can be recognised.' })}
${summaryList({ rows: measures.map(figure) })}${briefing}`
}

function figure(measure: MeasureSummary) {
  const { headline } = measure
  const key = { text: measure.title }
  if (headline === null) return { key, value: { text: measure.unavailable ?? 'No figure' } }
  const target = targetState(measure)
  const parts = partsWords(headline, measure.unit)
  return {
    key,
    value: {
      html: html`<strong>${valueWords(headline, measure)}</strong>${parts !== '' && html` (${parts})`}, ${periodWords(headline.period)}
<div>${statusTags(measure)}${target && html`<span class="tl-hint">${target.distance}</span>`}</div>`,
    },
  }
}
