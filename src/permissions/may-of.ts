import type { Tx } from '#platform/db'

/**
 * Which of these children this person may see while doing what the visit was opened for. Asked in one go, for any number;
 * what row-level security says is the answer, so it cannot differ from what lists and searches show.
 *
 * @returns the numbers that may be seen; one that does not exist is left out like one that may not
 */
export async function mayOf(tx: Tx, children: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.rows<{ child_id: string }>(
    'select child_id from published.child where child_id = any ($1::text[])',
    [children],
  )
  return new Set(rows.map(({ child_id }) => child_id))
}
