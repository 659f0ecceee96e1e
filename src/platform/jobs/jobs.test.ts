import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { z } from 'zod'
import { type Tx, transaction } from '#platform/db'
import { type TestLedger, withTestLedger } from '../../../test/ledger.ts'
import { askFor, findProgress, handler, isUnderWay, type Job, type JobProgress, runJobs } from './index.ts'

const counting: Job<{ id: string }> = {
  queue: 'counting',
  payload: z.strictObject({ id: z.string() }),
  retries: 1,
  retryDelaySeconds: 1,
  expireSeconds: 60,
}

const quiet = { info: () => {}, warn: () => {}, error: () => {} }

describe('jobs', { concurrency: false }, () => {
  let ledger: TestLedger
  let jobs: Awaited<ReturnType<typeof runJobs>>
  const done: string[] = []
  let atOnce = 0
  let mostAtOnce = 0
  before(async () => {
    ledger = await withTestLedger()
    const handle = handler(counting, async ({ id }, run) => {
      mostAtOnce = Math.max(mostAtOnce, ++atOnce)
      run.progress({ title: 'Counting', done: 1, total: 2 })
      await new Promise((resolve) => setTimeout(resolve, 100))
      atOnce--
      done.push(`${id} ${run.attempt}`)
      if (id === 'never' || (id === 'second' && run.attempt === 1)) throw new Error('a child called SECRET')
    })
    jobs = await runJobs({ owner: ledger.owner, handlers: [handle], log: quiet, pollMs: 100 })
  })
  after(async () => {
    await jobs?.stop(1_000)
    await ledger?.stop()
  })

  /** Within a transaction of the app's role, as a page of the authority would be. */
  const asPage = <T>(authority: string, work: (tx: Tx) => Promise<T>) =>
    transaction(ledger.app, async (tx) => {
      await tx.run("select set_config('app.authority', $1, true)", [authority])
      return work(tx)
    })
  const ask = (tx: Tx, id: string) => askFor(tx, counting, { authority: '936', key: id, payload: { id } })

  async function ended(id: string): Promise<JobProgress> {
    for (;;) {
      const found = await asPage('936', (tx) => findProgress(tx, counting.queue, id))
      if (found && !isUnderWay(found)) return found
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  test('are done once what they were asked in has committed, and never when it has not', async () => {
    await asPage('936', async (tx) => {
      await ask(tx, 'undone')
      throw new Error('no')
    }).catch(() => undefined)
    assert.equal(await asPage('936', (tx) => ask(tx, 'first')), true)
    assert.equal((await ended('first')).state, 'done')
    assert.deepEqual(done, ['first 1'])
  })

  test('are done again after a fault, and reported as failed when their attempts are used up', async () => {
    await asPage('936', (tx) => ask(tx, 'second'))
    await asPage('936', (tx) => ask(tx, 'never'))
    assert.deepEqual([(await ended('second')).state, (await ended('never')).state], ['done', 'failed'])
    assert.equal((await ended('never')).attempts, 2)
    const kept = await ledger.owner.query('select output::text from job.job where output is not null')
    assert.doesNotMatch(JSON.stringify(kept.rows), /SECRET/)
  })

  test('asked for twice are done once; asked for when they have ended, again', async () => {
    done.length = 0
    const answers = await Promise.all([1, 2].map(() => asPage('936', (tx) => ask(tx, 'twice'))))
    assert.deepEqual(answers.sort(), [false, true])
    await ended('twice')
    assert.equal(await asPage('936', (tx) => ask(tx, 'twice')), true)
    await ended('twice')
    assert.deepEqual(done, ['twice 1', 'twice 1'])
  })

  test('of one queue run one at a time for an authority', async () => {
    mostAtOnce = 0
    for (const id of ['a', 'b', 'c']) await asPage('936', (tx) => ask(tx, id))
    for (const id of ['a', 'b', 'c']) await ended(id)
    assert.equal(mostAtOnce, 1)
  })

  test('are not seen, and cannot be asked for, by another authority', async () => {
    assert.equal(await asPage('845', (tx) => findProgress(tx, counting.queue, 'first')), undefined)
    await assert.rejects(
      asPage('845', (tx) => ask(tx, 'other')),
      /row-level security|42501/,
    )
    await assert.rejects(
      asPage('936', (tx) => tx.rows('select from job.job')),
      /42501/,
    )
  })

  test('take ids and nothing else', async () => {
    const payload = { id: 'x', name: 'SECRET' } as never
    await assert.rejects(asPage('936', (tx) => askFor(tx, counting, { authority: '936', key: 'x', payload })))
  })
})
