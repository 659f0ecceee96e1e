import {
  button,
  csrfField,
  errorOf,
  type Html,
  html,
  input,
  type Page,
  pageLinks,
  type StackedColumn,
  stackedTable,
  type Visit,
} from '#platform/web'
import { formatMoment, type Problem } from '#values'
import type { ChildPlace, Looked, PersonRow } from './access-log.store.ts'
import { policy, type Role, roles } from './policy.ts'

/** Where the access log is. */
export const LOG = '/access-log'

/** The page from which the log is asked. */
export function askLogPage(
  visit: Pick<Visit, 'csrf'>,
  given: { readonly child: string; readonly problems: readonly Problem[] },
): Page {
  const main = html`<h1 class="govuk-heading-l">Access log</h1>
<p class="govuk-body">The log records every page and file that showed a child: who looked, when and where. Nobody can change it.</p>
<h2 class="govuk-heading-m">Who has looked at a child</h2>
<form method="post" action="${LOG}/child" novalidate>
${csrfField(visit)}
${input({
  id: 'child',
  name: 'child',
  label: { text: 'Number in the case system' },
  classes: 'govuk-input--width-10',
  value: given.child,
  autocomplete: 'off',
  spellcheck: false,
  errorMessage: errorOf(given.problems, 'child'),
})}
${button({ text: 'Show who has looked' })}
</form>
<h2 class="govuk-heading-m">What a person has looked at</h2>
<form method="get" action="${LOG}/people">
${input({ id: 'name', name: 'name', label: { text: 'Name, or part of it' }, classes: 'govuk-input--width-20', autocomplete: 'off' })}
${button({ text: 'Find the person', classes: 'govuk-button--secondary' })}
</form>
<h2 class="govuk-heading-m">Records opened outside the rules</h2>
<p class="govuk-body"><a class="govuk-link" href="${LOG}/opened">Review records that were opened with a reason</a></p>`
  return { title: 'Access log', main, problems: given.problems }
}

/** What both kinds of list of looks say. */
export interface LooksPage {
  readonly path: string
  readonly from: string
  readonly to: string
  readonly problems: readonly Problem[]
  readonly total: number
  readonly looks: readonly Looked[]
  readonly current: number
  readonly last: number
}

/** Who has looked at one child. */
export function childLooksPage(child: string, page: LooksPage): Page {
  const main = html`<h1 class="govuk-heading-l">Who has looked at this child</h1>
<p class="govuk-body">Number in the case system: <strong>${child}</strong></p>
${span(page)}
${looksTable(page, [
  { title: 'When', cell: when },
  { title: 'Who', cell: ({ personId, personName }) => personLink(personId, personName) },
  { title: 'What they did', cell: didWhat },
  { title: 'Why', cell: ({ why }) => why },
])}`
  return {
    title: 'Who has looked at this child',
    main,
    back: { href: LOG, text: 'Access log' },
    problems: page.problems,
  }
}

/** What one person has looked at. */
export function personLooksPage(person: PersonRow, page: LooksPage): Page {
  const main = html`<span class="govuk-caption-l">${person.name}</span>
<h1 class="govuk-heading-l">What this person has looked at</h1>
<p class="govuk-body">${rolesOf(person)}</p>
${span(page)}
${looksTable(page, [
  { title: 'When', cell: when },
  { title: 'What they did', cell: didWhat },
  { title: 'Children', cell: childrenOf },
  { title: 'Why', cell: ({ why }) => why },
])}`
  const back = { href: `${LOG}/people`, text: 'People' }
  return { title: 'What this person has looked at', main, back, problems: page.problems }
}

