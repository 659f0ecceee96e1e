import { existsSync } from 'node:fs'
import { readFile, realpath } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { LockedError, takeLock } from '#platform/lake'
import { type Migration, type MigrationFolder, migrate, readMigrations } from './migrations.ts'
import { readMark } from './orphan.ts'
import { type Address, addressOf, Pool, withClient } from './pool.ts'
import { addressFor, ensureRoles } from './roles.ts'
import { chooseRunAs } from './run-as.ts'
import { ensureLedgerDir, SUPERUSER } from './server.cluster.ts'
import { type RunningServer, startServer } from './server.process.ts'
import { embeddedPrograms, type LedgerFiles, ledgerFiles } from './server-files.ts'
import { sqlName } from './sql-name.ts'
import { stopWithProgram } from './stop-with-program.ts'

/** The PostgreSQL in which work is transacted, with a pool for each role. */
export interface Ledger {
  /** Run by the program in its data directory, or a server that DATABASE_URL names. */
  readonly kind: 'embedded' | 'server'
  /** Serves people: owns nothing, and sees no row until the settings of its transaction are made. */
  readonly app: Pool
  /** Writes what is published. */
  readonly publisher: Pool
  /** Migrates and owns; sees every row. Jobs are kept by it. */
  readonly owner: Pool
  /** Closes the pools, and stops the server if we run it. */
  stop(): Promise<void>
}

export interface LedgerOptions {
  readonly dataDir: string
  /** `postgres://...` of a server of version 15 or newer; without it the program runs its own. */
  readonly databaseUrl?: string | undefined
  readonly migrations: readonly MigrationFolder[]
  readonly onProgress?: ((message: string) => void) | undefined
}

/** Another process of this machine runs the ledger of this data directory. */
export class LedgerInUse extends Error {
  constructor(dataDir: string, pid: string) {
    super(
      `Throughline already runs on the data directory ${dataDir} (process ${pid}). ` +
        'Stop it first, or give this one another data directory with --data.',
    )
    this.name = 'LedgerInUse'
  }
}

/**
 * Opens the ledger: starts PostgreSQL or goes to the server, makes roles, migrates.
 *
 * @throws LedgerInUse when another process runs it
 * @throws MigrationError when a released migration was changed
 * @throws Error that says what to do when PostgreSQL cannot be started or reached, or is too old
 */
export async function openLedger(options: LedgerOptions): Promise<Ledger> {
  return openLedgerAt(options, () => true)
}

/** Opens the ledger with those migrations alone that `isWanted`: a backup is restored into the tables it was taken from. */
export async function openLedgerAt(
  options: LedgerOptions,
  isWanted: (migration: Migration) => boolean,
): Promise<Ledger> {
  const migrations = (await readMigrations(options.migrations)).filter(isWanted)
  if (options.databaseUrl === undefined) return openEmbedded(options, migrations)
  return openServer(options, options.databaseUrl, migrations)
}

const OLDEST = 15

async function openServer(
  options: LedgerOptions,
  databaseUrl: string,
  migrations: readonly Migration[],
): Promise<Ledger> {
  const setUp = addressOf(databaseUrl)
  const version = await withClient(setUp, async (client) => {
    const { rows } = await client.query("select current_setting('server_version_num')::int / 10000 as major")
    return Number(rows[0].major)
  })
  if (version < OLDEST) {
    throw new Error(`The server of DATABASE_URL is PostgreSQL ${version}; ${OLDEST} or newer is needed.`)
  }
  if (setUp.password === '') throw new Error('DATABASE_URL has no password; those of the roles are made from it.')
  return openPools('server', setUp, { ...options, migrations }, async () => {})
}

/** The database of an embedded server. */
const DATABASE = 'throughline'

async function openEmbedded(options: LedgerOptions, migrations: readonly Migration[]): Promise<Ledger> {
  await ensureLedgerDir(ledgerFiles(options.dataDir), process.getuid?.() === 0)
  const dataDir = await realpath(options.dataDir)
  const files = ledgerFiles(dataDir)
  const unlock = await lock(files, options.dataDir)
  let server: RunningServer | undefined
  try {
    options.onProgress?.('Starting PostgreSQL')
    const programs = embeddedPrograms()
    const runAs = await chooseRunAs([programs.bin, existsSync(files.data) ? files.data : files.dir], files.data)
    server = await startServer({ programs, files, runAs, onTrouble: options.onProgress })
    const stop = stopWithProgram(async () => {
      await server?.stop()
      await unlock()
    })
    await ensureDatabase(server.address)
    return await openPools('embedded', { ...server.address, database: DATABASE }, { ...options, migrations }, stop)
  } catch (error) {
    await server?.stop()
    await unlock()
    throw error
  }
}

/**
 * The ledger that another process runs in this data directory, for work beside it such as a backup.
 *
 * @throws Error when none runs, or its password may not be read
 */
export async function joinLedger(dataDir: string): Promise<Ledger> {
  const files = ledgerFiles(await realpath(dataDir))
  const mark = await readMark(files.data)
  if (!mark?.isReady) throw new Error('PostgreSQL is not ready in this data directory; try again')
  const password = (await readFile(files.password, 'utf8')).trim()
  const address = { host: mark.socketDir, port: 5432, user: SUPERUSER, password, ssl: false }
  return poolsOf('embedded', { ...address, database: DATABASE }, async () => {})
}

async function lock(files: LedgerFiles, dataDir: string): Promise<() => Promise<void>> {
  try {
    return await takeLock(files.dir)
  } catch (error) {
    throw error instanceof LockedError ? new LedgerInUse(dataDir, error.pid) : error
  }
}

async function ensureDatabase(address: Address): Promise<void> {
  await withClient(address, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE])
    if (rowCount === 0) await client.query(`create database ${sqlName(DATABASE)}`)
  })
}

/** A request asks for no more than this in all; what takes longer is given up, and the page says so. */
const REQUEST_MS = 15_000

async function openPools(
  kind: Ledger['kind'],
  setUp: Address,
  { migrations, onProgress }: Pick<LedgerOptions, 'onProgress'> & { readonly migrations: readonly Migration[] },
  stop: () => Promise<void>,
): Promise<Ledger> {
  await ensureRoles(setUp, setUp.password)
  const owner = addressFor('owner', setUp, setUp.password)
  await migrate(owner, migrations, { onProgress })
  return poolsOf(kind, setUp, stop)
}

/** What is under way may take as long as a request may, and is broken off then. */
const CLOSE_MS = REQUEST_MS + 1_000

function poolsOf(kind: Ledger['kind'], setUp: Address, stop: () => Promise<void>): Ledger {
  const pools = {
    app: new Pool(addressFor('app', setUp, setUp.password), 'app', {
      connections: 20,
      transactionMs: REQUEST_MS,
      isPipelined: true,
    }),
    publisher: new Pool(addressFor('publisher', setUp, setUp.password), 'publisher', {
      connections: 3,
      transactionMs: undefined,
    }),
    owner: new Pool(addressFor('owner', setUp, setUp.password), 'owner', { connections: 8, transactionMs: undefined }),
  }
  let stopped: Promise<void> | undefined
  const stopAll = async () => {
    const closed = Promise.all(Object.values(pools).map((pool) => pool.end()))
    // A transaction that does not end would keep its connection, and with it the server, for ever.
    await Promise.race([closed, sleep(CLOSE_MS, undefined, { ref: false })])
    await stop()
  }
  return {
    kind,
    ...pools,
    stop: () => {
      stopped ??= stopAll()
      return stopped
    },
  }
}
