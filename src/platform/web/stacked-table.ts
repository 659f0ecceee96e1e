import { type Html, type HtmlValue, html } from './html.ts'

/** One column of a small table: its heading, and what a row shows in it. */
export interface StackedColumn<Row> {
  readonly title: string
  readonly cell: (row: Row) => HtmlValue
  readonly numeric?: boolean
}

/**
 * A table that is a block for each row on a phone. Roles are said in full: laid out as blocks, browsers forget that it is a table.
 * The first column names the row.
 */
export function stackedTable<Row>(
  caption: string | { readonly hidden: string },
  rows: readonly Row[],
  columns: readonly StackedColumn<Row>[],
): Html {
  return html`<table class="govuk-table tl-list tl-stack tl-stack--named" role="table">
${captionOf(caption)}
<thead class="govuk-table__head" role="rowgroup"><tr class="govuk-table__row" role="row">${columns.map(heading)}</tr></thead>
<tbody class="govuk-table__body" role="rowgroup">
${rows.map((row) => html`<tr class="govuk-table__row" role="row">${columns.map((column, i) => cell(column, row, i === 0))}</tr>\n`)}
</tbody>
</table>`
}

/** Hidden where a heading just above says the same to those who see the page. */
function captionOf(caption: string | { readonly hidden: string }): Html {
  if (typeof caption !== 'string') return html`<caption class="govuk-visually-hidden">${caption.hidden}</caption>`
  return html`<caption class="govuk-table__caption govuk-table__caption--m">${caption}</caption>`
}

function heading<Row>({ title, numeric }: StackedColumn<Row>): Html {
  const classes = `govuk-table__header${numeric ? ' govuk-table__header--numeric' : ''}`
  return html`<th scope="col" role="columnheader" class="${classes}">${title}</th>`
}

function cell<Row>({ title, cell: content, numeric }: StackedColumn<Row>, row: Row, isFirst: boolean): Html {
  if (isFirst) return html`<th scope="row" role="rowheader" class="govuk-table__header">${content(row)}</th>`
  const classes = `govuk-table__cell${numeric ? ' govuk-table__cell--numeric' : ''}`
  return html`<td role="cell" class="${classes}" data-head="${title}">${content(row)}</td>`
}
