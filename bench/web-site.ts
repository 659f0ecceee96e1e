import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { createEnter } from '#permissions'
import type { Pool } from '#platform/db'
import { createApp } from '#platform/web'
import { navigation } from '../src/routes.ts'
import { startSite } from '../src/site.server.ts'
import { slices } from '../src/slices.ts'
import { macrosRoute } from './web-nunjucks.ts'

/** A statement that the site sent, and with what. */
export interface Sent {
  readonly text: string
  readonly values: readonly unknown[]
}

/** What the measured server says when it is up. */
export interface SiteUp {
  readonly port: number
  /** Where the same list is drawn with Nunjucks macros. */
  readonly macrosPort: number
  readonly workerPid: number | undefined
}

/**
 * The site as `throughline serve` runs it, in a process of its own: `web-site.ts DATA`, with a channel to its parent.
 *
 * Beside it, on a port of its own, the same list drawn with Nunjucks macros. 'sent' is answered with the statements of
 * pages since it was last asked; 'stop' ends all.
 */
const dataDir = process.argv[2]!
const log = pino({ level: 'info', base: { process: 'web' } }, createWriteStream(join(dataDir, 'web.log')))
const started = await startSite({
  dataDir,
  settings: { databaseUrl: process.env.DATABASE_URL, publicUrl: undefined, trustProxy: undefined },
  providers: [],
  host: '127.0.0.1',
  port: 0,
  log,
})
if (!started.ok) throw new Error(JSON.stringify(started.problems))
const site = started.value
const sent = listen(site.ledger.app)
const macros = await createApp({
  serviceName: 'Throughline',
  routes: [macrosRoute(slices.children.timescales)],
  navigation,
  enter: createEnter(site.ledger.app),
  log,
  secret: 'only for the time of measuring: 32 characters',
})
await macros.listen({ host: '127.0.0.1', port: 0 })
await site.worker.ready

process.on('message', async (message) => {
  if (message === 'sent') process.send?.(sent.splice(0))
  if (message !== 'stop') return
  await macros.close()
  await site.stop()
  process.exit(0)
})
process.on('disconnect', () => process.exit(1))
const up: SiteUp = { port: portOf(site.app), macrosPort: portOf(macros), workerPid: site.worker.pid }
process.send?.(up)

function portOf({ server }: { readonly server: { address(): unknown } }): number {
  return (server.address() as { readonly port: number }).port
}

/** The last statements of a pool; those of connections that are made from now on. */
function listen(pool: Pool): Sent[] {
  const statements: Sent[] = []
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...given: unknown[]) => unknown
    client.query = ((...given: unknown[]) => {
      const [what] = given as [Partial<Sent> | string]
      if (statements.length < 1000) {
        statements.push(
          typeof what === 'string' ? { text: what, values: [] } : { text: what.text ?? '', values: what.values ?? [] },
        )
      }
      return query(...given)
    }) as typeof client.query
  })
  return statements
}
