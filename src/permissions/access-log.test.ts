import assert from 'node:assert/strict'
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { transaction } from '#platform/db'
import { type TestLedger, withTestLedger } from '../../test/ledger.ts'
import { addPerson, buildAuthority, sessionOf } from './access.fixture.ts'
import { sealAccessLog } from './access-log.seal.ts'
import { verifyAccessLog } from './access-log.verify.ts'
import { createEnter } from './enter.ts'

let ledger: TestLedger
let dataDir: string
let session: string
let superuser: pg.Client

before(async () => {
  ledger = await withTestLedger()
  dataDir = await mkdtemp(join(tmpdir(), 'access-log-'))
  await buildAuthority(ledger, 'E1', [{ id: '1', holders: ['*'] }])
  await addPerson(ledger, 'E1', { subject: 'analyst', roles: ['analyst'] })
  session = await sessionOf(ledger, 'E1', 'analyst')
  superuser = new pg.Client(ledger.url)
  superuser.on('error', () => {})
  await superuser.connect()
})
after(async () => {
  await superuser.end()
  await rm(dataDir, { recursive: true, force: true })
  await ledger.stop()
})

const look = (...children: string[]) =>
  createEnter(ledger.app)({ session, what: 'child.view' }, async ({ looked }) => looked({ children, page: 'child' }))
const seal = () => sealAccessLog(ledger.owner, dataDir)
const verify = () => verifyAccessLog(ledger.owner, 'E1', dataDir)
const folder = () => join(dataDir, 'access-log', 'E1')

/** Does what only someone with the whole database could: past the triggers, and the policies. */
async function tamper(...statements: string[]) {
  await superuser.query("set session_replication_role = 'replica'")
  for (const statement of statements) await superuser.query(statement)
  await superuser.query("set session_replication_role = 'origin'")
}

/** Does something to the log, tells what is found, and puts it back. */
async function foundAfter(...statements: string[]) {
  await superuser.query('create temp table log_before as select * from access.access_log')
  await superuser.query('create temp table seal_before as select * from access.access_log_seal')
  await tamper(...statements)
  const { tampering } = await verify()
  await tamper(
    'delete from access.access_log',
    'delete from access.access_log_seal',
    'insert into access.access_log overriding system value select * from log_before',
    'insert into access.access_log_seal select * from seal_before',
    'drop table log_before, seal_before',
  )
  assert.deepEqual((await verify()).tampering, [])
  return [...new Set(tampering.map(({ kind }) => kind))].sort()
}

describe('an access log', () => {
  test('is sealed in order, once, and what was sealed is found to be as it was', async () => {
    for (let i = 0; i < 5; i++) await look('1', String(i))
    assert.equal(await seal(), 5)
    assert.equal(await seal(), 0)
    await look('2')
    await look('3')
    assert.equal(await seal(), 2)
    assert.deepEqual(await verify(), { seals: 2, entries: 7, tampering: [] })
  })

  test('seals later what was numbered early and committed late', async () => {
    let go = () => {}
    const wait = new Promise<void>((resolve) => {
      go = resolve
    })
    const insert = `insert into access.access_log (authority_id, person_id, what, page, children, rows)
       select 'E1', min(person_id), 'child.view', 'slow', '{9}', 1 from access.person`
    let written = () => {}
    const isWritten = new Promise<void>((resolve) => {
      written = resolve
    })
    const slow = transaction(ledger.owner, async (tx) => {
      await tx.run(insert)
      written()
      await wait
    })
    await isWritten
    await look('4')
    assert.equal(await seal(), 1)
    go()
    await slow
    assert.equal(await seal(), 1)
    assert.deepEqual((await verify()).tampering, [])
  })

  test('goes on after many seals and a long silence without sealing anything twice', async () => {
    await tamper("update access.access_log set at = at - interval '3 days'")
    const entries = (await verify()).entries
    assert.ok((await verify()).tampering.length > 0)
    await tamper("update access.access_log set at = at + interval '3 days'")
    assert.deepEqual((await verify()).tampering, [])
    assert.equal(await seal(), 0)
    assert.equal((await verify()).entries, entries)
  })

  test('takes no change, no deletion and no emptying from any role of the program', async () => {
    const attempts = [
      "update access.access_log set page = 'other'",
      'delete from access.access_log',
      'truncate access.access_log',
      "update access.access_log_seal set hash = ''",
      'delete from access.access_log_seal',
      'truncate access.access_log_seal',
    ]
    for (const pool of [ledger.owner, ledger.app, ledger.publisher]) {
      for (const sql of attempts) {
        await assert.rejects(
          transaction(pool, async (tx) => {
            await tx.run(
              "select set_config('app.authority', 'E1', true), set_config('app.what', 'access-log.view', true)",
            )
            await tx.run(sql)
          }),
          { code: '42501' },
          sql,
        )
      }
    }
  })

  test('takes no entry in the name of another, of another time or of another authority', async () => {
    const insert = (columns: string, values: string) =>
      createEnter(ledger.app)({ session, what: 'child.view' }, ({ tx }) =>
        tx.run(
          `insert into access.access_log (authority_id, person_id, what, page, children, rows${columns})
           select ${values}`,
        ),
      )
    const mine = "access.in_authority(), access.me(), 'child.view', 'p', '{}', 0"
    await assert.rejects(insert('', "access.in_authority(), access.me() + 1, 'child.view', 'p', '{}', 0"), {
      code: '42501',
    })
    await assert.rejects(insert('', "'E2', access.me(), 'child.view', 'p', '{}', 0"), { code: '42501' })
    await assert.rejects(insert(', at', `${mine}, now() - interval '1 day'`), { code: '42501' })
    await assert.rejects(insert(', entry_id', `${mine}, 1`), { code: '428C9' })
  })

  test('can be read by those alone who may view it', async () => {
    const entries = ({ tx }: { tx: { rows(sql: string): Promise<object[]> } }) =>
      tx.rows('select 1 from access.access_log')
    const enter = createEnter(ledger.app)
    assert.deepEqual(await enter({ session, what: 'child.view' }, entries), [])
    await addPerson(ledger, 'E1', { subject: 'protector', roles: ['dataProtection'] })
    const protector = await sessionOf(ledger, 'E1', 'protector')
    assert.ok((await enter({ session: protector, what: 'access-log.view' }, entries)).length > 0)
    assert.deepEqual(await enter({ session: protector, what: 'home.view' }, entries), [])
  })
})

