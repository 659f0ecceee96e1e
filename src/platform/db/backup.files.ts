import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fsyncDir, fsyncFile, makeDirDurably } from '#platform/files'
import { BUILDING } from '#platform/lake'
import type { BackupManifest } from './backup.manifest.ts'

type BackedUpFile = BackupManifest['files'][number]

/** What a data directory holds beside the ledger: the lake, and the settings of the authority. */
const KEPT = ['lake', 'settings.json'] as const

/** The files to back up, by their path in the data directory, sorted. What a load is still writing is none. */
export async function listFiles(dataDir: string): Promise<string[]> {
  const found = await Promise.all(KEPT.map((name) => filesUnder(join(dataDir, name))))
  return found
    .flat()
    .map((path) => relative(dataDir, path))
    .sort()
}

async function filesUnder(path: string): Promise<string[]> {
  if (!existsSync(path)) return []
  if (!(await stat(path)).isDirectory()) return [path]
  const names = (await readdir(path)).filter((name) => !name.startsWith(BUILDING) && !name.endsWith('.tmp'))
  return (await Promise.all(names.map((name) => filesUnder(join(path, name))))).flat()
}

/** Copies files from one folder to another, each flushed, with its folder. @returns what they are */
export async function copyFiles(from: string, to: string, paths: readonly string[]): Promise<BackedUpFile[]> {
  const copied: BackedUpFile[] = []
  for (const path of paths) {
    const target = join(to, path)
    await makeDirDurably(dirname(target))
    const meter = meterOf()
    await pipeline(createReadStream(join(from, path)), meter.through, createWriteStream(target, { flags: 'wx' }))
    await fsyncFile(target)
    copied.push({ path, ...meter.result() })
  }
  for (const dir of new Set(paths.map((path) => dirname(join(to, path))))) await fsyncDir(dir)
  return copied
}

/** Whether a file is what the manifest says. */
export async function isWhole(dir: string, file: BackedUpFile): Promise<boolean> {
  const path = join(dir, file.path)
  if (!existsSync(path)) return false
  const meter = meterOf()
  await pipeline(createReadStream(path), meter.through.resume())
  const { bytes, sha256 } = meter.result()
  return bytes === file.bytes && sha256 === file.sha256
}

function meterOf(): { readonly through: Transform; readonly result: () => Pick<BackedUpFile, 'bytes' | 'sha256'> } {
  const hash = createHash('sha256')
  let bytes = 0
  const through = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk)
      bytes += chunk.length
      done(null, chunk)
    },
  })
  return { through, result: () => ({ bytes, sha256: hash.digest('hex') }) }
}
