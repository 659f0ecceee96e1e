import { createHash, randomBytes } from 'node:crypto'
import { after } from 'node:test'
import { type Ledger, type MigrationFolder, openLedger } from '#platform/db'
import { migrations as allMigrations } from '../src/ledger.ts'
import { readMigrations } from '../src/platform/db/migrations.ts'
import { addressOf, withClient } from '../src/platform/db/pool.ts'
import { startTestServer, type TestServer, testEngines } from './ledger-server.ts'

/**
 * The servers that tests run on. `npm test` starts them once and hands their addresses on (`test/servers.setup.ts`); a
 * test file run alone starts the embedded one for itself.
 */
export const testServers: readonly TestServer[] = await givenServers()

/** True when the server of a file that runs alone has gone, with all its databases: its `after` comes before the file's own. */
let isOver = false

async function givenServers(): Promise<readonly TestServer[]> {
  const given = process.env.THROUGHLINE_TEST_SERVERS
  if (given) return JSON.parse(given) as TestServer[]
  const own = await startTestServer(testEngines()[0]!)
  after(async () => {
    isOver = true
    await own.stop()
  })
  return [own]
}

/** A ledger of a test: a database of its own, empty but for what migrations put there. */
export interface TestLedger extends Ledger {
  /** What DATABASE_URL would be: its user is a superuser. */
  readonly url: string
}

export interface TestLedgerOptions {
  /** One of `testServers`; the first, which is the embedded one, unless given. */
  readonly server?: TestServer
  /** All that the program has unless given. */
  readonly migrations?: readonly MigrationFolder[]
}

/**
 * A fresh migrated database on a test server, a copy of a template that is migrated once for each set of migrations.
 * Stop it when done (`after(() => ledger.stop())`): that drops it.
 */
export async function withTestLedger(options: TestLedgerOptions = {}): Promise<TestLedger> {
  const { server = testServers[0]!, migrations = allMigrations } = options
  const template = await ensureTemplate(server, migrations)
  const name = `test_${randomBytes(6).toString('hex')}`
  await onServer(server, `create database ${name} template ${template}`)
  const url = urlOf(server, name)
  const ledger = await openLedger({ dataDir: 'unused', databaseUrl: url, migrations })
  return {
    ...ledger,
    url,
    stop: async () => {
      await ledger.stop()
      if (!isOver) await onServer(server, `drop database ${name} with (force)`)
    },
  }
}

/** An empty database, for tests of migrating and restoring. */
export async function withEmptyDatabase(
  server: TestServer = testServers[0]!,
): Promise<{ readonly url: string; readonly drop: () => Promise<void> }> {
  const name = `test_${randomBytes(6).toString('hex')}`
  await onServer(server, `create database ${name}`)
  return { url: urlOf(server, name), drop: () => onServer(server, `drop database ${name} with (force)`) }
}

const TEMPLATE_LOCK = 18_150_001

/** Several test processes may want the template at once: one makes it. */
async function ensureTemplate(server: TestServer, migrations: readonly MigrationFolder[]): Promise<string> {
  const name = `template_${await digestOf(migrations)}`
  await withClient(addressOf(server.url), async (client) => {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK])
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount === 1) return
    await client.query(`create database ${name}_new`)
    const ledger = await openLedger({ dataDir: 'unused', databaseUrl: urlOf(server, `${name}_new`), migrations })
    await ledger.stop()
    await client.query(`alter database ${name}_new rename to ${name}`)
  })
  return name
}

async function digestOf(migrations: readonly MigrationFolder[]): Promise<string> {
  const hash = createHash('sha256')
  for (const { name, sha256 } of await readMigrations(migrations)) hash.update(name).update(sha256)
  return hash.digest('hex').slice(0, 16)
}

function urlOf({ url }: TestServer, database: string): string {
  return url.replace(/\/[^/?]+\?/, `/${database}?`)
}

function onServer(server: TestServer, sql: string): Promise<void> {
  return withClient(addressOf(server.url), async (client) => {
    await client.query(sql)
  })
}
