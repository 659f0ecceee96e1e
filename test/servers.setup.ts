import { startTestServer, testEngines } from './ledger-server.ts'

/**
 * Given to `node --test` by `--test-global-setup`: starts the servers that the tests of the ledger run on, once for the
 * whole run, and hands their addresses to the processes of the tests.
 */
const stops: (() => Promise<void>)[] = []

export async function globalSetup(): Promise<void> {
  const engines = testEngines()
  if (engines.length === 1) {
    console.warn(
      'ONLY THE EMBEDDED POSTGRESQL IS TESTED HERE: no server of Debian is installed (apt-get install postgresql).',
    )
  }
  const servers = await Promise.all(engines.map(startTestServer))
  for (const { stop } of servers) stops.push(stop)
  process.env.THROUGHLINE_TEST_SERVERS = JSON.stringify(servers.map(({ name, url }) => ({ name, url })))
}

export async function globalTeardown(): Promise<void> {
  await Promise.all(stops.map((stop) => stop()))
}
