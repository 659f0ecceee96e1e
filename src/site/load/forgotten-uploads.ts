import { readdir, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type Pool, transaction } from '#platform/db'
import type { StoredFile } from './upload.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/**
 * Removes folders of files that were sent and never written down, because the program died between the two; the person was
 * told that nothing had arrived. A day is left, in which a request under way has long ended.
 *
 * @returns how many folders were removed
 */
export async function removeForgottenUploads(owner: Pool, uploadsDir: string, now: Date = new Date()): Promise<number> {
  const names = (await readdir(uploadsDir).catch(() => [])).filter((name) => /^[0-9a-f]{32}$/.test(name))
  const old: string[] = []
  for (const name of names) {
    if (now.getTime() - (await stat(join(uploadsDir, name))).mtimeMs > DAY_MS) old.push(name)
  }
  if (old.length === 0) return 0
  const rows = await transaction(owner, (tx) =>
    tx.rows<{ files: readonly StoredFile[] }>('select files from load.upload'),
  )
  const known = new Set(rows.flatMap(({ files }) => files.map(({ path }) => basename(dirname(path)))))
  const forgotten = old.filter((name) => !known.has(name))
  for (const name of forgotten) await rm(join(uploadsDir, name), { recursive: true, force: true })
  return forgotten.length
}
