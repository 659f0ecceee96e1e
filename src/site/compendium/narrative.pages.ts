import type { Narrative } from '#figures'
import {
  button,
  csrfField,
  type Html,
  html,
  insetText,
  type Page,
  stackedTable,
  summaryList,
  tag,
  textarea,
  type Visit,
} from '#platform/web'
import { formatDate, type PlainDate, type Problem } from '#values'
import { measurePath, narrativePath } from './figures.paths.ts'

/** Names of measures by id. */
export type Titles = ReadonlyMap<string, string>

/** Every question about a change and whether it has been answered: nothing falls off the list. */
export function narrativesPage(narratives: readonly Narrative[], titles: Titles): Page {
  const open = narratives.filter(({ answer }) => answer === null).length
  return {
    title: 'What services say about their figures',
    breadcrumbs: [{ text: 'Figures', href: '/figures' }],
    main: html`<h1 class="govuk-heading-xl">What services say about their figures</h1>
<p class="govuk-body-l">When a figure gets worse and stays worse, its owner is asked why, and what is being done. The answer is shown wherever the figure is.</p>
${narratives.length === 0 ? html`<p class="govuk-body">No figure has got worse and stayed worse, and nobody has asked about one.</p>` : html`<p class="govuk-body">${openWords(open, narratives.length)}</p>${list(narratives, titles)}`}`,
  }
}

function openWords(open: number, all: number): string {
  return open === 0
    ? all === 1
      ? 'The question has been answered.'
      : `All ${all} have been answered.`
    : `${open} of ${all} still ${open === 1 ? 'needs' : 'need'} an answer.`
}

function list(narratives: readonly Narrative[], titles: Titles): Html {
  return stackedTable({ hidden: 'Questions to owners of measures' }, narratives, [
    {
      title: 'Measure',
      cell: ({ measure }) =>
        html`<a class="govuk-link" href="${measurePath(measure)}">${titles.get(measure) ?? measure}</a>`,
    },
    { title: 'Change since', cell: ({ since }) => formatDate(since) },
    { title: 'Asked', cell: ({ askedAt, askedBy }) => `${day(askedAt)}, ${askedBy ?? 'automatically'}` },
    { title: 'Answer', cell: answerCell },
  ])
}

function answerCell({ answer, answeredBy, answeredAt }: Narrative): Html {
  if (answer === null) return tag({ text: 'Not answered', classes: 'govuk-tag--orange' })
  return html`<div>${tag({ text: 'Answered', classes: 'govuk-tag--green' })}<br>${answeredBy}, ${day(answeredAt ?? '')}</div>`
}

/** What was given in the form, to be given back with the problems. */
export interface AnswerForm {
  readonly answer: string
  readonly version: number
  readonly problems: readonly Problem[]
}

/** The form in which the owner answers. `others` is what someone else wrote meanwhile. */
export function answerPage(
  narrative: Narrative,
  title: string,
  form: AnswerForm,
  visit: Visit,
  others?: { readonly answer: string; readonly by: string },
): Page {
  const problem = form.problems.find(({ field }) => field === 'answer')
  return {
    title: `Why ${title} moved`,
    back: { href: measurePath(narrative.measure) },
    problems: form.problems,
    main: html`<span class="govuk-caption-l">${title}</span>
<h1 class="govuk-heading-l">What lies behind the change, and what is being done</h1>
${insetText({ text: narrative.question })}
${summaryList({ rows: [{ key: { text: 'Change since' }, value: { text: formatDate(narrative.since) } }] })}
${others && html`<h2 class="govuk-heading-m">What ${others.by} wrote meanwhile</h2>${insetText({ text: others.answer })}`}
<form method="post" action="${narrativePath(narrative.id)}" novalidate>
${csrfField(visit)}
<input type="hidden" name="version" value="${form.version}">
${textarea({
  id: 'answer',
  name: 'answer',
  label: { text: others ? 'Your answer' : 'Answer', classes: 'govuk-label--m' },
  hint: { text: 'It is shown to managers, directors and members. Do not name a child, a family or a worker.' },
  rows: 10,
  value: form.answer,
  ...(problem ? { errorMessage: { text: problem.message } } : {}),
})}
${button({ text: 'Save the answer' })}
</form>`,
  }
}

function day(timestamp: string): string {
  return formatDate(timestamp.slice(0, 10) as PlainDate)
}
