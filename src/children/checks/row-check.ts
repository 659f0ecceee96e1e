import { AS_AT, type Check, type Reads } from '#checks'
import type { TableFormat } from '#imports'

/** As-at day of the snapshot. */
export const asAt = AS_AT

/** A day as people write it: 6 February 2018. */
export const day = (expression: string) => `strftime(${expression}, '%-d %B %Y')`

/**
 * Words with SQL expressions in them, as one SQL text: what is NULL is left out.
 * @example words`Closed ${day('t.plan_end_date')}`
 */
export function words(texts: TemplateStringsArray, ...expressions: readonly string[]): string {
  const parts = texts.flatMap((text, i) => [...(text === '' ? [] : [quoted(text)]), ...expressions.slice(i, i + 1)])
  return `concat(${parts.join(', ')})`
}

/** `text` as an SQL string. */
export const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`

/** What is said of a check besides how it is asked. */
export type CheckWords = Pick<Check, 'id' | 'title' | 'severity' | 'why' | 'todo' | 'source'>

/** How the odd rows of one list are found; `t` is the row. */
export interface RowQuestion {
  /** Columns of the list that `where`, `steps`, `join` and `detail` read; the key is read anyway. */
  readonly reads: readonly string[]
  /** Other lists that must have been supplied. */
  readonly needs?: Reads
  /** Other lists that are read if they are there. */
  readonly uses?: Reads
  /** Named steps, without `with`. */
  readonly steps?: string
  readonly join?: string
  readonly where: string
  readonly detail: string
  /**
   * A column of the list whose emptiness is what is odd: rows in which it is empty only because the cell could not be
   * read are left out, since the cell itself is reported.
   */
  readonly unlessUnreadable?: string
}

/** A check that finds rows of one list, with their place in the files, team, worker and key. */
export function rowCheck(list: TableFormat, question: RowQuestion, said: CheckWords): Check {
  const reads = [...new Set([...list.key, ...question.reads])]
  const cellProblem = { cell_problem: ['table_name', 'column_name'] }
  const uses = question.unlessUnreadable ? { ...question.uses, ...cellProblem } : question.uses
  return {
    ...said,
    table: list.table,
    needs: { ...question.needs, [list.table]: reads },
    ...(uses ? { uses } : {}),
    sql: rowSql(list, question.unlessUnreadable ? readableRows(list, question, question.unlessUnreadable) : question),
  }
}

function readableRows(list: TableFormat, question: RowQuestion, column: string): RowQuestion {
  return {
    ...question,
    steps: [...(question.steps ? [question.steps] : []), unreadableRows(list, `column_name = ${quoted(column)}`)].join(
      ',\n',
    ),
    join: `${question.join ? `${question.join}\n` : ''}${joinUnreadable}`,
    where: `(${question.where})\n    and unreadable.columns is null`,
  }
}

/** `unreadable`: rows of the list with cells that could not be read, each with the names of those columns. */
export const unreadableRows = (list: TableFormat, where = 'true') => `unreadable as (
    select extract, source_file, source_sheet, source_row, list(column_name) as columns
    from cell_problem
    where table_name = ${quoted(list.table)} and ${where}
    group by extract, source_file, source_sheet, source_row
)`

/** Joins `unreadable` to row `t`; file names repeat from one extract to the next. */
export const joinUnreadable = `left join unreadable
    on unreadable.extract = t.extract and unreadable.source_file = t.source_file
    and unreadable.source_sheet = t.source_sheet and unreadable.source_row = t.source_row`

function rowSql(list: TableFormat, { steps, join, where, detail }: RowQuestion): string {
  return `${steps ? `with ${steps}\n` : ''}select
    ${describeRow(list)},
    ${detail} as detail
from ${list.table} as t
${join ? `${join}\n` : ''}where ${where}`
}

/**
 * The columns of a finding about row `t` of a list, but for `detail`. Team and worker say who is to look at it, and no
 * check is about them unless it says so: what is wrong with them changes no other finding.
 */
export function describeRow(list: TableFormat, table: string = list.table): string {
  return [
    has(list, 'child_id') ? 't.child_id' : undefined,
    has(list, 'allocated_team') ? 't.allocated_team as team' : undefined,
    has(list, 'allocated_worker') ? 't.allocated_worker as worker' : undefined,
    `${quoted(table)} as table_name`,
    't.source_file',
    't.source_sheet',
    't.source_row',
    't.extract',
    `${rowKey(list)} as row_key`,
  ]
    .filter((column) => column !== undefined)
    .join(',\n    ')
}

/** The natural key of row `t` as text; an empty column is told from an absent one by its bars. */
export function rowKey(list: TableFormat): string {
  return `concat_ws('|', ${list.key.map((column) => `coalesce(t.${column}::varchar, '')`).join(', ')})`
}

export function has(list: TableFormat, column: string): boolean {
  return list.columns.some((each) => each.name === column)
}

/** One step of a process with the words for it. */
export interface DatedStep {
  readonly column: string
  readonly words: string
}

/** A dated step. @example on('plan_end_date', 'the end of the plan') */
export const on = (column: string, name: string): DatedStep => ({ column, words: name })

/**
 * How rows are found in which a step is dated before one that must come first. Days after the extract do not count here:
 * they are reported as such.
 */
export function outOfOrder(pairs: readonly (readonly [first: DatedStep, then: DatedStep])[]): RowQuestion {
  const wrong = pairs.map(([first, then]) => `t.${then.column} < t.${first.column} and t.${first.column} <= ${asAt}`)
  const said = pairs.map(
    ([first, then], i) =>
      `case when ${wrong[i]} then concat(${quoted(sentence(then.words))}, ' ', ${day(`t.${then.column}`)}, ${quoted(`, is before ${first.words}, `)}, ${day(`t.${first.column}`)}) end`,
  )
  return {
    reads: [...new Set(pairs.flatMap((pair) => pair.map((step) => step.column)))],
    where: wrong.map((each) => `(${each})`).join('\n    or '),
    detail: `concat_ws('; ', ${said.join(',\n        ')})`,
  }
}

/**
 * How rows are found in which a step is dated after the end of what it belongs to, but not after the extract. Where the
 * end itself is before the start, that is what is wrong, and it is reported as such.
 */
export function afterEnd(start: string, end: DatedStep, steps: readonly DatedStep[]): RowQuestion {
  const ended = `coalesce(t.${end.column} >= t.${start}, true)`
  const wrong = steps.map((step) => `t.${step.column} > t.${end.column} and t.${step.column} <= ${asAt} and ${ended}`)
  const said = steps.map(
    (step, i) =>
      `case when ${wrong[i]} then concat(${quoted(sentence(step.words))}, ' ', ${day(`t.${step.column}`)}, ${quoted(`, is after ${end.words}, `)}, ${day(`t.${end.column}`)}) end`,
  )
  return {
    reads: [start, end.column, ...steps.map((step) => step.column)],
    where: wrong.map((each) => `(${each})`).join('\n    or '),
    detail: `concat_ws('; ', ${said.join(',\n        ')})`,
  }
}

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** Where the list's scope, columns and values are laid down. */
export const listSource = (list: TableFormat) => `Ofsted ILACS Annex A, child-level data template, List ${list.list}`

export const HOUSE_RULE = 'house rule'
