import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fsyncDir, fsyncFile, renameDurably, writeFileDurably } from './durable.ts'

let dir = ''
before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'durable-'))
})
after(() => rm(dir, { recursive: true, force: true }))

test('a durable write replaces the file whole and leaves no temporary name', async () => {
  const path = join(dir, 'manifest.json')
  await writeFileDurably(path, 'old')
  await writeFileDurably(path, new TextEncoder().encode('new £'))
  assert.equal(await readFile(path, 'utf8'), 'new £')
  assert.deepEqual(await readdir(dir), ['manifest.json'])
})

test('a durable write that fails leaves what was there and no temporary name', async () => {
  const path = join(dir, 'taken')
  await mkdir(join(path, 'inside'), { recursive: true })
  await assert.rejects(writeFileDurably(path, 'x'))
  assert.deepEqual(await readdir(path), ['inside'])
  assert.deepEqual(
    (await readdir(dir)).filter((name) => name.endsWith('.tmp')),
    [],
  )
})

test('a durable rename moves between directories', async () => {
  const to = join(dir, 'to')
  await mkdir(to)
  await writeFileDurably(join(dir, 'a'), 'a')
  await fsyncFile(join(dir, 'a'))
  await renameDurably(join(dir, 'a'), join(to, 'b'))
  assert.equal(await readFile(join(to, 'b'), 'utf8'), 'a')
})

test('flushing a directory that is not there is an error', async () => {
  await assert.rejects(fsyncDir(join(dir, 'missing')), { code: 'ENOENT' })
})
