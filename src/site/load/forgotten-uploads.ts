import { readdir, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type Pool, transaction } from '#platform/db'
import { expireFiles } from './upload.store.ts'
import type { StoredFile } from './upload.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** How long the files of an upload stay after it has ended: to look at, and to load again with other headers. */
const KEPT_DAYS = 30

/**
 * Removes folders of files that were sent and never written down, because the program died between the two; the person was
 * told that nothing had arrived. A day is left, in which a request under way has long ended.
 *
 * Also those of uploads whose files are noted as removed, when the program died before it had removed them.
 *
 * @returns how many folders were removed
 */
export async function removeForgottenUploads(owner: Pool, uploadsDir: string, now: Date = new Date()): Promise<number> {
  const names = (await readdir(uploadsDir).catch(() => [])).filter((name) => FOLDER.test(name))
  const old: string[] = []
  for (const name of names) {
    if (now.getTime() - (await stat(join(uploadsDir, name))).mtimeMs > DAY_MS) old.push(name)
  }
  if (old.length === 0) return 0
  const rows = await transaction(owner, (tx) =>
    tx.rows<{ files: readonly StoredFile[] }>('select files from load.upload where files_removed_at is null'),
  )
  const known = new Set(rows.flatMap(({ files }) => files.map(folderOf)))
  const forgotten = old.filter((name) => !known.has(name))
  for (const name of forgotten) await rm(join(uploadsDir, name), { recursive: true, force: true })
  return forgotten.length
}

/**
 * Removes the files of uploads that ended more than 30 days ago. What they were stays in their rows, which say that they have
 * gone; what was loaded of them is in the lake.
 *
 * @returns how many folders were removed
 */
export async function removeOldUploads(owner: Pool, uploadsDir: string, now: Date = new Date()): Promise<number> {
  const before = new Date(now.getTime() - KEPT_DAYS * DAY_MS)
  const files = await transaction(owner, (tx) => expireFiles(tx, before))
  const folders = [...new Set(files.map(folderOf))].filter((name) => FOLDER.test(name))
  for (const name of folders) await rm(join(uploadsDir, name), { recursive: true, force: true })
  return folders.length
}

/** How the folders of uploads are named. */
const FOLDER = /^[0-9a-f]{32}$/

function folderOf({ path }: StoredFile): string {
  return basename(dirname(path))
}
