import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sqlText } from './duckdb.ts'
import type { ExtractManifest, SnapshotManifest } from './manifest.ts'

const AUTHORITY = /^[A-Za-z0-9][A-Za-z0-9-]{0,31}$/

/** True for what may stand as an authority's code: the DfE's three digits (936), or the ONS's nine characters. */
export function isAuthorityCode(text: string): boolean {
  return AUTHORITY.test(text)
}

/** The folder of one authority's extracts and snapshots. @throws RangeError when `authority` is no code */
export function authorityDir(dataDir: string, authority: string): string {
  if (!isAuthorityCode(authority)) throw new RangeError('not an authority code')
  return join(dataDir, 'lake', `authority=${authority}`)
}

/** The folder of one extract: the rows of one load, typed, as Parquet, with their manifest. */
export function extractDir(dataDir: string, authority: string, id: string): string {
  return join(authorityDir(dataDir, authority), `extract=${id}`)
}

/** The folder of one snapshot: the record as known after a load, and what was computed from it. */
export function snapshotDir(dataDir: string, authority: string, id: string): string {
  return join(authorityDir(dataDir, authority), `snapshot=${id}`)
}

/** The Parquet file of a table in an extract's or a snapshot's folder. */
export function parquetFile(dir: string, table: string): string {
  return join(dir, `${table}.parquet`)
}

/**
 * A table's Parquet file as SQL to select from. The folders' names hold `authority=` and `snapshot=`: left to itself,
 * DuckDB would add those as columns.
 */
export function parquetSql(dir: string, table: string): string {
  return `read_parquet(${sqlText(parquetFile(dir, table))}, hive_partitioning = false)`
}

/** The codes of the authorities that have a snapshot, sorted: a load that was refused or cut off makes none. */
export async function listAuthorities(dataDir: string): Promise<string[]> {
  const codes = (await namesWith(join(dataDir, 'lake'), 'authority=')).filter(isAuthorityCode).sort()
  const loaded = await Promise.all(codes.map((code) => namesWith(authorityDir(dataDir, code), 'snapshot=')))
  return codes.filter((_, i) => loaded[i]!.length > 0)
}

/** An authority's snapshots, oldest load first. Folders without a manifest are no snapshots and are left out. */
export async function listSnapshots(dataDir: string, authority: string): Promise<SnapshotManifest[]> {
  const ids = await namesWith(authorityDir(dataDir, authority), 'snapshot=')
  const found = await Promise.all(ids.map((id) => readManifest<SnapshotManifest>(snapshotDir(dataDir, authority, id))))
  return found.filter((each) => each !== undefined).sort((a, b) => a.sequence - b.sequence)
}

/** The manifest of one extract. @throws Error when there is none */
export async function getExtract(dataDir: string, authority: string, id: string): Promise<ExtractManifest> {
  const found = await readManifest<ExtractManifest>(extractDir(dataDir, authority, id))
  if (!found) throw new Error(`extract ${id} is missing from the lake`)
  return found
}

/** Removes what an interrupted load left behind. Only for a process that holds the load lock. */
export async function clearUnfinished(dataDir: string, authority: string): Promise<void> {
  const dir = authorityDir(dataDir, authority)
  await mkdir(dir, { recursive: true })
  const unfinished = (await readdir(dir)).filter((name) => name.startsWith(BUILDING))
  await Promise.all(unfinished.map((name) => rm(join(dir, name), { recursive: true, force: true })))
}

/** How the names of folders begin that a load is still writing. */
export const BUILDING = '.building-'

async function namesWith(dir: string, prefix: string): Promise<string[]> {
  const names = await readdir(dir).catch(absent)
  return (names ?? []).filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length))
}

async function readManifest<T>(dir: string): Promise<T | undefined> {
  const text = await readFile(join(dir, 'manifest.json'), 'utf8').catch(absent)
  return text === undefined ? undefined : (JSON.parse(text) as T)
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined
  throw error
}
