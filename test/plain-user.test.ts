import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { z } from 'zod'
import { beAuthority } from '#children'
import { createEnter, sealAccessLog, verifyAccessLog } from '#permissions'
import { backUp, copyLine, type Ledger, openLedger, restore, type Tx, transaction } from '#platform/db'
import { askFor, findProgress, handler, isUnderWay, type Job, runJobs } from '#platform/jobs'
import { migrations } from '../src/ledger.ts'
import { sealRecord } from '../src/permissions/sealed-records.store.ts'
import { addressOf, withClient } from '../src/platform/db/pool.ts'
import { addPerson, buildAuthority, sessionOf } from './access.ts'
import { checksums, listForced } from './ledger-checksums.ts'
import { fillEveryTable } from './ledger-rows.ts'
import { startTestServer, testEngines } from './ledger-server.ts'

/*
 * Servers that others manage give nobody a superuser. Roles are the server's and not a database's: each engine is started
 * anew, with none of them.
 */

const root = mkdtempSync(join(tmpdir(), 'plain-'))
after(() => rmSync(root, { recursive: true, force: true }))

const counting: Job<{ id: string }> = {
  queue: 'counting',
  payload: z.strictObject({ id: z.string() }),
  retries: 0,
  retryDelaySeconds: 1,
  expireSeconds: 60,
}

