import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fuzzLoads } from './fuzz-loads.ts'

/** The long form: `node test/faults/main.ts fuzz 300`. */
test('mutated workbooks and CSV files never crash or hang the loader, and every row is accounted for', async (t) => {
  const tally = await fuzzLoads(5)
  t.diagnostic(JSON.stringify(tally))
  assert.ok(tally.files > 3)
})
