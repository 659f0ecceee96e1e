import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { hashSecret } from '#platform/auth'
import { transaction } from '#platform/db'
import { AccessRefused, type Visit } from '#platform/web'
import { type TestLedger, withTestLedger } from '../../test/ledger.ts'
import { addPerson, buildAuthority, sessionOf } from './access.fixture.ts'
import { createEnter } from './enter.ts'
import { signIn, signOut, signOutEverywhere } from './sessions.store.ts'

let ledger: TestLedger
let manager: string
let managerId: number

before(async () => {
  ledger = await withTestLedger()
  await buildAuthority(ledger, 'E1', [
    { id: '1', holders: ['*', 't:North', 'w:W1', 'a:East'] },
    { id: '2', holders: ['*', 't:South', 'w:W2', 'a:East'] },
    { id: '3', holders: ['*', 't:North', 'w:W1', 'a:East'], sealed: true },
  ])
  await buildAuthority(ledger, 'E2', [{ id: '1', holders: ['*', 't:North', 'w:W1', 'a:East'] }])
  managerId = await addPerson(ledger, 'E1', { subject: 'manager', roles: ['manager'], teams: ['North'] })
  await addPerson(ledger, 'E1', { subject: 'member', roles: ['member'] })
  await addPerson(ledger, 'E1', { subject: 'protector', roles: ['dataProtection'] })
  manager = await sessionOf(ledger, 'E1', 'manager')
})
after(() => ledger.stop())

const enter: ReturnType<typeof createEnter> = (ask, work) => createEnter(ledger.app)(ask, work)
const children = ({ tx }: Visit) =>
  tx.rows<{ child_id: string }>('select child_id from published.child order by child_id')
const asOwner = (sql: string, values: readonly unknown[] = []) => transaction(ledger.owner, (tx) => tx.run(sql, values))
const refused = (reason: string) => (error: unknown) => error instanceof AccessRefused && error.reason === reason

describe('a visit', () => {
  test('tells who asks, of which authority and publication, and what they may do', async () => {
    await enter({ session: manager, what: 'child.view' }, async (visit) => {
      assert.equal(visit.person?.id, managerId)
      assert.deepEqual(visit.person?.roles, ['manager'])
      assert.deepEqual(visit.authority, { code: 'E1', name: 'County E1', example: false })
      assert.equal(visit.publication?.asAt, '2026-03-31')
      assert.ok(visit.csrf.length >= 22)
      assert.deepEqual([visit.may('worklist.export'), visit.may('load.do')], [true, false])
    })
  })

  test("opens the rows of children of the person's own teams, in their authority, that are not sealed", async () => {
    assert.deepEqual(await enter({ session: manager, what: 'child.view' }, children), [{ child_id: '1' }])
  })

  test('opens no rows of children for what names none', async () => {
    assert.deepEqual(await enter({ session: manager, what: 'figures.view' }, children), [])
    assert.deepEqual(await enter({ session: manager, what: 'signed-in' }, children), [])
    const protector = await sessionOf(ledger, 'E1', 'protector')
    assert.deepEqual(await enter({ session: protector, what: 'home.view' }, children), [])
  })

  test('is refused to nobody, to unknown and malformed sessions, and for what the roles do not allow', async () => {
    for (const session of [undefined, '', 'x', 'A'.repeat(43), `${manager} `, manager.slice(1)]) {
      const ask = session === undefined ? { what: 'child.view' } : { session, what: 'child.view' }
      await assert.rejects(enter(ask, children), refused('signed-out'))
    }
    for (const what of ['load.do', 'no-such', '', 'access-log.view']) {
      await assert.rejects(enter({ session: manager, what }, children), refused('forbidden'))
    }
  })

  test('is open to everyone for what is public, and then sees no rows', async () => {
    const seen = await enter({ what: 'public' }, async (visit) => {
      assert.equal(visit.person, undefined)
      return children(visit)
    })
    assert.deepEqual(seen, [])
  })

  test('takes begin, enter, the page, the log and commit: five statements', async () => {
    await enter({ session: manager, what: 'child.view' }, async (visit) => {
      await children(visit)
      visit.looked({ children: ['1'], page: 'children', why: 'test' })
      assert.equal(visit.tx.statements, 3)
    })
  })

  test('leaves no settings behind, whether it ends well or badly', async () => {
    for (let i = 0; i < 3; i++) {
      await assert.rejects(enter({ session: manager, what: 'child.view' }, async ({ tx }) => tx.run('select 1 / 0')))
      await enter({ session: manager, what: 'child.view' }, children)
    }
    const unsettled = await Promise.all(
      Array.from({ length: 8 }, () =>
        transaction(ledger.app, async (tx) => [
          await tx.rows('select child_id from published.child'),
          await tx.rows('select name from access.person'),
          await tx.rows('select entry_id from access.access_log'),
          await tx.rows('select snapshot from published.publication'),
        ]),
      ),
    )
    assert.deepEqual(unsettled.flat().flat(), [])
  })
})

