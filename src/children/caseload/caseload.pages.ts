import { sparkline } from '#platform/charts'
import { type Html, html, type Page } from '#platform/web'
import { formatDate, formatMonth, type PlainDate } from '#values'
import { type CaseWeights, caseKinds } from '../published/case-weights.ts'
import { worklistHref } from '../worklist/worklist.pages.ts'
import { changeOver, type TeamCaseload, teamsOf, total, type WorkerCaseload } from './caseload.ts'

/** What the pages of caseloads say. */
export interface CaseloadPage {
  readonly asAt: PlainDate
  readonly workers: readonly WorkerCaseload[]
  readonly weights: CaseWeights
  /** True where this person has a list of what is due to go to. */
  readonly mayOpenList: boolean
}

/** Where caseloads are; a team's and a worker's page are the same address with their name. */
export const CASELOADS = '/caseloads'

/** The address of a team's caseloads. */
export function teamHref(team: string): string {
  return `${CASELOADS}?${new URLSearchParams({ team })}`
}

/** The address of one worker's caseload. */
export function workerHref(worker: string): string {
  return `${CASELOADS}/worker?${new URLSearchParams({ worker })}`
}

/** Every team that this person answers for. */
export function teamsPage(page: CaseloadPage): Page {
  const teams = teamsOf(page.workers)
  const main = html`<h1 class="govuk-heading-l">Caseloads</h1>
${explained(page)}
${teams.length === 0 ? nobody() : teamTable(teams)}`
  return { title: 'Caseloads', main }
}

function explained({ asAt, weights }: CaseloadPage): Html {
  return html`<p class="govuk-body">Open cases as at ${formatDate(asAt)}. Each child counts once for each worker. Late and due soon (in the next 10 working days) count all of a worker’s cases, of other teams too.</p>
<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">How cases are weighted</span></summary>
<div class="govuk-details__text">${weightWords(weights)}</div></details>`
}

const kindWords = {
  care: 'in care',
  plan: 'on a child protection plan',
  need: 'in need',
  leaver: 'who has left care',
  assessment: 'being assessed',
  'early help': 'with early help',
} as const satisfies Record<(typeof caseKinds)[number], string>

/** What each kind of case counts for in a weighted caseload. */
export function weightWords(weights: CaseWeights): Html {
  return html`<p>A weighted caseload counts a child by how much work there usually is. No national rule sets these weights: they are chosen here, and can be set for your authority.</p>
<ul class="govuk-list govuk-list--bullet">${caseKinds.map((kind) => html`<li>a child ${kindWords[kind]} counts ${weights[kind]}</li>`)}</ul>`
}

function nobody(): Html {
  return html`<p class="govuk-inset-text">No open cases are recorded for any worker that you answer for. If that surprises you, ask your performance analyst whether the list of workers names your team.</p>`
}

function teamTable(teams: readonly TeamCaseload[]): Html {
  return table('Teams', ['Team', 'Workers', 'Cases', 'Weighted', 'Each worker', 'Late', 'Due soon'], teams.map(teamRow))
}

function teamRow(team: TeamCaseload): readonly Html[] {
  const name =
    team.team === null
      ? html`No team recorded`
      : html`<a class="govuk-link" href="${teamHref(team.team)}">${team.team}</a>`
  const mean = team.cases / team.workers
  return [
    html`${name}<span class="tl-hint">${team.area}</span>`,
    html`${team.workers}`,
    html`${number(team.cases)}`,
    html`${number(team.weighted)}`,
    html`${mean.toFixed(1)} on average<span class="tl-hint">most: ${team.most}</span>`,
    html`${number(team.overdue)}`,
    html`${number(team.dueSoon)}`,
  ]
}

/** What is late for one worker opens to its lines, where there are any and this person may see them. */
function lateLink({ worker, overdue }: WorkerCaseload, page: CaseloadPage): Html {
  if (overdue === 0 || !page.mayOpenList) return html`${number(overdue)}`
  const href = worklistHref({ part: 'late', worker })
  return html`<a class="govuk-link" href="${href}">${number(overdue)}<span class="govuk-visually-hidden"> late, ${worker}</span></a>`
}

/** One team: its workers, what they hold and what is late and due. */
export function teamPage(page: CaseloadPage, team: string, isOneOfSeveral: boolean): Page {
  const [first] = page.workers
  const line = [first?.service, first?.area].filter((part) => part !== null && part !== undefined).join(', ')
  const main = html`${line && html`<span class="govuk-caption-l">${line}</span>`}<h1 class="govuk-heading-l">${team}</h1>
${explained(page)}
${page.workers.length === 0 ? nobody() : workerTable(page)}`
  return {
    title: `${team}: caseloads`,
    main,
    ...(isOneOfSeveral ? { back: { href: CASELOADS, text: 'All caseloads' } } : {}),
  }
}

