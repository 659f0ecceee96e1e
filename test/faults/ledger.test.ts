import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cutLedgerPower } from './cut-ledger-power.ts'
import { cannotCut } from './cut-power.ts'
import { killLedger } from './kill-ledger.ts'

/** The long form: `node test/faults/main.ts kill-ledger 200`. */
test('killing the program or PostgreSQL at any moment loses nothing that was acknowledged', async () => {
  const { programs, servers, acknowledged } = await killLedger(3)
  assert.deepEqual([programs, servers], [3, 1])
  assert.ok(acknowledged > 0)
})

const why = cannotCut()

/** The long form: `node test/faults/main.ts cut-ledger 200`. */
test('a power cut loses nothing that the ledger had acknowledged', { skip: why ?? false }, async () => {
  const { cuts, acknowledged } = await cutLedgerPower(1)
  assert.equal(cuts, 1)
  assert.ok(acknowledged > 0)
})
