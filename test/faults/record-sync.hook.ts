import fs, { appendFileSync } from 'node:fs'
import fsPromises, { type FileHandle } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { join, resolve } from 'node:path'

/**
 * Loaded with `--import` before a load: notes, in the order in which they end, what is flushed, renamed and made.
 * A rename of a folder also notes every file in it.
 */
const log = process.env.SYNC_LOG
if (!log) throw new Error('say where to write: SYNC_LOG')

const note = (entry: object): void => appendFileSync(log, `${JSON.stringify(entry)}\n`)

const { open, rename, mkdir } = fsPromises

async function noteSync(handle: FileHandle, path: string): Promise<FileHandle> {
  const sync = handle.sync.bind(handle)
  handle.sync = async () => {
    await sync()
    note({ did: 'sync', path })
  }
  return handle
}

fsPromises.open = async (path, ...rest) => noteSync(await open(path, ...rest), resolve(String(path)))

fsPromises.rename = async (from, to) => {
  const isFolder = fs.statSync(from).isDirectory()
  const files = isFolder ? fs.readdirSync(from).map((name) => resolve(join(String(from), name))) : []
  await rename(from, to)
  note({ did: 'rename', isFolder, from: resolve(String(from)), to: resolve(String(to)), files })
}

fsPromises.mkdir = (async (path: fs.PathLike, options?: fs.MakeDirectoryOptions) => {
  const first = await mkdir(path, options)
  if (options?.recursive !== true || first !== undefined) {
    note({ did: 'mkdir', path: resolve(String(path)), first: resolve(first ?? String(path)) })
  }
  return first
}) as typeof mkdir

syncBuiltinESMExports()