for (const engine of testEngines()) {
  describe(`a user of ${engine.name} who is no superuser, may make roles and owns the database`, () => {
    const dataDir = mkdtempSync(join(root, 'd-'))
    let server: Awaited<ReturnType<typeof startTestServer>>
    let ledger: Ledger
    before(async () => {
      server = await startTestServer(engine)
      // As docs/guides/run-a-server.md says, by an administrator such as a hired server gives.
      await asSuperuser("create role administrator login createrole createdb password 'administrator'")
      await withClient(addressOf(urlOf('postgres', 'administrator:administrator')), async (client) => {
        await client.query("create role plain login createrole password 'plain'")
        await client.query('grant plain to current_user')
        for (const name of ['first', 'again']) await client.query(`create database ${name} owner plain`)
        await client.query('create database of_another')
      })
    })
    after(async () => {
      await ledger?.stop()
      await server.stop()
    })

    const urlOf = (database: string, user = 'plain:plain') =>
      server.url.replace(/\/\/[^@]+@/, `//${user}@`).replace(/\/[^/?]+\?/, `/${database}?`)
    const superuserOf = (database: string) => server.url.replace(/\/[^/?]+\?/, `/${database}?`)
    const asSuperuser = (sql: string) => withClient(addressOf(server.url), (client) => client.query(sql))
    const open = (databaseUrl = urlOf('first')) => openLedger({ dataDir, databaseUrl, migrations })
    const mayBypass = async () => {
      const { rows } = await asSuperuser(
        "select rolname as name from pg_roles where rolname like 'throughline%' and (rolsuper or rolbypassrls)",
      )
      return rows.map(({ name }) => name)
    }

    test('opens the ledger, in two processes that start at once', async () => {
      const [one, two] = await Promise.all([open(), open()])
      ledger = one
      await two.stop()
      assert.deepEqual(await mayBypass(), [])
    })

    test('has the owner write, the publisher publish, and the app read no more than it may', async () => {
      await buildAuthority(ledger, 'E1', [{ id: '1', holders: ['*'] }])
      await publishTwo(ledger)
      await addPerson(ledger, 'E1', { subject: 'analyst', roles: ['analyst'] })
      assert.deepEqual(await transaction(ledger.app, listChildren), [])
      assert.deepEqual(await seenBy('analyst'), ['1', '2'])
    })

    test('seals a record, and the log of who looked', async () => {
      await addPerson(ledger, 'E1', { subject: 'lead', roles: ['dataProtection'] })
      await doAs('lead', 'child.seal', (tx) => sealRecord(tx, '1', { reason: 'adopted', people: [] }))
      assert.deepEqual(await seenBy('analyst'), ['2'])
      assert.equal(await sealAccessLog(ledger.owner, dataDir), 3)
      const { entries, tampering } = await verifyAccessLog(ledger.owner, 'E1', dataDir)
      assert.deepEqual([entries, tampering], [3, []])
    })

    test('has jobs done in the background', async () => {
      const done: string[] = []
      const handle = handler(counting, async ({ id }) => void done.push(id))
      const log = { info: () => {}, warn: () => {}, error: () => {} }
      const jobs = await runJobs({ owner: ledger.owner, handlers: [handle], log, pollMs: 50 })
      const asPage = <T>(work: (tx: Tx) => Promise<T>) =>
        transaction(ledger.app, async (tx) => {
          await beAuthority(tx, 'E1')
          return work(tx)
        })
      await asPage((tx) => askFor(tx, counting, { authority: 'E1', key: 'one', payload: { id: 'one' } }))
      const isDone = async () => {
        const found = await asPage((tx) => findProgress(tx, counting.queue, 'one'))
        return found && !isUnderWay(found)
      }
      while (!(await isDone())) await new Promise((resolve) => setTimeout(resolve, 50))
      await jobs.stop(1_000)
      assert.deepEqual(done, ['one'])
    })

    test('backs it up, and restores it to the byte', async () => {
      await fillEveryTable(superuserOf('first'))
      const out = join(dataDir, 'backup')
      await backUp({ ledger, dataDir, out, now: '2026-11-30T12:00:00.000Z' })
      const again = { dataDir: mkdtempSync(join(root, 'd-')), databaseUrl: urlOf('again'), migrations }
      const outcome = await restore({ ...again, from: out })
      assert.ok(outcome.ok, JSON.stringify(outcome))
      const restored = await openLedger(again)
      assert.deepEqual(await checksums(restored), await checksums(ledger))
      assert.deepEqual(await listForced(restored), await listForced(ledger))
      await restored.stop()
    })

    test('changes the passwords of the roles with that of its own', async () => {
      await ledger.stop()
      await asSuperuser("alter role plain password 'another'")
      ledger = await open(urlOf('first', 'plain:another'))
      assert.deepEqual(await seenBy('analyst'), ['2'])
    })

    test('goes on with an owner that an older version let bypass policies, until a superuser takes that away', async () => {
      await ledger.stop()
      await asSuperuser('alter role throughline_owner bypassrls')
      ledger = await open(urlOf('first', 'plain:another'))
      assert.deepEqual(await seenBy('analyst'), ['2'])
      await backUp({ ledger, dataDir, out: join(dataDir, 'older'), now: '2026-11-30T12:00:00.000Z' })
      assert.deepEqual(await mayBypass(), ['throughline_owner'])
      await ledger.stop()
      ledger = await open(superuserOf('first'))
      assert.deepEqual(await mayBypass(), [])
    })

    test('is refused with what to do where another owns the database, or a role that serves people bypasses policies', async () => {
      const refused = /needs CREATEROLE and must own the database/
      await asSuperuser("alter role plain password 'third'")
      await assert.rejects(open(urlOf('of_another', 'plain:third')), refused)
      await asSuperuser('alter role throughline_app bypassrls')
      await assert.rejects(open(urlOf('first', 'plain:third')), refused)
    })

    async function doAs<T>(
      subject: string,
      what: 'child.view' | 'child.seal',
      work: (tx: Tx) => Promise<T>,
    ): Promise<T> {
      const session = await sessionOf(ledger, 'E1', subject)
      return createEnter(ledger.app)({ session, what }, async ({ tx, looked }) => {
        looked({ children: ['1'], page: 'test' })
        return work(tx)
      })
    }

    const seenBy = (subject: string) => doAs(subject, 'child.view', listChildren)
  })
}

async function listChildren(tx: Tx): Promise<string[]> {
  const rows = await tx.rows<{ child_id: string }>('select child_id from published.child order by child_id')
  return rows.map(({ child_id }) => child_id)
}

/** Publishes children 1 and 2 as the writer of publications does. */
async function publishTwo({ publisher }: Ledger): Promise<void> {
  await transaction(publisher, async (tx) => {
    await beAuthority(tx, 'E1')
    const { id } = await tx.row<{ id: number }>(
      `insert into published.publication (authority_id, snapshot, as_at, edition, loaded_at)
       values ('E1', 's2', '2026-03-31', '1', now()) returning publication_id as id`,
    )
    await tx.run('create temporary table arriving (child_id text) on commit drop')
    await tx.copyIn('arriving', ['child_id'], [copyLine(['1']), copyLine(['2'])])
    await tx.run(
      `insert into published.child
           (authority_id, publication_id, child_id, ref, status, overdue, due_soon, cases, holders, sealed)
       select 'E1', $1, child_id, child_id, 'care', 0, 0, '[]', array['*'], false from arriving`,
      [id],
    )
    await tx.run('select access.move_publication($1)', [id])
  })
}
