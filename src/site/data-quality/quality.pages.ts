import type { Check, Severity } from '#checks'
import { sparkline } from '#platform/charts'
import {
  details,
  type Html,
  html,
  insetText,
  type ListState,
  listTable,
  type Page,
  select,
  stackedTable,
  summaryList,
  tag,
  type Visit,
} from '#platform/web'
import { formatDate, type PlainDate } from '#values'
import { countOf, rowsOf } from '../load/load.words.ts'
import { checkPath, rowsPath, sheetPath, TEAMS, teamPath, teamSheetPath } from './quality.paths.ts'
import type { CheckRows } from './quality.store.ts'
import {
  type CheckStand,
  type QualityRow,
  type StandingCheck,
  severities,
  sortStands,
  type TeamCounts,
  type TrendPoint,
} from './quality.ts'

/** The name of a list by its table: `List 3: Referrals`; undefined where a check is over several. */
export type NameOfList = (table: string) => string | undefined

export interface QualityPage {
  readonly nameOf: NameOfList
  readonly checks: readonly Check[]
  readonly stands: readonly CheckStand[]
  readonly asAt: PlainDate
  readonly visit: Pick<Visit, 'may'>
}

/** What is odd in the newest snapshot, by how much it matters. */
export function qualityPage({ nameOf, checks, stands, asAt, visit }: QualityPage): Page {
  const { found, clean, notRun } = sortStands(checks, stands)
  const of = (severity: Severity) => found.filter(({ declared }) => declared.severity === severity)
  const mayRows = visit.may('quality.rows')
  return {
    title: 'Data quality',
    main: html`<span class="govuk-caption-l">As at ${formatDate(asAt)}</span>
<h1 class="govuk-heading-l">Data quality</h1>
${tiles(of, clean, notRun)}
${mayRows && html`<p class="govuk-body"><a class="govuk-link" href="${TEAMS}">By team, with a sheet to send to each</a></p>`}
${(Object.keys(severities) as Severity[]).map((severity) => severitySection(severity, of(severity), mayRows, nameOf))}
${notRunSection(notRun, nameOf)}
${clean.length > 0 && details({ summaryText: `${countOf(clean.length)} checks found nothing`, html: html`<ul class="govuk-list">${clean.map((each) => html`<li>${each.declared.title}${(each.mended ?? 0) > 0 && ` (${countOf(each.mended!)} mended)`}</li>`)}</ul>` })}`,
  }
}

function tiles(
  of: (severity: Severity) => readonly StandingCheck[],
  clean: readonly StandingCheck[],
  notRun: readonly StandingCheck[],
): Html {
  const rows = (each: readonly StandingCheck[]) => each.reduce((sum, { found }) => sum + (found ?? 0), 0)
  const named = (Object.keys(severities) as Severity[]).map((severity) => ({ severity, checks: of(severity) }))
  return html`<ul class="tl-tiles">
${named.map(
  ({ severity, checks }) =>
    html`<li class="tl-tile"><a class="tl-tile__link govuk-link" href="#${severity}"><span class="tl-tile__number">${countOf(rows(checks))}</span> ${rows(checks) === 1 ? severities[severity].one.toLowerCase() : severities[severity].title.toLowerCase()} <span class="tl-tile__note">from ${checksOf(checks.length)}</span></a></li>\n`,
)}
<li class="tl-tile"><div class="tl-tile__plain"><span class="tl-tile__number">${countOf(clean.length)}</span> ${clean.length === 1 ? 'check' : 'checks'} found nothing <span class="tl-tile__note">${notRun.length > 0 ? html`<a class="govuk-link" href="#not-run">${countOf(notRun.length)} could not be run</a>` : 'Every check was run'}</span></div></li>
</ul>`
}

function checksOf(n: number): string {
  return `${countOf(n)} ${n === 1 ? 'check' : 'checks'}`
}

function severitySection(
  severity: Severity,
  found: readonly StandingCheck[],
  mayRows: boolean,
  nameOf: NameOfList,
): Html {
  const { title, says } = severities[severity]
  return html`<section id="${severity}">
<h2 class="govuk-heading-m">${title}</h2>
${
  found.length === 0
    ? html`<p class="govuk-body">None.</p>`
    : html`<p class="govuk-body">${says}</p>${stackedTable({ hidden: `${title} by check` }, found, [
        {
          title: 'What is odd',
          cell: ({ declared }) => titled(declared, mayRows ? checkPath(declared.id) : undefined, nameOf),
        },
        { title: 'Rows', numeric: true, cell: ({ found: n }) => countOf(n ?? 0) },
        { title: 'New', numeric: true, cell: ({ fresh }) => knownCount(fresh) },
        { title: 'Still there', numeric: true, cell: ({ still }) => knownCount(still) },
        { title: 'Put right', numeric: true, cell: ({ mended }) => knownCount(mended) },
      ])}`
}
</section>`
}

/** A check by its title, and the list that it is about: several lists have a check of the same title. */
function titled(check: Check, href: string | undefined, nameOf: NameOfList): Html {
  const list = nameOf(check.table)
  const title = href === undefined ? check.title : html`<a class="govuk-link" href="${href}">${check.title}</a>`
  return html`${title}${list !== undefined && html`<span class="tl-hint">${list}</span>`}`
}

