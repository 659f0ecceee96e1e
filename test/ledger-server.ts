import { existsSync } from 'node:fs'
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

/** Where Debian puts the oldest PostgreSQL that is supported. */
const DEBIAN_BIN = '/usr/lib/postgresql/15/bin'

/** The engines that tests can be run on here: the one in the packages, and Debian's where it is installed. */
export function testEngines(): readonly { readonly name: string; readonly bin: string }[] {
  const debian = existsSync(join(DEBIAN_BIN, 'postgres')) ? [{ name: 'PostgreSQL 15', bin: DEBIAN_BIN }] : []
  return [{ name: 'PostgreSQL 18', bin: embeddedPrograms().bin }, ...debian]
}

/** Starts an engine on a folder of its own, for tests: it need not survive a power cut. */
export async function startTestServer(engine: {
  readonly name: string
  readonly bin: string
}): Promise<TestServer & { readonly stop: () => Promise<void> }> {
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
