import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cannotFill, fillLedger, fillUploads } from './disk-full.ts'

const why = cannotFill()
if (why) console.warn(`FULL DISKS ARE NOT TESTED HERE: ${why}. They need root and a tmpfs that may be mounted.`)

test(
  'an upload for which there is no room is refused in plain words, and taken when there is',
  { skip: why ?? false },
  () => fillUploads(),
)

test('a ledger whose disk is full loses nothing, and goes on by itself when there is room', {
  skip: why ?? false,
}, async (t) => {
  const filled = await fillLedger()
  t.diagnostic(JSON.stringify(filled))
  assert.ok(filled.acknowledged > 0)
})
