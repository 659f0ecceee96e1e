import type { DuckDb } from '#platform/lake'
import { writeLines } from './copy-lines.ts'
import { type PrepareRequest, prepareRows } from './prepare-rows.ts'
import { snapshotTables } from './tables.ts'

/** How many rows are behind the newest headline figure of a measure, and how many of them are kept. */
export interface BehindCount {
  readonly behind: number
  readonly kept: number
}

/** The rows of a snapshot on their way: each part is there as soon as it is written, in the order of the tables. */
export interface RowFiles {
  /** By table: its rows as lines for COPY. */
  readonly files: ReadonlyMap<string, Promise<readonly string[]>>
  /** By measure. */
  readonly behind: Promise<ReadonlyMap<string, BehindCount>>
  /** Settles when nothing is written any more, whether it went well or not. */
  readonly ended: Promise<void>
}

/**
 * Begins to write the rows of a snapshot into files of `dir`, one table after another, while its caller does other things.
 * Nothing else may be asked of `db` until `ended`. What goes wrong is thrown to who awaits the first part that is missing.
 */
export function startRows(db: DuckDb, request: PrepareRequest, dir: string): RowFiles {
  const prepared = prepareRows(db, request)
  const behind = prepared.then(() => behindCounts(db))
  const files = new Map<string, Promise<readonly string[]>>()
  let last: Promise<unknown> = behind
  for (const table of snapshotTables) {
    const written = last.then(() => writeLines(db, table, dir))
    files.set(table.table, written)
    last = written
  }
  // Whoever awaits a part is told; a part that nobody came to await must not end the process.
  for (const part of [behind, ...files.values()]) part.catch(() => {})
  return { files, behind, ended: last.then(ignore, ignore) }
}

function ignore(): void {}

async function behindCounts(db: DuckDb): Promise<ReadonlyMap<string, BehindCount>> {
  const rows = await db.rows<BehindCount & { measure: string }>(
    'select measure_id as measure, rows_behind as behind, rows_kept as kept from behind_count',
  )
  return new Map(rows.map(({ measure, ...count }) => [measure, count]))
}
