import {
  button,
  csrfField,
  errorOf,
  type Html,
  html,
  type Page,
  pageLinks,
  radios,
  summaryList,
  tag,
  textarea,
  type Visit,
} from '#platform/web'
import { formatMoment, type Problem } from '#values'
import { LOG } from './access-log.pages.ts'
import type { Notice, OpenedRecord } from './opened-records.store.ts'

/** Where records opened outside the rules are reviewed. */
export const OPENED = `${LOG}/opened`

/** Every time that a record was opened outside the rules. */
export function openedRecordsPage(list: {
  readonly total: number
  readonly waiting: number
  readonly opened: readonly OpenedRecord[]
  readonly current: number
  readonly last: number
}): Page {
  const title = 'Records opened outside the rules'
  const main = html`<h1 class="govuk-heading-l">${title}</h1>
<p class="govuk-body">People can open a record that is not theirs for four hours, with a reason. Someone else then decides whether that was right.</p>
${
  list.total === 0
    ? html`<p class="govuk-body tl-none">No record has been opened in this way.</p>`
    : html`<table class="govuk-table tl-list tl-stack tl-stack--named" role="table">
<caption class="govuk-table__caption govuk-table__caption--m">${list.waiting.toLocaleString('en-GB')} to review, ${list.total.toLocaleString('en-GB')} in all</caption>
${head(['Opened', 'By', 'Child', 'Reason', 'Review'])}
<tbody class="govuk-table__body" role="rowgroup">${list.opened.map((one) =>
        row([
          ['Opened', html`<a class="govuk-link" href="${OPENED}/${one.id}">${formatMoment(one.opened_at)}</a>`],
          ['By', one.person_name],
          ['Child', one.child_id],
          ['Reason', one.reason],
          ['Review', state(one)],
        ]),
      )}</tbody></table>
${pageLinks({ current: list.current, last: list.last, href: (number) => `${OPENED}?page=${number}` })}`
}`
  return { title, main, back: { href: LOG, text: 'Access log' } }
}

function state({ reviewed_at, was_right }: OpenedRecord): Html {
  if (reviewed_at === null) return tag({ text: 'To review', classes: 'govuk-tag--yellow' })
  return was_right
    ? tag({ text: 'Right', classes: 'govuk-tag--green' })
    : tag({ text: 'Not right', classes: 'govuk-tag--red' })
}

/** One of them, with the form of its review. */
export function openedRecordPage(
  visit: Visit,
  opened: OpenedRecord,
  given: { readonly right: string; readonly review: string; readonly problems: readonly Problem[] },
): Page {
  const title = 'A record opened outside the rules'
  const main = html`<h1 class="govuk-heading-l">${title}</h1>
${summaryList({
  rows: [
    {
      key: { text: 'Opened by' },
      value: { html: html`<a class="govuk-link" href="${LOG}/people/${opened.person_id}">${opened.person_name}</a>` },
    },
    { key: { text: 'Child' }, value: { text: opened.child_id } },
    { key: { text: 'Reason given' }, value: { text: opened.reason } },
    { key: { text: 'Opened' }, value: { text: formatMoment(opened.opened_at) } },
    { key: { text: 'Open until' }, value: { text: formatMoment(opened.expires_at) } },
  ],
})}
${review(visit, opened, given)}`
  return { title, main, back: { href: OPENED, text: 'Records opened outside the rules' }, problems: given.problems }
}

function review(
  visit: Visit,
  opened: OpenedRecord,
  {
    right,
    review: text,
    problems,
  }: { readonly right: string; readonly review: string; readonly problems: readonly Problem[] },
): Html {
  if (opened.reviewed_at !== null) {
    return html`<h2 class="govuk-heading-m">Review</h2>
<p class="govuk-body">${state(opened)}</p>
<p class="govuk-body">${opened.review}</p>
<p class="govuk-hint">${opened.reviewer_name}, ${formatMoment(opened.reviewed_at)}</p>`
  }
  if (opened.person_id === visit.person?.id)
    return html`<p class="govuk-body">You opened this record yourself, so someone else must review it.</p>`
  return html`<form method="post" action="${OPENED}/${opened.id}" novalidate>
${csrfField(visit)}
${radios({
  name: 'right',
  idPrefix: 'right',
  fieldset: { legend: { text: 'Was it right to open this record?', classes: 'govuk-fieldset__legend--m' } },
  items: [
    { value: 'yes', text: 'Yes' },
    { value: 'no', text: 'No' },
  ],
  value: right,
  errorMessage: errorOf(problems, 'right'),
})}
${textarea({ id: 'review', name: 'review', label: { text: 'Why, and what you will do about it' }, rows: 4, value: text, errorMessage: errorOf(problems, 'review') })}
${button({ text: 'Save the review', preventDoubleClick: true })}
</form>`
}

/** What a manager or the data protection lead is told. */
export function noticesPage(notices: readonly Notice[], mayReview: boolean): Page {
  const title = 'Notices'
  const main = html`<h1 class="govuk-heading-l">${title}</h1>
${
  notices.length === 0
    ? html`<p class="govuk-body tl-none">You have no notices. We tell you here when someone opens a record outside the rules.</p>`
    : html`<table class="govuk-table tl-list tl-stack tl-stack--named" role="table">
<caption class="govuk-table__caption govuk-table__caption--m">Records opened outside the rules, newest first</caption>
${head(['Opened', 'By', 'Child', 'Reason', 'Open until'])}
<tbody class="govuk-table__body" role="rowgroup">${notices.map((one) =>
        row([
          ['Opened', formatMoment(one.told_at)],
          ['By', one.by_name],
          ['Child', one.child_id],
          ['Reason', one.reason],
          ['Open until', formatMoment(one.expires_at)],
        ]),
      )}</tbody></table>`
}
${mayReview && html`<p class="govuk-body"><a class="govuk-link" href="${OPENED}">Review records that were opened</a></p>`}`
  return { title, main }
}

/** Heading of a list whose rows are blocks on a phone. */
export function head(titles: readonly string[]): Html {
  return html`<thead class="govuk-table__head" role="rowgroup"><tr class="govuk-table__row" role="row">${titles.map((title) => html`<th scope="col" role="columnheader" class="govuk-table__header">${title}</th>`)}</tr></thead>`
}

/** A row of such a list: each value under its heading. */
export function row(cells: readonly (readonly [string, Html | string])[]): Html {
  return html`<tr class="govuk-table__row" role="row">${cells.map(([title, value]) => html`<td role="cell" class="govuk-table__cell" data-head="${title}">${value}</td>`)}</tr>`
}
