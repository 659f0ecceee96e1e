import type { FigureNotes } from '#figures'
import type { Measure } from '#measures'
import {
  button,
  csrfField,
  errorOf,
  type Html,
  html,
  input,
  type Page,
  select,
  stackedTable,
  summaryList,
  type Visit,
} from '#platform/web'
import type { Problem } from '#values'
import type { MeasureSetting } from './targets.store.ts'

const TRAIL = [{ text: 'Administration', href: '/administration' }]

/** Every measure with its owner and target. */
export function targetsPage(measures: readonly Measure[], settings: readonly MeasureSetting[]): Page {
  const set = new Map(settings.map((each) => [each.measure, each]))
  return {
    title: 'Owners and targets',
    breadcrumbs: TRAIL,
    main: html`<h1 class="govuk-heading-xl">Owners and targets</h1>
<p class="govuk-body">The owner of a measure is asked when it shows a sustained change for the worse. A target that is set here stands in place of the
one in the definition.</p>
${[...Map.groupBy(measures, ({ theme }) => theme)].map(([theme, some]) => themeTable(theme, some, set))}`,
  }
}

function themeTable(theme: string, measures: readonly Measure[], set: ReadonlyMap<string, MeasureSetting>): Html {
  return stackedTable(theme, measures, [
    {
      title: 'Measure',
      cell: ({ id, title }) =>
        html`<a class="govuk-link" href="/administration/measures/${encodeURIComponent(id)}">${title}</a>`,
    },
    { title: 'Owner', cell: ({ id }) => set.get(id)?.owner ?? '' },
    { title: 'Target', cell: ({ id, target }) => String(set.get(id)?.target ?? target?.value ?? ''), numeric: true },
  ])
}

/** What the form of a measure holds, with its problems. */
export interface TargetForm {
  readonly owner: string
  /** The owner when the form was shown. */
  readonly ownerWas: string
  readonly target: string
  readonly source: string
  readonly version: number
  readonly problems: readonly Problem[]
}

/** The form in which a measure's owner and target are set. `now` is what someone else made of them meanwhile. */
export function targetPage(
  measure: Measure,
  form: TargetForm,
  people: readonly { readonly id: number; readonly name: string }[],
  visit: Visit,
  now?: TargetForm,
): Page {
  const declared = measure.target
    ? `The definition says ${measure.target.value}: ${measure.target.source}.`
    : 'The definition has none.'
  const owner = errorOf(form.problems, 'owner')
  return {
    title: `Owner and target: ${measure.title}`,
    back: { href: '/administration/measures' },
    problems: form.problems,
    main: html`<span class="govuk-caption-l">${measure.theme}</span>
<h1 class="govuk-heading-l">${measure.title}</h1>
${now && madeMeanwhile(now, people)}
<form method="post" action="/administration/measures/${encodeURIComponent(measure.id)}" novalidate>
${csrfField(visit)}
<input type="hidden" name="version" value="${form.version}">
<input type="hidden" name="ownerWas" value="${form.ownerWas}">
${select({
  id: 'owner',
  name: 'owner',
  label: { text: 'Owner', classes: 'govuk-label--s' },
  items: [
    { value: '', text: 'Nobody yet' },
    ...people.map(({ id, name }) => ({ value: id, text: name, selected: String(id) === form.owner })),
  ],
  ...(owner ? { errorMessage: owner } : {}),
})}
${input({ id: 'target', name: 'target', label: { text: `Target (${measure.unit})`, classes: 'govuk-label--s' }, hint: { text: `${declared} Leave it empty to go by that.` }, value: form.target, inputmode: 'decimal', classes: 'govuk-input--width-5', errorMessage: errorOf(form.problems, 'target') })}
${input({ id: 'source', name: 'source', label: { text: 'Who set this target, and when', classes: 'govuk-label--s' }, hint: { text: 'For example: improvement board, 14 May 2026' }, value: form.source, errorMessage: errorOf(form.problems, 'source') })}
${button({ text: 'Save' })}
</form>`,
  }
}

function madeMeanwhile(now: TargetForm, people: readonly { readonly id: number; readonly name: string }[]): Html {
  const rows = [
    ['Owner', people.find(({ id }) => String(id) === now.owner)?.name ?? 'nobody'],
    ['Target', now.target === '' ? 'that of the definition' : now.target],
    ['Who set this target, and when', now.source],
  ] as const
  return html`<h2 class="govuk-heading-m">What someone else saved meanwhile</h2>
${summaryList({ rows: rows.map(([key, text]) => ({ key: { text: key }, value: { text } })) })}
<p class="govuk-body">Below is what you chose. Saving it puts it in place of theirs.</p>`
}

/** What the form holds at first. */
export function targetFormOf({ owner, target }: FigureNotes): TargetForm {
  return {
    owner: owner === null ? '' : String(owner.person),
    ownerWas: owner === null ? '' : String(owner.person),
    target: target === null ? '' : String(target.value),
    source: target?.source ?? '',
    version: target?.version ?? 0,
    problems: [],
  }
}
