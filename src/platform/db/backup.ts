import { existsSync } from 'node:fs'
import { chmod, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { fsyncDir, makeDirDurably, renameDurably } from '#platform/files'
import { copyFiles, listFiles } from './backup.files.ts'
import { type BackedUpTable, type BackupManifest, tableFile, writeManifest } from './backup.manifest.ts'
import { asFault } from './fault.ts'
import type { Ledger } from './ledger.ts'
import { appliedMigrations } from './migrations.ts'
import { ensureNoRowIsHidden } from './owner-policy.ts'
import { copyOut, listTables } from './table-copy.ts'

export interface BackupOptions {
  readonly ledger: Pick<Ledger, 'owner'>
  readonly dataDir: string
  /** A folder that is not there yet. It is there whole, or not at all. */
  readonly out: string
  /** ISO 8601, UTC. */
  readonly now: string
  readonly onProgress?: (message: string, done: number, of: number) => void
}

/**
 * Backs up the ledger as it is at one moment, then the lake: a snapshot is in the lake before the ledger speaks of it, so
 * the copy has every snapshot that the ledger names. Others go on working meanwhile.
 *
 * It holds children's data: only the user that made it may read it. The queue of jobs is not in it.
 */
export async function backUp(options: BackupOptions): Promise<BackupManifest> {
  const { dataDir, out, now, onProgress = () => {} } = options
  if (existsSync(out)) throw new Error(`${out} is there already`)
  const building = `${out}.building`
  await rm(building, { recursive: true, force: true })
  await makeDirDurably(building)
  await chmod(building, 0o700)
  await mkdir(join(building, 'ledger'), { mode: 0o700 })
  const ledger = await backUpLedger(options, building)
  const paths = await listFiles(dataDir)
  onProgress('Copying the lake', 0, paths.length)
  const files = await copyFiles(dataDir, join(building, 'data'), paths)
  const manifest: BackupManifest = { format: 1, madeAt: now, ...ledger, files }
  await writeManifest(building, manifest)
  await renameDurably(building, out)
  return manifest
}

async function backUpLedger(
  { ledger, onProgress = () => {} }: BackupOptions,
  dir: string,
): Promise<Pick<BackupManifest, 'server' | 'migrations' | 'tables' | 'sequences'>> {
  const client = await ledger.owner.connect()
  try {
    // Rows that a policy hides would be missing: asked again at the end, lest one has come meanwhile.
    await ensureNoRowIsHidden(client)
    await client.query('begin isolation level repeatable read read only')
    const tables: BackedUpTable[] = []
    const found = await listTables(client)
    for (const [i, table] of found.entries()) {
      onProgress(`Copying ${table.schema}.${table.table}`, i, found.length)
      tables.push(await copyOut(client, table, tableFile(dir, table)))
    }
    await fsyncDir(join(dir, 'ledger'))
    const { rows } = await client.query("select current_setting('server_version_num')::int / 10000 as major")
    const kept = { migrations: await appliedMigrations(client), sequences: await listSequences(client) }
    await client.query('commit')
    await ensureNoRowIsHidden(client)
    client.release()
    return { server: rows[0].major, tables, ...kept }
  } catch (error) {
    client.release(true)
    throw asFault(error)
  }
}

async function listSequences(client: pg.ClientBase): Promise<BackupManifest['sequences']> {
  const { rows } = await client.query<{ schema: string; sequence: string; name: string }>(
    `select schemaname as schema, sequencename as sequence,
         quote_ident(schemaname) || '.' || quote_ident(sequencename) as name
     from pg_sequences where schemaname not in ('job', 'ledger') order by 1, 2`,
  )
  const found: BackupManifest['sequences'] = []
  for (const { schema, sequence, name } of rows) {
    const at = await client.query(`select last_value::text as last, is_called as "isCalled" from ${name}`)
    found.push({ schema, sequence, ...at.rows[0] })
  }
  return found
}
