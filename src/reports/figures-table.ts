import { type Html, html } from '#platform/web'

/** A cell of a table of figures: words, or words with markup. */
export type FigureCell = string | Html

/**
 * A table whose rows each have a heading and then figures. It is `Table` of govuk-frontend in looks; its cells carry no
 * classes of their own, since a compendium has tens of thousands of them.
 *
 * @property name what the table is, in one word, for scripts that read the page
 * @property of the id of the measure it is about
 * @property words columns, by place, that hold sentences and not numbers
 */
export interface FiguresTable {
  readonly name: string
  readonly of: string
  readonly caption: string
  readonly classes?: string
  readonly head: readonly string[]
  readonly words?: readonly number[]
  readonly rows: readonly (readonly FigureCell[])[]
}

/**
 * The table in a region that scrolls by itself where the screen is too narrow, so that the page never does. The region can be
 * reached by keyboard and is read out by the table's caption.
 */
export function figuresTable(table: FiguresTable): Html {
  const words = (table.words ?? []).map((column) => `tl-words-${column + 1}`)
  const classes = ['govuk-table', 'tl-figures', ...words, table.classes ?? ''].join(' ').trim()
  return html`<div class="tl-scroll" role="region" aria-label="${table.caption}" tabindex="0">
<table class="${classes}" data-table="${table.name}" data-of="${table.of}">
<caption class="govuk-table__caption govuk-table__caption--s">${table.caption}</caption>
<thead><tr>${table.head.map((words) => html`<th scope="col">${words}</th>`)}</tr></thead>
<tbody>
${table.rows.map(row)}</tbody>
</table>
</div>`
}

function row([heading, ...cells]: readonly FigureCell[]): Html {
  return html`<tr><th scope="row">${heading}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>
`
}
