import { button } from './govuk/button.ts'
import { details } from './govuk/details.ts'
import { type PageItem, pagination } from './govuk/pagination.ts'
import { type Html, type HtmlValue, html } from './html.ts'
import { type ListState, lastPage, listHref, PAGE_ROWS, type SortOrder } from './list-state.ts'

/** One column of a list: its heading, and what a row shows in it. */
export interface ListColumn<Row> {
  readonly title: string
  readonly cell: (row: Row) => HtmlValue
  /** Name in `ListShape.sorts` where the list can be sorted by it. */
  readonly sort?: string
  readonly numeric?: boolean
}

export interface List<Row> {
  /** What the table holds, said by its caption after the number: `children in need`. */
  readonly noun: string
  /** How many rows there are in all pages together. */
  readonly total: number
  readonly rows: readonly Row[]
  readonly columns: readonly ListColumn<Row>[]
  readonly state: ListState
  readonly sorts: Readonly<Record<string, SortOrder>>
  /** The first column names the row. */
  readonly rowHeading?: boolean
  /** Said in place of the table when there are no rows. */
  readonly none?: string
}

/**
 * A list: a caption that says how many, columns to sort by, and links to its other pages. On a phone each row is a block
 * of its own with the column's heading before each value.
 */
export function listTable<Row>(list: List<Row>): Html {
  if (list.total === 0) return html`<p class="govuk-body tl-none">${list.none ?? `There are no ${list.noun}.`}</p>`
  return html`<table class="govuk-table tl-list tl-stack tl-stack--named" role="table">
<caption class="govuk-table__caption govuk-table__caption--m">${captionOf(list)}</caption>
<thead class="govuk-table__head" role="rowgroup"><tr class="govuk-table__row" role="row">${list.columns.map((column) => heading(list, column))}</tr></thead>
<tbody class="govuk-table__body" role="rowgroup">
${list.rows.map((row) => html`<tr class="govuk-table__row" role="row">${list.columns.map((column, i) => cell(list, column, row, i))}</tr>\n`)}
</tbody>
</table>
${pageLinks({ current: list.state.page, last: lastPage(list.total), href: (page) => listHref(list.state, { page }) })}`
}

function captionOf<Row>({ total, noun, state, rows }: List<Row>): string {
  const words = `${total.toLocaleString('en-GB')} ${noun}`
  if (total <= rows.length) return words
  const first = (state.page - 1) * PAGE_ROWS + 1
  return `${words}, ${first.toLocaleString('en-GB')} to ${(first + rows.length - 1).toLocaleString('en-GB')}`
}

function heading<Row>({ state, sorts }: List<Row>, column: ListColumn<Row>): Html {
  const classes = `govuk-table__header${column.numeric ? ' govuk-table__header--numeric' : ''}`
  if (column.sort === undefined)
    return html`<th scope="col" role="columnheader" class="${classes}">${column.title}</th>`
  const isSorted = state.sort === column.sort
  const usual = sorts[column.sort] ?? 'ascending'
  const order = isSorted ? opposite(state.order) : usual
  const href = listHref(state, { sort: column.sort, order })
  return html`<th scope="col" role="columnheader" class="${classes} tl-list__sortable" aria-sort="${isSorted ? state.order : 'none'}"><a class="tl-sort" href="${href}">${column.title}<span class="tl-sort__mark" aria-hidden="true">${isSorted ? (state.order === 'ascending' ? ' ▲' : ' ▼') : ''}</span></a></th>`
}

function opposite(order: SortOrder): SortOrder {
  return order === 'ascending' ? 'descending' : 'ascending'
}

function cell<Row>(list: List<Row>, column: ListColumn<Row>, row: Row, i: number): Html {
  const numeric = column.numeric ? ' govuk-table__cell--numeric' : ''
  const content = column.cell(row)
  return i === 0 && list.rowHeading === true
    ? html`<th scope="row" role="rowheader" class="govuk-table__header" data-head="${column.title}">${content}</th>`
    : html`<td role="cell" class="govuk-table__cell${numeric}" data-head="${column.title}">${content}</td>`
}

/** Links to the first, the last and the nearest pages; nothing where there is only one. */
export function pageLinks(options: {
  readonly current: number
  readonly last: number
  readonly href: (page: number) => string
}): Html {
  const { current, last, href } = options
  if (last <= 1) return html``
  return pagination({
    ...(current > 1 ? { previous: { href: href(Math.min(current - 1, last)) } } : {}),
    ...(current < last ? { next: { href: href(current + 1) } } : {}),
    items: pageItems(current, last, href),
  })
}

function pageItems(current: number, last: number, href: (page: number) => string): PageItem[] {
  const shown = [1, current - 1, current, current + 1, last].filter((page) => page >= 1 && page <= last)
  const pages = [...new Set(shown)].toSorted((a, b) => a - b)
  return pages.flatMap((page, i) => {
    const item = { number: page, href: href(page), current: page === current }
    return i > 0 && page - (pages[i - 1] ?? page) > 1 ? [{ ellipsis: true }, item] : [item]
  })
}

export interface ListPage {
  readonly title: string
  /** Above the title: whose list it is, or as at which day. */
  readonly caption?: string
  readonly intro?: Html
  /** The fields of its filters, which are a form of method GET. */
  readonly filters?: Html
  readonly state: ListState
  readonly list: Html
  /** Where the same rows are to be had as a file, for those who may. */
  readonly exportHref?: string
}

/** The content of a page that is a list: title, filters that fold away, what can be done with it, the list. */
export function listPage(page: ListPage): Html {
  return html`${page.caption && html`<span class="govuk-caption-l">${page.caption}</span>`}
<h1 class="govuk-heading-l">${page.title}</h1>
${page.intro}
${page.filters && filterForm(page.filters, page.state)}
${listActions(page.exportHref)}
${page.list}`
}

/** A form of filters, open when one is in effect. What it asks for goes into the address, and back to the first page. */
export function filterForm(fields: Html, state: ListState): Html {
  const inEffect = Object.keys(state.filters).length
  return details({
    summaryText: inEffect === 0 ? 'Filter' : `Filter (${inEffect} in effect)`,
    open: inEffect > 0,
    classes: 'tl-filters tl-no-print',
    html: html`<form method="get" action="${state.path}">
<input type="hidden" name="sort" value="${state.sort}"><input type="hidden" name="order" value="${state.order}">
<div class="tl-filters__fields">${fields}</div>
<div class="govuk-button-group">${button({ text: 'Apply filters' })}
${inEffect > 0 && html`<a class="govuk-link" href="${listHref(state, { filters: {} })}">Clear filters</a>`}</div>
</form>`,
  })
}

/** Links to keep the list as a file and to print it; the latter only where a script can. */
export function listActions(exportHref: string | undefined): Html {
  const file =
    exportHref !== undefined && html`<a class="govuk-link" href="${exportHref}">Download as a spreadsheet</a>`
  return html`<p class="govuk-body tl-actions tl-no-print">${file}
<button type="button" class="tl-link-button" data-print hidden>Print this page</button></p>`
}
