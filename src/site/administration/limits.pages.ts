import { button, csrfField, errorOf, html, input, insetText, type Page, select, table, type Visit } from '#platform/web'
import { formatLimit, LIMIT_UNITS, type LimitUnit, type Timescale } from '#timescales'
import type { Problem } from '#values'

const TRAIL = [{ text: 'Administration', href: '/administration' }]

/** Timescales that law and guidance leave open, with the limit that holds and the one that is declared. */
export function limitsPage(declared: readonly Timescale[], inForce: readonly Timescale[]): Page {
  const now = new Map(inForce.map((each) => [each.id, each.limit]))
  return {
    title: 'Local timescales',
    breadcrumbs: TRAIL,
    main: html`<h1 class="govuk-heading-xl">Local timescales</h1>
<p class="govuk-body">Law and guidance fix most limits. These they leave open. A limit that is set here holds from the next load on, and figures that
were published before stay as they are.</p>
${table({
  caption: 'Limits that may be set',
  captionClasses: 'govuk-visually-hidden',
  firstCellIsHeader: true,
  head: [{ text: 'Timescale' }, { text: 'Limit' }, { text: 'Usual limit' }],
  rows: declared.map(({ id, title, limit }) => [
    { html: html`<a class="govuk-link" href="/administration/timescales/${encodeURIComponent(id)}">${title}</a>` },
    { text: formatLimit(now.get(id) ?? limit) },
    { text: formatLimit(limit) },
  ]),
})}`,
  }
}

/** What the form of a limit holds, with its problems. */
export interface LimitForm {
  readonly value: string
  readonly unit: string
  readonly version: string
  readonly problems: readonly Problem[]
}

const UNIT_NAMES = {
  workingDays: 'working days',
  days: 'days',
  weeks: 'weeks',
  months: 'months',
} as const satisfies Record<LimitUnit, string>

/** The form in which a limit is set. `now` is what holds since someone else set it meanwhile. */
export function limitPage(timescale: Timescale, form: LimitForm, visit: Visit, now?: Timescale['limit']): Page {
  const unit = errorOf(form.problems, 'unit')
  return {
    title: `Limit: ${timescale.title}`,
    back: { href: '/administration/timescales' },
    problems: form.problems,
    main: html`<span class="govuk-caption-l">Local timescale</span>
<h1 class="govuk-heading-l">${timescale.title}</h1>
<p class="govuk-body">For ${timescale.appliesTo}. The usual limit is ${formatLimit(timescale.limit)} (${timescale.source.document}).</p>
${now && insetText({ text: `Someone else saved meanwhile. The limit is ${formatLimit(now)} now. Below is what you chose.` })}
<form method="post" action="/administration/timescales/${encodeURIComponent(timescale.id)}" novalidate>
${csrfField(visit)}
<input type="hidden" name="version" value="${form.version}">
${input({ id: 'value', name: 'value', label: { text: 'Limit', classes: 'govuk-label--s' }, hint: { text: 'Leave it empty to go by the usual limit.' }, value: form.value, inputmode: 'numeric', classes: 'govuk-input--width-4', errorMessage: errorOf(form.problems, 'value') })}
${select({ id: 'unit', name: 'unit', label: { text: 'Counted in', classes: 'govuk-label--s' }, items: LIMIT_UNITS.map((each) => ({ value: each, text: UNIT_NAMES[each], selected: each === form.unit })), ...(unit ? { errorMessage: unit } : {}) })}
${button({ text: 'Save' })}
</form>`,
  }
}
