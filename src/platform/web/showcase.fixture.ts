import { z } from 'zod'
import type { Problem } from '#values'
import { csrfField, formKeyField } from './form.fields.ts'
import { errorOf, readForm } from './form.ts'
import { button } from './govuk/button.ts'
import { characterCount } from './govuk/character-count.ts'
import { checkboxes, radios } from './govuk/choices.ts'
import { dateInput } from './govuk/date-input.ts'
import { fileUpload } from './govuk/file-upload.ts'
import { input } from './govuk/input.ts'
import { select } from './govuk/select.ts'
import { tag } from './govuk/tag.ts'
import { type Html, html } from './html.ts'
import { listPage, listTable } from './list.pages.ts'
import { type ListShape, readListState } from './list-state.ts'
import { type Page, page, redirect } from './reply.ts'
import type { Fields, Route } from './route.ts'
import type { Visit } from './visit.ts'

const shape: ListShape = {
  sorts: { child: 'ascending', due: 'ascending', days: 'descending' },
  sort: 'due',
  filters: ['team'],
}

interface Row {
  readonly ref: string
  readonly what: string
  readonly worker: string
  readonly days: number
}

/** Fifty rows as a page of a list has them. */
export const fiftyRows: readonly Row[] = Array.from({ length: 50 }, (_, i) => ({
  ref: `k4tq${i}`,
  what: ['Single assessment', 'Initial child protection conference', 'Visit under a plan'][i % 3] ?? '',
  worker: ['Sam Taylor', 'Priya Nair', 'Jo O’Neill'][i % 3] ?? '',
  days: 30 - i,
}))

/** A list of fifty rows, as pages make them. */
export function fiftyRowPage(request: { readonly path: string; readonly query: Fields }): Page {
  const state = readListState(request, shape)
  const list = listTable<Row>({
    noun: 'things due',
    total: 1234,
    rows: fiftyRows,
    state,
    sorts: shape.sorts,
    rowHeading: true,
    columns: [
      {
        title: 'Child',
        sort: 'child',
        cell: ({ ref }) => html`<a class="govuk-link" href="/children/${ref}">${ref}</a>`,
      },
      { title: 'What', cell: ({ what }) => what },
      {
        title: 'Due',
        sort: 'due',
        cell: ({ days }) => (days > 20 ? tag({ text: 'Late', classes: 'govuk-tag--red' }) : 'Soon'),
      },
      { title: 'Worker', cell: ({ worker }) => worker },
      { title: 'Days', sort: 'days', numeric: true, cell: ({ days }) => days },
    ],
  })
  const teams = [
    { value: '', text: 'All teams' },
    { value: 't1', text: 'Assessment North' },
  ]
  const filters = select({ name: 'team', label: { text: 'Team' }, items: teams, value: state.filters.team ?? '' })
  const main = listPage({
    title: 'What is due',
    caption: 'Assessment North',
    filters,
    state,
    list,
    exportHref: '/list/export',
  })
  return { title: 'What is due', breadcrumbs: [{ text: 'Home', href: '/' }], main }
}

/** Pages with every component that a page of the site may have. */
export const showcase: readonly Route[] = [
  { method: 'GET', path: '/list', what: 'signed-in', handle: async (request) => page(fiftyRowPage(request)) },
  { method: 'GET', path: '/form', what: 'signed-in', handle: async (_, visit) => page(formPage(visit)) },
  {
    method: 'POST',
    path: '/form',
    what: 'signed-in',
    handle: async (request, visit) => {
      const read = readForm(request, z.object({ title: z.string().min(1, 'Enter a title') }))
      return read.ok ? redirect('/', 'Note saved') : page(formPage(visit, request.form, read.problems))
    },
  },
  {
    method: 'GET',
    path: '/sign-in',
    what: 'public',
    handle: async (_, visit) => {
      const main = html`<h1 class="govuk-heading-l">Sign in</h1><form method="post">${csrfField(visit)}${button({ text: 'Sign in' })}</form>`
      return page({ title: 'Sign in', main })
    },
  },
]

function formPage(visit: Visit, form?: Fields, problems: readonly Problem[] = []): Page {
  const main = html`<h1 class="govuk-heading-l">Add a note</h1>
<form method="post" action="/form" novalidate>
${csrfField(visit)}${formKeyField(form)}
${fields(form, problems)}
${button({ text: 'Save', preventDoubleClick: true })}
</form>`
  return { title: 'Add a note', back: { href: '/' }, problems, main }
}

function fields(form: Fields | undefined, problems: readonly Problem[]): Html {
  const legend = (text: string) => ({ legend: { text, classes: 'govuk-fieldset__legend--m' } })
  const items = [
    { value: 'y', text: 'Yes' },
    { value: 'n', text: 'No' },
  ]
  return html`${input({ name: 'title', label: { text: 'Title' }, value: form?.title ?? '', errorMessage: errorOf(problems, 'title') })}
${characterCount({ name: 'note', label: { text: 'Note' }, maxlength: 500, value: form?.note ?? '' })}
${dateInput({ id: 'from', namePrefix: 'from', fieldset: legend('From which day?'), hint: { text: 'For example, 27 3 2026' } })}
${radios({ name: 'kind', fieldset: legend('Is this a change of practice?'), items })}
${checkboxes({ name: 'teams', fieldset: legend('Teams'), items })}
${fileUpload({ name: 'evidence', label: { text: 'Evidence' }, javascript: true, multiple: true })}`
}
