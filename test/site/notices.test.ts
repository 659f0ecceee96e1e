import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { askAboutShifts, askNarrative } from '#figures'
import { createEnter } from '#permissions'
import { type Tx, transaction } from '#platform/db'
import { setMailing } from '#platform/notify'
import type { PlainDate } from '#values'
import {
  headerOf,
  readMail,
  startMailServer,
  type TestMailServer,
} from '../../src/platform/notify/smtp-server.fixture.ts'
import { work } from '../../src/work.ts'
import { addPerson, buildAuthority, sessionOf } from '../access.ts'
import { type TestLedger, withTestLedger } from '../ledger.ts'
import { silent, workerMessage } from './site.fixture.ts'

const CHILD = 'child-77'
const REASON = 'Grandmother rang about bruises'
let ledger: TestLedger
let server: TestMailServer
let working: Awaited<ReturnType<typeof work>>
let dataDir: string
const people = new Map<string, number>()

before(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'notices-'))
  ledger = await withTestLedger()
  server = await startMailServer()
  await buildAuthority(ledger, 'E1', [{ id: CHILD, holders: ['*', 't:North'] }])
  await asOwner("update published.child set team = 'North'")
  const add = async (subject: string, role: string, teams: readonly string[] = []) => {
    people.set(subject, await addPerson(ledger, 'E1', { subject, roles: [role], teams }))
    await asOwner(
      `insert into access.mail_address (authority_id, person_id, given_by, address) values ('E1', $1, 'provider', $2)`,
      [people.get(subject), `${subject}@example.org`],
    )
  }
  await add('protector', 'dataProtection')
  await add('leaver', 'dataProtection')
  await add('mover', 'dataProtection')
  await add('north', 'manager', ['North'])
  await add('south', 'manager', ['South'])
  await add('opener', 'worker')
  await add('analyst', 'analyst')
  await asOwner('update access.person set disabled_at = now() where person_id = $1', [people.get('leaver')])
  await asOwner('update access.person_role set withdrawn_at = now() where person_id = $1', [people.get('mover')])
  await transaction(ledger.owner, (tx) => setMailing(tx, true))
  const mail = { url: server.url, from: { name: '', address: 'site@example.org' }, site: 'https://site.example' }
  working = await work({ ...workerMessage(dataDir, ledger), mail }, silent)
})
beforeEach(() => {
  server.received.length = 0
})
after(async () => {
  await working?.stop(1_000)
  await server?.goAway()
  await ledger?.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

const asOwner = (sql: string, values: readonly unknown[] = []) =>
  transaction(ledger.owner, (tx) => tx.rows<{ id: string }>(sql, values))

/** Who gets a mail, once there are so many and no more come. */
async function told(count: number): Promise<readonly string[]> {
  for (const end = Date.now() + 15_000; server.received.length < count; await sleep(20)) {
    assert.ok(Date.now() < end, `${server.received.length} of ${count} mails came`)
  }
  const waiting = 'select from notify.message where sent_at is null and given_up_at is null'
  while ((await asOwner(waiting)).length > 0) await sleep(20)
  return server.received.map(({ to }) => to.join()).sort()
}

/** The page that every mail leads to; none of them names what it must not. */
function page(): string {
  const texts = server.received.map(readMail)
  const secret = new RegExp(`${CHILD}|ref-|bruises|Grandmother|Person|North`)
  for (const text of texts) assert.doesNotMatch(text, secret)
  const pages = new Set(texts.map((text) => /https:\/\/site\.example(\S+)/.exec(text)?.[1]))
  assert.equal(pages.size, 1)
  return [...pages][0]!
}

describe('by mail', () => {
  test('data protection leads and managers of the team learn that a record was opened outside the rules', async () => {
    const session = await sessionOf(ledger, 'E1', 'opener')
    const open = () =>
      createEnter(ledger.app)({ session, what: 'child.break-glass' }, ({ tx }) =>
        tx.rows('select ref from access.break_glass($1, $2)', [CHILD, REASON]),
      )
    await open()
    await open()
    assert.deepEqual(await told(2), ['north@example.org', 'protector@example.org'])
    assert.equal(page(), '/notices')
    assert.equal(headerOf(server.received[0]!, 'Subject'), 'Throughline: a record was opened outside the rules')
  })

  test('the owner of a measure learns that they are asked about a change, unless they asked themselves', async () => {
    const owner = people.get('south')!
    await asOwner(
      "insert into figures.owner (authority_id, measure_id, person_id, set_by) values ('E1', 'm1', $1, $1), ('E1', 'm2', $1, $1)",
      [owner],
    )
    const since = '2026-01-01' as PlainDate
    const asPublisher = (task: (tx: Tx) => Promise<unknown>) =>
      transaction(ledger.publisher, async (tx) => {
        await tx.run("select set_config('app.authority', 'E1', true)")
        await task(tx)
      })
    const shifts = ['m1', 'nobody-owns'].map((measure) => ({ measure, since, verdict: 'Worse' }))
    await asPublisher((tx) => askAboutShifts(tx, shifts))
    await asPublisher((tx) => askAboutShifts(tx, shifts))
    assert.deepEqual(await told(1), ['south@example.org'])
    const [narrative] = await asOwner("select narrative_id as id from figures.narrative where measure_id = 'm1'")
    assert.equal(page(), `/narratives/${narrative!.id}`)
    await transaction(ledger.owner, async (tx) => {
      await tx.run("select set_config('app.authority', 'E1', true)")
      await askNarrative(tx, { measure: 'm2', since, question: 'Why did this go up?', by: owner })
    })
    assert.deepEqual(await told(1), ['south@example.org'])
  })

  test('who sent files learns each time that they are held or refused, and that loading them failed', async () => {
    const [upload] = await asOwner(
      `insert into load.upload (authority_id, person_id, form_key, as_at, files, load_moment)
       values ('E1', $1, 'k', '2026-03-31', '[]', now()) returning upload_id as id`,
      [people.get('analyst')],
    )
    const become = (state: string) =>
      asOwner("update load.upload set state = $1, load_moment = load_moment + interval '1 second'", [state])
    for (const [i, state] of [
      'stored',
      'held',
      'held',
      'stored',
      'held',
      'stored',
      'refused',
      'stored',
      'loaded',
    ].entries()) {
      await become(state)
      if (i === 8) assert.equal((await told(3)).length, 3)
    }
    await asOwner(
      `insert into job.progress (authority_id, queue, job_key, payload, state)
       values ('E1', 'load-upload', $1, '{}', 'done'), ('E1', 'another', $1, '{}', 'done')`,
      [upload!.id],
    )
    await asOwner("update job.progress set state = 'failed' where queue in ('load-upload', 'another')")
    assert.deepEqual(new Set(await told(4)), new Set(['analyst@example.org']))
    assert.equal(page(), `/loads/${upload!.id}`)
    assert.deepEqual(server.received.map((mail) => headerOf(mail, 'Subject')).sort(), [
      'Throughline: a load failed',
      'Throughline: a load waits for you to say whether it is right',
      'Throughline: a load waits for you to say whether it is right',
      'Throughline: a load was refused',
    ])
  })
})
