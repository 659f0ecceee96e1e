import { csrfField, errorOf, type Html, html, input, type Page, type Visit } from '#platform/web'
import { formatDate, type PlainDate, type Problem } from '#values'
import { ageWords } from '../worklist/worklist.pages.ts'
import { statusWords } from './child.ts'

/** What a search asks, as it was typed. */
export interface SearchForm {
  readonly child: string
  readonly dateOfBirth: string
}

/** A child that was found. */
export interface FoundChild {
  readonly ref: string
  readonly child: string
  readonly dateOfBirth: PlainDate | null
  readonly status: string
  readonly worker: string | null
  readonly team: string | null
}

/** What the page of a search says; without `found` nothing was asked yet. */
export interface SearchPage {
  readonly visit: Pick<Visit, 'csrf'>
  readonly asAt: PlainDate
  readonly form: SearchForm
  readonly problems: readonly Problem[]
  readonly found?: readonly FoundChild[]
  /** True where there are more than are shown. */
  readonly hasMore: boolean
  /** Where this person opens a record outside the rules, if they may. */
  readonly mayBreakGlass: boolean
}

/** Where a child is looked for, and where records are opened outside the rules. */
export const SEARCH = '/children'
export const BREAK_GLASS = '/break-glass'

/** The search, and below it what it found among the children this person answers for. */
export function searchPage(page: SearchPage): Page {
  const main = html`<h1 class="govuk-heading-l">Find a child</h1>
<p class="govuk-body">Among the children you work with or answer for. Give the number, the date of birth, or both. The extracts that this record is made from hold no names.</p>
<form method="post" action="${SEARCH}" novalidate>
${csrfField(page.visit)}
${input({
  id: 'child',
  name: 'child',
  label: { text: 'Number in your case system' },
  classes: 'govuk-input--width-10',
  value: page.form.child,
  autocomplete: 'off',
  spellcheck: false,
  errorMessage: errorOf(page.problems, 'child'),
})}
${input({
  id: 'dateOfBirth',
  name: 'dateOfBirth',
  label: { text: 'Date of birth' },
  hint: { text: 'For example, 27/3/2012' },
  classes: 'govuk-input--width-10',
  value: page.form.dateOfBirth,
  autocomplete: 'off',
  errorMessage: errorOf(page.problems, 'dateOfBirth'),
})}
<button type="submit" class="govuk-button" data-module="govuk-button">Find</button>
</form>
${page.found && results(page, page.found)}`
  return { title: 'Find a child', main, problems: page.problems }
}

function results(page: SearchPage, found: readonly FoundChild[]): Html {
  if (found.length === 0)
    return html`<section aria-labelledby="found"><h2 class="govuk-heading-m" id="found">Nothing found</h2>
<p class="govuk-body">No record was found among the children you work with or answer for. This does not say whether there is one elsewhere.</p>
${page.mayBreakGlass && otherWay(page)}</section>`
  const words = found.length === 1 ? '1 child' : `${found.length} children`
  return html`<section aria-labelledby="found"><h2 class="govuk-heading-m" id="found">${words} found</h2>
${page.hasMore && html`<p class="govuk-body">There are more. Give the number as well.</p>`}
<ul class="govuk-list tl-due">${found.map((child) => result(child, page.asAt))}</ul></section>`
}

function result({ ref, child, dateOfBirth, status, worker, team }: FoundChild, asAt: PlainDate): Html {
  const who = [worker, team].filter((part) => part !== null).join(', ')
  const born =
    dateOfBirth === null
      ? 'no date of birth is recorded'
      : `born ${formatDate(dateOfBirth)}, ${ageWords(dateOfBirth, asAt)}`
  return html`<li class="tl-due__item"><div class="tl-due__what"><a class="govuk-link" href="/children/${ref}">Child ${child}</a><span class="tl-hint">${born}</span></div>
<div class="tl-due__when">${statusWords(status)}${who && html`<span class="tl-hint">${who}</span>`}</div></li>`
}

/** The number goes along in a form, not in an address. */
function otherWay({ visit, form }: SearchPage): Html {
  return html`<p class="govuk-body">If you need a record outside your own work, for example to keep a child safe tonight, you can open it by its number and with a reason. The data protection lead is told each time.</p>
<form method="post" action="${BREAK_GLASS}/ask">${csrfField(visit)}<input type="hidden" name="child" value="${form.child}">
<button type="submit" class="govuk-button govuk-button--secondary" data-module="govuk-button">Open a record by its number</button></form>`
}