/** A dash where there is no snapshot before to compare with. */
function knownCount(n: number | null): Html | string {
  return n === null ? html`<span aria-label="not known">–</span>` : countOf(n)
}

function notRunSection(notRun: readonly StandingCheck[], nameOf: NameOfList): Html | false {
  if (notRun.length === 0) return false
  return html`<section id="not-run">
<h2 class="govuk-heading-m">Checks that could not be run</h2>
<p class="govuk-body">We do not know the result of these checks. They may have found something if they had been run.</p>
${stackedTable({ hidden: 'Checks that could not be run' }, notRun, [
  { title: 'Check', cell: ({ declared }) => titled(declared, undefined, nameOf) },
  { title: 'Why', cell: ({ notRun: why }) => whyNotRun(why, nameOf) },
])}
</section>`
}

/** `never supplied: looked_after` with the lists by their names. */
function whyNotRun(why: string | null, nameOf: NameOfList): string {
  const [, tables] = /^never supplied: (.*)$/.exec(why ?? '') ?? []
  if (tables === undefined) return why ?? ''
  return `Not in any extract yet: ${tables
    .split(', ')
    .map((table) => nameOf(table) ?? table)
    .join('; ')}`
}

export interface CheckPage {
  readonly nameOf: NameOfList
  readonly check: Check
  readonly asAt: PlainDate
  readonly found: CheckRows
  readonly state: ListState
  readonly visit: Pick<Visit, 'may'>
}

/** One check: why it matters, what to do, how it goes, and its rows as far as this person may see them. */
export function checkPage({ nameOf, check, asAt, found, state, visit }: CheckPage): Page {
  const { stand, trend } = found
  return {
    title: check.title,
    breadcrumbs: [
      { text: 'Data quality', href: '/data-quality' },
      { text: severities[check.severity].title, href: `/data-quality#${check.severity}` },
    ],
    main: html`<span class="govuk-caption-l">${severities[check.severity].one}, as at ${formatDate(asAt)}</span>
<h1 class="govuk-heading-l">${check.title}</h1>
${summaryList({
  rows: [
    nameOf(check.table) !== undefined && { key: { text: 'List' }, value: { text: nameOf(check.table)! } },
    { key: { text: 'Why it matters' }, value: { text: check.why } },
    { key: { text: 'What to do' }, value: { text: check.todo } },
    { key: { text: 'Source' }, value: { text: check.source } },
    stand?.found != null && { key: { text: 'In all teams' }, value: { html: movement(stand) } },
    trend.length > 1 && { key: { text: 'Over time' }, value: { html: trendHtml(trend) } },
  ],
})}
${stand?.notRun && insetText({ text: `This check could not be run. ${whyNotRun(stand.notRun, nameOf)}` })}
${visit.may('quality.export') && found.total > 0 && html`<p class="govuk-body tl-no-print"><a class="govuk-link" href="${sheetPath(check.id, state.filters.team)}">Download ${state.filters.team ? `the rows of ${state.filters.team}` : 'these rows'} as a sheet to send</a></p>`}
${filters(found, state)}
${rowList(check, found, state)}`,
  }
}

function movement({ found, fresh, still, mended }: CheckStand): Html {
  const moved =
    fresh === null
      ? 'we do not know how many are new'
      : `${countOf(fresh)} new, ${countOf(still ?? 0)} still there, ${countOf(mended ?? 0)} put right`
  return html`${rowsOf(found ?? 0)}: ${moved}`
}

function trendHtml(trend: readonly TrendPoint[]): Html {
  const last = trend.at(-1)!
  const first = trend[0]!
  return html`${sparkline(trend.map(({ found }) => found))}
<span class="govuk-visually-hidden">From ${first.found === null ? 'not known' : countOf(first.found)} as at ${formatDate(first.asAt)} to ${last.found === null ? 'not known' : countOf(last.found)} as at ${formatDate(last.asAt)}</span>
${details({
  summaryText: 'Every snapshot',
  html: stackedTable({ hidden: 'Rows found by snapshot' }, trend.toReversed(), [
    { title: 'As at', cell: ({ asAt }) => formatDate(asAt) },
    { title: 'Rows', numeric: true, cell: ({ found }) => knownCount(found) },
  ]),
})}`
}

function filters({ teams }: CheckRows, state: ListState): Html | false {
  if (teams.length === 0) return false
  return html`<form method="get" action="${state.path}" class="tl-inline-form tl-no-print">
${select({
  name: 'team',
  label: { text: 'Team' },
  value: state.filters.team ?? '',
  items: [
    { value: '', text: 'All teams you can see' },
    ...teams.map(({ team, rows }) => ({ value: team, text: `${team} (${countOf(rows)})` })),
  ],
})}
${select({
  name: 'new',
  label: { text: 'Which rows' },
  value: state.filters.new ?? '',
  items: [
    { value: '', text: 'All' },
    { value: 'yes', text: 'New since the last snapshot' },
  ],
})}
<button type="submit" class="govuk-button govuk-button--secondary" data-module="govuk-button">Show</button>
</form>`
}

