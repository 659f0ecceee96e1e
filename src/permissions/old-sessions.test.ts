import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { hashSecret } from '#platform/auth'
import { transaction } from '#platform/db'
import { type TestLedger, withTestLedger } from '../../test/ledger.ts'
import { addPerson, buildAuthority, sessionOf } from './access.fixture.ts'
import { createEnter } from './enter.ts'
import { removeOldSessions } from './old-sessions.ts'
import { keepGrant } from './session-grant.store.ts'

let ledger: TestLedger
before(async () => {
  ledger = await withTestLedger()
  await buildAuthority(ledger, 'E1', [{ id: '1', holders: ['*'] }])
  await addPerson(ledger, 'E1', { subject: 'quality', roles: ['quality'] })
})
after(() => ledger.stop())

const asOwner = <T extends object>(sql: string, values: readonly unknown[] = []) =>
  transaction(ledger.owner, (tx) => tx.rows<T>(sql, values))

/** What became of sessions by name: how long ago they began, were last seen, and were ended. */
const cases = {
  'in use': ['1 hour', '1 minute', null],
  'idle since an hour ago': ['2 hours', '1 hour', null],
  'signed out 29 days ago': ['30 days', '29 days', '29 days'],
  'signed out 31 days ago': ['31 days', '31 days', '31 days'],
  'left idle a minute less than 30 days ago': ['30 days 2 hours', '30 days 44 minutes', null],
  'left idle a minute more than 30 days ago': ['30 days 2 hours', '30 days 46 minutes', null],
  'twelve hours old a minute less than 30 days ago': ['30 days 719 minutes', '30 days 20 minutes', null],
  'twelve hours old a minute more than 30 days ago': ['30 days 721 minutes', '30 days 20 minutes', null],
} as const

test('sessions go 30 days after they ended, their tokens once they have, and the access log stays', async () => {
  const names = new Map<string, string>()
  for (const [name, [started, seen, ended]] of Object.entries(cases)) {
    const session = await sessionOf(ledger, 'E1', 'quality')
    names.set(hashSecret(session).toString('hex'), name)
    await createEnter(ledger.app)({ session, what: 'child.view' }, async ({ looked }) =>
      looked({ children: ['1'], page: 'x' }),
    )
    await transaction(ledger.app, (tx) => keepGrant(tx, session, Buffer.alloc(40)))
    await asOwner(
      `update access.session set started_at = now() - $2::interval, seen_at = now() - $3::interval,
           ended_at = now() - $4::interval
       where session_hash = $1`,
      [hashSecret(session), started, seen, ended],
    )
  }
  const looks = await asOwner('select * from access.access_log order by entry_id')
  assert.equal(looks.length, names.size)
  const left = async (table: string) => {
    const rows = await asOwner<{ hash: string }>(`select encode(session_hash, 'hex') as hash from ${table}`)
    return rows.map(({ hash }) => names.get(hash)!).sort()
  }
  assert.equal(await removeOldSessions(ledger.owner), 3)
  assert.deepEqual(await left('access.session'), [
    'idle since an hour ago',
    'in use',
    'left idle a minute less than 30 days ago',
    'signed out 29 days ago',
    'twelve hours old a minute less than 30 days ago',
  ])
  assert.deepEqual(await left('access.session_grant'), ['in use'])
  assert.deepEqual(await asOwner('select * from access.access_log order by entry_id'), looks)
  assert.equal(await removeOldSessions(ledger.owner), 0)
})
