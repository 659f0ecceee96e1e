import assert from 'node:assert/strict'
import { test } from 'node:test'
import { breakEveryHandler } from './broken-handlers.ts'

test('a handler that throws shuts its own page, with a reference number and nothing of what was thrown, and no other', async () => {
  const { broken } = await breakEveryHandler()
  assert.ok(broken > 140, String(broken))
})
