import type { DuckDb } from './duckdb.ts'

const LANES = 2

/**
 * Does `work` for each item, two at a time, each lane with a connection of its own to `db`'s database: most statements
 * over one list use one core. Items are begun in the order given; put the longest first.
 *
 * @returns what `work` gave, in the order of the items
 * @throws the first fault, once everything that had begun has ended
 */
export async function inLanes<T, R>(
  db: DuckDb,
  items: readonly T[],
  work: (db: DuckDb, item: T) => Promise<R>,
): Promise<R[]> {
  const results = new Map<number, R>()
  const queue = [...items.entries()]
  let failed = false
  const lane = async () => {
    const own = await db.beside()
    try {
      for (let next = queue.shift(); next !== undefined && !failed; next = queue.shift()) {
        results.set(next[0], await work(own, next[1]))
      }
    } catch (error) {
      failed = true
      throw error
    } finally {
      own.close()
    }
  }
  const ended = await Promise.allSettled(Array.from({ length: LANES }, lane))
  const fault = ended.find((each) => each.status === 'rejected')
  if (fault) throw fault.reason
  return items.map((_, i) => results.get(i)!)
}
