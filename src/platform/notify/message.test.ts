import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { after, before, beforeEach, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { transaction } from '#platform/db'
import { type JobLog, type RunningJobs, runJobs } from '#platform/jobs'
import { type TestLedger, withTestLedger } from '../../../test/ledger.ts'
import { createMailer } from './mailer.ts'
import { type MailJobs, mailJobs } from './message.jobs.ts'
import { removeOldMessages, setMailing } from './message.store.ts'
import { headerOf, readMail, startMailServer, type TestMailServer } from './smtp-server.fixture.ts'

const kind = {
  kind: 'thing',
  subject: 'a thing',
  happened: 'A thing happened',
  path: (event: string) => `/things/${event}`,
}
const site = 'https://site.example'

let ledger: TestLedger
let server: TestMailServer
let options: MailJobs
let jobs: RunningJobs
const logged: string[] = []
const addresses = new Map<number, string>()

before(async () => {
  ledger = await withTestLedger()
  server = await startMailServer()
  await transaction(ledger.owner, (tx) => setMailing(tx, true))
  const settings = { url: server.url, from: { name: 'The site', address: 'site@example.org' }, site }
  options = {
    owner: ledger.owner,
    mailer: createMailer(settings),
    kinds: [kind],
    site,
    addressOf: async (_, __, person) => addresses.get(person),
    retryDelaySeconds: 1,
  }
  const say = (details: object, message: string) => void logged.push(`${message} ${JSON.stringify(details)}`)
  const log: JobLog = { info: say, warn: say, error: say }
  jobs = await runJobs({ owner: ledger.owner, handlers: mailJobs(options), log, pollMs: 50 })
})
beforeEach(() => {
  server.does = 'take'
  server.received.length = 0
})
after(async () => {
  await jobs?.stop(1_000)
  await server?.goAway()
  await ledger?.stop()
})

const asOwner = <T extends object>(sql: string, values: readonly unknown[] = []) =>
  transaction(ledger.owner, (tx) => tx.rows<T>(sql, values))

/** Tells people of an event; each has an address. */
async function tell(event: string, people: readonly number[]): Promise<void> {
  for (const person of people) addresses.set(person, `person-${person}@example.org`)
  await asOwner("select notify.tell('E1', 'thing', $1, $2)", [event, people])
}

interface Kept {
  readonly id: string
  readonly sent: boolean
  readonly given_up: boolean
}
const keptOf = (event: string) =>
  asOwner<Kept>(
    `select message_id as id, sent_at is not null as sent, given_up_at is not null as given_up
     from notify.message where event = $1`,
    [event],
  )

async function until(isSo: () => boolean | Promise<boolean>, withinMs = 15_000): Promise<void> {
  for (const end = Date.now() + withinMs; !(await isSo()); await sleep(20))
    assert.ok(Date.now() < end, 'it takes too long')
}

const isOver = async (event: string) => (await keptOf(event)).every(({ sent, given_up }) => sent || given_up)

/** One attempt at a message, beside the running jobs. */
const attempt = (message: string) =>
  mailJobs(options)[0]!.handle({ message } as never, { authority: 'E1' } as never) as Promise<void>

/** Keeps a message without a job that would send it. */
async function keep(event: string, person = 1): Promise<string> {
  addresses.set(person, `person-${person}@example.org`)
  const [{ id } = { id: '' }] = await asOwner<{ id: string }>(
    `insert into notify.message (authority_id, person_id, kind, event)
     values ('E1', $1, 'thing', $2) returning message_id as id`,
    [person, event],
  )
  return id
}

describe('people who are told', () => {
  test('get one mail each that says what kind of thing happened, when, and where to read more', async () => {
    await tell('1', [1, 2, 1])
    await until(() => isOver('1'))
    assert.deepEqual(server.received.map(({ to }) => to).sort(), [['person-1@example.org'], ['person-2@example.org']])
    const [mail] = server.received
    assert.equal(mail!.from, 'site@example.org')
    assert.match(headerOf(mail!, 'From'), /^The site <site@example.org>$/)
    assert.equal(headerOf(mail!, 'Subject'), 'Throughline: a thing')
    assert.equal(headerOf(mail!, 'Auto-Submitted'), 'auto-generated')
    assert.match(readMail(mail!), /A thing happened, on \d+ \w+ \d{4} at [\d:]+[ap]m\./)
    assert.match(readMail(mail!), /https:\/\/site\.example\/things\/1\r\n/)
  })

  test('are told of an event once, however often it is told', async () => {
    await tell('2', [1])
    await until(() => isOver('2'))
    await tell('2', [1])
    await sleep(300)
    assert.equal(server.received.length, 1)
  })

  test('are not told of what did not happen', async () => {
    const undone = transaction(ledger.owner, async (tx) => {
      await tx.run("select notify.tell('E1', 'thing', 'undone', '{1}')")
      throw new Error('no')
    })
    await assert.rejects(undone, /no/)
    assert.deepEqual(await keptOf('undone'), [])
  })

  test('who have no address get nothing, and it is not tried again', async () => {
    const id = await keep('no address', 4)
    addresses.delete(4)
    await attempt(id)
    assert.equal((await keptOf('no address'))[0]?.given_up, true)
    assert.equal(server.received.length, 0)
  })

  test('are told nothing, and nothing is kept to be told, where mail is not set', async () => {
    await transaction(ledger.owner, (tx) => setMailing(tx, false))
    await tell('4', [1])
    assert.deepEqual(await keptOf('4'), [])
    await transaction(ledger.owner, (tx) => setMailing(tx, true))
  })

  test('are told nothing that is more than three days old', async () => {
    const id = await keep('late')
    await asOwner("update notify.message set happened_at = now() - interval '73 hours' where message_id = $1", [id])
    await attempt(id)
    assert.deepEqual(
      (await keptOf('late')).map(({ given_up }) => given_up),
      [true],
    )
    assert.equal(server.received.length, 0)
  })
})

describe('a mail server', () => {
  test('that is away is tried again until it is back, and nothing is lost or sent twice', async () => {
    await server.goAway()
    await tell('5', [1, 2])
    await until(() => logged.some((line) => line.startsWith('job met a fault') && line.includes('MailNotSent')))
    await server.comeBack()
    await until(() => isOver('5'))
    assert.equal(server.received.length, 2)
    assert.ok((await keptOf('5')).every(({ sent }) => sent))
  })

  test('that is gone before it says that it has a mail is sent it again under the same name', async () => {
    server.does = 'take and go'
    const id = await keep('cut')
    await assert.rejects(attempt(id), { name: 'MailNotSent' })
    assert.equal(await isOver('cut'), false)
    server.does = 'take'
    await attempt(id)
    const names = server.received.map((mail) => headerOf(mail, 'Message-ID'))
    assert.deepEqual(names, [`<${id}@site.example>`, `<${id}@site.example>`])
  })

  test('that knows no such mailbox is not tried again, and one that does not want the sender is', async () => {
    const id = await keep('refused')
    server.does = 'refuse sender'
    await assert.rejects(attempt(id), { name: 'MailNotSent', code: 'EENVELOPE' })
    assert.equal(await isOver('refused'), false)
    server.does = 'refuse mailbox'
    await attempt(id)
    assert.deepEqual(
      (await keptOf('refused')).map(({ given_up }) => given_up),
      [true],
    )
  })

  test('is sent a message once by all who try at once', async () => {
    const id = await keep('at once')
    await Promise.all([1, 2, 3, 4].map(() => attempt(id)))
    assert.equal(server.received.length, 1)
  })

  test('is sent what a process that was killed had not sent, by another and at once', async () => {
    const message = await keep('killed')
    server.does = 'hang'
    const child = fork(fileURLToPath(new URL('./send-message.fixture.ts', import.meta.url)))
    const { host, port, database, user, password } = ledger.owner.options
    child.send({
      address: { host, port, database, user, password, ssl: false },
      url: server.url,
      authority: 'E1',
      message,
    })
    await until(() => server.waiting() > 0)
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
    server.does = 'take'
    await attempt(message)
    assert.equal(server.received.length, 1)
    assert.ok((await keptOf('killed')).every(({ sent }) => sent))
  })
})

test('what is logged names nobody and quotes no server', () => {
  assert.ok(logged.length > 5)
  assert.doesNotMatch(logged.join(), /@|example|no such/)
})

test('messages go, with their jobs, 30 days after they ended', async () => {
  await tell('old', [1])
  await tell('young', [1])
  await until(async () => (await isOver('old')) && (await isOver('young')))
  await until(
    async () => (await asOwner("select from job.progress where queue = 'mail' and state <> 'done'")).length === 0,
  )
  const [old] = await keptOf('old')
  await asOwner("update notify.message set sent_at = now() - interval '31 days' where message_id = $1", [old!.id])
  await asOwner("update job.progress set updated_at = now() - interval '31 days' where job_key = $1", [old!.id])
  const jobsBefore = (await asOwner("select from job.progress where queue = 'mail'")).length
  assert.equal(await removeOldMessages(ledger.owner), 1)
  assert.deepEqual([(await keptOf('old')).length, (await keptOf('young')).length], [0, 1])
  assert.equal((await asOwner("select from job.progress where queue = 'mail'")).length, jobsBefore - 1)
})
