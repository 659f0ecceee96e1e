import { type Html, html, type ListColumn, type ListState, listTable, type Page } from '#platform/web'
import { type CompendiumMeasure, inBrackets, partsWords, periodWords, valueWords } from '#reports'
import { formatDate, isPlainDate } from '#values'
import { measurePath } from './figures.paths.ts'
import type { RowBehindFigure } from './figures.store.ts'

/** What the page of rows is made from. */
export interface RowsPageModel {
  readonly measure: CompendiumMeasure
  readonly rows: readonly RowBehindFigure[]
  /** Rows that this person may see, with the choice that was made. */
  readonly total: number
  /** All rows behind the figure, and those of them that are kept here. */
  readonly behind: number
  readonly kept: number
  readonly state: ListState
  readonly counted: boolean | undefined
}

/** The rows behind a measure's newest figure, as far as this person may see them. */
export function rowsPage(model: RowsPageModel): Page {
  const { measure } = model
  return {
    title: `Rows behind: ${measure.title}`,
    back: { href: measurePath(measure.id) },
    main: html`<span class="govuk-caption-l">${measure.title}</span>
<h1 class="govuk-heading-l">Rows behind the figure</h1>
${measure.headline && html`<p class="govuk-body">${valueWords(measure.headline, measure)}${inBrackets(partsWords(measure.headline, measure.unit))}, ${periodWords(measure.headline.period)}.</p>`}
<p class="govuk-body">${shareWords(model)}</p>
${choices(model)}
${rowsTable(model)}`,
  }
}

function shareWords({ behind, kept, total }: RowsPageModel): string {
  const number = (count: number): string => count.toLocaleString('en-GB')
  const cut = kept < behind ? ` The first ${number(kept)} of them are kept here.` : ''
  const seen = total === 0 ? 'None of them is of a child whose records you may see.' : `You may see ${number(total)}.`
  return `The figure was made from ${number(behind)} ${behind === 1 ? 'row' : 'rows'}.${cut} ${total === behind ? '' : seen}`
}

function choices({ measure, counted }: RowsPageModel): Html {
  const isShare = measure.definition.denominator !== null
  if (!isShare) return html``
  const options = [
    [undefined, 'All', ''],
    [true, 'Counted', '?counted=yes'],
    [false, 'Not counted', '?counted=no'],
  ] as const
  const items = options.map(([value, text, query]) =>
    value === counted
      ? html`<li><strong aria-current="true">${text}</strong></li>`
      : html`<li><a class="govuk-link" href="${measurePath(measure.id)}/rows${query}">${text}</a></li>`,
  )
  return html`<nav aria-label="Which rows"><ul class="govuk-list tl-choices">${items}</ul></nav>`
}

function rowsTable({ measure, rows, total, state }: RowsPageModel): Html {
  const keys = Object.keys(rows[0]?.key ?? {}).filter((name) => name !== 'child_id')
  const isShare = measure.definition.denominator !== null
  const columns: readonly ListColumn<RowBehindFigure>[] = [
    { title: 'Child', cell: childLink },
    ...keys.map((name) => ({
      title: columnWords(name),
      cell: (row: RowBehindFigure) => cellWords(row.key[name] ?? null),
    })),
    ...(isShare ? [{ title: 'Counted', cell: (row: RowBehindFigure) => (row.inNumerator ? 'Yes' : 'No') }] : []),
    { title: 'Worker', cell: ({ worker }) => worker },
    { title: 'Team', cell: ({ team }) => team },
    { title: 'Area', cell: ({ area }) => area },
  ]
  return listTable({
    noun: 'rows',
    none: 'There are no rows here that you may see.',
    total,
    rows,
    columns,
    state,
    sorts: {},
    rowHeading: true,
  })
}

function childLink({ ref, child }: RowBehindFigure): Html | string {
  return ref === null ? (child ?? 'none') : html`<a class="govuk-link" href="/children/${ref}">${child}</a>`
}

function columnWords(name: string): string {
  const words = name.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function cellWords(value: string | null): string {
  if (value === null) return ''
  return isPlainDate(value) ? formatDate(value) : String(value)
}
