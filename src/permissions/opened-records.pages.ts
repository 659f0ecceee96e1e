import {
  button,
  csrfField,
  errorOf,
  type Html,
  html,
  type Page,
  pageLinks,
  radios,
  stackedTable,
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
    : html`${stackedTable(
        `${list.waiting.toLocaleString('en-GB')} to review, ${list.total.toLocaleString('en-GB')} in all`,
        list.opened,
        [
          {
            title: 'Opened',
            cell: (one) => html`<a class="govuk-link" href="${OPENED}/${one.id}">${formatMoment(one.opened_at)}</a>`,
          },
          { title: 'By', cell: (one) => one.person_name },
          { title: 'Child', cell: (one) => one.child_id },
          { title: 'Reason', cell: ({ reason }) => reason },
          { title: 'Review', cell: state },
        ],
      )}
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
    : stackedTable('Records opened outside the rules, newest first', notices, [
        { title: 'Opened', cell: (one) => formatMoment(one.told_at) },
        { title: 'By', cell: (one) => one.by_name },
        { title: 'Child', cell: (one) => one.child_id },
        { title: 'Reason', cell: ({ reason }) => reason },
        { title: 'Open until', cell: (one) => formatMoment(one.expires_at) },
      ])
}
${mayReview && html`<p class="govuk-body"><a class="govuk-link" href="${OPENED}">Review records that were opened</a></p>`}`
  return { title, main }
}
