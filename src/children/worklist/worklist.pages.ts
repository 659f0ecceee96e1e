import {
  errorOf,
  type Html,
  html,
  input,
  listActions,
  type Page,
  pageLinks,
  type SelectItem,
  select,
  tag,
} from '#platform/web'
import type { Timescale } from '#timescales'
import { ageOn, formatDate, type PlainDate, type Problem } from '#values'
import { clockWords, dueWords, PROVISIONAL_WHY, sourceWords } from './due.words.ts'
import {
  filterQuery,
  groupings,
  MOST_WORKERS,
  matching,
  orders,
  PAGE_SIZE,
  type Part,
  type PartCounts,
  parts,
  type Worklist,
  type WorklistFilter,
  type WorklistLine,
} from './worklist.ts'

/** What the page of today's list says. */
export interface WorklistPage {
  readonly asAt: PlainDate
  readonly filter: WorklistFilter
  /** What was typed for 'due by', given back when it could not be read. */
  readonly typedDueBy: string
  readonly problems: readonly Problem[]
  readonly list: Worklist
  readonly timescales: ReadonlyMap<string, Timescale>
  /** False where everything on it is one worker's, or one team's: then it need not be said on every line. */
  readonly showWorker: boolean
  readonly showTeam: boolean
  readonly mayExport: boolean
}

/** Where today's list is. */
export const WORKLIST = '/worklist'

/** Today's list narrowed to this. */
export function worklistHref(filter: Partial<WorklistFilter>): string {
  return `${WORKLIST}${filterQuery(filter)}`
}

/** Today's list: how much there is of each part, what to narrow it by, and 50 lines of it. */
export function worklistPage(page: WorklistPage): Page {
  const main = html`<h1 class="govuk-heading-l">Today’s list</h1>
<p class="govuk-body">As at ${formatDate(page.asAt)}. Anything done or recorded after that date is not included.</p>
${partTiles(page.list.counts, page.filter)}
${filters(page)}
${lines(page)}`
  return { title: 'Today’s list', main, problems: page.problems }
}

/** How many of each part, each a link to those lines; `chosen` marks the one that is shown. */
export function partTiles(counts: PartCounts, filter: Partial<WorklistFilter>): Html {
  const names = (Object.keys(parts) as Part[]).filter((part) => part !== 'unknown' || counts.unknown > 0)
  const all = tile(undefined, 'All', matching(counts, undefined), filter)
  return html`<nav aria-label="Parts of the list"><ul class="tl-tiles">
${names.map((part) => tile(part, parts[part], counts[part], filter))}${'group' in filter && all}
</ul></nav>`
}

function tile(part: Part | undefined, words: string, count: number, filter: Partial<WorklistFilter>): Html {
  const isChosen = 'group' in filter && filter.part === part
  const { part: _, page: __, ...rest } = filter
  const href = `${WORKLIST}${filterQuery({ ...rest, ...(part === undefined ? {} : { part }) })}`
  const look = part === 'late' && count > 0 ? ' tl-tile--late' : ''
  return html`<li class="tl-tile${look}"><a class="tl-tile__link govuk-link" href="${href}"${isChosen && html` aria-current="true"`}>
<span class="tl-tile__number">${count.toLocaleString('en-GB')}</span> ${words}</a></li>`
}

function filters(page: WorklistPage): Html {
  const { filter } = page
  const isNarrowed = isFiltered(filter) || page.problems.length > 0
  return html`<details class="govuk-details tl-filter"${isNarrowed && html` open`}>
<summary class="govuk-details__summary"><span class="govuk-details__summary-text">Filter, group and sort</span></summary>
<form class="tl-filter__form" method="get" action="${WORKLIST}">
${filter.part && html`<input type="hidden" name="part" value="${filter.part}">`}
<div class="tl-filter__fields">
${choices(page).map(select)}
${input({
  id: 'dueBy',
  name: 'dueBy',
  label: { text: 'Due by' },
  hint: { text: 'For example, 27/3/2026' },
  classes: 'govuk-input--width-10',
  value: page.typedDueBy,
  errorMessage: errorOf(page.problems, 'dueBy'),
})}
</div>
<div class="govuk-button-group">
<button type="submit" class="govuk-button govuk-button--secondary" data-module="govuk-button">Show these</button>
<a class="govuk-link" href="${WORKLIST}">Clear all</a>
</div>
</form>
</details>`
}

/** True where something beyond the part, the grouping and the order is asked for. */
function isFiltered(filter: WorklistFilter): boolean {
  return [filter.timescale, filter.worker, filter.team, filter.area, filter.dueBy].some((value) => value !== undefined)
}

