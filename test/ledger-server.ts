import { existsSync, readdirSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chooseRunAs } from '../src/platform/db/run-as.ts'
import { ensureLedgerDir } from '../src/platform/db/server.cluster.ts'
import { startServer } from '../src/platform/db/server.process.ts'
import { embeddedPrograms, ledgerFiles } from '../src/platform/db/server-files.ts'

/** A PostgreSQL that tests run on. */
export interface TestServer {
  /** 'PostgreSQL 18' */
  readonly name: string
  /** Where its superuser comes in: what DATABASE_URL would be. */
  readonly url: string
}

/** Where Debian puts its PostgreSQL, by version. */
const DEBIAN = '/usr/lib/postgresql'

/** The engines that tests can be run on here: the one in the packages, and the oldest of Debian's that is supported. */
export function testEngines(): readonly TestEngine[] {
  const versions = (existsSync(DEBIAN) ? readdirSync(DEBIAN) : []).map(Number).filter((version) => version >= 15)
  const debian = versions
    .sort((a, b) => a - b)
    .slice(0, 1)
    .map((version) => ({ name: `PostgreSQL ${version}`, bin: join(DEBIAN, String(version), 'bin') }))
  return [{ name: 'PostgreSQL 18', bin: embeddedPrograms().bin }, ...debian]
}

/** The programs of one PostgreSQL. */
export interface TestEngine {
  readonly name: string
  readonly bin: string
}

/** Starts an engine on a folder of its own, for tests: it need not survive a power cut. */
export async function startTestServer(
  engine: TestEngine,
): Promise<TestServer & { readonly stop: () => Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), 'ledger-'))
  // As it would be where the program is installed: the server's user may pass.
  await chmod(root, 0o755)
  const files = ledgerFiles(root)
  await ensureLedgerDir(files, process.getuid?.() === 0)
  const programs = { bin: engine.bin }
  const runAs = await chooseRunAs([programs.bin, files.dir], files.data)
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' }
  const server = await startServer({ programs, files, runAs, settings })
  const { host, user, password, database } = server.address
  return {
    name: engine.name,
    url: `postgres://${user}:${password}@localhost/${database}?host=${encodeURIComponent(host)}`,
    stop: async () => {
      await server.stop()
      await rm(root, { recursive: true, force: true })
    },
  }
}
