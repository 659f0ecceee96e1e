import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cannotCut, cutPower } from './cut-power.ts'

const why = cannotCut()
if (why) console.warn(`POWER CUTS ARE NOT TESTED HERE: ${why}. They need root, mkfs.ext4 and a loop device.`)

/** The long form: `node test/faults/main.ts cut 10`. */
test('a power cut leaves the lake whole, with all that was acknowledged', { skip: why ?? false }, async () => {
  const { during, acknowledged } = await cutPower(2)
  assert.deepEqual([during, acknowledged], [1, 2])
})
