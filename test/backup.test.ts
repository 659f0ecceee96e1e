import assert from 'node:assert/strict'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { backUp, openLedger, restore, transaction } from '#platform/db'
import { migrations } from '../src/ledger.ts'
import { addressOf, withClient } from '../src/platform/db/pool.ts'
import { type TestLedger, testServers, withEmptyDatabase, withTestLedger } from './ledger.ts'
import { checksums, listForced } from './ledger-checksums.ts'
import { fillEveryTable } from './ledger-rows.ts'

const root = mkdtempSync(join(tmpdir(), 'backup-'))
after(() => rmSync(root, { recursive: true, force: true }))
const newDir = (): string => mkdtempSync(join(root, 'd-'))
const now = '2026-11-22T12:00:00.000Z'

/** A data directory with a lake of two files, and one that a load is still writing. */
function dataDirWithLake(): string {
  const dir = newDir()
  const snapshot = join(dir, 'lake', 'authority=936', 'snapshot=2026-03-31-a')
  mkdirSync(snapshot, { recursive: true })
  mkdirSync(join(dir, 'lake', 'authority=936', '.building-1'))
  writeFileSync(join(dir, 'lake', 'authority=936', '.building-1', 'half'), 'half')
  writeFileSync(join(snapshot, 'manifest.json'), '{}')
  writeFileSync(join(snapshot, 'referral.parquet'), Buffer.from([0, 1, 2, 255]))
  writeFileSync(join(dir, 'settings.json'), '{"targets":{}}')
  return dir
}

async function backedUp(ledger: TestLedger): Promise<{ readonly dataDir: string; readonly out: string }> {
  const dataDir = dataDirWithLake()
  const out = join(newDir(), 'backup')
  await backUp({ ledger, dataDir, out, now })
  return { dataDir, out }
}

for (const server of testServers) {
  describe(`a backup on ${server.name}`, () => {
    test('gives back every row and file after all was wiped, and the next row gets the next number', async () => {
      const ledger = await withTestLedger({ server })
      await fillEveryTable(ledger.url)
      const before = await checksums(ledger)
      const forced = await listForced(ledger)
      const { dataDir, out } = await backedUp(ledger)
      const person = await nextPerson(ledger)
      await ledger.stop()
      assert.ok(Object.values(before).filter((sum) => sum.startsWith('1 ')).length > 10)

      const { url, drop } = await withEmptyDatabase(server)
      const wiped = newDir()
      const restored = await restore({ dataDir: wiped, databaseUrl: url, migrations, from: out })
      assert.ok(restored.ok, JSON.stringify(restored))
      const again = await openLedger({ dataDir: wiped, databaseUrl: url, migrations })
      assert.deepEqual(await checksums(again), before)
      assert.deepEqual(await listForced(again), forced)
      assert.equal(await nextPerson(again), person)
      for (const path of ['settings.json', 'lake/authority=936/snapshot=2026-03-31-a/referral.parquet']) {
        assert.deepEqual(readFileSync(join(wiped, path)), readFileSync(join(dataDir, path)))
      }
      assert.ok(!existsSync(join(wiped, 'lake', 'authority=936', '.building-1')))
      assert.ok(!existsSync(join(wiped, '.restoring')))
      await again.stop()
      await drop()
    })

    test('is refused where a policy keeps rows from it, from the beginning or from the middle of it', async () => {
      const ledger = await withTestLedger({ server })
      after(() => ledger.stop())
      await withClient(addressOf(ledger.url), async (administrator) => {
        const change = (sql: string) => administrator.query(sql)
        const out = join(newDir(), 'backup')
        const options = { ledger, dataDir: newDir(), out, now }
        let changing: Promise<unknown> | undefined
        const onProgress = () => {
          changing ??= change('drop policy owner on published.timeline')
        }
        const refused = /Policies keep rows of published.timeline/
        await assert.rejects(backUp({ ...options, onProgress }), refused)
        await changing
        await assert.rejects(backUp({ ...options, onProgress: () => assert.fail('it has begun') }), refused)
        assert.ok(!existsSync(out))
        await change('create policy owner on published.timeline to throughline_owner using (true)')
        await backUp(options)
      })
    })

    test('is of one moment, whatever is written meanwhile', async () => {
      const ledger = await withTestLedger({ server })
      after(() => ledger.stop())
      await fillEveryTable(ledger.url)
      const before = await checksums(ledger)
      let isFirst = true
      const { tables } = await backUp({
        ledger,
        dataDir: newDir(),
        out: join(newDir(), 'backup'),
        now,
        onProgress: () => {
          if (!isFirst) return
          isFirst = false
          writing = transaction(ledger.owner, (tx) => tx.run("update access.authority set name = 'later'"))
        },
      })
      await writing
      const changed = Object.entries(await checksums(ledger)).filter(([name, sum]) => before[name] !== sum)
      assert.deepEqual(
        changed.map(([name]) => name),
        ['access.authority'],
      )
      const taken = Object.fromEntries(
        tables.map(({ schema, table, rows, sha256 }) => [`${schema}.${table}`, `${rows} ${sha256}`]),
      )
      // Copying had begun or had not when the other wrote: either way all of it is of before, or all of after.
      assert.ok(Object.entries(taken).every(([name, sum]) => name === 'access.authority' || before[name] === sum))
    })
  })
}

