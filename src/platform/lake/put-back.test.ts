import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { listSnapshots, snapshotDir } from './layout.ts'
import type { SnapshotManifest } from './manifest.ts'
import { putBack, snapshotBefore } from './put-back.ts'

const AUTHORITY = '936'
const NOW = '2026-11-22T09:00:00.000Z'

function snapshot(id: string, sequence: number, extracts: readonly string[]): SnapshotManifest {
  return {
    id,
    authority: AUTHORITY,
    asAt: '2026-03-31',
    loadedAt: NOW,
    sequence,
    extracts,
    coverage: [],
    extractDays: [],
    rows: {},
    tables: [],
  }
}

describe('putting back', () => {
  let dataDir: string
  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'lake-'))
    for (const each of [snapshot('a', 1, ['x']), snapshot('b', 2, ['x', 'y']), snapshot('c', 3, ['x', 'y', 'z'])]) {
      await mkdir(snapshotDir(dataDir, AUTHORITY, each.id), { recursive: true })
      await writeFile(join(snapshotDir(dataDir, AUTHORITY, each.id), 'manifest.json'), JSON.stringify(each))
    }
  })
  after(() => rm(dataDir, { recursive: true }))

  const order = async () => (await listSnapshots(dataDir, AUTHORITY)).map(({ id }) => id)

  test('makes an earlier snapshot the current one, keeps all others, and notes when and from which', async () => {
    const back = await putBack(dataDir, AUTHORITY, 'b', NOW)
    assert.ok(back.ok)
    assert.deepEqual(back.value.putBack, [{ at: NOW, from: 'c' }])
    assert.deepEqual(await order(), ['a', 'c', 'b'])
  })

  test('to the current snapshot changes nothing', async () => {
    const again = await putBack(dataDir, AUTHORITY, 'b', NOW)
    assert.ok(again.ok && again.value.putBack?.length === 1)
  })

  test('goes forward again as well', async () => {
    await putBack(dataDir, AUTHORITY, 'c', NOW)
    assert.deepEqual(await order(), ['a', 'b', 'c'])
  })

  test('refuses a snapshot that does not keep what is needed, and leaves the current one', async () => {
    const before = await order()
    const refused = await putBack(dataDir, AUTHORITY, 'a', NOW, ['event'])
    assert.deepEqual(!refused.ok && refused.problems.map(({ code }) => code), ['not-kept'])
    assert.deepEqual(await order(), before)
  })

  test('refuses a snapshot that is not there', async () => {
    const none = await putBack(dataDir, AUTHORITY, '../a', NOW)
    assert.deepEqual(!none.ok && none.problems.map(({ code }) => code), ['no-snapshot'])
  })
})

describe('the snapshot before', () => {
  const [a, b, wrong] = [snapshot('a', 1, ['x']), snapshot('b', 4, ['x', 'y']), snapshot('wrong', 3, ['x', 'w'])]

  test('is the newest with some of the same extracts and no others', () => {
    assert.equal(snapshotBefore([a, b, wrong], snapshot('c', 5, ['x', 'y', 'z'])), b)
  })

  test('is never one that was put aside', () => assert.equal(snapshotBefore([a, wrong, b], b), a))

  test('is none for the first', () => assert.equal(snapshotBefore([a, b, wrong], a), undefined))
})
