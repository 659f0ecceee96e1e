import { sparkline } from '#platform/charts'
import { type Html, html, type Page, stackedTable } from '#platform/web'
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
  return stackedTable('Teams', teams, [
    { title: 'Team', cell: ({ team, area }) => html`${teamName(team)}<span class="tl-hint">${area}</span>` },
    { title: 'Workers', cell: ({ workers }) => number(workers), numeric: true },
    { title: 'Cases', cell: ({ cases }) => number(cases), numeric: true },
    { title: 'Weighted', cell: ({ weighted }) => number(weighted), numeric: true },
    { title: 'Average for a worker', cell: ({ cases, workers }) => (cases / workers).toFixed(1), numeric: true },
    { title: 'Most for a worker', cell: ({ most }) => number(most), numeric: true },
    { title: 'Late', cell: ({ overdue }) => number(overdue), numeric: true },
    { title: 'Due soon', cell: ({ dueSoon }) => number(dueSoon), numeric: true },
  ])
}

function teamName(team: string | null): Html {
  return team === null ? html`No team recorded` : html`<a class="govuk-link" href="${teamHref(team)}">${team}</a>`
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

/** The last row has the sums of a team of several. */
function workerTable(page: CaseloadPage): Html {
  const { workers } = page
  const rows: readonly (WorkerCaseload | Sums)[] = workers.length > 1 ? [...workers, sumsOf(workers)] : workers
  const counted = (key: keyof Sums) => (row: WorkerCaseload | Sums) =>
    'worker' in row ? number(row[key]) : html`<strong>${number(row[key])}</strong>`
  return stackedTable('Workers', rows, [
    { title: 'Worker', cell: (row) => ('worker' in row ? workerLink(row) : `All ${workers.length}`) },
    { title: 'Cases', cell: counted('cases'), numeric: true },
    { title: 'Weighted', cell: counted('weighted'), numeric: true },
    { title: 'Of these', cell: (row) => 'worker' in row && mixWords(row) },
    { title: 'Late', cell: (row) => ('worker' in row ? lateLink(row, page) : counted('overdue')(row)), numeric: true },
    { title: 'Due soon', cell: counted('dueSoon'), numeric: true },
    { title: 'Last 12 months', cell: (row) => 'worker' in row && trend(row) },
  ])
}

type Sums = Pick<WorkerCaseload, 'cases' | 'weighted' | 'overdue' | 'dueSoon'>

function sumsOf(workers: readonly WorkerCaseload[]): Sums {
  return {
    cases: total(workers, 'cases'),
    weighted: total(workers, 'weighted'),
    overdue: total(workers, 'overdue'),
    dueSoon: total(workers, 'dueSoon'),
  }
}

function workerLink({ worker }: WorkerCaseload): Html {
  return html`<a class="govuk-link" href="${workerHref(worker)}">${worker}</a>`
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
  const place = [own.team, own.service, own.area].filter((part) => part !== null).join(', ')
  const { worker } = own
  const open = stackedTable(
    'Open cases',
    [own],
    [
      { title: 'Cases', cell: ({ cases }) => number(cases) },
      { title: 'Weighted', cell: ({ weighted }) => number(weighted), numeric: true },
      { title: 'Of these', cell: mixWords },
      { title: 'Late', cell: (one) => lateLink(one, page), numeric: true },
      { title: 'Due soon', cell: ({ dueSoon }) => number(dueSoon), numeric: true },
    ],
  )
  const main = html`${place && html`<span class="govuk-caption-l">${place}</span>`}<h1 class="govuk-heading-l">${worker}</h1>
${page.mayOpenList && html`<p class="govuk-body"><a class="govuk-link" href="${worklistHref({ worker })}">Everything that is due for their children</a></p>`}
${explained(page)}
${open}
${months(own)}`
  const team = own.team === null ? CASELOADS : teamHref(own.team)
  return { title: `${worker}: caseload`, main, back: { href: team, text: own.team ?? 'All caseloads' } }
}

function months({ history }: WorkerCaseload): Html {
  if (history.length < 2) return html`<p class="govuk-body">Only one month is known, so there is no trend yet.</p>`
  const table = stackedTable('Cases at the end of each month', history.toReversed(), [
    { title: 'Month', cell: ([day]) => formatMonth(day) },
    { title: 'Cases', cell: ([, cases]) => number(cases), numeric: true },
  ])
  return html`<h2 class="govuk-heading-m">Last 12 months</h2>${sparkline(history.map(([, cases]) => cases))}
${table}`
}

function number(value: number): string {
  return value.toLocaleString('en-GB', { maximumFractionDigits: 1 })
}
