import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { asFault, DatabaseFault } from './fault.ts'
import { openTablesToOwner } from './owner-policy.ts'
import { type Address, withClient } from './pool.ts'

/** A folder of migrations, as the address of a module has it: `new URL('./migrations/', import.meta.url)`. */
export type MigrationFolder = URL

/** One migration: a file that changes the ledger's tables, once. */
export interface Migration {
  /** `20261122T0900-create-access`: when, verb, noun. */
  readonly name: string
  readonly sql: string
  /** Of its bytes, in hexadecimal. */
  readonly sha256: string
}

/** A released migration is not what was applied, or a file is not named as migrations are. */
export class MigrationError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'MigrationError'
  }
}

const NAME = /^\d{8}T\d{4}(-[a-z0-9]+){2,}\.sql$/

/** The migrations of all folders in the order of their times. @throws MigrationError for a name that is none, or is there twice */
export async function readMigrations(folders: readonly MigrationFolder[]): Promise<Migration[]> {
  const found = (await Promise.all(folders.map(readFolder))).flat().sort((a, b) => (a.name < b.name ? -1 : 1))
  const twice = found.find(({ name }, i) => name === found[i - 1]?.name)
  if (twice) throw new MigrationError(`there are two migrations called ${twice.name}`)
  return found
}

async function readFolder(folder: MigrationFolder): Promise<Migration[]> {
  const files = await readdir(fileURLToPath(folder))
  const odd = files.find((file) => !NAME.test(file))
  if (odd) throw new MigrationError(`${odd} is not named as a migration is: YYYYMMDDTHHMM-verb-noun.sql`)
  return Promise.all(
    files.map(async (file) => {
      const bytes = await readFile(new URL(file, folder))
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      return { name: file.slice(0, -'.sql'.length), sql: bytes.toString('utf8'), sha256 }
    }),
  )
}

/** How migrations are applied. */
export interface MigrateOptions {
  readonly onProgress?: ((message: string) => void) | undefined
  /** How long to wait in all for a lock that others hold, each time for no more than LOCK_MS. */
  readonly waitMs?: number
}

/** While a migration waits for a lock, all that comes after it waits too: it gives up soon and tries again. */
const LOCK_MS = 800
const WAIT_MS = 60_000
const PAUSE_MS = 500

/** Any number that nothing else of ours takes: one process migrates at a time. */
const ADVISORY_LOCK = 7_420_261_122

/**
 * Applies the migrations that have not been, in order, each in a transaction of its own; where one stops in the middle,
 * the next start goes on with it. Migrations that the ledger has and the program does not know are left as they are, so
 * that the version before can be put back. Where they leave a table under forced row-level security, its rows are opened to
 * the owner in the same transaction, so that none is ever kept from the next migration, a job or a backup.
 *
 * @returns the names of those applied now
 * @throws MigrationError when one that was applied has been changed since
 * @throws DatabaseFault when one fails, or does not get its locks
 * @throws Error when a policy keeps rows from the owner all the same
 */
export async function migrate(
  owner: Address,
  migrations: readonly Migration[],
  options: MigrateOptions = {},
): Promise<string[]> {
  return withClient(owner, async (client) => {
    await client.query('select pg_advisory_lock($1)', [ADVISORY_LOCK])
    const pending = await pendingOf(client, migrations)
    const waitMs = options.waitMs ?? WAIT_MS
    // Tables that an older version left, whose owner bypassed policies.
    await patiently(client, 'opening tables to their owner', waitMs, openTablesToOwner)
    for (const migration of pending) {
      options.onProgress?.(`Applying ${migration.name}`)
      await patiently(client, migration.name, waitMs, () => apply(client, migration))
    }
    return pending.map(({ name }) => name)
  })
}

/** What the ledger says was applied, oldest first. */
export async function appliedMigrations(client: pg.ClientBase): Promise<{ name: string; sha256: string }[]> {
  return (
    await client.query<{ name: string; sha256: string }>('select name, sha256 from ledger.migration order by name')
  ).rows
}

async function pendingOf(client: pg.Client, migrations: readonly Migration[]): Promise<Migration[]> {
  await ensureMigrationTable(client)
  const applied = new Map((await appliedMigrations(client)).map(({ name, sha256 }) => [name, sha256]))
  const changed = migrations.filter(({ name, sha256 }) => applied.has(name) && applied.get(name) !== sha256)
  if (changed.length > 0) {
    const names = changed.map(({ name }) => name).join(', ')
    throw new MigrationError(
      `${names}: applied to this ledger and changed since. A released migration is never edited: put it back, and write a new one.`,
    )
  }
  return migrations.filter(({ name }) => !applied.has(name))
}

async function ensureMigrationTable(client: pg.Client): Promise<void> {
  const { rows } = await client.query("select to_regclass('ledger.migration') is not null as is_there")
  if (rows[0].is_there) return
  await client.query(`
    begin;
    alter default privileges revoke execute on functions from public;
    alter default privileges revoke usage on types from public;
    create schema ledger;
    create table ledger.migration (
        name text not null,
        sha256 text not null,
        applied_at timestamptz not null default now(),
        constraint migration_pk primary key (name)
    );
    commit;
  `)
}

/** Does `work` in a transaction, anew for as long as others hold a lock that it needs. */
async function patiently(
  client: pg.Client,
  name: string,
  waitMs: number,
  work: (client: pg.Client) => Promise<void>,
): Promise<void> {
  for (const until = Date.now() + waitMs; ; await sleep(PAUSE_MS)) {
    try {
      await client.query(`begin; set local lock_timeout = ${LOCK_MS}`)
      await work(client)
      await client.query('commit')
      return
    } catch (error) {
      await client.query('rollback')
      const fault = asFault(error)
      const isLocked = fault instanceof DatabaseFault && fault.code === '55P03'
      if (!isLocked || Date.now() > until) throw named(name, fault)
    }
  }
}

function named(name: string, fault: unknown): unknown {
  if (!(fault instanceof DatabaseFault)) return fault
  return new DatabaseFault(fault.kind, fault.code, `${name}: ${fault.message}`, fault)
}

async function apply(client: pg.Client, { name, sql, sha256 }: Migration): Promise<void> {
  await client.query(sql)
  await openTablesToOwner(client)
  const { command } = await client.query('insert into ledger.migration (name, sha256) values ($1, $2)', [name, sha256])
  if (command !== 'INSERT') throw new MigrationError(`${name} could not be noted`)
}
