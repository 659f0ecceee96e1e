import assert from 'node:assert/strict'
import type { Check } from '#checks'
import type { DuckDb } from '#platform/lake'
import { formatOf } from './case.ts'

interface Found {
  readonly detail: string | null
  readonly row_key: string | null
  readonly table_name?: string | null
}

/** The rows that the check finds, with what a case looks at. */
export function answerOf(db: DuckDb, { sql }: Pick<Check, 'sql'>): Promise<Found[]> {
  return db.rows<Found>(`select odd.* from (${sql}) as odd`)
}

/**
 * Holds the rows found in a case to what the case says: one of the check's list, whose detail reads like the pattern, or
 * none without one.
 *
 * @throws AssertionError when it is otherwise
 */
export function assertAnswer(found: readonly Found[], { table }: Pick<Check, 'table'>, pattern?: RegExp): void {
  assert.equal(found.length, pattern ? 1 : 0, JSON.stringify(found))
  if (!pattern) return
  assert.match(found[0]!.detail!, pattern)
  assert.ok(found[0]!.row_key, 'a finding has a key')
  const named = found[0]!.table_name
  if (named) assert.ok(table === 'any' ? formatOf(named) : named === table, named)
}
