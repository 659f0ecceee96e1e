import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { verifyAccessLog } from '#permissions'
import { openLedger, transaction } from '#platform/db'
import { listSnapshots } from '#platform/lake'
import { addDays, formatDate, type PlainDate, plainDate } from '#values'
import { type County, simulate, writeExtract } from '../../example/index.ts'
import { exampleCounty } from '../../src/example-county.ts'
import { migrations } from '../../src/ledger.ts'
import { KilledSite } from './kill-server.ts'

const CHILDREN = 400
const YEARS = 3
const LAST_DAY = plainDate('2026-04-12')
const WINDOW_MONTHS = 6
const MIB = 1_024

/** A day of the week: how its extract came in, how long it took to be shown, and the memory of the server and its worker after it. */
export interface WeekDay {
  readonly asAt: PlainDate
  readonly by: 'upload' | 'upload, worker killed' | 'command line'
  readonly seconds: number
  readonly serverMiB: number
  readonly workerMiB: number
}

/** What a week of unattended loads came to. */
export interface Week {
  readonly days: readonly WeekDay[]
  readonly snapshots: readonly string[]
  /** Publications with rows in the ledger: the current one and the one before it. */
  readonly publicationsKept: number
  readonly logEntriesVerified: number
  /** Error lines of the server's log. */
  readonly faults: readonly string[]
}

/**
 * Serves a county of some 400 children and gives it the extract of each day in turn, by upload and by command line, with its worker
 * killed in the middle; then asserts that every day is a snapshot and the last is shown, that nothing failed but the worker that was
 * killed, that the server's memory has not grown, that old publications are removed and that the chain of the access log holds.
 */
export async function liveThroughAWeek(days: number, say: (line: string) => void = () => {}): Promise<Week> {
  const site = new KilledSite()
  try {
    const county = simulate({ seed: 17, children: CHILDREN, years: YEARS, asAt: LAST_DAY })
    const first = addDays(LAST_DAY, -days)
    await loadByCommand(site, writeDay(site, county, first, 'all'), first)
    await site.start()
    await site.signIn()
    const lived: WeekDay[] = []
    for (let n = 1; n <= days; n++) {
      const day = await liveADay(site, county, addDays(first, n), howOf(n, days))
      say(JSON.stringify(day))
      lived.push(day)
    }
    assertMemoryHolds(lived)
    await site.end()
    const week = { days: lived, ...(await lookBack(site, first, days)), faults: site.faults() }
    assertOnlyTheKillShows(week.faults)
    return week
  } finally {
    await site.stop()
  }
}

/** By turns; the kill falls on an upload in the middle. */
function howOf(n: number, days: number): WeekDay['by'] {
  if (n === Math.ceil(days / 2)) return 'upload, worker killed'
  return n % 2 === 1 ? 'upload' : 'command line'
}

async function liveADay(site: KilledSite, county: County, asAt: PlainDate, by: WeekDay['by']): Promise<WeekDay> {
  const dir = writeDay(site, county, asAt, WINDOW_MONTHS)
  const began = Date.now()
  if (by === 'command line') await loadByCommand(site, dir, asAt)
  else await loadByUpload(site, dir, asAt, by === 'upload, worker killed')
  await site.says('/', new RegExp(`As at ${formatDate(asAt)}\\.`))
  const seconds = Math.round((Date.now() - began) / 100) / 10
  await readPages(site)
  const { server, worker } = site.processes()
  return { asAt, by, seconds, serverMiB: residentMiB(server), workerMiB: residentMiB(worker) }
}

function writeDay(site: KilledSite, county: County, asAt: PlainDate, windowMonths: number | 'all'): string {
  const dir = join(site.root, asAt)
  writeExtract(county, { asAt, windowMonths, dir, style: 'county', dirt: 0.02 })
  return dir
}

async function loadByCommand(site: KilledSite, dir: string, asAt: PlainDate): Promise<void> {
  const options = ['--authority', exampleCounty.code, '--as-at', asAt, '--data', site.dataDir]
  await promisify(execFile)(process.execPath, ['src/cli.ts', 'load', dir, ...options])
}

async function loadByUpload(site: KilledSite, dir: string, asAt: PlainDate, isKilled: boolean): Promise<void> {
  const files = readdirSync(dir)
    .filter((name) => name.endsWith('.csv'))
    .map((name) => new File([readFileSync(join(dir, name))], name))
  const [year = '', month = '', day = ''] = asAt.split('-')
  const address = await site.sendFiles(files, [day, month, year])
  if (isKilled) {
    await site.says(address, /Reading|Adding|Putting|Working out|Checking|Counting|Writing|Publishing/)
    process.kill(site.processes().worker, 'SIGKILL')
  }
  await site.says(address, /The extract is loaded\./)
}

/** What an analyst reads of a morning: pages with figures, and the rows of a check, which name children and so are logged. */
async function readPages(site: KilledSite): Promise<void> {
  for (const path of ['/', '/figures', '/loads', '/snapshots', '/caseloads']) await site.get(path)
  const quality = await site.get('/data-quality')
  const check = /href="(\/data-quality\/checks\/[^"]+)"/.exec(quality)?.[1]
  assert.ok(check)
  await site.get(check)
}

function residentMiB(pid: number): number {
  const [, kib] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!
  return Math.round(Number(kib) / MIB)
}

/** After the second day everything has run once; from then on half as much again would be a leak of some kind. */
function assertMemoryHolds(days: readonly WeekDay[]): void {
  const [, second, ...later] = days.map(({ serverMiB }) => serverMiB)
  if (second === undefined || later.length === 0) return
  assert.ok(later.at(-1)! < second * 1.5, `the server grew from ${second} to ${later.at(-1)} MiB`)
}

async function lookBack(site: KilledSite, first: PlainDate, days: number) {
  const snapshots = (await listSnapshots(site.dataDir, exampleCounty.code)).map(({ asAt }) => asAt)
  assert.deepEqual(
    snapshots.toSorted(),
    Array.from({ length: days + 1 }, (_, n) => addDays(first, n)),
  )
  const ledger = await openLedger({ dataDir: site.dataDir, databaseUrl: undefined, migrations })
  try {
    const { shown, kept, failed } = await transaction(ledger.owner, (tx) =>
      tx.row<{ shown: string; kept: number; failed: number }>(
        `select (select as_at from published.publication join access.authority using (authority_id, publication_id)) as shown,
            (select count(distinct publication_id) from published.child) as kept,
            (select count(*) from job.job where state = 'failed')
                + (select count(*) from load.upload where state <> 'loaded') as failed`,
      ),
    )
    assert.equal(shown, addDays(first, days))
    assert.equal(failed, 0)
    assert.ok(kept <= 2, `${kept} publications are kept`)
    const verified = await verifyAccessLog(ledger.owner, exampleCounty.code, site.dataDir)
    assert.deepEqual(verified.tampering, [])
    assert.ok(verified.entries > 0)
    return { snapshots, publicationsKept: kept, logEntriesVerified: verified.entries }
  } finally {
    await ledger.stop()
  }
}

/** The worker that was killed is said, once; nothing else is an error. */
function assertOnlyTheKillShows(faults: readonly string[]): void {
  assert.equal(faults.length, 1, faults.join('\n'))
  assert.match(faults[0]!, /"signal":"SIGKILL".*the worker ended; it is begun again/)
}
