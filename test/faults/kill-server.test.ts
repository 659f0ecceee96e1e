import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { listSnapshots } from '#platform/lake'
import { exampleCounty } from '../../src/example-county.ts'
import { listCsv, referrals } from '../site/site.fixture.ts'
import { KilledSite } from './kill-server.ts'

describe('a server that is killed in the middle of a load', { concurrency: false }, () => {
  const site = new KilledSite()
  before(async () => {
    await site.prepare()
    await site.start()
    await site.signIn()
  })
  after(() => site.stop())

  test('has lost nothing when it is started again: the person is still signed in, and the load is done', async () => {
    const load = await site.send(listCsv('referral', referrals(45)), ['30', '4', '2026'])
    await site.says(load, /Reading|Adding|Putting|Working out|Checking|Counting|Writing|Publishing/)
    await site.kill()
    await site.start()
    const said = await site.says(load, /45 rows read = 45 loaded/)
    assert.match(said, /The extract is loaded\./)
    const snapshots = await listSnapshots(site.dataDir, exampleCounty.code)
    assert.deepEqual(
      snapshots.map(({ rows }) => rows.referral),
      [30, 45],
    )
  })
})
