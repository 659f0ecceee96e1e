import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { ensureAuthority } from '#children'
import { writePolicy } from '#permissions'
import { type Ledger, openLedger, transaction } from '#platform/db'
import { migrations } from '../../src/ledger.ts'
import { readMark } from '../../src/platform/db/orphan.ts'
import { withClient } from '../../src/platform/db/pool.ts'
import { SUPERUSER } from '../../src/platform/db/server.cluster.ts'
import { ledgerFiles } from '../../src/platform/db/server-files.ts'
import { silentLog } from '../../src/platform/web/silent-log.fixture.ts'
import { siteApp } from '../../src/site.server.ts'
import { addPerson, sessionOf } from '../access.ts'

/** How requests fared while the ledger was away, and how long after its return the first was answered well. */
export interface Away {
  asked: number
  unavailable: number
  slowestMs: number
  recoveredMs: number
}

/** A ledger that stands still, is killed, or refuses connections, and comes back. */
export const ways = {
  'stands still': standStill,
  'is killed': killed,
  'refuses connections': refuse,
} as const satisfies Record<string, (site: LedgerSite, ms: number) => Promise<void>>

const AUTHORITY = 'T1'
const EVERY_MS = 40
const LONGEST_MS = 15_000
const RECOVERED_MS = 5_000

/** The site with a PostgreSQL of its own, in this process, with nothing published. */
export class LedgerSite {
  readonly root: string = mkdtempSync(join(tmpdir(), 'away-'))
  readonly log: string[] = []
  ledger!: Ledger
  app!: FastifyInstance
  #cookie = ''

  static async open(): Promise<LedgerSite> {
    const site = new LedgerSite()
    site.ledger = await openLedger({ dataDir: site.root, migrations })
    await transaction(site.ledger.owner, writePolicy)
    await ensureAuthority(site.ledger, { code: AUTHORITY, name: 'County', isExample: false })
    await addPerson(site.ledger, AUTHORITY, { subject: 'joe', roles: ['administrator'] })
    site.#cookie = `throughline-session=${await sessionOf(site.ledger, AUTHORITY, 'joe')}`
    const settings = { databaseUrl: undefined, publicUrl: undefined, trustProxy: undefined }
    site.app = await siteApp({ dataDir: site.root, settings, providers: [], log: silentLog(site.log) }, site.ledger)
    return site
  }

  get() {
    return this.app.inject({ url: '/administration/people', headers: { cookie: this.#cookie } })
  }

  /** The server's processes: the first of them, and those it made. */
  async processes(): Promise<number[]> {
    const mark = await readMark(ledgerFiles(this.root).data)
    assert.ok(mark)
    const children = readFileSync(`/proc/${mark.pid}/task/${mark.pid}/children`, 'utf8').trim().split(' ').map(Number)
    return [mark.pid, ...children]
  }

  async close(): Promise<void> {
    await this.app.close()
    await this.ledger.stop()
    rmSync(this.root, { recursive: true, force: true })
  }
}

/**
 * Takes the ledger away for `ms` while requests come at a steady rate. Fails unless every one is answered within 15
 * seconds, well or with the page of a service that is away, and well again within 5 seconds of the return.
 */
export async function takeAway(site: LedgerSite, way: keyof typeof ways, ms: number): Promise<Away> {
  const away: Away = { asked: 0, unavailable: 0, slowestMs: 0, recoveredMs: Number.NaN }
  const unhandled: unknown[] = []
  const note = (error: unknown) => unhandled.push(error)
  process.on('unhandledRejection', note)
  const asked: Promise<void>[] = []
  const failed: unknown[] = []
  let isOver = false
  const asking = (async () => {
    while (!isOver) {
      asked.push(ask(site, away).catch((error: unknown) => void failed.push(error)))
      await sleep(EVERY_MS)
    }
  })()
  try {
    await sleep(200)
    await ways[way](site, ms)
    const back = performance.now()
    while ((await site.get()).statusCode !== 200) {
      assert.ok(performance.now() - back < RECOVERED_MS, `${way}: not back within ${RECOVERED_MS} ms`)
      await sleep(EVERY_MS)
    }
    away.recoveredMs = performance.now() - back
  } finally {
    isOver = true
    await asking
    await Promise.all(asked)
  }
  process.off('unhandledRejection', note)
  if (failed.length > 0) throw failed[0]
  assert.deepEqual(unhandled, [])
  assert.ok(away.recoveredMs < RECOVERED_MS)
  return away
}

async function ask(site: LedgerSite, away: Away): Promise<void> {
  const from = performance.now()
  const { statusCode, body, headers } = await site.get()
  const took = performance.now() - from
  away.asked++
  away.slowestMs = Math.max(away.slowestMs, took)
  // The machine that tests run on may be slow to give a turn.
  assert.ok(took < LONGEST_MS + 2_000, `a request took ${took} ms`)
  if (statusCode === 200) return
  assert.equal(statusCode, 503, site.log.slice(-3).join(''))
  assert.match(body, /<h1 class="govuk-heading-l">/)
  assert.ok(headers['retry-after'])
  away.unavailable++
}

async function standStill(site: LedgerSite, ms: number): Promise<void> {
  const processes = await site.processes()
  for (const pid of processes) process.kill(pid, 'SIGSTOP')
  await sleep(ms)
  for (const pid of processes) process.kill(pid, 'SIGCONT')
}

/** The program starts it again by itself. */
async function killed(site: LedgerSite): Promise<void> {
  const [first] = await site.processes()
  process.kill(first!, 'SIGKILL')
  for (const end = Date.now() + 30_000; ; await sleep(50)) {
    const mark = await readMark(ledgerFiles(site.root).data)
    if (mark?.isReady && mark.pid !== first) return
    assert.ok(Date.now() < end, 'PostgreSQL was not started again')
  }
}

async function refuse(site: LedgerSite, ms: number): Promise<void> {
  const mark = await readMark(ledgerFiles(site.root).data)
  const password = readFileSync(ledgerFiles(site.root).password, 'utf8').trim()
  const address = { host: mark!.socketDir, port: 5432, user: SUPERUSER, password, ssl: false }
  await withClient({ ...address, database: 'postgres' }, async (client) => {
    await client.query('alter database throughline with allow_connections false')
    await client.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = 'throughline'")
    await sleep(ms)
    await client.query('alter database throughline with allow_connections true')
  })
}
