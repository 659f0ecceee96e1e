import { table } from './govuk/table.ts'
import { type Html, html } from './html.ts'

/** What the statements say of this site in particular. */
export interface StatementFacts {
  readonly serviceName: string
  /** Names of cookies begin so. */
  readonly cookiePrefix: string
  /** How to reach who looks after the site here, in words or as an address for mail; as the authority sets it. */
  readonly contact?: string
}

/** What works, what does not, and whom to tell. */
export function accessibilityPage(facts: StatementFacts): Html {
  return statement('Accessibility statement', [
    p(`${facts.serviceName} is meant to be used by as many people as possible. You should be able to:`),
    list([
      'change colours, contrast and type with your browser or device',
      'zoom in up to 400% without anything running off the screen',
      'use every page with a keyboard alone, or by speaking to your device',
      'listen to every page with a screen reader, with each chart also given as a table',
      'use every page without scripts',
      'print every page',
    ]),
    h('How accessible this site is'),
    p(
      'Every page is tested in a browser with axe at the widths of a phone and of a desktop, and is built from the components of the GOV.UK Design System. It aims at the Web Content Accessibility Guidelines 2.2, level AA. An audit by people who use assistive technology has not been made yet.',
    ),
    p(
      'Wide tables of figures scroll sideways on a phone. Spreadsheets that you download have a heading row but no other structure.',
    ),
    h('If something does not work for you'),
    p(
      `Tell us what you were trying to do and what stopped you. ${contactWords(facts)} If you are not content with the answer, the Equality Advisory and Support Service can help.`,
    ),
  ])
}

/** Which cookies there are, what each is for, and how long it lasts: all of them are needed, so none is asked for. */
export function cookiesPage(facts: StatementFacts): Html {
  const row = (name: string, purpose: string, lasts: string) => [
    { html: html`<code>${facts.cookiePrefix}${name}</code>` },
    { text: purpose },
    { text: lasts },
  ]
  return statement('Cookies', [
    p(
      `${facts.serviceName} sets only cookies that it cannot work without. It does not measure what you do, and nobody else’s cookies are set.`,
    ),
    table({
      caption: 'Cookies that we set',
      captionClasses: 'govuk-table__caption--m',
      head: [{ text: 'Name' }, { text: 'What it is for' }, { text: 'How long it lasts' }],
      rows: [
        row('session', 'Keeps you signed in', 'Until you sign out, are away for a while, or close the browser'),
        row('guest', 'Shows that a form sent before you sign in came from your browser', 'Until you close the browser'),
        row('flash', 'Carries a message to the next page, such as “Saved”', '1 minute'),
        row('keep-…', 'Remembers a sign-in that is under way', '10 minutes'),
      ],
      classes: 'tl-stack',
    }),
    p('They cannot be read by scripts or by other sites, and hold nothing about any child.'),
  ])
}

/** Whose data the site shows and holds, why, and what is recorded of those who use it. */
export function privacyPage(facts: StatementFacts): Html {
  return statement('Privacy', [
    p(
      `${facts.serviceName} shows records of children's social care to those who need them for their work in the authority. The authority decides why and how they are used (it is the controller). Its own privacy notice says on which legal basis, for how long, and what your rights are.`,
    ),
    h('What is recorded of those who use it'),
    list([
      'your name, your role and your team, as your sign-in gives them',
      'when you signed in and out',
      'every child whose record you looked at and every file you took away, with when and on which page',
    ]),
    p(
      'This is kept so that people can ask who has looked at their record, and so that misuse is found. It cannot be changed or deleted by anyone who uses the site.',
    ),
    h('What is not'),
    p(
      'There is no tracking and no advertising. Nothing is sent to anyone outside the authority by the site itself. The technical log holds numbers of requests and kinds of pages, not names and not what was searched for.',
    ),
    h('Questions'),
    p(contactWords(facts)),
  ])
}

function contactWords({ contact, serviceName }: StatementFacts): string {
  return contact === undefined
    ? `Ask the person who looks after ${serviceName} in your authority.`
    : `Contact: ${contact}.`
}

function statement(title: string, content: readonly Html[]): Html {
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">${title}</h1>
${content}
</div></div>`
}

function p(text: string): Html {
  return html`<p class="govuk-body">${text}</p>\n`
}

function h(text: string): Html {
  return html`<h2 class="govuk-heading-m">${text}</h2>\n`
}

function list(items: readonly string[]): Html {
  return html`<ul class="govuk-list govuk-list--bullet">${items.map((item) => html`<li>${item}</li>`)}</ul>\n`
}