/** A list to choose from is left out where there is nothing to choose between. */
function choices({ list, filter, timescales, showWorker }: WorklistPage) {
  const titled = list.choices.timescales.map((id) => ({ value: id, text: timescales.get(id)?.title ?? id }))
  const plain = (values: readonly string[]) => values.map((value) => ({ value, text: value }))
  const keyed = (names: Readonly<Record<string, string>>) =>
    Object.entries(names).map(([value, text]) => ({ value, text }))
  return [
    chooser('timescale', 'What is due', filter.timescale, anyOf(titled)),
    showWorker && workerChooser(list.choices.workers, filter),
    chooser('team', 'Team', filter.team, anyOf(plain(list.choices.teams))),
    chooser('area', 'Area', filter.area, anyOf(plain(list.choices.areas))),
    chooser('group', 'Group', filter.group, keyed(groupings)),
    chooser('order', 'Sort', filter.order, keyed(orders)),
  ].filter((choice) => choice !== false)
}

/** Of very many workers, first a team is chosen; the one asked for stays. */
function workerChooser(workers: readonly string[], { worker }: WorklistFilter) {
  const isMany = workers.length > MOST_WORKERS
  const offered = isMany ? (worker === undefined ? [] : [worker]) : workers
  const items = offered.map((value) => ({ value, text: value }))
  const all = { value: '', text: isMany ? 'All: choose a team first' : 'All' }
  return chooser('worker', 'Worker', worker, [all, ...items])
}

function anyOf(items: readonly SelectItem[]): readonly SelectItem[] {
  return items.length < 2 ? [] : [{ value: '', text: 'All' }, ...items]
}

function chooser(name: string, label: string, chosen: string | undefined, items: readonly SelectItem[]) {
  return items.length > 0 && { id: name, name, label: { text: label }, items, value: chosen ?? '', classes: 'tl-wide' }
}

function lines(page: WorklistPage): Html {
  const count = matching(page.list.counts, page.filter.part)
  if (count === 0) return nothing(page)
  return html`${summary(page, count)}${narrowed(page)}
${lineTable(page.list.lines, page)}
${pages(page, count)}`
}

function nothing({ filter, list }: WorklistPage): Html {
  const all = matching(list.counts, undefined)
  if (!isFiltered(filter) && all === 0)
    return html`<p class="govuk-inset-text">Nothing is due or late for any of these children, as far as the record shows.
If that is not what you expected, ask your performance analyst to check that the cases are recorded under the right name and team.</p>`
  return html`<p class="govuk-inset-text">Nothing here matches what you asked for. <a class="govuk-link" href="${WORKLIST}">Show the whole list</a>.</p>`
}

function summary({ filter, list, mayExport }: WorklistPage, count: number): Html {
  const from = (filter.page - 1) * PAGE_SIZE + 1
  const to = Math.min(filter.page * PAGE_SIZE, count)
  const range = count > PAGE_SIZE ? `${from} to ${to} of ${count.toLocaleString('en-GB')}` : String(count)
  const things = count === 1 ? '1 thing' : `${range} things`
  const children = list.children === 1 ? '1 child' : `${list.children.toLocaleString('en-GB')} children`
  const { page: _, ...rest } = filter
  const file = `${WORKLIST}/export${filterQuery(rest)}`
  return html`<div class="tl-list-head"><h2 class="govuk-heading-m" id="lines">${partTitle(filter.part)}: ${things}, ${children}</h2>
${listActions(mayExport ? file : undefined)}</div>`
}

/** What the list is narrowed to, which also tells a printed page from another. */
function narrowed({ filter, timescales }: WorklistPage): Html | false {
  const { timescale, worker, team, area, dueBy } = filter
  const words = [
    timescale && (timescales.get(timescale)?.title ?? timescale),
    worker,
    team,
    area,
    dueBy && `due by ${formatDate(dueBy)}`,
  ].filter((part) => part !== undefined)
  return words.length > 0 && html`<p class="govuk-body">Narrowed to: ${words.join('; ')}.</p>`
}

function partTitle(part: Part | undefined): string {
  return part === undefined ? 'All' : parts[part]
}

/** What the lines of a list are shown with. */
export interface LineLook {
  readonly asAt: PlainDate
  readonly timescales: ReadonlyMap<string, Timescale>
  readonly showWorker: boolean
  readonly showTeam: boolean
  readonly filter: Pick<WorklistFilter, 'group'>
}

/** The lines as a table, which on a narrow screen stands as one block for each line. */
export function lineTable(items: readonly WorklistLine[], look: LineLook): Html {
  const { group } = look.filter
  const shown = [group !== 'child' && 'Child', 'What is due', 'Due', whoseHead(look)].filter((head) => head !== false)
  return html`<table class="govuk-table tl-stack" role="table" aria-labelledby="lines">
<thead class="govuk-table__head" role="rowgroup"><tr role="row">${shown.map((head) => html`<th scope="col" role="columnheader" class="govuk-table__header">${head}</th>`)}</tr></thead>
${grouped(items, group).map((each) => groupBody(each, look, shown.length))}
</table>`
}

