import { type Html, html } from '../html.ts'
import { type Attributes, attributesOf, type Common, type Content, classesOf, contentOf } from './attributes.ts'

export type TableCell = Content & {
  readonly format?: 'numeric'
  readonly classes?: string
  readonly colspan?: number
  readonly rowspan?: number
  readonly attributes?: Attributes
}

export type Table = Common & {
  readonly caption?: string
  readonly captionClasses?: string
  readonly head?: readonly TableCell[]
  /** Rows that are null, false or empty text are left out, so that a row can depend on a condition. */
  readonly rows: readonly (readonly TableCell[] | null | false | '')[]
  readonly firstCellIsHeader?: boolean
}

/** A table with its caption, and scopes on the headings of its columns and rows. */
export function table(options: Table): Html {
  return html`<table class="${classesOf('govuk-table', options.classes)}"${attributesOf(options.attributes)}>
${options.caption && caption(options.caption, options.captionClasses)}
${options.head && head(options.head)}
<tbody class="govuk-table__body">
${options.rows.map((row) => row && bodyRow(row, options.firstCellIsHeader ?? false))}
</tbody>
</table>`
}

function caption(text: string, classes: string | undefined): Html {
  return html`<caption class="${classesOf('govuk-table__caption', classes)}">${text}</caption>`
}

function head(cells: readonly TableCell[]): Html {
  return html`<thead class="govuk-table__head"><tr class="govuk-table__row">${cells.map(columnHeading)}</tr></thead>`
}

function columnHeading(cell: TableCell): Html {
  const classes = classesOf('govuk-table__header', numeric('govuk-table__header', cell), cell.classes)
  return html`<th scope="col" class="${classes}"${spans(cell)}>${contentOf(cell)}</th>`
}

function bodyRow(cells: readonly TableCell[], firstIsHeader: boolean): Html {
  const printed = cells.map((cell, i) => (i === 0 && firstIsHeader ? rowHeading(cell) : bodyCell(cell)))
  return html`<tr class="govuk-table__row">${printed}</tr>`
}

function rowHeading(cell: TableCell): Html {
  return html`<th scope="row" class="${classesOf('govuk-table__header', cell.classes)}"${spans(cell)}>${contentOf(cell)}</th>`
}

function bodyCell(cell: TableCell): Html {
  const classes = classesOf('govuk-table__cell', numeric('govuk-table__cell', cell), cell.classes)
  return html`<td class="${classes}"${spans(cell)}>${contentOf(cell)}</td>`
}

function numeric(name: string, cell: TableCell): string | undefined {
  return cell.format === undefined ? undefined : `${name}--${cell.format}`
}

function spans(cell: TableCell): Html {
  const columns = cell.colspan === undefined ? '' : html` colspan="${cell.colspan}"`
  const rows = cell.rowspan === undefined ? '' : html` rowspan="${cell.rowspan}"`
  return html`${columns}${rows}${attributesOf(cell.attributes)}`
}
