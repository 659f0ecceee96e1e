import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, describe, test } from 'node:test'
import {
  authorityDir,
  clearUnfinished,
  extractDir,
  getExtract,
  isAuthorityCode,
  LockedError,
  listAuthorities,
  listSnapshots,
  openDuckDb,
  parquetFile,
  parquetSql,
  snapshotDir,
  sqlName,
  sqlText,
  withLock,
} from './index.ts'

const root = mkdtempSync(join(tmpdir(), 'lake-'))
after(() => rmSync(root, { recursive: true, force: true }))

const newDir = (): string => mkdtempSync(join(root, 'data-'))

describe('where things lie', () => {
  test('an authority is named by a code, and nothing that could lead out of its folder is one', () => {
    for (const code of ['936', 'E10000030', 'exampleshire', 'a-b']) assert.ok(isAuthorityCode(code), code)
    for (const code of ['', '.', '..', '../936', '9/36', '9\\36', '-936', '936\n', 'a b', 'x'.repeat(33), 'é']) {
      assert.ok(!isAuthorityCode(code), JSON.stringify(code))
      assert.throws(() => authorityDir('data', code), RangeError)
    }
  })

  test('snapshots are listed in the order of loading, and folders without a manifest are none', async () => {
    const dir = newDir()
    for (const [id, sequence] of [
      ['2026-03-31-aaa', 2],
      ['2026-01-31-bbb', 3],
      ['2026-02-28-ccc', 1],
    ] as const) {
      mkdirSync(snapshotDir(dir, '936', id), { recursive: true })
      writeFileSync(join(snapshotDir(dir, '936', id), 'manifest.json'), JSON.stringify({ id, sequence }))
    }
    mkdirSync(snapshotDir(dir, '936', 'half-made'))
    assert.deepEqual(
      (await listSnapshots(dir, '936')).map(({ sequence }) => sequence),
      [1, 2, 3],
    )
    assert.deepEqual(await listSnapshots(dir, '935'), [])
  })

  test('an authority is listed once it has a snapshot', async () => {
    const dir = newDir()
    assert.deepEqual(await listAuthorities(dir), [])
    mkdirSync(join(authorityDir(dir, '935'), '.building-1'), { recursive: true })
    mkdirSync(extractDir(dir, '934', 'x'), { recursive: true })
    mkdirSync(snapshotDir(dir, '936', 'x'), { recursive: true })
    assert.deepEqual(await listAuthorities(dir), ['936'])
  })

  test('an extract that should be there and is not is a fault, and so is a manifest that cannot be read', async () => {
    const dir = newDir()
    await assert.rejects(getExtract(dir, '936', 'gone'), /extract gone is missing/)
    mkdirSync(extractDir(dir, '936', 'bad'), { recursive: true })
    writeFileSync(join(extractDir(dir, '936', 'bad'), 'manifest.json'), '{')
    await assert.rejects(getExtract(dir, '936', 'bad'), SyntaxError)
  })

  test('what an interrupted load left is cleared, and nothing else', async () => {
    const dir = newDir()
    const lake = authorityDir(dir, '936')
    mkdirSync(join(lake, '.building-7', 'staged'), { recursive: true })
    mkdirSync(extractDir(dir, '936', 'x'))
    writeFileSync(join(lake, 'mapping.json'), '{}')
    await clearUnfinished(dir, '936')
    assert.deepEqual(readdirSync(lake).sort(), ['extract=x', 'mapping.json'])
  })
})

describe('the lock', () => {
  const hold = (dir: string, script = 'console.log("held"); await new Promise(() => setInterval(() => {}, 1000))') =>
    spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { withLock } from ${JSON.stringify(resolve('src/platform/lake/index.ts'))}
      await withLock(${JSON.stringify(dir)}, async () => { ${script} })`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
  const said = (child: ReturnType<typeof hold>) => new Promise<void>((done) => child.stdout!.once('data', () => done()))
  const gone = (child: ReturnType<typeof hold>) => new Promise<void>((done) => child.once('close', () => done()))

  test('one process at a time holds it, whatever name the folder is given', async () => {
    const dir = newDir()
    const child = hold(dir)
    await said(child)
    const refused = await withLock(join(dir, '..', dir.split('/').at(-1)!), async () => 'held').catch((error) => error)
    assert.ok(refused instanceof LockedError)
    assert.match(refused.message, new RegExp(`process ${child.pid}`))
    assert.equal(await withLock(newDir(), async () => 'another folder'), 'another folder')
    child.kill('SIGKILL')
    await gone(child)
  })

  test('it is free the moment its process is killed, and leaves nothing to clear away', async () => {
    const dir = newDir()
    const child = hold(dir)
    await said(child)
    child.kill('SIGKILL')
    await gone(child)
    assert.equal(await withLock(dir, async () => 'mine'), 'mine')
    assert.deepEqual(readdirSync(dir), [])
  })

  test('a process that is stopped still holds it, and asking who it is does not wait for ever', async () => {
    const dir = newDir()
    const child = hold(dir)
    await said(child)
    child.kill('SIGSTOP')
    await assert.rejects(
      withLock(dir, async () => 'mine'),
      LockedError,
    )
    child.kill('SIGKILL')
    await gone(child)
  })

  test('it is given back when the work fails, and the failure is told', async () => {
    const dir = newDir()
    await assert.rejects(
      withLock(dir, async () => {
        throw new Error('the work')
      }),
      /the work/,
    )
    assert.equal(await withLock(dir, async () => 'mine'), 'mine')
  })

  test('a folder that is not there yet is made', async () => {
    const dir = join(newDir(), 'a', 'b')
    await withLock(dir, async () => assert.ok(existsSync(dir)))
  })
})

describe('the database', () => {
  test('days come as text, whole numbers as numbers, nothing as null', async () => {
    const db = await openDuckDb({ threads: 1 })
    after(() => db.close())
    assert.deepEqual(
      await db.row("select date '2026-03-31' as d, 5::bigint as n, 1.5::double as x, null as z, true as b, 'é' as t"),
      {
        d: '2026-03-31',
        n: 5,
        x: 1.5,
        z: null,
        b: true,
        t: 'é',
      },
    )
    await assert.rejects(db.row('select 1 where false'), /expected one row, got 0/)
  })

  test('values are bound and never read as SQL; names and texts are quoted', async () => {
    const db = await openDuckDb({ threads: 1 })
    after(() => db.close())
    const hostile = `'; drop table x; --"`
    assert.deepEqual(await db.row('select $1 as said', [hostile]), { said: hostile })
    await db.run(`create table ${sqlName(`a"b; c`)} as select ${sqlText(hostile)} as said`)
    assert.deepEqual(await db.rows(`select * from ${sqlName(`a"b; c`)}`), [{ said: hostile }])
  })

  test('a Parquet file is read from any folder, with no column that its folders name', async () => {
    const db = await openDuckDb({ threads: 1 })
    after(() => db.close())
    const dir = join(newDir(), "it's", 'authority=936', 'snapshot=1')
    mkdirSync(dir, { recursive: true })
    await db.run(`copy (select 1 as n) to ${sqlText(parquetFile(dir, 't'))} (format parquet)`)
    assert.deepEqual(await db.rows(`select * from ${parquetSql(dir, 't')}`), [{ n: 1 }])
  })
})
