import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { findBrowser } from './browser.ts'

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'browser-'))
  await writeFile(join(folder, 'chromium-browser'), '', { mode: 0o755 })
  await writeFile(join(folder, 'chromium'), '', { mode: 0o644 })
})
after(() => rm(folder, { recursive: true }))

describe('findBrowser', () => {
  test('a program on the path is found by its name; a file that cannot be run is not', () => {
    assert.equal(findBrowser({ PATH: `/nowhere:${folder}` }), join(folder, 'chromium-browser'))
  })

  test('CHROMIUM comes before the path', () => {
    assert.equal(findBrowser({ PATH: folder, CHROMIUM: process.execPath }), process.execPath)
  })

  test('CHROMIUM that cannot be run is an error that says so', () => {
    assert.throws(() => findBrowser({ PATH: folder, CHROMIUM: '/nowhere/chrome' }), /CHROMIUM names \/nowhere\/chrome/)
  })

  test('no browser at all is an error that says how to get one', () => {
    assert.throws(() => findBrowser({ PATH: '/nowhere' }), /Install one .*or name it in CHROMIUM/)
  })
})
