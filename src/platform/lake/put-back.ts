import { join } from 'node:path'
import { writeFileDurably } from '#platform/files'
import type { Outcome } from '#values'
import { authorityDir, listSnapshots, snapshotDir } from './layout.ts'
import { withLock } from './lock.ts'
import type { SnapshotManifest } from './manifest.ts'

/**
 * Makes an earlier snapshot the current one again. Nothing is computed and nothing is deleted: its manifest, which says its place
 * in the order of snapshots, is replaced in one step. The next load goes on from its record, without the extracts that
 * came after it. Asking for the current snapshot changes nothing.
 *
 * @param now the moment, ISO 8601 in UTC
 * @param needed tables without which it cannot be shown
 * @returns the manifest as it is now; a refusal when there is no such snapshot ('no-snapshot'), or when it does not keep all that
 *   is needed, so that nothing could be made of it ('not-kept')
 * @throws LockedError when a load is running for the authority
 */
export async function putBack(
  dataDir: string,
  authority: string,
  snapshot: string,
  now: string,
  needed: readonly string[] = [],
): Promise<Outcome<SnapshotManifest>> {
  return withLock(authorityDir(dataDir, authority), async () => {
    const snapshots = await listSnapshots(dataDir, authority)
    const asked = snapshots.find(({ id }) => id === snapshot)
    const current = snapshots.at(-1)
    if (!asked || !current) {
      return { ok: false, problems: [{ code: 'no-snapshot', message: 'there is no such snapshot' }] }
    }
    if (asked === current) return { ok: true, value: asked }
    const lacking = lackingTables(asked, needed)
    if (lacking.length > 0) {
      return {
        ok: false,
        problems: [{ code: 'not-kept', message: `the snapshot does not keep ${lacking.join(', ')}` }],
      }
    }
    const back: SnapshotManifest = {
      ...asked,
      sequence: current.sequence + 1,
      putBack: [...(asked.putBack ?? []), { at: now, from: current.id }],
    }
    const path = join(snapshotDir(dataDir, authority, snapshot), 'manifest.json')
    await writeFileDurably(path, `${JSON.stringify(back, null, 2)}\n`)
    return { ok: true, value: back }
  })
}

/** Which of the tables that are needed a snapshot does not keep: those that a later version of the program computes. */
export function lackingTables({ tables }: Pick<SnapshotManifest, 'tables'>, needed: readonly string[]): string[] {
  return needed.filter((table) => !tables.includes(table))
}

/**
 * The snapshot that `snapshot` was made from or is best set beside: the newest of those that hold some of its extracts and no
 * others. One that was loaded in between and put back is none of its past.
 */
export function snapshotBefore(
  snapshots: readonly SnapshotManifest[],
  snapshot: SnapshotManifest,
): SnapshotManifest | undefined {
  const held = new Set(snapshot.extracts)
  return snapshots
    .filter(({ extracts }) => extracts.length < held.size && extracts.every((id) => held.has(id)))
    .toSorted((a, b) => a.extracts.length - b.extracts.length || a.sequence - b.sequence)
    .at(-1)
}
