import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { annexA } from '#children'
import { openSnapshot } from '#imports'
import {
  type ExtractManifest,
  listSnapshots,
  openDuckDb,
  parquetFile,
  parquetSql,
  type SnapshotManifest,
} from '#platform/lake'

/** What a lake holds for one authority when nothing in it is half-made. */
export interface LakeState {
  /** The newest snapshot's id; undefined when there is none. */
  readonly newest: string | undefined
  /** A digest of every byte of each snapshot, by id. */
  readonly digests: ReadonlyMap<string, string>
  /** Folders that an interrupted load left, which the next load removes. */
  readonly unfinished: readonly string[]
}

/**
 * Looks at every extract and snapshot of an authority and fails when any is not whole: its manifest there, the files it
 * names there and no others, every table readable with the rows it should have, every extract of a snapshot at hand.
 */
export async function assertLakeIsWhole(dataDir: string, authority: string): Promise<LakeState> {
  const dir = join(dataDir, 'lake', `authority=${authority}`)
  const names = existsSync(dir) ? readdirSync(dir) : []
  const db = await openDuckDb({ threads: 1 })
  try {
    for (const name of names.filter((each) => each.startsWith('extract='))) await assertExtract(db, join(dir, name))
    for (const name of names.filter((each) => each.startsWith('snapshot='))) await assertSnapshot(db, dir, name)
  } finally {
    db.close()
  }
  const newest = (await listSnapshots(dataDir, authority)).at(-1)
  if (newest) await assertOpens(dataDir, authority, newest)
  const ids = names.filter((each) => each.startsWith('snapshot='))
  return {
    newest: newest?.id,
    digests: new Map(ids.map((name) => [name.slice('snapshot='.length), digestOf(join(dir, name))])),
    unfinished: names.filter((each) => each.startsWith('.building-')),
  }
}

type Db = Awaited<ReturnType<typeof openDuckDb>>

async function assertExtract(db: Db, dir: string): Promise<void> {
  const manifest = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')) as ExtractManifest
  assertFiles(dir, [...manifest.tables.map(({ table }) => table), 'reject', 'cell_problem'])
  for (const { table, loaded } of manifest.tables) assert.equal(await rowsOf(db, dir, table), loaded, table)
}

async function assertSnapshot(db: Db, lake: string, name: string): Promise<void> {
  const dir = join(lake, name)
  const manifest = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')) as SnapshotManifest
  assertFiles(dir, manifest.tables)
  for (const table of manifest.tables) await rowsOf(db, dir, table)
  for (const extract of manifest.extracts)
    assert.ok(existsSync(join(lake, `extract=${extract}`, 'manifest.json')), extract)
}

function assertFiles(dir: string, tables: readonly string[]): void {
  const expected = ['manifest.json', ...tables.map((table) => `${table}.parquet`)].sort()
  assert.deepEqual(readdirSync(dir).sort(), expected, dir)
}

async function rowsOf(db: Db, dir: string, table: string): Promise<number> {
  assert.ok(existsSync(parquetFile(dir, table)))
  return (await db.row<{ n: number }>(`select count(*) as n from ${parquetSql(dir, table)}`)).n
}

async function assertOpens(dataDir: string, authority: string, { id, rows }: SnapshotManifest): Promise<void> {
  const opened = await openSnapshot({ dataDir, authority, snapshot: id }, annexA, { threads: 1 })
  if (!opened.ok) assert.fail(JSON.stringify(opened.problems))
  const { n } = await opened.value.db.row<{ n: number }>('select count(*) as n from referral')
  opened.value.db.close()
  assert.equal(n, rows.referral)
}

function digestOf(dir: string): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(dir).sort()) hash.update(name).update(readFileSync(join(dir, name)))
  return hash.digest('hex')
}
