import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { listSnapshots } from '#platform/lake'
import { exampleCounty } from '../../src/example-county.ts'
import { readMark } from '../../src/platform/db/orphan.ts'
import { ledgerFiles } from '../../src/platform/db/server-files.ts'
import { listCsv, referrals } from '../site/site.fixture.ts'
import { KilledSite } from './kill-server.ts'

/** How the kills went. */
export interface SiteKills {
  servers: number
  ledgers: number
  /** Uploads that a person was told had been taken; each was loaded in the end. */
  acknowledged: number
  /** The longest that it took to serve again, in milliseconds. */
  slowestStart: number
}

const RESTART_MS = 10_000

/**
 * Kills the server with its worker, or PostgreSQL alone, at random moments of an upload, its load and its publication,
 * again and again. Fails when an upload that was acknowledged is not loaded in the end, when one is loaded twice, or when
 * the site takes more than ten seconds to serve again.
 */
export async function killSite(times: number, say: (line: string) => void = () => {}): Promise<SiteKills> {
  const site = new KilledSite()
  const kills: SiteKills = { servers: 0, ledgers: 0, acknowledged: 0, slowestStart: 0 }
  try {
    await site.prepare()
    await site.start()
    await site.signIn()
    for (let n = 0; n < times; n++) {
      const rows = 40 + n
      const load = await site.send(listCsv('referral', referrals(rows)), [String(1 + (n % 28)), '4', '2026'])
      kills.acknowledged++
      await sleep(Math.random() * 4_000)
      await (n % 2 === 0 ? killServer(site, kills) : killLedger(site, kills))
      await site.says(load, new RegExp(`${rows} rows read = ${rows} loaded`))
      assert.equal((await loadsOf(site, rows)).length, 1, 'an upload was loaded once')
      say(JSON.stringify(kills))
    }
    return kills
  } finally {
    await site.stop()
  }
}

async function loadsOf({ dataDir }: KilledSite, rows: number) {
  const snapshots = await listSnapshots(dataDir, exampleCounty.code)
  return snapshots.filter((snapshot) => snapshot.rows.referral === rows)
}

async function killServer(site: KilledSite, kills: SiteKills): Promise<void> {
  await site.kill()
  const from = performance.now()
  await site.start()
  servedAfter(performance.now() - from, kills)
  kills.servers++
}

async function killLedger(site: KilledSite, kills: SiteKills): Promise<void> {
  const mark = await readMark(ledgerFiles(site.dataDir).data)
  assert.ok(mark)
  process.kill(mark.pid, 'SIGKILL')
  const from = performance.now()
  await site.says('/loads', /Extracts sent/)
  servedAfter(performance.now() - from, kills)
  kills.ledgers++
}

function servedAfter(took: number, kills: SiteKills): void {
  kills.slowestStart = Math.max(kills.slowestStart, Math.round(took))
  assert.ok(took < RESTART_MS, `it took ${took} ms to serve again`)
}