/** Who has to do it: said as far as it is not the same on every line, and not above a group already. */
function whoseHead({ showWorker, showTeam, filter }: LineLook): string | false {
  const [worker, team] = [showWorker && filter.group !== 'worker', showTeam]
  if (worker && team) return 'Worker and team'
  return worker ? 'Worker' : team && 'Team'
}

interface Group {
  readonly head: Html | false
  readonly items: readonly WorklistLine[]
}

function grouped(items: readonly WorklistLine[], group: WorklistFilter['group']): readonly Group[] {
  if (group === 'none') return [{ head: false, items }]
  const keyOf = (line: WorklistLine) => (group === 'child' ? line.child : (line.worker ?? ''))
  return [...Map.groupBy(items, keyOf).values()].map((own) => ({ head: groupHead(own[0]!, group), items: own }))
}

function groupHead(line: WorklistLine, group: WorklistFilter['group']): Html {
  return group === 'child' ? childLink(line) : html`${line.worker ?? 'No worker is recorded'}`
}

function groupBody({ head, items }: Group, look: LineLook, columns: number): Html {
  const heading =
    head &&
    html`<tr role="row" class="tl-group"><th scope="rowgroup" role="rowheader" colspan="${columns}" class="govuk-table__header">${head}${groupAge(items[0]!, look)}</th></tr>`
  return html`<tbody class="govuk-table__body" role="rowgroup">${heading}${items.map((line) => row(line, look))}</tbody>`
}

function groupAge(line: WorklistLine, look: LineLook): Html | false {
  return look.filter.group === 'child' && ageHint(line, look.asAt)
}

function row(line: WorklistLine, look: LineLook): Html {
  const { group } = look.filter
  return html`<tr role="row">
${group !== 'child' && cell(html`${childLink(line)}${ageHint(line, look.asAt)}`)}${cell(whatIsDue(line, look))}${cell(whenDue(line, look))}${whoseHead(look) !== false && cell(whose(line, look))}</tr>`
}

function cell(content: Html): Html {
  return html`<td role="cell">${content}</td>`
}

function childLink({ ref, child }: WorklistLine): Html {
  return ref === null
    ? html`Adopter ${child}`
    : html`<a class="govuk-link tl-child" href="/children/${ref}">Child ${child}</a>`
}

function ageHint({ dateOfBirth }: WorklistLine, asAt: PlainDate): Html | false {
  return dateOfBirth !== null && html`<span class="tl-hint">${ageWords(dateOfBirth, asAt)}</span>`
}

/** `aged 7`, `under 1`, or `not yet born`. */
export function ageWords(dateOfBirth: PlainDate, asAt: PlainDate): string {
  const age = ageOn(dateOfBirth, asAt)
  if (dateOfBirth > asAt) return 'not yet born'
  return age === 0 ? 'under 1' : `aged ${age}`
}

function whatIsDue(line: WorklistLine, { timescales }: LineLook): Html {
  const timescale = timescales.get(line.timescale)
  if (timescale === undefined) return html`${line.timescale}`
  return html`${timescale.title}<details class="tl-why"><summary>Why this date</summary>
<p>${clockWords(line, timescale)}</p>
${line.provisional && html`<p>Provisional: ${PROVISIONAL_WHY}</p>`}
<p>${sourceWords(timescale)}</p></details>`
}

/** A day that cannot be worked out says why; a provisional day says so. */
export function whenDue(line: WorklistLine, { timescales, asAt }: Pick<LineLook, 'timescales' | 'asAt'>): Html {
  const words = dueWords(line, timescales.get(line.timescale)?.limit.unit ?? 'days', asAt)
  if (line.dueOn === null || line.state === 'unknown')
    return html`Cannot be worked out<span class="tl-hint">${line.reason}</span>`
  const said =
    line.dueOn < asAt ? tag({ text: words, classes: 'govuk-tag--red' }) : html`<strong>${sentence(words)}</strong>`
  return html`${said}<span class="tl-hint">${formatDate(line.dueOn)}</span>${line.provisional && tag({ text: 'Provisional', classes: 'govuk-tag--yellow' })}`
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function whose({ worker, team }: WorklistLine, look: LineLook): Html {
  if (!look.showWorker || look.filter.group === 'worker') return html`${team ?? 'No team is recorded'}`
  return html`${worker ?? 'No worker is recorded'}${look.showTeam && html`<span class="tl-hint">${team}</span>`}`
}

function pages({ filter }: WorklistPage, count: number): Html {
  const last = Math.ceil(count / PAGE_SIZE)
  return pageLinks({ current: filter.page, last, href: (page) => `${WORKLIST}${filterQuery({ ...filter, page })}` })
}
