import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

const HOUR_MS = 60 * 60 * 1000

/**
 * Does `work` with a folder of the data directory for what is written on the way, and removes it. Children's rows lie in it, so
 * that it is nobody else's to read, and no part of a backup.
 *
 * A publisher that is killed leaves its folder behind: the next removes those of more than an hour ago, which is many times as
 * long as any takes.
 */
export async function withScratch<T>(dataDir: string, work: (scratch: string) => Promise<T>): Promise<T> {
  const all = join(dataDir, 'publishing')
  await mkdir(all, { recursive: true, mode: 0o700 })
  await removeLeft(all)
  const scratch = await mkdtemp(join(all, 'rows-'))
  try {
    return await work(scratch)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function removeLeft(all: string): Promise<void> {
  for (const name of await readdir(all)) {
    const path = join(all, name)
    // Another publisher may remove it at the same moment.
    const found = await stat(path).catch(() => undefined)
    if (found && Date.now() - found.mtimeMs > HOUR_MS) await rm(path, { recursive: true, force: true })
  }
}