/** People to ask about. */
export function peoplePage(list: {
  readonly name: string
  readonly total: number
  readonly people: readonly PersonRow[]
  readonly current: number
  readonly last: number
}): Page {
  const href = (page: number) => `${LOG}/people?${new URLSearchParams({ name: list.name, page: String(page) })}`
  const main = html`<h1 class="govuk-heading-l">What a person has looked at</h1>
<form method="get" action="${LOG}/people">
${input({ id: 'name', name: 'name', label: { text: 'Name, or part of it' }, classes: 'govuk-input--width-20', value: list.name, autocomplete: 'off' })}
${button({ text: 'Find', classes: 'govuk-button--secondary' })}
</form>
${
  list.total === 0
    ? html`<p class="govuk-body">Nobody here has that name.</p>`
    : html`${stackedTable(
        `${list.total.toLocaleString('en-GB')} ${list.total === 1 ? 'person' : 'people'}`,
        list.people,
        [
          { title: 'Name', cell: ({ id, name }) => personLink(id, name) },
          { title: 'Roles', cell: rolesOf },
        ],
      )}
${pageLinks({ current: list.current, last: list.last, href })}`
}`
  return { title: 'What a person has looked at', main, back: { href: LOG, text: 'Access log' } }
}

function looksTable(page: LooksPage, columns: readonly StackedColumn<Looked>[]): Html {
  if (page.total === 0) return html`<p class="govuk-body tl-none">Nothing was logged on these dates.</p>`
  const caption = `${page.total.toLocaleString('en-GB')} ${page.total === 1 ? 'look' : 'looks'}, newest first`
  return html`${stackedTable(caption, page.looks, columns)}
${pageLinks({ current: page.current, last: page.last, href: (number) => `${page.path}?${query(page, number)}` })}`
}

function query({ from, to }: LooksPage, page: number): string {
  return new URLSearchParams({
    ...(from === '' ? {} : { from }),
    ...(to === '' ? {} : { to }),
    ...(page > 1 ? { page: String(page) } : {}),
  }).toString()
}

function span(page: LooksPage): Html {
  return html`<form class="tl-no-print" method="get" action="${page.path}">
<div class="tl-filters__fields">
${day('from', 'From', page.from, page.problems)}
${day('to', 'To', page.to, page.problems)}
</div>
${button({ text: 'Show these dates', classes: 'govuk-button--secondary' })}
</form>
<p class="govuk-body tl-actions tl-no-print"><a class="govuk-link" href="${page.path}/export?${query(page, 1)}">Download as a spreadsheet</a></p>`
}

function day(id: string, text: string, value: string, problems: readonly Problem[]): Html {
  return input({
    id,
    name: id,
    value,
    label: { text },
    hint: { text: 'For example, 27/3/2026' },
    classes: 'govuk-input--width-10',
    autocomplete: 'off',
    errorMessage: errorOf(problems, id),
  })
}

function when({ at }: Looked): string {
  return formatMoment(at)
}

/** What was done, in the words of the policy, and on which page. */
export function didWhat({ what, page, isExport }: Looked): Html {
  return html`<div>${isExport && html`<strong class="govuk-tag govuk-tag--yellow">Downloaded</strong> `}${titleOf(what)}<br><span class="govuk-hint">${page}</span></div>`
}

export function titleOf(what: string): string {
  return Object.hasOwn(policy, what) ? policy[what as keyof typeof policy].title : what
}

/** The first children of a look, each a link to who else looked. */
function childrenOf({ entryId, children }: Looked): Html {
  const shown = children.slice(0, 5)
  if (children.length === 0) return html``
  return html`<div>${shown.map((child, place) => html`<a class="govuk-link" href="${childHref({ entryId, place })}">${child}</a> `)}${children.length > shown.length && `and ${children.length - shown.length} more`}</div>`
}

/** Where to see who has looked at the child at a place of an entry. */
export function childHref({ entryId, place }: ChildPlace): string {
  return `${LOG}/children/${entryId}/${place}`
}

function personLink(id: number, name: string): Html {
  return html`<a class="govuk-link" href="${LOG}/people/${id}">${name}</a>`
}

function rolesOf({ roles: held, disabled }: PersonRow): string {
  const words = held.map((role) => (Object.hasOwn(roles, role) ? roles[role as Role] : role))
  return [...words, ...(disabled ? ['can no longer sign in'] : [])].join(', ') || 'No role'
}
