import { button, csrfField, html, type Page, select, textarea, type Visit } from '#platform/web'
import { type CompendiumMeasure, periodWords } from '#reports'
import type { Problem } from '#values'
import { measurePath } from './figures.paths.ts'

/** What was given in the form, to be given back with the problems. */
export interface BaselineForm {
  readonly from: string
  readonly reason: string
  readonly problems: readonly Problem[]
}

/** The form in which a person begins a new baseline, and says why. */
export function baselinePage(measure: CompendiumMeasure, form: BaselineForm, visit: Visit): Page {
  const problem = (field: string) => form.problems.find((each) => each.field === field)
  const [from, reason] = [problem('from'), problem('reason')]
  return {
    title: `New baseline: ${measure.title}`,
    back: { href: measurePath(measure.id) },
    problems: form.problems,
    main: html`<span class="govuk-caption-l">${measure.title}</span>
<h1 class="govuk-heading-l">Begin a new baseline</h1>
<p class="govuk-body">Do this only where the way of working is known to have changed, so that the figures before and after are of different
processes. The chart then judges the figures from that period on by themselves, and shows your reason.</p>
<form method="post" action="${measurePath(measure.id)}/baseline" novalidate>
${csrfField(visit)}
${select({
  id: 'from',
  name: 'from',
  label: { text: 'First period of the new baseline', classes: 'govuk-label--s' },
  items: [
    { value: '', text: 'Choose a period' },
    ...measure.series
      .toReversed()
      .map(({ period }) => ({ value: period.from, text: periodWords(period), selected: period.from === form.from })),
  ],
  ...(from ? { errorMessage: { text: from.message } } : {}),
})}
${textarea({
  id: 'reason',
  name: 'reason',
  label: { text: 'What changed', classes: 'govuk-label--s' },
  hint: {
    text: 'For example: from this month contacts are screened by one hub. Everyone who sees the chart can read it.',
  },
  rows: 4,
  value: form.reason,
  ...(reason ? { errorMessage: { text: reason.message } } : {}),
})}
${button({ text: 'Begin the new baseline' })}
</form>`,
  }
}
