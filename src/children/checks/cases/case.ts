import { annexA } from '#children'
import type { TableFormat } from '#imports'
import type { SqlValue } from '#platform/lake'

/** Rows by table; `child_id` is '1' and `adopter_id` is 'A' unless a row says otherwise. */
export type CaseRecord = Readonly<Record<string, readonly Readonly<Record<string, SqlValue>>[]>>

/**
 * Records of 31 March 2026, covered from 1 April 2020, on which a check finds nothing, and records on which it finds one
 * row, whose detail reads like the pattern. There is a failing record for every branch of the check.
 */
export interface CheckCases {
  readonly passes: readonly CaseRecord[]
  readonly fails: readonly (readonly [CaseRecord, RegExp])[]
}

export const AS_AT_DAY = '2026-03-31'
export const COVERED_FROM = '2020-04-01'

/** The format of a table of the record. */
export function formatOf(table: string): TableFormat | undefined {
  return annexA.tables.find((each) => each.table === table)
}

/** The same row `n` times, each of another child, with what `vary` adds. */
export function many(n: number, vary: (i: number) => Readonly<Record<string, SqlValue>>) {
  return Array.from({ length: n }, (_, i) => ({ child_id: `c${i}`, ...vary(i) }))
}
