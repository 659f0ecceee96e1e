import { button, csrfField, errorOf, type Html, html, input, type Page, type Visit } from '#platform/web'
import type { Problem } from '#values'
import type { PersonAddress } from './address.store.ts'
import type { Person } from './people.store.ts'

/** Where the address of a person is set. */
export function addressPath({ id }: Pick<Person, 'id'>): string {
  return `/administration/people/${id}/address`
}

/** On a person's page: where they are told of things by mail. */
export function addressWords(person: Person, { provider, local }: PersonAddress): Html {
  const address = local ?? provider
  const words = address === null ? 'No address is known, so nothing is sent.' : html`Sent to ${address}.`
  return html`<h2 class="govuk-heading-m">Notices by mail</h2>
<p class="govuk-body">${words} <a class="govuk-link" href="${addressPath(person)}">Change where notices are sent</a></p>`
}

/** The form in which a person's address is set. */
export function addressPage(
  person: Person,
  { provider }: PersonAddress,
  form: { readonly email: string; readonly problems: readonly Problem[] },
  visit: Visit,
): Page {
  const said = provider === null ? 'Your identity provider says none.' : `Left empty, it is ${provider}.`
  return {
    title: 'Where notices are sent',
    back: { href: `/administration/people/${person.id}` },
    problems: form.problems,
    main: html`<span class="govuk-caption-xl">${person.name}</span>
<h1 class="govuk-heading-xl">Where notices are sent</h1>
<p class="govuk-body">Notices say that something happened and where to read about it. They name nobody.</p>
<form method="post" action="${addressPath(person)}" novalidate>
${csrfField(visit)}
${input({
  id: 'email',
  name: 'email',
  type: 'email',
  label: { text: 'E-mail address', classes: 'govuk-label--m' },
  hint: { text: `Of this person alone. ${said}` },
  value: form.email,
  spellcheck: false,
  errorMessage: errorOf(form.problems, 'email'),
})}
${button({ text: 'Save' })}
</form>`,
  }
}
