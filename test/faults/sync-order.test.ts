import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { AUTHORITY, startLoad, writeSmallExtract } from './run-load.ts'

type Entry =
  | { readonly did: 'sync'; readonly path: string }
  | { readonly did: 'mkdir'; readonly path: string; readonly first: string }
  | {
      readonly did: 'rename'
      readonly isFolder: boolean
      readonly from: string
      readonly to: string
      readonly files: readonly string[]
    }

const root = mkdtempSync(join(tmpdir(), 'sync-'))
after(() => rmSync(root, { recursive: true, force: true }))

const dataDir = resolve(root, 'new', 'data')
let entries: readonly Entry[] = []

/** Two loads, the first of which makes every folder there is. */
before(async () => {
  const hook = fileURLToPath(new URL('./record-sync.hook.ts', import.meta.url))
  const log = join(root, 'log')
  for (const n of [0, 1]) {
    const load = startLoad(dataDir, writeSmallExtract(root, n), ['--import', hook], { SYNC_LOG: log })
    const { code, stderr } = await load.ended
    assert.equal(code, 0, stderr)
  }
  entries = readFileSync(log, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Entry)
})

const isSync = (path: string) => (entry: Entry) => entry.did === 'sync' && entry.path === path
const folders = () => entries.flatMap((entry, at) => (entry.did === 'rename' && entry.isFolder ? [{ entry, at }] : []))

test('a load puts an extract and a snapshot in place, each as a whole folder', () => {
  const lake = join(dataDir, 'lake', `authority=${AUTHORITY}`)
  const kinds = folders().map(({ entry }) => entry.to.slice(lake.length + 1).split('=')[0])
  assert.deepEqual(kinds, ['extract', 'snapshot', 'extract', 'snapshot'])
})

test('every file of a folder has been flushed, and the folder itself, before it is renamed into place', () => {
  for (const { entry, at } of folders()) {
    const before = entries.slice(0, at)
    assert.ok(entry.files.length > 3)
    for (const file of entry.files) {
      // The manifest is flushed under its temporary name and then renamed.
      const renamed = before.find((each) => each.did === 'rename' && each.to === file)
      const flushed = renamed?.did === 'rename' ? renamed.from : file
      assert.ok(before.some(isSync(flushed)), `${file} was not flushed`)
      const folderSync = before.findLastIndex(isSync(entry.from))
      assert.ok(folderSync > before.findLastIndex(isSync(flushed)), `${entry.from} was not flushed after ${file}`)
    }
  }
})

test('the folder into which something is renamed is flushed afterwards, before anything else is renamed', () => {
  for (const { entry, at } of folders()) {
    const next = entries.slice(at + 1)
    const until = next.findIndex(({ did }) => did === 'rename')
    const flushed = next.slice(0, until < 0 ? undefined : until).some(isSync(dirname(entry.to)))
    assert.ok(flushed, `${dirname(entry.to)} was not flushed after ${entry.to}`)
  }
})

test('every folder on the way to the lake that a load has made is flushed into its own parent', () => {
  const made = entries.flatMap((entry, at) => (entry.did === 'mkdir' ? [{ entry, at }] : []))
  const lasting = made.filter(({ entry }) => !entry.path.includes('.building-'))
  assert.ok(lasting.length > 0)
  for (const { entry, at } of lasting) {
    for (let path = entry.path; path.length >= entry.first.length; path = dirname(path)) {
      assert.ok(
        entries.slice(at).some(isSync(dirname(path))),
        `${dirname(path)} was not flushed after ${path} was made`,
      )
    }
  }
})
