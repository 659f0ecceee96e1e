import { csrfField, errorOf, type Html, html, input, type Page, textarea, type Visit, warningText } from '#platform/web'
import type { Problem } from '#values'
import { BREAK_GLASS, SEARCH } from './search.pages.ts'

/** What the page that opens a record outside the rules says. */
export interface BreakGlassPage {
  readonly visit: Pick<Visit, 'csrf'>
  readonly child: string
  readonly reason: string
  readonly problems: readonly Problem[]
}

/** Asks for the number and the reason. It says nothing of whether there is such a record until a reason is given. */
export function breakGlassPage(page: BreakGlassPage): Page {
  const main: Html = html`<h1 class="govuk-heading-l">Open a record outside your own work</h1>
${warningText({ text: 'Do this only when a child’s safety or welfare needs it. It is written down, and the data protection lead and the manager of the child’s team are told at once.', iconFallbackText: 'Warning' })}
<form method="post" action="${BREAK_GLASS}" novalidate>
${csrfField(page.visit)}
${input({
  id: 'child',
  name: 'child',
  label: { text: 'Number in your case system' },
  classes: 'govuk-input--width-10',
  value: page.child,
  autocomplete: 'off',
  spellcheck: false,
  errorMessage: errorOf(page.problems, 'child'),
})}
${textarea({
  id: 'reason',
  name: 'reason',
  label: { text: 'Why you need it now' },
  hint: { text: 'In a sentence, for example what has happened and what you must decide. Others will read this.' },
  rows: 4,
  value: page.reason,
  errorMessage: errorOf(page.problems, 'reason'),
})}
<p class="govuk-body">The record stays open to you for four hours.</p>
<button type="submit" class="govuk-button govuk-button--warning" data-module="govuk-button" data-prevent-double-click="true">Open the record</button>
</form>`
  return {
    title: 'Open a record outside your own work',
    main,
    back: { href: SEARCH, text: 'Find a child' },
    problems: page.problems,
  }
}
