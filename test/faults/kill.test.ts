import assert from 'node:assert/strict'
import { test } from 'node:test'
import { killLoads } from './kill-loads.ts'

/** The long form: `node test/faults/main.ts kill 100`. */
test('killing a load at any moment leaves the last good snapshot in place, and the next load succeeds', async () => {
  const { killed, finished } = await killLoads(5)
  assert.equal(killed + finished, 5)
  assert.ok(killed > 0)
})
