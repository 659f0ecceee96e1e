import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { testServers, withEmptyDatabase } from '../../../test/ledger.ts'
import {
  DatabaseFault,
  MigrationError,
  type MigrationFolder,
  openLedger,
  readMigrations,
  transaction,
} from './index.ts'
import { migrate } from './migrations.ts'
import { addressOf, withClient } from './pool.ts'
import { addressFor, ensureRoles } from './roles.ts'

const root = mkdtempSync(join(tmpdir(), 'migrations-'))
after(() => rmSync(root, { recursive: true, force: true }))

/** A folder of migrations as `files` says: text by name, without the ending. */
function folder(files: Readonly<Record<string, string>>): MigrationFolder {
  const dir = mkdtempSync(join(root, 'm-'))
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(dir, `${name}.sql`), sql)
  return pathToFileURL(`${dir}/`)
}

const first = {
  '20260101T0000-create-first': 'create table public.first (id integer); insert into public.first values (1)',
}
const second = { '20260102T0000-create-second': 'create table public.second as select id from public.first' }

for (const server of testServers) {
  describe(`migrations on ${server.name}`, () => {
    /** Migrates an empty database step by step. */
    async function withDatabase(
      work: (step: (...folders: MigrationFolder[]) => Promise<string[]>, url: string) => Promise<void>,
    ): Promise<void> {
      const { url, drop } = await withEmptyDatabase(server)
      const setUp = addressOf(url)
      try {
        await ensureRoles(setUp, setUp.password)
        await withClient(setUp, (client) => client.query('grant create, usage on schema public to throughline_owner'))
        const owner = addressFor('owner', setUp, setUp.password)
        await work(async (...folders) => migrate(owner, await readMigrations(folders)), url)
      } finally {
        await drop()
      }
    }

    test('those of several folders are applied in the order of their times, once', () =>
      withDatabase(async (step) => {
        const folders = [folder(second), folder(first)]
        assert.deepEqual(await step(...folders), [...Object.keys(first), ...Object.keys(second)])
        assert.deepEqual(await step(...folders), [])
      }))

    test('one that was applied and is changed is refused, and nothing is applied', () =>
      withDatabase(async (step, url) => {
        await step(folder(first))
        const changed = folder({
          ...Object.fromEntries(Object.keys(first).map((name) => [name, 'select 1'])),
          ...second,
        })
        await assert.rejects(step(changed), (error) => {
          assert.ok(error instanceof MigrationError)
          assert.match(error.message, /20260101T0000-create-first: applied to this ledger and changed since/)
          return true
        })
        const found = await withClient(addressOf(url), (client) =>
          client.query("select to_regclass('public.second') as t"),
        )
        assert.equal(found.rows[0].t, null)
      }))

    test('one that fails leaves nothing of itself, and the next start goes on from there', () =>
      withDatabase(async (step) => {
        const half = { '20260103T0000-create-third': 'create table public.third (id integer); select 1 / 0' }
        await assert.rejects(step(folder({ ...first, ...second, ...half })), (error) => {
          assert.ok(error instanceof DatabaseFault)
          assert.match(error.message, /^20260103T0000-create-third: /)
          return true
        })
        const whole = { '20260103T0000-create-third': 'create table public.third (id integer)' }
        assert.deepEqual(await step(folder({ ...first, ...second, ...whole })), Object.keys(whole))
      }))

    test('one that the program no longer knows is left, so that the version before can be put back', () =>
      withDatabase(async (step) => {
        await step(folder({ ...first, ...second }))
        assert.deepEqual(await step(folder(first)), [])
      }))

    test('processes that start together apply each once', () =>
      withDatabase(async (step) => {
        const both = folder({ ...first, ...second })
        const applied = await Promise.all(Array.from({ length: 4 }, () => step(both)))
        assert.deepEqual(applied.flat().sort(), [...Object.keys(first), ...Object.keys(second)])
      }))

    /** Forces policies on the table of `first`; `rest` says which. */
    const force = (rest = '') => `
      alter table public.first enable row level security;
      alter table public.first force row level security;
      ${rest}`
    const counted = (url: string, table: string) =>
      withClient(addressOf(url), async (client) => {
        const { rows } = await client.query('select to_regclass($1) is not null as is_there', [table])
        return rows[0].is_there ? (await client.query(`select count(*) as n from ${table}`)).rows[0].n : undefined
      })

    test('what one puts under forced row-level security stays open to the owner, and the next one sees every row', () =>
      withDatabase(async (step, url) => {
        const policy = 'create policy of_nobody on public.first using (false)'
        await step(folder({ ...first, '20260101T1000-force-first': force(policy), ...second }))
        assert.equal(await counted(url, 'public.second'), 1)
      }))

    test('what an older version left to an owner that bypassed policies is open to the owner before one is applied', () =>
      withDatabase(async (step, url) => {
        await step(folder(first))
        await withClient(addressOf(url), (client) =>
          client.query(force('create policy owner on public.first using (false)')),
        )
        await step(folder({ ...first, ...second }))
        assert.equal(await counted(url, 'public.second'), 1)
      }))

    test('one with a policy that would keep rows from the owner all the same is refused', () =>
      withDatabase(async (step, url) => {
        const narrow = 'create policy narrow on public.first as restrictive using (id > 1)'
        await assert.rejects(
          step(folder({ ...first, '20260101T1000-narrow-first': force(narrow), ...second })),
          /Policies keep rows of public.first from throughline_owner/,
        )
        assert.deepEqual([await counted(url, 'public.first'), await counted(url, 'public.second')], [1, undefined])
        const meant = narrow.replace('using', 'to throughline_app using')
        await step(folder({ ...first, '20260101T1000-narrow-first': force(meant), ...second }))
        assert.equal(await counted(url, 'public.second'), 1)
      }))

    test('one that waits for a lock lets others by, and is applied when the lock is free', () =>
      withDatabase(async (step, url) => {
        await step(folder(first))
        const alter = { '20260104T0000-widen-first': 'alter table public.first add column note text' }
        await withClient(addressOf(url), async (holder) => {
          await holder.query('begin; lock table public.first in access share mode')
          const altering = step(folder({ ...first, ...alter }))
          let longest = 0
          await withClient(addressOf(url), async (reader) => {
            for (const end = Date.now() + 1_500; Date.now() < end; await sleep(10)) {
              const from = performance.now()
              await reader.query('select count(*) from public.first')
              longest = Math.max(longest, performance.now() - from)
            }
          })
          await holder.query('commit')
          assert.deepEqual(await altering, Object.keys(alter))
          assert.ok(longest < 1_200, `a reader waited ${longest} ms`)
        })
      }))
  })
}

