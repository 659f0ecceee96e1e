import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'

/** What only tests may read: their cases and fixtures, the oracle that recounts, and everything in `test`. */
const isTestData = (path: string) =>
  /(^test\/|^bench\/|\/cases\/|\.(test|fixture|arbitrary|compare)\.|\/oracle\.)/.test(path)

test('live code reads no test data', () => {
  const live = globSync('src/**/*.ts').filter((path) => !isTestData(path))
  assert.ok(live.length > 100)
  const reached = live.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/(?:from|import\(|new URL\()\s*'(\.[^']+)'/g)]
      .map(([, target]) => join(dirname(path), target!))
      .filter(isTestData)
      .map((target) => `${path} reads ${target}`),
  )
  assert.deepEqual(reached, [])
})
