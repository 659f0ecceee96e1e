import assert from 'node:assert/strict'
import { test } from 'node:test'
import { spoilCells } from './corrupt-cells.ts'

/** The long form, each column with each wrong value: `node test/faults/main.ts cells 6`. */
test('a spoiled cell in any column stops no check, timescale or measure, and changes nothing said of other children', async () => {
  const { cells, childrenLeftAlone } = await spoilCells(1)
  assert.ok(cells > 120 && childrenLeftAlone > 100)
})
