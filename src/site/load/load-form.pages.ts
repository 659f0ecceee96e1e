import {
  button,
  csrfField,
  dateInput,
  details,
  type Fields,
  fileUpload,
  formKeyField,
  html,
  type Page,
  type Visit,
} from '#platform/web'
import type { Problem } from '#values'

/** The form by which an extract is sent; with problems, as it was sent but for the files, which a browser does not keep. */
export function loadFormPage(visit: Pick<Visit, 'csrf'>, form: Fields | undefined, problems: readonly Problem[]): Page {
  const errorOf = (field: string) => {
    const found = problems.find((problem) => problem.field?.startsWith(field))
    return found && { errorMessage: { text: found.message } }
  }
  return {
    title: 'Load an extract',
    back: { href: '/loads', text: 'Loads' },
    problems,
    main: html`<h1 class="govuk-heading-l">Load an extract</h1>
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<p class="govuk-body">Send the Annex A lists as they were exported: one workbook, a zip, or several CSV files. Nothing in them is changed, and nothing is shown to anyone until all of it has been read.</p>
<form method="post" action="/loads" enctype="multipart/form-data" novalidate>
${csrfField(visit)}
${formKeyField(form)}
${dateInput({
  id: 'as-at',
  namePrefix: 'as-at',
  values: valuesOf(form, 'as-at'),
  fieldset: { legend: { text: 'What date is the extract as at?', classes: 'govuk-fieldset__legend--m' } },
  hint: { text: 'The date the extract was taken. For example, 31 3 2026' },
  ...errorOf('as-at'),
})}
${fileUpload({
  id: 'files',
  name: 'files',
  multiple: true,
  label: { text: 'Files', classes: 'govuk-label--m' },
  hint: { text: 'A workbook (.xlsx), a zip, or CSV files. You can choose several.' },
  attributes: { accept: '.xlsx,.zip,.csv' },
  ...errorOf('files'),
})}
${fileUpload({
  id: 'folder',
  name: 'folder',
  multiple: true,
  label: { text: 'Or a folder of them', classes: 'govuk-label--s' },
  attributes: { webkitdirectory: '' },
})}
${details({
  summaryText: 'The extract does not go back as far as it seems to',
  open: Object.keys(valuesOf(form, 'window-from')).length > 0 || errorOf('window-from') !== undefined,
  html: html`<p class="govuk-body">Throughline sees in the rows how far back a list reaches. Say it only where that would mislead, for example when a new system holds nothing older.</p>
${dateInput({
  id: 'window-from',
  namePrefix: 'window-from',
  values: valuesOf(form, 'window-from'),
  fieldset: { legend: { text: 'First date the extract goes back to (optional)' } },
  ...errorOf('window-from'),
})}`,
})}
${button({ text: 'Send and load', preventDoubleClick: true })}
</form>
</div></div>`,
  }
}

function valuesOf(form: Fields | undefined, name: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    ['day', 'month', 'year'].flatMap((part) => {
      const value = form?.[`${name}-${part}`]
      return value ? [[`${name}-${part}`, value]] : []
    }),
  )
}
