import {
  button,
  csrfField,
  errorOf,
  type Html,
  html,
  input,
  type Page,
  stackedTable,
  summaryList,
  textarea,
  type Visit,
} from '#platform/web'
import { formatMoment, type Problem } from '#values'
import type { PersonRow } from './access-log.store.ts'
import { may } from './policy.ts'
import type { SealedRecord } from './sealed-records.store.ts'

/** Where records are sealed. */
export const SEALED = '/sealed-records'

/** Which records are sealed, and the form that seals another. */
export function sealedRecordsPage(
  visit: Visit,
  sealed: readonly SealedRecord[],
  given: { readonly child: string; readonly reason: string; readonly problems: readonly Problem[] },
): Page {
  const main = html`<h1 class="govuk-heading-l">Sealed records</h1>
<p class="govuk-body">A sealed record opens only to the people named for it, and to those who open it with a reason, which you are told. Nobody else can find it in a list, search, count or file. Figures still count it.</p>
${
  sealed.length === 0
    ? html`<p class="govuk-body tl-none">No record is sealed.</p>`
    : stackedTable(`${sealed.length.toLocaleString('en-GB')} sealed`, sealed, [
        { title: 'Child', cell: (one) => html`<a class="govuk-link" href="${SEALED}/${one.id}">${one.child_id}</a>` },
        { title: 'Sealed', cell: (one) => `${formatMoment(one.sealed_at)}, ${one.sealed_by}` },
        { title: 'Why', cell: ({ reason }) => reason },
        {
          title: 'People who can open it',
          cell: ({ people }) => people.map(({ name }) => name).join(', ') || 'Nobody',
        },
      ])
}
<h2 class="govuk-heading-m">Seal a record</h2>
<form method="post" action="${SEALED}" novalidate>
${csrfField(visit)}
${input({ id: 'child', name: 'child', label: { text: 'Number in the case system' }, classes: 'govuk-input--width-10', value: given.child, autocomplete: 'off', spellcheck: false, errorMessage: errorOf(given.problems, 'child') })}
${textarea({ id: 'reason', name: 'reason', label: { text: 'Why you are sealing it' }, rows: 3, value: given.reason, errorMessage: errorOf(given.problems, 'reason') })}
<p class="govuk-body">You will then name the people who can open it.</p>
${button({ text: 'Seal the record', preventDoubleClick: true })}
</form>`
  return { title: 'Sealed records', main, problems: given.problems }
}

/** One sealed record: who may open it, and adding and removing people. */
export function sealedRecordPage(
  visit: Visit,
  sealed: SealedRecord,
  found: { readonly name: string; readonly people: readonly PersonRow[] },
): Page {
  const main = html`<h1 class="govuk-heading-l">A sealed record</h1>
${summaryList({
  rows: [
    { key: { text: 'Child' }, value: { text: sealed.child_id } },
    { key: { text: 'Sealed' }, value: { text: `${formatMoment(sealed.sealed_at)}, ${sealed.sealed_by}` } },
    { key: { text: 'Why' }, value: { text: sealed.reason } },
  ],
})}
<h2 class="govuk-heading-m">People who can open it</h2>
${
  sealed.people.length === 0
    ? html`<p class="govuk-body">Nobody is named yet.</p>`
    : html`<ul class="govuk-list">${sealed.people.map((person) => html`<li>${change(visit, sealed, person, 'remove')}</li>`)}</ul>`
}
<form method="get" action="${SEALED}/${sealed.id}">
${input({ id: 'name', name: 'name', label: { text: 'Find a person to add, by name or part of it' }, classes: 'govuk-input--width-20', value: found.name, autocomplete: 'off' })}
${button({ text: 'Find', classes: 'govuk-button--secondary' })}
</form>
${matches(visit, sealed, found)}
<h2 class="govuk-heading-m">Unseal it</h2>
<p class="govuk-body">Everyone who is responsible for the child will be able to open the record again.</p>
<form method="post" action="${SEALED}/${sealed.id}/unseal">
${csrfField(visit)}
${button({ text: 'Unseal the record', classes: 'govuk-button--warning', preventDoubleClick: true })}
</form>`
  return { title: 'A sealed record', main, back: { href: SEALED, text: 'Sealed records' } }
}

function matches(
  visit: Visit,
  sealed: SealedRecord,
  found: { readonly name: string; readonly people: readonly PersonRow[] },
): Html {
  if (found.name === '') return html``
  const named = new Set(sealed.people.map(({ id }) => id))
  // Being named opens nothing to a role that no page shows a child to.
  const others = found.people.filter(
    ({ id, disabled, roles }) => !named.has(id) && !disabled && may(roles, 'child.view'),
  )
  if (others.length === 0)
    return html`<p class="govuk-body">Nobody else of that name has a role that sees children.</p>`
  return html`<ul class="govuk-list">${others.map((person) => html`<li>${change(visit, sealed, person, 'add')}</li>`)}</ul>`
}

function change(
  visit: Visit,
  sealed: SealedRecord,
  person: { readonly id: number; readonly name: string },
  what: 'add' | 'remove',
): Html {
  const words = what === 'add' ? 'Add' : 'Remove'
  return html`<form method="post" action="${SEALED}/${sealed.id}/people">
${csrfField(visit)}<input type="hidden" name="person" value="${person.id}"><input type="hidden" name="change" value="${what}">
${person.name} <button type="submit" class="tl-link-button">${words}<span class="govuk-visually-hidden"> ${person.name}</span></button>
</form>`
}
