import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { parseJson, readSettings, settingsVersion, writeSettings } from './index.ts'

const dir = mkdtempSync(join(tmpdir(), 'settings-'))
after(() => rmSync(dir, { recursive: true, force: true }))

const read = (text: string) => {
  writeFileSync(join(dir, 'settings.json'), text)
  return readSettings(dir)
}

test('an authority without a settings file has set nothing', async () => {
  assert.deepEqual(await readSettings(join(dir, 'elsewhere')), { ok: true, value: {} })
})

test('settings are what the file says', async () => {
  const settings = { timescales: { 'assessment-45': { days: 40 } } }
  assert.deepEqual(await read(JSON.stringify(settings)), { ok: true, value: settings })
})

test('a file that is not JSON, or names something else, is refused with every problem and none of its content', async () => {
  for (const text of ['', '{', 'secret', '[]', '"secret"', '{ "timescales": "secret" }', '{ "colour": 1 }']) {
    const outcome = await read(text)
    assert.equal(outcome.ok, false, text)
    if (!outcome.ok) assert.doesNotMatch(JSON.stringify(outcome.problems), /secret/)
  }
  const both = await read('{ "timescales": 1, "colour": 2 }')
  assert.equal(both.ok, false)
  if (!both.ok) assert.equal(both.problems.length, 2)
})

test('settings that are written are read again', async () => {
  await read('{ "timescales": {} }')
  const settings = { timescales: { 'cp-visit': { value: 4, unit: 'weeks' } } }
  assert.deepEqual(await writeSettings(dir, settings, await settingsVersion(dir)), { ok: true, value: undefined })
  assert.deepEqual(await readSettings(dir), { ok: true, value: settings })
})

test('settings that someone else has changed meanwhile are not overwritten', async () => {
  await read('{ "timescales": {} }')
  const version = await settingsVersion(dir)
  await read('{ "timescales": { "a": 1 } }')
  const outcome = await writeSettings(dir, {}, version)
  assert.equal(!outcome.ok && outcome.problems[0]?.code, 'changed')
  assert.deepEqual(await readSettings(dir), { ok: true, value: { timescales: { a: 1 } } })
})

test('a settings file that cannot be read is a fault, not an absence', async () => {
  const file = join(dir, 'file')
  writeFileSync(file, '')
  await assert.rejects(readSettings(file), { code: 'ENOTDIR' })
})

test('JSON is parsed or refused', () => {
  assert.deepEqual(parseJson('{"a":[1]}'), { ok: true, value: { a: [1] } })
  assert.equal(parseJson('{a:1}').ok, false)
})
