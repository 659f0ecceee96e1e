import {
  type DuckDb,
  type DuckDbOptions,
  installCalendar,
  listSnapshots,
  openDuckDb,
  parquetSql,
  type SnapshotManifest,
  snapshotDir,
  sqlName,
} from '#platform/lake'
import type { Outcome } from '#values'
import type { ImportFormat } from './format.ts'
import { createChildTable, createCurrentView, createDescribingTables, versionTable } from './record.ts'

/** A snapshot open for work. Close `db` when done. */
export interface OpenSnapshot {
  readonly db: DuckDb
  readonly manifest: SnapshotManifest
  readonly dir: string
}

/** Which snapshot: an id, or the newest of an authority. */
export interface SnapshotChoice {
  readonly dataDir: string
  readonly authority: string
  readonly snapshot?: string
}

/** How a record is opened. */
export interface OpenOptions extends DuckDbOptions {
  /** Reads from the files what a question needs, and no more: for few questions. Otherwise all is read into memory first. */
  readonly fromFiles?: boolean
}

/**
 * Opens a snapshot's record: version tables, current views, `child`, `snapshot_info`, `coverage`, `extract_day`,
 * `cell_problem` and the calendar macros. What the load computed lies beside it: `parquetSql(dir, table)`.
 *
 * @returns a refusal when there is no such snapshot
 */
export async function openSnapshot(
  choice: SnapshotChoice,
  format: ImportFormat,
  options: OpenOptions = {},
): Promise<Outcome<OpenSnapshot>> {
  return open(choice, options, async (db, manifest, dir) => {
    await installCalendar(db)
    // Every question reads a table many times, and from memory that costs a third.
    const kind = options.fromFiles ? 'view' : 'table'
    for (const { table } of format.tables) {
      await db.run(`create ${kind} ${sqlName(versionTable(table))} as from ${parquetSql(dir, versionTable(table))}`)
      await createCurrentView(db, table)
    }
    await db.run(`create ${kind} cell_problem as from ${parquetSql(dir, 'cell_problem')}`)
    if (manifest.tables.includes('child')) await db.run(`create ${kind} child as from ${parquetSql(dir, 'child')}`)
    else await createChildTable(db, format)
  })
}

/**
 * Opens some of the tables that were published with a snapshot, `snapshot_info`, `coverage` and `extract_day`, and no
 * more: views over the files, of which only what is asked for is read.
 *
 * @returns a refusal when there is no such snapshot, or when it does not keep all of the tables ('not-kept')
 */
export async function openPublished(
  choice: SnapshotChoice,
  tables: readonly string[],
  options: DuckDbOptions = {},
): Promise<Outcome<OpenSnapshot>> {
  const found = await findSnapshot(choice)
  if (!found.ok) return found
  const lacking = tables.filter((table) => !found.value.tables.includes(table))
  if (lacking.length > 0) {
    return { ok: false, problems: [{ code: 'not-kept', message: `the snapshot does not keep ${lacking.join(', ')}` }] }
  }
  return open(choice, options, async (db, _manifest, dir) => {
    for (const table of tables) await db.run(`create view ${sqlName(table)} as from ${parquetSql(dir, table)}`)
  })
}

/** A database for the snapshot chosen, described, and filled by `fill`. */
async function open(
  choice: SnapshotChoice,
  options: DuckDbOptions,
  fill: (db: DuckDb, manifest: SnapshotManifest, dir: string) => Promise<void>,
): Promise<Outcome<OpenSnapshot>> {
  const found = await findSnapshot(choice)
  if (!found.ok) return found
  const manifest = found.value
  const dir = snapshotDir(choice.dataDir, choice.authority, manifest.id)
  const db = await openDuckDb(options)
  try {
    await describeRecord(db, manifest)
    await fill(db, manifest, dir)
    return { ok: true, value: { db, manifest, dir } }
  } catch (error) {
    db.close()
    throw error
  }
}

/** The manifest of the snapshot chosen. */
export async function findSnapshot(choice: SnapshotChoice): Promise<Outcome<SnapshotManifest>> {
  const snapshots = await listSnapshots(choice.dataDir, choice.authority)
  const found = choice.snapshot ? snapshots.find(({ id }) => id === choice.snapshot) : snapshots.at(-1)
  if (found) return { ok: true, value: found }
  const message = choice.snapshot
    ? 'there is no such snapshot; see throughline snapshots'
    : 'nothing has been loaded yet; see throughline load'
  return { ok: false, problems: [{ code: 'no-snapshot', message }] }
}

async function describeRecord(db: DuckDb, manifest: SnapshotManifest): Promise<void> {
  await createDescribingTables(db)
  await db.run('insert into snapshot_info values ($1, $2, $3)', [manifest.id, manifest.authority, manifest.asAt])
  for (const { table, from, to } of manifest.coverage) {
    await db.run('insert into coverage values ($1, $2, $3)', [table, from, to])
  }
  for (const { table, asAt } of manifest.extractDays) {
    await db.run('insert into extract_day values ($1, $2)', [asAt, table])
  }
}
