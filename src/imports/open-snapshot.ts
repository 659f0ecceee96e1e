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
import { createChildTable, createCurrentView, createRecordTables, versionTable } from './record.ts'

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

/**
 * Opens a snapshot's record: version tables, current views, `child`, `snapshot_info`, `coverage`, `extract_day`,
 * `cell_problem` and the calendar macros. What the load computed lies beside it: `parquetSql(dir, table)`.
 *
 * @returns a refusal when there is no such snapshot
 */
export async function openSnapshot(
  choice: SnapshotChoice,
  format: ImportFormat,
  options: DuckDbOptions = {},
): Promise<Outcome<OpenSnapshot>> {
  const found = await findSnapshot(choice)
  if (!found.ok) return found
  const manifest = found.value
  const dir = snapshotDir(choice.dataDir, choice.authority, manifest.id)
  const db = await openDuckDb(options)
  try {
    await installCalendar(db)
    await openRecord(db, manifest, dir, format)
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

async function openRecord(db: DuckDb, manifest: SnapshotManifest, dir: string, format: ImportFormat): Promise<void> {
  await createRecordTables(db)
  for (const { table } of format.tables) {
    // A table and not a view: every question reads it many times, and from memory that costs a third.
    await db.run(`create table ${sqlName(versionTable(table))} as from ${parquetSql(dir, versionTable(table))}`)
    await createCurrentView(db, table)
  }
  await db.run(`insert into cell_problem from ${parquetSql(dir, 'cell_problem')}`)
  await db.run('insert into snapshot_info values ($1, $2, $3)', [manifest.id, manifest.authority, manifest.asAt])
  for (const { table, from, to } of manifest.coverage) {
    await db.run('insert into coverage values ($1, $2, $3)', [table, from, to])
  }
  for (const { table, asAt } of manifest.extractDays) {
    await db.run('insert into extract_day values ($1, $2)', [asAt, table])
  }
  await createChildTable(db, format)
}
