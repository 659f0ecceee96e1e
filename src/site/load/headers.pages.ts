import type { ImportFormat } from '#imports'
import {
  button,
  csrfField,
  details,
  type Fields,
  type Html,
  html,
  type Page,
  select,
  tag,
  type Visit,
} from '#platform/web'
import { formatDate, type Problem } from '#values'
import { columnsFor, headerField, LEAVE_OUT, type SheetChoice, sheetField } from './headers.ts'
import { columnName, listName } from './load.words.ts'
import type { Upload } from './upload.ts'

export interface HeadersPage {
  readonly format: ImportFormat
  readonly upload: Upload
  readonly sheets: readonly SheetChoice[]
  readonly visit: Pick<Visit, 'csrf' | 'may'>
  readonly form?: Fields
  readonly problems?: readonly Problem[]
}

/** How each header of an upload was understood, with a choice wherever a person may know better. */
export function headersPage(model: HeadersPage): Page {
  const { upload, sheets, visit, problems = [] } = model
  const may = visit.may('load.do')
  const open = sheets.map((sheet, at) => ({ sheet, at })).filter(({ sheet }) => asks(sheet))
  const clear = sheets.filter((sheet) => !asks(sheet))
  const body = open.map(({ sheet, at }) =>
    sheet.table === undefined ? unknownSheet(sheet) : oneSheet(model, sheet, at, may),
  )
  return {
    title: 'What the headers mean',
    back: { href: `/loads/${upload.id}`, text: 'The load' },
    problems,
    main: html`<span class="govuk-caption-l">Extract as at ${formatDate(upload.asAt)}</span>
<h1 class="govuk-heading-l">What the headers mean</h1>
${
  open.length === 0
    ? html`<p class="govuk-body">Every header of every list was known by its name: there is nothing to mend.</p>`
    : html`<p class="govuk-body">What you say here is remembered for the next extract, once a load by it has succeeded. Only headers that were not known, or were taken by their likeness, ask anything of you.</p>`
}
${
  may && open.length > 0
    ? html`<form method="post" action="/loads/${upload.id}/headers" novalidate>
${csrfField(visit)}
${body}
${button({ text: 'Remember this and load again', preventDoubleClick: true })}
</form>`
    : body
}
${clear.length > 0 && html`${open.length > 0 && html`<h2 class="govuk-heading-m">Lists whose every header was known</h2>`}${clear.map((sheet) => clearSheet(model, sheet))}`}`,
  }
}

/** Whether a person may have something to say about a sheet. */
function asks(sheet: SheetChoice): boolean {
  return !sheet.isSure || sheet.headers.some(({ isOpen }) => isOpen)
}

function clearSheet(model: HeadersPage, sheet: SheetChoice): Html {
  return details({
    summaryText: `${listName(model.format, sheet.table ?? '')}: ${sheet.headers.length} headers`,
    html: html`<p class="govuk-body">From ${[sheet.file, sheet.sheet].filter(Boolean).join(', ')}.</p>${headerList(model, sheet)}`,
  })
}

function unknownSheet({ file, sheet }: SheetChoice): Html {
  return html`<h2 class="govuk-heading-m">${[file, sheet].filter(Boolean).join(', ')}</h2>
<p class="govuk-body">This is like no list that we know. It is left out.</p>`
}

function oneSheet(model: HeadersPage, sheet: SheetChoice, at: number, may: boolean): Html {
  const open = sheet.headers.map((choice, i) => ({ choice, i })).filter(({ choice }) => choice.isOpen)
  const known = sheet.headers.filter(({ isOpen }) => !isOpen)
  const from = [sheet.file, sheet.sheet].filter(Boolean).join(', ')
  return html`<h2 class="govuk-heading-m">${listName(model.format, sheet.table ?? '')}</h2>
<p class="govuk-body">From ${from}. ${!sheet.isSure && tag({ text: 'Not sure', classes: 'govuk-tag--yellow' })}</p>
${may && !sheet.isSure && listChoice(model, sheet, at)}
${keyMissing(model, sheet)}
${may ? html`<div class="tl-headers">${open.map(({ choice, i }) => headerChoice(model, sheet, at, i, choice))}</div>` : openList(model, sheet)}
${known.length > 0 && knownHeaders(model, sheet)}`
}

function keyMissing({ format }: HeadersPage, sheet: SheetChoice): Html | false {
  const key = format.tables.find(({ table }) => table === sheet.table)?.key ?? []
  const lacking = sheet.missing.filter((name) => key.includes(name))
  if (lacking.length === 0) return false
  const names = lacking.map((name) => `“${columnName(format, sheet.table!, name)}”`).join(' and ')
  return html`<p class="govuk-body"><strong>No header was found for ${names}, without which the list cannot be loaded.</strong></p>`
}

function listChoice({ format, form }: HeadersPage, sheet: SheetChoice, at: number): Html {
  const name = sheetField(at)
  return select({
    name,
    label: { text: 'Which list is it?' },
    value: form?.[name] ?? '',
    items: [
      { value: '', text: `As it seems: ${listName(format, sheet.table ?? '')}` },
      ...format.tables.map(({ table }) => ({ value: table, text: listName(format, table) })),
      { value: LEAVE_OUT, text: 'None: leave it out' },
    ],
  })
}

function headerChoice(
  { format, form, problems = [] }: HeadersPage,
  sheet: SheetChoice,
  at: number,
  i: number,
  choice: SheetChoice['headers'][number],
): Html {
  const name = headerField(at, i)
  const problem = problems.find(({ field }) => field === name)
  return select({
    name,
    label: { text: `“${choice.header}” is` },
    value: form?.[name] ?? choice.column ?? '',
    ...(problem ? { errorMessage: { text: problem.message } } : {}),
    items: [
      ...(choice.column === null ? [{ value: '', text: 'Not used' }] : []),
      ...columnsFor(sheet, choice).map((column) => ({
        value: column,
        text: columnName(format, sheet.table ?? '', column),
      })),
      ...(choice.column === null ? [] : [{ value: LEAVE_OUT, text: 'Something else: leave it out' }]),
    ],
  })
}

function openList({ format }: HeadersPage, sheet: SheetChoice): Html {
  return html`<ul class="govuk-list govuk-list--bullet">${sheet.headers
    .filter(({ isOpen }) => isOpen)
    .map(
      ({ header, column }) =>
        html`<li>“${header}” ${column === null ? 'is not used' : `was read as “${columnName(format, sheet.table ?? '', column)}”`}</li>`,
    )}</ul>`
}

function knownHeaders(model: HeadersPage, sheet: SheetChoice): Html {
  const known = sheet.headers.filter(({ isOpen }) => !isOpen)
  return details({ summaryText: `${known.length} headers known by name`, html: headerList(model, sheet) })
}

/** Headers that were known, each with the column it stands for where that is called otherwise. */
function headerList({ format }: HeadersPage, sheet: SheetChoice): Html {
  const known = sheet.headers.filter(({ isOpen }) => !isOpen)
  return html`<ul class="govuk-list">${known.map(({ header, column }) => {
    const name = columnName(format, sheet.table ?? '', column ?? '')
    return html`<li>${header}${name !== header && html`<span class="tl-hint">for “${name}”</span>`}</li>`
  })}</ul>`
}