let writing: Promise<unknown> = Promise.resolve()

async function nextPerson({ owner }: Pick<TestLedger, 'owner'>): Promise<number> {
  const { next } = await transaction(owner, (tx) =>
    tx.row<{ next: number }>("select nextval(pg_get_serial_sequence('access.person', 'person_id')) as next"),
  )
  return next
}

describe('a restore', () => {
  test('into an embedded ledger gives the same rows', async () => {
    const ledger = await withTestLedger()
    await fillEveryTable(ledger.url)
    const before = await checksums(ledger)
    const { out } = await backedUp(ledger)
    await ledger.stop()
    const dataDir = newDir()
    assert.ok((await restore({ dataDir, migrations, from: out })).ok)
    const again = await openLedger({ dataDir, migrations })
    assert.deepEqual(await checksums(again), before)
    await again.stop()
    const twice = await restore({ dataDir, migrations, from: out })
    assert.ok(!twice.ok)
    assert.deepEqual(
      twice.problems.map(({ code }) => code),
      ['not-empty', 'not-empty'],
    )
  })

  test('refuses a backup of which anything was changed, and says all of it', async () => {
    const ledger = await withTestLedger()
    after(() => ledger.stop())
    await fillEveryTable(ledger.url)
    const { out } = await backedUp(ledger)
    appendFileSync(join(out, 'data', 'settings.json'), ' ')
    rmSync(join(out, 'data', 'lake', 'authority=936', 'snapshot=2026-03-31-a', 'manifest.json'))
    const rows = join(out, 'ledger', 'access.person.copy.gz')
    const bytes = readFileSync(rows)
    writeFileSync(rows, bytes.subarray(0, bytes.length - 4))
    const dataDir = newDir()
    const refused = await restore({ dataDir, migrations, from: out })
    assert.ok(!refused.ok)
    assert.deepEqual(
      refused.problems.map(({ code }) => code),
      ['damaged', 'damaged', 'damaged'],
    )
    assert.ok(!existsSync(join(dataDir, 'ledger')))

    const manifest = join(out, 'manifest.json')
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"rows": 1', '"rows": 2'))
    const changed = await restore({ dataDir, migrations, from: out })
    assert.ok(!changed.ok)
    assert.deepEqual(
      changed.problems.map(({ code }) => code),
      ['not-a-backup'],
    )
  })

  test('refuses a backup that a newer version of the program made', async () => {
    const ledger = await withTestLedger()
    after(() => ledger.stop())
    const { out } = await backedUp(ledger)
    const older = await restore({ dataDir: newDir(), migrations: migrations.slice(1), from: out })
    assert.ok(!older.ok)
    assert.ok(older.problems.every(({ code }) => code === 'newer'))
  })

  test('a backup may be read by nobody but who made it', async () => {
    const ledger = await withTestLedger()
    after(() => ledger.stop())
    const { out } = await backedUp(ledger)
    assert.equal(statSync(out).mode & 0o777, 0o700)
  })
})
