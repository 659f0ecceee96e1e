import { roles } from '#permissions'
import {
  button,
  checkboxes,
  csrfField,
  errorOf,
  type Html,
  html,
  input,
  type Page,
  select,
  stackedTable,
  summaryList,
  tag,
  type Visit,
} from '#platform/web'
import type { Problem } from '#values'
import { addressWords } from './address.pages.ts'
import type { PersonAddress } from './address.store.ts'
import type { Person, RoleMapping } from './people.store.ts'

const TRAIL = [{ text: 'Administration', href: '/administration' }]
const ROLE_NAMES: Readonly<Record<string, string>> = roles

/** Everyone, with what they may do and where. */
export function peoplePage(people: readonly Person[]): Page {
  return {
    title: 'People',
    breadcrumbs: TRAIL,
    main: html`<h1 class="govuk-heading-xl">People</h1>
<p class="govuk-body">A person appears here when they first sign in. What they may do comes from the groups of your identity provider
(<a class="govuk-link" href="/administration/groups">what each group gives</a>) and from what is set here.</p>
${people.length === 0 ? html`<p class="govuk-body">Nobody has signed in yet.</p>` : peopleTable(people)}`,
  }
}

function peopleTable(people: readonly Person[]): Html {
  return stackedTable(`${people.length} ${people.length === 1 ? 'person' : 'people'}`, people, [
    {
      title: 'Name',
      cell: ({ id, name, disabled }) =>
        html`<a class="govuk-link" href="/administration/people/${id}">${name}</a>${disabled && html` ${tag({ text: 'Cannot sign in', classes: 'govuk-tag--red' })}`}`,
    },
    { title: 'Roles', cell: (person) => person.roles.map(roleName).join(', ') || 'none' },
    { title: 'Teams and areas', cell: ({ teams, areas }) => [...teams, ...areas].join(', ') },
    { title: 'Name in extracts', cell: ({ worker }) => worker ?? '' },
  ])
}

function roleName(role: string): string {
  return ROLE_NAMES[role] ?? role
}

/** What a form about a person holds, with its problems. */
export interface PersonForm {
  readonly worker: string
  readonly disabled: boolean
  readonly roles: readonly string[]
  readonly teams: readonly string[]
  readonly areas: readonly string[]
  readonly version: number
  readonly problems: readonly Problem[]
}

/**
 * The form in which a person's roles, places and worker are set. `now` is what someone else made of them meanwhile; `address`,
 * where people are told of things by mail, is where this one is.
 */
export function personPage(
  person: Person,
  form: PersonForm,
  places: { readonly teams: readonly string[]; readonly areas: readonly string[] },
  visit: Visit,
  { now, address }: { readonly now?: Person; readonly address?: PersonAddress } = {},
): Page {
  return {
    title: 'A person',
    back: { href: '/administration/people' },
    problems: form.problems,
    main: html`<h1 class="govuk-heading-xl">${person.name}</h1>
${now && madeMeanwhile(now)}
<form method="post" action="/administration/people/${person.id}" novalidate>
${csrfField(visit)}
<input type="hidden" name="version" value="${form.version}">
${checkboxes({
  name: 'roles',
  idPrefix: 'roles',
  fieldset: { legend: { text: 'Roles', classes: 'govuk-fieldset__legend--m' } },
  values: form.roles,
  items: Object.entries(roles).map(([value, text]) => ({ value, text })),
  errorMessage: errorOf(form.problems, 'roles'),
})}
${input({
  id: 'worker',
  name: 'worker',
  label: { text: 'Name in extracts', classes: 'govuk-label--m' },
  hint: {
    text: 'The name or number that extracts give this person as a worker. It is how their own children are found.',
  },
  value: form.worker,
  classes: 'govuk-input--width-20',
  errorMessage: errorOf(form.problems, 'worker'),
})}
${placeBoxes('teams', 'Teams they manage', unique(places.teams, form.teams), form.teams)}
${placeBoxes('areas', 'Areas they answer for', unique(places.areas, form.areas), form.areas)}
${checkboxes({
  name: 'disabled',
  idPrefix: 'disabled',
  fieldset: { legend: { text: 'Access', classes: 'govuk-fieldset__legend--m' } },
  values: form.disabled ? ['yes'] : [],
  items: [
    {
      value: 'yes',
      text: 'This person can no longer sign in',
      hint: { text: 'This takes effect at once. What they have done stays in the access log.' },
    },
  ],
})}
${button({ text: 'Save' })}
</form>
${address && addressWords(person, address)}`,
  }
}