describe('the files of migrations', () => {
  test('a name that is not a time, a verb and a noun is refused', async () => {
    for (const name of [
      'create-first',
      '20260101T0000-create',
      '20260101-create-first',
      '20260101T0000-Create-First',
    ]) {
      await assert.rejects(readMigrations([folder({ [name]: 'select 1' })]), /is not named as a migration is/)
    }
  })

  test('two of one name are refused', async () => {
    await assert.rejects(readMigrations([folder(first), folder(first)]), /two migrations called/)
  })
})

describe('a server', () => {
  test('that cannot be reached or has no password is told without its address', async () => {
    for (const [databaseUrl, said] of [
      ['postgres://me:secret@localhost/x?host=/nowhere', /.*/],
      ['postgres://me@localhost/x?host=/nowhere', /.*/],
      ['mysql://me:secret@localhost/x', /does not begin with postgres/],
    ] as const) {
      await assert.rejects(openLedger({ dataDir: root, databaseUrl, migrations: [] }), (error) => {
        assert.match(String(error), said)
        assert.doesNotMatch(String(error), /secret/)
        return true
      })
    }
  })

  test('whose user may not make roles is refused with what to do', async () => {
    const { url, drop } = await withEmptyDatabase()
    const name = `weak_${Date.now()}`
    try {
      await withClient(addressOf(url), (client) => client.query(`create role ${name} login password 'weak'`))
      const weak = url.replace(/\/\/[^@]+@/, `//${name}:weak@`)
      await assert.rejects(openLedger({ dataDir: root, databaseUrl: weak, migrations: [] }), /may not make the roles/)
    } finally {
      await withClient(addressOf(url), (client) => client.query(`drop role ${name}`))
      await drop()
    }
  })

  test('is the same ledger as the embedded one', async () => {
    const { url, drop } = await withEmptyDatabase()
    const ledger = await openLedger({ dataDir: root, databaseUrl: url, migrations: [] })
    assert.equal(ledger.kind, 'server')
    assert.deepEqual(await transaction(ledger.app, (tx) => tx.rows('select 1 as one')), [{ one: 1 }])
    await ledger.stop()
    await drop()
  })
})