describe('a session', () => {
  const ages = [
    ['44 minutes and 59 seconds after it was last seen goes on', 'seen_at', '44 minutes 59 seconds', true],
    ['45 minutes after it was last seen has ended', 'seen_at', '45 minutes', false],
    [
      '11 hours, 59 minutes and 59 seconds after it began goes on',
      'started_at',
      '11 hours 59 minutes 59 seconds',
      true,
    ],
    ['12 hours after it began has ended', 'started_at', '12 hours', false],
  ] as const
  for (const [title, column, age, goesOn] of ages) {
    test(title, async () => {
      const session = await sessionOf(ledger, 'E1', 'manager')
      const { signed_in } = await transaction(ledger.owner, async (tx) => {
        await tx.run(`update access.session set ${column} = now() - $1::interval where session_hash = $2`, [
          age,
          hashSecret(session),
        ])
        return tx.row<{ signed_in: boolean }>("select signed_in from access.enter($1, 'signed-in')", [
          hashSecret(session),
        ])
      })
      assert.equal(signed_in, goesOn)
    })
  }

  test('is renewed when it is seen, at most once a minute', async () => {
    const session = await sessionOf(ledger, 'E1', 'manager')
    const age = async () => {
      await enter({ session, what: 'signed-in' }, async () => {})
      const sql = 'select (now() - seen_at) < $2::interval as young from access.session where session_hash = $1'
      return transaction(ledger.owner, (tx) => tx.row(sql, [hashSecret(session), '20 seconds']))
    }
    const set = 'update access.session set seen_at = now() - $2::interval where session_hash = $1'
    await asOwner(set, [hashSecret(session), '50 seconds'])
    assert.deepEqual(await age(), { young: false })
    await asOwner(set, [hashSecret(session), '61 seconds'])
    assert.deepEqual(await age(), { young: true })
  })

  test('ends at sign-out, and all of a person at sign-out everywhere', async () => {
    const [first, second, third] = [
      await sessionOf(ledger, 'E1', 'manager'),
      await sessionOf(ledger, 'E1', 'manager'),
      await sessionOf(ledger, 'E1', 'member'),
    ]
    await enter({ session: first, what: 'signed-in' }, ({ tx }) => signOut(tx, first))
    await assert.rejects(enter({ session: first, what: 'signed-in' }, children), refused('signed-out'))
    await enter({ session: second, what: 'signed-in' }, ({ tx }) => signOutEverywhere(tx))
    await assert.rejects(enter({ session: second, what: 'signed-in' }, children), refused('signed-out'))
    await enter({ session: third, what: 'signed-in' }, children)
    manager = await sessionOf(ledger, 'E1', 'manager')
  })

  test('has a new secret at each sign-in, and ends when the same browser signs in again', async () => {
    const previous = await sessionOf(ledger, 'E1', 'member')
    const asker = {
      authority: 'E1',
      issuer: 'test',
      subject: 'manager',
      name: '',
      claims: null,
      idToken: null,
      previous,
    }
    const outcome = await transaction(ledger.app, (tx) => signIn(tx, asker))
    assert.ok(outcome.ok && outcome.session !== previous)
    await enter({ session: outcome.session, what: 'signed-in' }, children)
    await assert.rejects(enter({ session: previous, what: 'signed-in' }, children), refused('signed-out'))
  })

  test('of a person who is disabled, or whose role is withdrawn, ends or allows no more at the next request', async () => {
    await addPerson(ledger, 'E1', { subject: 'leaver', roles: ['quality'] })
    const session = await sessionOf(ledger, 'E1', 'leaver')
    const leaver = "(select person_id from access.person where subject = 'leaver')"
    assert.equal((await enter({ session, what: 'child.view' }, children)).length, 2)
    await asOwner(`update access.person_role set withdrawn_at = now() where person_id = ${leaver}`)
    await assert.rejects(enter({ session, what: 'child.view' }, children), refused('forbidden'))
    await asOwner(`update access.person set disabled_at = now() where person_id = ${leaver}`)
    await assert.rejects(enter({ session, what: 'signed-in' }, children), refused('signed-out'))
    await assert.rejects(sessionOf(ledger, 'E1', 'leaver'), /disabled/)
  })

  test('is kept as a hash: its secret is nowhere in the ledger', async () => {
    const found = await transaction(ledger.owner, (tx) =>
      tx.rows("select 1 from access.session where session::text like '%' || $1 || '%'", [manager]),
    )
    assert.deepEqual(found, [])
    assert.ok(Buffer.from(manager, 'base64url').length * 8 >= 128)
  })
})