describe('tampering with the access log by someone who has the whole database is found when', () => {
  const first = "(select min(entry_id) from access.access_log where authority_id = 'E1')"
  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['a child is changed', [`update access.access_log set children = '{77}' where entry_id = ${first}`], ['changed']],
    ['a person is changed', [`update access.access_log set person_id = 0 where entry_id = ${first}`], ['changed']],
    [
      'a time is moved by a microsecond',
      [`update access.access_log set at = at + interval '1 microsecond' where entry_id = ${first}`],
      ['changed'],
    ],
    ['a reason is given afterwards', [`update access.access_log set why = 'x' where entry_id = ${first}`], ['changed']],
    ['an entry is removed', [`delete from access.access_log where entry_id = ${first}`], ['missing']],
    ['every entry is removed', ['delete from access.access_log'], ['missing']],
    [
      'an entry is slipped in among old ones',
      [
        `insert into access.access_log (authority_id, person_id, what, page, children, rows, at)
         values ('E1', 1, 'child.view', 'p', '{1}', 1, now() - interval '2 days')`,
      ],
      ['added'],
    ],
    [
      'two entries change places',
      [
        `update access.access_log as entry set children = other.children from access.access_log as other
         where entry.entry_id in (${first}, ${first} + 1) and other.entry_id in (${first}, ${first} + 1)
           and other.entry_id <> entry.entry_id`,
      ],
      ['changed'],
    ],
    ['a seal in the middle is removed', ['delete from access.access_log_seal where seal_id = 2'], ['chain', 'copy']],
    [
      'the last seal is removed',
      ['delete from access.access_log_seal where seal_id = (select max(seal_id) from access.access_log_seal)'],
      ['copy'],
    ],
    [
      'all seals and entries are removed',
      ['delete from access.access_log_seal', 'delete from access.access_log'],
      ['copy'],
    ],
    [
      'a hash is changed',
      ["update access.access_log_seal set hash = sha256('x') where seal_id = 2"],
      ['chain', 'changed', 'copy'],
    ],
    [
      'a seal leaves an entry out',
      ['update access.access_log_seal set entry_ids = entry_ids[2:], entries = entries - 1 where seal_id = 1'],
      ['changed'],
    ],
  ]
  for (const [title, statements, kinds] of cases) {
    test(title, async () => {
      assert.deepEqual(await foundAfter(...statements), kinds)
    })
  }
})

describe('the copy off the database', () => {
  test('has every entry and seal, as lines of JSON', async () => {
    const [day] = await readdir(folder())
    const lines = (await readFile(join(folder(), day!), 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    const entries = lines.filter(({ entryId }) => entryId !== undefined)
    assert.equal(entries.length, (await verify()).entries)
    assert.deepEqual(entries[0].children, ['1', '0'])
    assert.match(entries[0].at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
  })

  test('goes on after a line that a crash left half written', async () => {
    const [day] = await readdir(folder())
    await appendFile(join(folder(), day!), '{"entryId":99,"at":"20')
    await look('5')
    assert.equal(await seal(), 1)
    assert.deepEqual((await verify()).tampering, [])
  })

  test('is made up when it was lost', async () => {
    await rm(folder(), { recursive: true })
    assert.equal(await seal(), 0)
    assert.deepEqual((await verify()).tampering, [])
  })

  test('shows when a line of it was removed', async () => {
    const [day] = await readdir(folder())
    const file = join(folder(), day!)
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.slice(text.indexOf('\n') + 1))
    assert.deepEqual(
      (await verify()).tampering.map(({ kind }) => kind),
      ['copy'],
    )
    await writeFile(file, text)
  })
})
