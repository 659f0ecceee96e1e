import { type Pool, transaction } from '#platform/db'
import { listSnapshots, openDuckDb, parquetSql, type SnapshotManifest, snapshotDir } from '#platform/lake'
import { type CheckCount, listCounted, writeCounts } from './quality.store.ts'

/**
 * Brings the counts for trends in step with the lake: every snapshot that the current one goes on from, and itself. Done after
 * each publication; doing it again changes nothing.
 */
export async function refreshTrend(owner: Pool, dataDir: string, authority: string): Promise<void> {
  const line = lineOf(await listSnapshots(dataDir, authority))
  const counted = await transaction(owner, (tx) => listCounted(tx, authority))
  const isThere = ({ id, sequence }: SnapshotManifest) =>
    counted.some((each) => each.snapshot === id && each.sequence === sequence)
  const lacking = line.filter((snapshot) => !isThere(snapshot))
  if (lacking.length === 0 && counted.length === line.length) return
  const added = await countAll(dataDir, lacking)
  const kept = line.filter(isThere).map(({ id }) => id)
  await transaction(owner, (tx) => writeCounts(tx, authority, kept, added))
}

/** The snapshots on the way to the current one that kept what their checks found. */
function lineOf(snapshots: readonly SnapshotManifest[]): readonly SnapshotManifest[] {
  const held = new Set(snapshots.at(-1)?.extracts)
  return snapshots.filter(
    ({ extracts, tables }) =>
      extracts.every((id) => held.has(id)) && tables.includes('finding') && tables.includes('check_run'),
  )
}

async function countAll(dataDir: string, snapshots: readonly SnapshotManifest[]): Promise<CheckCount[]> {
  const db = await openDuckDb({ threads: 1 })
  try {
    const counts: CheckCount[] = []
    for (const { authority, id, asAt, sequence } of snapshots) {
      const dir = snapshotDir(dataDir, authority, id)
      const found = await db.rows<{ check_id: string; found: number | null }>(
        `with counted as (
            select check_id, count(*) as found from ${parquetSql(dir, 'finding')} group by check_id
        )
        select check_run.check_id, case when check_run.state = 'ran' then coalesce(counted.found, 0) end as found
        from ${parquetSql(dir, 'check_run')} as check_run
        left join counted on counted.check_id = check_run.check_id`,
      )
      counts.push(...found.map((each) => ({ snapshot: id, as_at: asAt, sequence, ...each })))
    }
    return counts
  } finally {
    db.close()
  }
}