test('where people can be reached is known to who administers their authority, and to nobody else', async () => {
  await addPerson(ledger, 'E1', { subject: 'administrator', roles: ['administrator'] })
  await addPerson(ledger, 'E2', { subject: 'administrator', roles: ['administrator'] })
  await asOwner(
    `insert into access.mail_address (authority_id, person_id, given_by, address)
     values ('E1', $1, 'provider', 'manager@example.org')`,
    [managerId],
  )
  const administrator = await sessionOf(ledger, 'E1', 'administrator')
  const known = (session: string, what: string) =>
    enter({ session, what }, ({ tx }) => tx.rows('select address from access.mail_address'))
  assert.deepEqual(await known(administrator, 'administration.do'), [{ address: 'manager@example.org' }])
  assert.deepEqual(await known(administrator, 'home.view'), [])
  assert.deepEqual(await known(await sessionOf(ledger, 'E2', 'administrator'), 'administration.do'), [])
  assert.deepEqual(await known(manager, 'home.view'), [])
})

describe('what was looked at', () => {
  const logged = () =>
    transaction(ledger.owner, (tx) =>
      tx.rows('select person_id, what, page, children, rows, why, is_export from access.access_log order by entry_id'),
    )

  test('is written in the transaction of the page, and is not where the page failed', async () => {
    const before = (await logged()).length
    await enter({ session: manager, what: 'child.view' }, async (visit) => {
      visit.looked({ children: ['1', '2', '1'], page: 'children.list', rows: 50, export: true })
    })
    const failed = enter({ session: manager, what: 'child.view' }, async (visit) => {
      visit.looked({ children: ['1'], page: 'children.list' })
      throw new Error('the page failed')
    })
    await assert.rejects(failed, /the page failed/)
    assert.deepEqual((await logged()).slice(before), [
      {
        person_id: managerId,
        what: 'child.view',
        page: 'children.list',
        children: ['1', '2'],
        rows: 50,
        why: null,
        is_export: true,
      },
    ])
  })

  test('cannot be noted for nobody', async () => {
    const visit = enter({ what: 'public' }, async ({ looked }) => looked({ children: ['1'], page: 'x' }))
    await assert.rejects(visit, /has not signed in/)
  })
})
