import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { proofMigrations } from '../../../test/faults/run-ledger.ts'
import { DatabaseFault, type Ledger, openLedger, transaction } from './index.ts'
import { readMark } from './orphan.ts'
import { addressOf, Pool } from './pool.ts'
import { ledgerFiles } from './server-files.ts'

describe('a pool whose server stops', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'pool-'))
  let ledger: Ledger
  before(async () => {
    ledger = await openLedger({ dataDir, migrations: proofMigrations })
  })
  after(async () => {
    await ledger.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })

  const one = () => transaction(ledger.app, (tx) => tx.row<{ one: number }>('select 1 as one'))
  const pid = async () => (await readMark(ledgerFiles(dataDir).data))!.pid

  test('says that the ledger cannot be reached, and answers again within 5 seconds of its return', async () => {
    const unhandled: unknown[] = []
    const note = (error: unknown) => unhandled.push(error)
    process.on('unhandledRejection', note)
    // Some connections are idle and some in the middle of a transaction when the server goes.
    await Promise.all(Array.from({ length: 5 }, one))
    const midway = Array.from({ length: 3 }, () => transaction(ledger.app, (tx) => tx.run('select pg_sleep(10)')))
    const told = Promise.all(midway.map((work) => work.catch((error: unknown) => error)))
    await sleep(100)
    process.kill(await pid(), 'SIGINT')
    for (const error of await told) {
      assert.ok(error instanceof DatabaseFault)
      assert.deepEqual([error.kind, error.status], ['unavailable', 503])
    }
    let away = 0
    for (const end = Date.now() + 15_000; ; await sleep(50)) {
      const error = await one().then(
        () => undefined,
        (fault: unknown) => fault,
      )
      if (error === undefined) break
      assert.ok(error instanceof DatabaseFault && error.status === 503, String(error))
      away = Date.now()
      assert.ok(away < end, 'the pool did not recover')
    }
    const isReadyAgain = (await readMark(ledgerFiles(dataDir).data))?.isReady
    assert.ok(isReadyAgain)
    assert.deepEqual(unhandled, [])
    process.off('unhandledRejection', note)
  })

  test('gives up on a server that does not answer, and uses that connection no more', async () => {
    const address = { ...(await addressOfApp()) }
    const pool = new Pool(address, 'impatient', { connections: 2, transactionMs: 600 })
    const ask = () => transaction(pool, (tx) => tx.row<{ pid: number }>('select pg_backend_pid() as pid'))
    const { pid: backend } = await ask()
    process.kill(backend, 'SIGSTOP')
    const from = performance.now()
    await assert.rejects(ask(), (error) => error instanceof DatabaseFault && error.kind === 'timeout')
    assert.ok(performance.now() - from < 5_000)
    process.kill(backend, 'SIGCONT')
    assert.notEqual((await ask()).pid, backend)
    await pool.end()
  })

  test('a statement that takes too long is stopped by the server', async () => {
    const pool = new Pool(await addressOfApp(), 'impatient', { connections: 1, transactionMs: 300 })
    const slow = transaction(pool, (tx) => tx.run('select pg_sleep(5)'))
    await assert.rejects(slow, (error) => error instanceof DatabaseFault && error.kind === 'timeout')
    await pool.end()
  })

  async function addressOfApp() {
    const { host, user, password } = ledger.app.options
    return addressOf(`postgres://${user}:${password}@localhost/throughline?host=${encodeURIComponent(host!)}`)
  }
})
