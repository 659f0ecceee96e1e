import type { DuckDb, SqlValue } from '#platform/lake'
import type { Period } from '#values'
import { caseCondition } from './compile-scan.ts'
import type { Measure } from './measure.ts'
import { dayColumn } from './scan.ts'

/** Which figure to open: its period, and its group (null for all). */
export interface Opened {
  readonly period: Period
  readonly by: { readonly dimension: string; readonly value: string } | null
}

/** One row of a figure: what tells it apart, whose it is, and whether it counts above or only below. */
export interface RowBehind {
  readonly key: Readonly<Record<string, string | number | null>>
  readonly child: string | null
  readonly team: string | null
  readonly worker: string | null
  readonly inNumerator: boolean
}

/**
 * The rows behind a figure, by their keys: as many as its denominator (of a count, its numerator), and of those with `inNumerator` as
 * many as its numerator. Of a mean or median all rows count above; of a measure of different children, count the children.
 *
 * @throws RangeError when the measure has no such breakdown
 */
export async function rowsBehind(db: DuckDb, measure: Measure, { period, by }: Opened): Promise<readonly RowBehind[]> {
  if (by && !measure.by.includes(by.dimension)) throw new RangeError(`${measure.id} has no such breakdown`)
  const { fact, values, sql } = { fact: measure.of, ...compileRowsBehind(measure, { period, by }) }
  const rows = await db.rows<Record<string, string | number | null> & { in_numerator: boolean }>(sql, values)
  return rows.map((row) => ({
    key: Object.fromEntries(fact.key.map((column) => [column, row[column] ?? null])),
    child: text(row, fact.child),
    team: text(row, fact.team),
    worker: text(row, fact.worker),
    inNumerator: row.in_numerator,
  }))
}

/** The statement for the rows behind a figure, and its values. */
export function compileRowsBehind(measure: Measure, { period, by }: Opened): { sql: string; values: SqlValue[] } {
  const fact = measure.of
  const on = dayColumn(measure)
  const within = period.kind === 'snapshot' ? `${on} = $1 and $1 = $2` : `${on} >= $1 and ${on} < $2`
  const people = [fact.child, fact.team, fact.worker].filter((column) => column !== undefined)
  const columns = [...new Set([...fact.key, ...people])]
  // A share's group is what counts above, out of all its cases.
  const group = by && measure.kind !== 'share' ? `\n    and ${isGroup(by.dimension)}` : ''
  const values: SqlValue[] = [period.from, period.to, ...(by ? [by.value] : [])]
  const sql = `select
    ${columns.join(',\n    ')},
    ${countsAbove(measure, by)} as in_numerator
from ${fact.view}
where ${within}
    and (${caseCondition(measure)})${group}
order by all`
  return { sql, values }
}

function countsAbove(measure: Measure, by: Opened['by']): string {
  if (measure.kind === 'rate') return `coalesce(${measure.numerator.where ?? 'true'}, false)`
  if (measure.kind === 'share' && by) return isGroup(by.dimension)
  return 'true'
}

function isGroup(dimension: string): string {
  return `coalesce(${dimension}::varchar, 'Not known') = $3`
}

function text(row: Record<string, unknown>, column: string | undefined): string | null {
  return column === undefined ? null : ((row[column] as string | null) ?? null)
}
