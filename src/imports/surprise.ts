import type { ExtractTable } from '#platform/lake'
import type { Problem } from '#values'

const FEWEST_ROWS = 50
const HOLD_BELOW = 0.5
const HOLD_ABOVE = 2
const WARN_CHANGE = 0.2

/** What an extract's size says beside the extract before: reasons to hold it, and things worth a look. */
export interface Surprise {
  readonly held: readonly Problem[]
  readonly warnings: readonly Problem[]
}

/**
 * Compares the rows of each table inside the standard's window with those of the last extract that had it, so that an extract that
 * reaches further back is not mistaken for one that has doubled.
 *
 * Held: half or less, twice or more. Warned of: more than a fifth either way, and a list that was there and is not (its
 * figures then stop at the day to which it is known). Tables of fewer than 50 rows both times move too much by chance to
 * say anything.
 *
 * @param earlier the tables of the extracts before, the newest first
 */
export function surpriseOf(earlier: readonly (readonly ExtractTable[])[], arriving: readonly ExtractTable[]): Surprise {
  const before = new Map(earlier.toReversed().flatMap((tables) => [...totals(tables)]))
  const now = totals(arriving)
  const missing = [...totals(earlier[0] ?? []).keys()].filter((table) => !now.has(table))
  const telling = [...now]
    .map(([table, is]) => ({ table, was: before.get(table), is }))
    .filter((change): change is Change => change.was !== undefined && Math.max(change.was, change.is) >= FEWEST_ROWS)
  const moved = telling.filter(({ was, is }) => Math.abs(is - was) > was * WARN_CHANGE)
  return {
    held: moved.filter(isHeld).map(heldProblem),
    warnings: [...moved.filter((change) => !isHeld(change)).map(movedProblem), ...missing.map(missingProblem)],
  }
}

interface Change {
  readonly table: string
  readonly was: number
  readonly is: number
}

function isHeld({ was, is }: Change): boolean {
  return is <= was * HOLD_BELOW || is >= was * HOLD_ABOVE
}

function heldProblem({ table, was, is }: Change): Problem {
  return {
    code: 'held',
    field: table,
    message: `${table}: ${is} rows in its window, against ${was} when it was last loaded; nothing was loaded`,
  }
}

function movedProblem({ table, was, is }: Change): Problem {
  return { code: 'rows-moved', message: `${table}: ${is} rows in its window, against ${was} when it was last loaded` }
}

function missingProblem(table: string): Problem {
  return { code: 'list-missing', message: `${table}: not in this extract, though it was in the one before` }
}

function totals(tables: readonly ExtractTable[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { table, inWindow } of tables) sums.set(table, (sums.get(table) ?? 0) + inWindow)
  return sums
}
