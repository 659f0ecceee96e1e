import { button, csrfField, type Html, html, insetText, type Page, type Visit } from '#platform/web'
import type { PersonaChoice } from './personas.ts'

/** An authority whose staff sign in with a provider. */
export interface ProviderChoice {
  readonly authority: string
  readonly name: string
}

/** What the page where people sign in offers. */
export interface SignInChoices {
  readonly providers: readonly ProviderChoice[]
  readonly personas: readonly (PersonaChoice & { readonly authority: string })[]
  /** Where the person was going. */
  readonly next: string
}

/** The page where people sign in: with their organisation's account, or, on the example county, as one of its people. */
export function signInPage(visit: Visit, choices: SignInChoices): Page {
  const { providers, personas } = choices
  if (providers.length > 0) return { title: 'Sign in', main: providerChoices(visit, choices) }
  if (personas.length > 0) return { title: 'Choose who to sign in as', main: personaChoices(visit, choices) }
  return visit.authority?.example === true ? preparingPage() : closedPage()
}

function providerChoices(visit: Visit, { providers, next }: SignInChoices): Html {
  return html`<h1 class="govuk-heading-l">Sign in</h1>
<p class="govuk-body">You sign in with the account that your organisation gave you. We never see your password.</p>
${providers.map(
  ({ authority, name }) => html`<form method="post" action="/sign-in/provider">
${hidden(visit, authority, next)}
${button({ text: `Sign in to ${name}`, preventDoubleClick: true })}
</form>`,
)}
<h2 class="govuk-heading-m">If you cannot sign in</h2>
<p class="govuk-body">Ask the person who looks after Throughline in your organisation to give you a role.</p>`
}

function personaChoices(visit: Visit, { personas, next }: SignInChoices): Html {
  return html`<h1 class="govuk-heading-l">Choose who to sign in as</h1>
${insetText({ text: 'This is the example county. Its children, families and staff are simulated: none of them exists. Nobody signs in here with a password.' })}
${personas.map((persona) => personaRow(visit, persona, next))}`
}

function personaRow(visit: Visit, persona: PersonaChoice & { readonly authority: string }, next: string): Html {
  return html`<form method="post" action="/sign-in/persona">
${hidden(visit, persona.authority, next)}
<input type="hidden" name="persona" value="${persona.id}">
<h2 class="govuk-heading-s govuk-!-margin-bottom-1">${persona.name}</h2>
<p class="govuk-body govuk-!-margin-bottom-2">${persona.role}. Wants to ${persona.comesTo}.</p>
${button({
  html: html`Continue as ${persona.name}<span class="govuk-visually-hidden">, ${persona.role.toLowerCase()}</span>`,
  classes: 'govuk-button--secondary',
  preventDoubleClick: true,
})}
</form>`
}

/** The example county is loaded, and its first figures are not published yet: its people come with them. */
function preparingPage(): Page {
  const title = 'The example county is being made ready'
  const main = html`<h1 class="govuk-heading-l">${title}</h1>
<p class="govuk-body">Its first figures are being published, which takes about half a minute. This page then shows whom you can sign in as.</p>
<p class="govuk-body"><a class="govuk-link" href="/sign-in">Look again</a></p>`
  return { title, main, refreshSeconds: 5 }
}

function closedPage(): Page {
  const title = 'Nobody can sign in yet'
  const main = html`<h1 class="govuk-heading-l">${title}</h1>
<p class="govuk-body">No identity provider has been set, and people of the example county may be chosen only where that county is what was loaded.</p>
<p class="govuk-body">Whoever runs this service sets the provider: the guide to running it says how.</p>`
  return { title, main }
}

function hidden(visit: Visit, authority: string, next: string): Html {
  return html`${csrfField(visit)}
<input type="hidden" name="authority" value="${authority}">
<input type="hidden" name="next" value="${next}">`
}

/** Why someone who has been vouched for is not let in. */
export function notLetInPage(reason: NotLetIn): Html {
  const { title, advice } = NOT_LET_IN[reason]
  return html`<h1 class="govuk-heading-l">${title}</h1>
<p class="govuk-body">${advice}</p>
<p class="govuk-body"><a class="govuk-link" href="/sign-in">Go back to sign in</a></p>`
}

export type NotLetIn = 'unknown' | 'disabled' | 'no-role' | 'failed' | 'provider'

const NOT_LET_IN: Readonly<Record<NotLetIn, { readonly title: string; readonly advice: string }>> = {
  unknown: {
    title: 'You cannot sign in',
    advice: 'This person is not known here. Choose another, or ask the person who looks after Throughline.',
  },
  disabled: {
    title: 'You can no longer sign in',
    advice: 'Your access has been ended. If that is wrong, ask the person who looks after Throughline.',
  },
  'no-role': {
    title: 'You do not have a role yet',
    advice:
      'Your account is right, but nobody has said what you may see here. Ask the person who looks after Throughline to give you a role.',
  },
  failed: {
    title: 'Sign-in did not finish',
    advice: 'This can happen when it was begun in another window, or more than ten minutes ago. Begin again.',
  },
  provider: {
    title: 'Sign-in is not working',
    advice: 'The service of your organisation that signs people in did not answer. Try again in a few minutes.',
  },
}

export function notLetInTitle(reason: NotLetIn): string {
  return NOT_LET_IN[reason].title
}

/** After sign-out. */
export function signedOutPage(): Html {
  return html`<h1 class="govuk-heading-l">You have signed out</h1>
<p class="govuk-body">Close the browser if other people use this device.</p>
<p class="govuk-body"><a class="govuk-link" href="/sign-in">Sign in again</a></p>`
}