function rowList(check: Check, { rows, total }: CheckRows, state: ListState): Html {
  return listTable<QualityRow>({
    noun: total === 1 ? 'row' : 'rows',
    none: 'There are no rows here that you can see.',
    total,
    rows,
    state,
    sorts: {},
    rowHeading: true,
    columns: [
      { title: 'Child', cell: childCell },
      {
        title: 'What is odd',
        cell: ({ detail, isNew }) =>
          html`${detail ?? check.title}${isNew && html` ${tag({ text: 'New', classes: 'govuk-tag--blue' })}`}`,
      },
      { title: 'Team', cell: ({ team }) => team ?? 'None named' },
      { title: 'Worker', cell: ({ worker }) => worker ?? 'None named' },
      { title: 'Where it is in the extract', cell: placeCell },
    ],
  })
}

function childCell({ child, ref }: QualityRow): Html | string {
  if (child === null) return 'None named'
  return ref === null ? child : html`<a class="govuk-link" href="/children/${ref}">${child}</a>`
}

function placeCell({ file, sheet, row }: QualityRow): string {
  return [file, sheet, row !== null && `row ${row}`].filter(Boolean).join(', ') || 'In several lists'
}

export interface TeamsPage {
  readonly teams: readonly TeamCounts[]
  readonly asAt: PlainDate
  readonly visit: Pick<Visit, 'may'>
}

/** Odd rows by team: whose they are to mend. */
export function teamsPage({ teams, asAt, visit }: TeamsPage): Page {
  const mayExport = visit.may('quality.export')
  return {
    title: 'Data quality by team',
    breadcrumbs: [{ text: 'Data quality', href: '/data-quality' }],
    main: html`<span class="govuk-caption-l">As at ${formatDate(asAt)}</span>
<h1 class="govuk-heading-l">Data quality by team</h1>
${
  teams.length === 0
    ? html`<p class="govuk-body">Nothing odd was found in the cases you can see.</p>`
    : stackedTable({ hidden: 'Odd rows by team' }, teams, [
        {
          title: 'Team',
          cell: ({ team }) => html`<a class="govuk-link" href="${teamPath(team)}">${team ?? 'No team named'}</a>`,
        },
        { title: 'Errors', numeric: true, cell: ({ error }) => countOf(error) },
        { title: 'Warnings', numeric: true, cell: ({ warning }) => countOf(warning) },
        { title: 'Queries', numeric: true, cell: ({ query }) => countOf(query) },
        ...(mayExport
          ? [
              {
                title: 'Sheet to send',
                cell: ({ team }: TeamCounts) =>
                  html`<a class="govuk-link" href="${teamSheetPath(team)}">Download<span class="govuk-visually-hidden"> the rows of ${team ?? 'no team'}</span></a>`,
              },
            ]
          : []),
      ])
}`,
  }
}

export interface TeamPage {
  readonly nameOf: NameOfList
  readonly team: string | null
  readonly checks: readonly Check[]
  readonly counts: readonly { readonly check: string; readonly found: number; readonly fresh: number }[]
  readonly asAt: PlainDate
  readonly visit: Pick<Visit, 'may'>
}

/** What one team has to mend, the most serious first. */
export function teamPage({ nameOf, team, checks, counts, asAt, visit }: TeamPage): Page {
  const title = team ?? 'No team named'
  const byId = new Map(counts.map((each) => [each.check, each]))
  const order = Object.keys(severities)
  const found = checks
    .flatMap((declared) => {
      const count = byId.get(declared.id)
      return count ? [{ declared, ...count }] : []
    })
    .toSorted((a, b) => order.indexOf(a.declared.severity) - order.indexOf(b.declared.severity) || b.found - a.found)
  return {
    title: `Data quality: ${title}`,
    breadcrumbs: [
      { text: 'Data quality', href: '/data-quality' },
      { text: 'By team', href: TEAMS },
    ],
    main: html`<span class="govuk-caption-l">Data quality as at ${formatDate(asAt)}</span>
<h1 class="govuk-heading-l">${title}</h1>
${visit.may('quality.export') && found.length > 0 && html`<p class="govuk-body tl-no-print"><a class="govuk-link" href="${teamSheetPath(team)}">Download the sheet to send to the team</a></p>`}
${
  found.length === 0
    ? html`<p class="govuk-body">Nothing odd was found in the cases you can see.</p>`
    : stackedTable({ hidden: 'Odd rows by check' }, found, [
        {
          title: 'What is odd',
          cell: ({ declared }) => titled(declared, rowsPath(declared.id, team), nameOf),
        },
        {
          title: 'Severity',
          cell: ({ declared }) =>
            tag({ text: severities[declared.severity].one, classes: severities[declared.severity].classes }),
        },
        { title: 'Rows', numeric: true, cell: (each) => countOf(each.found) },
        { title: 'New', numeric: true, cell: (each) => countOf(each.fresh) },
      ])
}`,
  }
}
