import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { listSnapshots } from '#platform/lake'
import { startWorker, type WorkerProcess } from '../../src/worker-process.ts'
import { AUTHORITY, listCsv, mainOf, referrals, silent, TestSite } from './site.fixture.ts'

describe('a worker that is killed', { concurrency: false }, () => {
  let site: TestSite
  let worker: WorkerProcess
  before(async () => {
    site = await TestSite.open({ works: false })
  })
  after(async () => {
    await worker?.stop()
    await site?.close()
  })

  const stateOf = async () => {
    const { rows } = await site.ledger.owner.query<{ state: string; attempts: number }>(
      'select state, attempts from job.progress',
    )
    return rows[0]
  }

  test('an upload waits for it, stored, and its page says so', async () => {
    const sent = await site.send({ 'List 3.csv': listCsv('referral', referrals(300)) }, '2026-03-31')
    assert.equal(sent.statusCode, 303)
    assert.match(mainOf((await site.get(sent.headers.location as string)).body), /Waiting to begin/)
    const kept = (await readdir(join(site.dataDir, 'uploads'))).filter((name) => name !== 'incoming')
    assert.equal(kept.length, 1)
  })

  test('in the middle of a load is begun again, the load is done again, and nothing is lost or there twice', async () => {
    worker = startWorker(site.ledger, { dataDir: site.dataDir, log: silent })
    await until(async () => (await stateOf())?.state === 'working')
    const killed = worker.pid!
    process.kill(killed, 'SIGKILL')
    await until(async () => (await stateOf())?.state === 'done')
    assert.notEqual(worker.pid, killed)
    assert.equal((await stateOf())!.attempts, 2)
    const [upload] = (await site.ledger.owner.query('select upload_id, state from load.upload')).rows
    assert.equal(upload.state, 'loaded')
    assert.match(mainOf((await site.get(`/loads/${upload.upload_id}`)).body), /300 rows read = 300 loaded/)
    const snapshots = await listSnapshots(site.dataDir, AUTHORITY)
    assert.deepEqual(
      snapshots.map(({ rows }) => rows.referral),
      [300],
    )
  })
})

const LONGEST_MS = 150_000

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + LONGEST_MS
  while (!(await isSo())) {
    assert.ok(Date.now() < end, 'it takes too long')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