function workerTable(page: CaseloadPage): Html {
  const { workers } = page
  const sums = [
    html`<strong>All ${workers.length}</strong>`,
    html`<strong>${number(total(workers, 'cases'))}</strong>`,
    html`<strong>${number(total(workers, 'weighted'))}</strong>`,
    html``,
    html`<strong>${number(total(workers, 'overdue'))}</strong>`,
    html`<strong>${number(total(workers, 'dueSoon'))}</strong>`,
    html``,
  ]
  const heads = ['Worker', 'Cases', 'Weighted', 'Of these', 'Late', 'Due soon', 'Last 12 months']
  return table('Workers', heads, [
    ...workers.map((worker) => workerRow(worker, page)),
    ...(workers.length > 1 ? [sums] : []),
  ])
}

function workerRow(own: WorkerCaseload, page: CaseloadPage): readonly Html[] {
  return [
    html`<a class="govuk-link" href="${workerHref(own.worker)}">${own.worker}</a>`,
    html`${own.cases}`,
    html`${number(own.weighted)}`,
    mixWords(own),
    lateLink(own, page),
    html`${number(own.dueSoon)}`,
    trend(own),
  ]
}

const mixKinds = [
  ['onPlan', 'on a plan'],
  ['inCare', 'in care'],
  ['inNeed', 'in need'],
  ['assessing', 'being assessed'],
  ['leavers', 'care leavers'],
] as const

function mixWords(own: WorkerCaseload): Html {
  const present = mixKinds.filter(([key]) => own[key] > 0).map(([key, words]) => `${own[key]} ${words}`)
  return html`${present.join(', ')}`
}

/** The line is for the eye; its first and last figure say the same in words. */
function trend({ history }: WorkerCaseload): Html {
  const change = changeOver(history)
  if (change === undefined) return html`<span class="tl-hint">Only one month is known</span>`
  return html`${sparkline(history.map(([, cases]) => cases))}<span class="tl-hint">${change.first} to ${change.last}</span>`
}

/** One worker: what they hold, what is late and due, and the last twelve months. */
export function workerPage(page: CaseloadPage, own: WorkerCaseload): Page {
  const heads = ['Cases', 'Weighted', 'Of these', 'Late', 'Due soon']
  const place = [own.team, own.service, own.area].filter((part) => part !== null).join(', ')
  const { worker } = own
  const cells = [
    html`${own.cases}`,
    html`${number(own.weighted)}`,
    mixWords(own),
    lateLink(own, page),
    html`${number(own.dueSoon)}`,
  ]
  const main = html`${place && html`<span class="govuk-caption-l">${place}</span>`}<h1 class="govuk-heading-l">${worker}</h1>
${page.mayOpenList && html`<p class="govuk-body"><a class="govuk-link" href="${worklistHref({ worker })}">Everything that is due for their children</a></p>`}
${explained(page)}
${table('Open cases', heads, [cells])}
${months(own)}`
  const team = own.team === null ? CASELOADS : teamHref(own.team)
  return { title: `${worker}: caseload`, main, back: { href: team, text: own.team ?? 'All caseloads' } }
}

function months({ history }: WorkerCaseload): Html {
  if (history.length < 2) return html`<p class="govuk-body">Only one month is known, so there is no trend yet.</p>`
  const rows = history.toReversed().map(([day, cases]) => [html`${formatMonth(day)}`, html`${cases}`])
  return html`<h2 class="govuk-heading-m">Last 12 months</h2>${sparkline(history.map(([, cases]) => cases))}
${table('Cases at the end of each month', ['Month', 'Cases'], rows)}`
}

/** A table that stands as one block for each row on a narrow screen. The first cell names its row. */
function table(caption: string, heads: readonly string[], rows: readonly (readonly Html[])[]): Html {
  return html`<table class="govuk-table tl-stack tl-stack--named" role="table"><caption class="govuk-table__caption govuk-table__caption--m">${caption}</caption>
<thead class="govuk-table__head" role="rowgroup"><tr role="row">${heads.map((head) => html`<th scope="col" role="columnheader" class="govuk-table__header">${head}</th>`)}</tr></thead>
<tbody class="govuk-table__body" role="rowgroup">${rows.map((row) => html`<tr role="row" class="govuk-table__row">${row.map((cell, i) => bodyCell(cell, i, heads[i] ?? ''))}</tr>`)}</tbody></table>`
}

function bodyCell(content: Html, i: number, head: string): Html {
  if (i === 0) return html`<th scope="row" role="rowheader" class="govuk-table__header">${content}</th>`
  return html`<td role="cell" class="govuk-table__cell" data-head="${head}">${content}</td>`
}

function number(value: number): string {
  return value.toLocaleString('en-GB', { maximumFractionDigits: 1 })
}
