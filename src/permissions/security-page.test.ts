import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

const text = readFileSync(new URL('../../docs/reference/security.md', import.meta.url), 'utf8')
const lines = text.split('\n').filter((line) => /^\| V\d/.test(line))

test('each line of the threat model names a test that is there', () => {
  assert.ok(lines.length > 20)
  for (const line of lines) {
    const tests = [...line.matchAll(/`((?:src|test)\/[^`]+\.test\.ts)`/g)].map((match) => match[1]!)
    assert.ok(tests.length > 0, line)
    for (const file of tests) assert.ok(existsSync(new URL(`../../${file}`, import.meta.url)), file)
  }
})

test('the number of forged tokens in the threat model is that of the test', () => {
  const source = readFileSync(new URL('../platform/auth/provider.test.ts', import.meta.url), 'utf8')
  const forgeries = source.slice(
    source.indexOf('const forgeries'),
    source.indexOf("describe('nobody is vouched for by a token"),
  )
  const count = [...forgeries.matchAll(/^ {2}'[^']+': \(\) =>/gm)].length
  assert.match(text, new RegExp(`\\| ${count} forged tokens`))
})