function madeMeanwhile(now: Person): Html {
  const rows = [
    ['Roles', now.roles.map(roleName).join(', ') || 'none'],
    ['Name in extracts', now.worker ?? 'none'],
    ['Teams', now.teams.join(', ') || 'none'],
    ['Areas', now.areas.join(', ') || 'none'],
    ['Shut out', now.disabled ? 'yes' : 'no'],
  ] as const
  return html`<h2 class="govuk-heading-m">What someone else saved meanwhile</h2>
${summaryList({ rows: rows.map(([key, text]) => ({ key: { text: key }, value: { text } })) })}
<p class="govuk-body">Below is what you chose. Saving it puts it in place of theirs.</p>`
}

function unique(some: readonly string[], others: readonly string[]): readonly string[] {
  return [...new Set([...some, ...others])].sort()
}

function placeBoxes(name: string, legend: string, places: readonly string[], chosen: readonly string[]): Html {
  if (places.length === 0) {
    return html`<p class="govuk-body">${legend}: the newest extract names none.</p>`
  }
  return checkboxes({
    name,
    idPrefix: name,
    classes: 'govuk-checkboxes--small',
    fieldset: { legend: { text: legend, classes: 'govuk-fieldset__legend--m' } },
    values: chosen,
    items: places.map((place) => ({ value: place, text: place })),
  })
}

/** What a form about a mapping holds, with its problems. */
export interface MappingForm extends RoleMapping {
  readonly problems: readonly Problem[]
}

/** Which group of the identity provider gives which role, team or area. */
export function groupsPage(
  mappings: readonly RoleMapping[],
  form: MappingForm,
  places: { readonly teams: readonly string[]; readonly areas: readonly string[] },
  visit: Visit,
): Page {
  return {
    title: 'What groups give',
    breadcrumbs: TRAIL,
    problems: form.problems,
    main: html`<h1 class="govuk-heading-xl">Roles given by groups</h1>
<p class="govuk-body">Each app role or group that your identity provider names for someone gives them what stands here. They lose it when the provider
no longer names it. It is asked when they sign in and, where it allows that, every ten minutes while they are here.</p>
${mappings.length === 0 ? html`<p class="govuk-body">No group gives a role yet.</p>` : mappingTable(mappings, visit)}
<h2 class="govuk-heading-m">Add</h2>
<form method="post" action="/administration/groups" novalidate>
${csrfField(visit)}
${input({ id: 'claim', name: 'claim', label: { text: 'App role or group', classes: 'govuk-label--s' }, hint: { text: 'As the provider writes it: the value of an app role, or the object id of a group.' }, value: form.claim, errorMessage: errorOf(form.problems, 'claim') })}
${select({ id: 'role', name: 'role', label: { text: 'Role', classes: 'govuk-label--s' }, items: choices('Choose a role', Object.entries(roles), form.role), ...withError(form.problems, 'role') })}
${select({
  id: 'team',
  name: 'team',
  label: { text: 'Team (if it comes with one)', classes: 'govuk-label--s' },
  items: choices(
    'No team',
    places.teams.map((team) => [team, team]),
    form.team,
  ),
})}
${select({
  id: 'area',
  name: 'area',
  label: { text: 'Area (if it comes with one)', classes: 'govuk-label--s' },
  items: choices(
    'No area',
    places.areas.map((area) => [area, area]),
    form.area,
  ),
})}
${button({ text: 'Add' })}
</form>`,
  }
}

function withError(problems: readonly Problem[], field: string) {
  const errorMessage = errorOf(problems, field)
  return errorMessage === undefined ? {} : { errorMessage }
}

function choices(none: string, items: readonly (readonly [string, string])[], chosen: string) {
  return [{ value: '', text: none }, ...items.map(([value, text]) => ({ value, text, selected: value === chosen }))]
}

function mappingTable(mappings: readonly RoleMapping[], visit: Visit): Html {
  return stackedTable({ hidden: 'Groups and what they give' }, mappings, [
    { title: 'App role or group', cell: ({ claim }) => claim },
    { title: 'Role', cell: ({ role }) => roleName(role) },
    { title: 'Team', cell: ({ team }) => team },
    { title: 'Area', cell: ({ area }) => area },
    { title: 'Remove', cell: (mapping) => removeForm(mapping, visit) },
  ])
}

function removeForm(mapping: RoleMapping, visit: Visit): Html {
  const fields = Object.entries(mapping).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  const words = html`Remove<span class="govuk-visually-hidden"> ${roleName(mapping.role)} from ${mapping.claim}</span>`
  return html`<form method="post" action="/administration/groups/remove">${csrfField(visit)}${fields}${button({ html: words, classes: 'govuk-button--secondary tl-button-small' })}</form>`
}
