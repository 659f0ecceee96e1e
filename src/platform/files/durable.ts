import { randomBytes } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'

/**
 * Makes the names in a directory survive a power cut.
 *
 * A file's own fsync keeps its bytes; only the directory's fsync keeps its name, so a rename or a new file is safe
 * after this has resolved and not before.
 *
 * @throws the system's error when `dir` cannot be opened or is not a directory
 */
export async function fsyncDir(dir: string): Promise<void> {
  const handle = await open(dir, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Makes a directory, with those above it that are missing, so that their names survive a power cut. */
export async function makeDirDurably(dir: string): Promise<void> {
  const first = await mkdir(dir, { recursive: true })
  if (first === undefined) return
  const topmost = resolve(first)
  for (let made = resolve(dir); made.length >= topmost.length; made = dirname(made)) await fsyncDir(dirname(made))
}

/**
 * Renames a file or a directory so that the new name survives a power cut; what was at `to` is replaced.
 *
 * Both directories are fsynced. The bytes of `from` are not: whoever wrote them has fsynced them, as
 * `writeFileDurably` and `fsyncFile` do. Both paths must be on one file system.
 */
export async function renameDurably(from: string, to: string): Promise<void> {
  await rename(from, to)
  await fsyncDir(dirname(to))
  if (dirname(from) !== dirname(to)) await fsyncDir(dirname(from))
}

/** Flushes the bytes of a file that something else (DuckDB's `copy`, say) wrote and closed. */
export async function fsyncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * Writes a whole file so that readers, and a machine that lost power, find the old bytes or the new ones, never half.
 *
 * The bytes go to a hidden temporary name beside `path`, are fsynced and renamed into place, and the directory is
 * fsynced. On failure the temporary file is removed and `path` is as it was.
 *
 * @param data text is written as UTF-8
 */
export async function writeFileDurably(path: string, data: string | Uint8Array): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`)
  try {
    await writeAndSync(temporary, data)
    await renameDurably(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

async function writeAndSync(path: string, data: string | Uint8Array): Promise<void> {
  const handle = await open(path, 'wx')
  try {
    await handle.writeFile(data)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
