import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { pino } from 'pino'
import { hashSecret } from '#platform/auth'
import { transaction } from '#platform/db'
import { createApp, type Route } from '#platform/web'
import { type TestLedger, withTestLedger } from '../../test/ledger.ts'
import { readWorkbook } from '../../test/workbook-reader.ts'
import { addPerson, addRows, buildAuthority, sessionOf } from './access.fixture.ts'
import { accessLogRoutes } from './access-log.routes.ts'
import { createEnter } from './enter.ts'
import { mayOf } from './may-of.ts'
import { openedRecordsRoutes } from './opened-records.routes.ts'
import { sealedRecordsRoutes } from './sealed-records.routes.ts'
import { siteBrowser } from './site-browser.fixture.ts'

let ledger: TestLedger
let app: Awaited<ReturnType<typeof createApp>>
const people: Record<string, { id: number; session: string }> = {}

let folder: string

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'restricted-'))
  ledger = await withTestLedger()
  await buildAuthority(ledger, 'E1', [
    { id: '101', holders: ['*', 't:North', 'w:W1'] },
    { id: '102', holders: ['*', 't:South', 'w:W2'] },
    { id: '103', holders: ['*', 't:North', 'w:W1'] },
  ])
  await transaction(ledger.owner, (tx) =>
    tx.run("update published.child set team = case when child_id = '102' then 'South' else 'North' end"),
  )
  for (const person of [
    { subject: 'north', roles: ['manager'], teams: ['North'] },
    { subject: 'south', roles: ['manager'], teams: ['South'] },
    { subject: 'quality', roles: ['quality'] },
    { subject: 'protector', roles: ['dataProtection'] },
    { subject: 'both', roles: ['dataProtection', 'manager'], teams: ['North'] },
  ]) {
    const id = await addPerson(ledger, 'E1', person)
    people[person.subject] = { id, session: await sessionOf(ledger, 'E1', person.subject) }
  }
  app = await createApp({
    serviceName: 'Throughline',
    routes: [...accessLogRoutes, ...openedRecordsRoutes, ...sealedRecordsRoutes] as Route[],
    enter: createEnter(ledger.app),
    navigation: [],
    log: pino({ level: 'silent' }),
    secret: 'a secret of thirty-two characters or more',
  })
})
after(async () => {
  await app.close()
  await rm(folder, { recursive: true, force: true })
  await ledger.stop()
})

const as = (who: string) => {
  const browser = siteBrowser(app)
  browser.cookies.set('throughline-session', people[who]!.session)
  return browser
}
const visit = <T>(who: string, what: string, work: Parameters<ReturnType<typeof createEnter>>[1]) =>
  createEnter(ledger.app)({ session: people[who]!.session, what }, work) as Promise<T>
const seen = (who: string, what = 'child.view') =>
  visit<string[]>(who, what, async ({ tx }) => [...(await mayOf(tx, ['101', '102', '103', '999']))].sort())
const breakGlass = (who: string, child: string, reason = 'he is missing and police ask for his address') =>
  visit<{ ref: string; expires_at: string; is_new: boolean } | undefined>(who, 'child.break-glass', ({ tx }) =>
    tx.maybe('select ref, expires_at, is_new from access.break_glass($1, $2)', [child, reason]),
  )

describe('breaking the glass', () => {
  test("opens a record of another team's for four hours to the microsecond", async () => {
    assert.deepEqual(await seen('north'), ['101', '103'])
    const opened = await breakGlass('north', '102')
    assert.equal(opened?.ref, 'ref-102')
    assert.deepEqual(await seen('north'), ['101', '102', '103'])
    const lasts = await transaction(ledger.owner, (tx) =>
      tx.row('select extract(epoch from expires_at - opened_at)::integer as seconds from access.break_glass'),
    )
    assert.deepEqual(lasts, { seconds: 4 * 3600 })
    for (const [left, isOpen] of [
      ['1 microsecond', true],
      ['0 seconds', false],
    ] as const) {
      const { opened: children } = await transaction(ledger.owner, async (tx) => {
        await tx.run('update access.break_glass set expires_at = now() + $1::interval', [left])
        await tx.run("select from access.enter($1, 'child.view')", [hashSecret(people.north!.session)])
        return tx.row<{ opened: string[] }>('select access.opened() as opened')
      })
      assert.equal(children.includes('102'), isOpen, left)
    }
    assert.deepEqual(await seen('north'), ['101', '103'])
  })

  test('needs a reason of twenty characters, and a record that is there', async () => {
    await assert.rejects(breakGlass('north', '102', '   too short         x   '), { code: '23514' })
    assert.equal(await breakGlass('north', '999'), undefined)
  })

  test('is done by those whose role allows it, through its own page alone', async () => {
    await assert.rejects(breakGlass('protector', '102'), /forbidden/)
    await assert.rejects(
      visit('north', 'child.view', ({ tx }) => tx.run("select access.break_glass('102', 'a reason of good length')")),
      { code: '42501' },
    )
  })

  test('twice at once opens it once', async () => {
    const results = await Promise.all(Array.from({ length: 5 }, () => breakGlass('south', '101')))
    assert.equal(results.filter((result) => result?.is_new).length, 1)
    assert.equal(new Set(results.map((result) => result?.expires_at)).size, 1)
  })

  test("is told at once to the data protection lead and to the manager of the child's team, and to nobody else", async () => {
    const { send } = as('protector')
    assert.match((await send('GET', '/notices')).body, /he is missing and police ask/)
    assert.match((await as('south').send('GET', '/notices')).body, /102/)
    const north = await as('north').send('GET', '/notices')
    assert.match(north.body, /101/)
    assert.doesNotMatch(north.body, /102/)
    assert.equal((await as('quality').send('GET', '/notices')).statusCode, 403)
  })

  test('is reviewed by someone else, once, with why', async () => {
    await breakGlass('both', '102')
    const { send } = as('protector')
    const list = await send('GET', '/access-log/opened')
    assert.match(list.body, /3 to review, 3 in all/)
    const ids = [...list.body.matchAll(/\/access-log\/opened\/(\d+)"/g)].map((match) => match[1]!)
    const own = ids[0]!
    const mine = await as('both').send('GET', `/access-log/opened/${own}`)
    assert.match(mine.body, /someone else must review it/)
    const self = as('both')
    await self.send('GET', '/access-log/opened')
    await self.send('GET', `/access-log/opened/${ids[1]}`)
    await self.send('POST', `/access-log/opened/${own}`, { right: 'yes', review: 'I say so' })
    await send('GET', `/access-log/opened/${own}`)
    const empty = await send('POST', `/access-log/opened/${own}`, {})
    assert.equal(empty.statusCode, 422)
    assert.match(empty.body, /Say whether it was right[\s\S]*Say why/)
    await send('POST', `/access-log/opened/${own}`, { right: 'no', review: 'There was time to ask' })
    const after = await send('GET', `/access-log/opened/${own}`)
    assert.match(after.body, /Not right[\s\S]*There was time to ask[\s\S]*Person protector/)
    assert.match((await send('GET', '/access-log/opened')).body, /2 to review, 3 in all/)
  })
})

describe('a sealed record', () => {
  test('opens to nobody who answers for the child, then to who is named, then to all again', async () => {
    const { send } = as('protector')
    await send('GET', '/sealed-records')
    const sealed = await send('POST', '/sealed-records', { child: '103', reason: 'adopted: identity to be kept' })
    const one = String(sealed.headers.location)
    assert.match(one, /^\/sealed-records\/\d+$/)
    assert.deepEqual(await seen('north'), ['101'])
    assert.ok(!(await seen('quality')).includes('103'))
    const found = await send('GET', `${one}?name=quality`)
    assert.match(found.body, /Add<span class="govuk-visually-hidden"> Person quality/)
    await send('POST', `${one}/people`, { person: String(people.quality!.id), change: 'add' })
    assert.ok((await seen('quality')).includes('103'))
    assert.deepEqual(await seen('north'), ['101'])
    await send('GET', one)
    await send('POST', `${one}/people`, { person: String(people.quality!.id), change: 'remove' })
    assert.ok(!(await seen('quality')).includes('103'))
    await send('GET', one)
    assert.equal((await send('POST', `${one}/unseal`)).headers.location, '/sealed-records')
    assert.deepEqual(await seen('north'), ['101', '103'])
  })

  test('stays sealed in a publication that was written before it was sealed', async () => {
    const newer = await transaction(ledger.owner, async (tx) => {
      const { publication_id } = await tx.row<{ publication_id: number }>(
        `insert into published.publication (authority_id, snapshot, as_at, edition, loaded_at)
         values ('E1', 's2', '2026-04-30', '1', now()) returning publication_id`,
      )
      const rows = ['101', '103'].map((id) => ({
        ...{ authority_id: 'E1', publication_id, child_id: id, ref: `ref-${id}`, team: 'North' },
        ...{ holders: ['*', 't:North'], sealed: false },
      }))
      await addRows(tx, 'published.child', rows)
      return publication_id
    })
    await transaction(ledger.owner, (tx) =>
      tx.run(
        `insert into access.sealed_child (authority_id, child_id, sealed_by, reason) values ('E1', '103', $1, 'sealed meanwhile')`,
        [people.protector!.id],
      ),
    )
    await transaction(ledger.publisher, async (tx) => {
      await tx.run("select set_config('app.authority', 'E1', true)")
      await tx.run('select access.move_publication($1)', [newer])
    })
    assert.deepEqual(await seen('north'), ['101'])
  })

  test('is refused for a number that is not there, and to those who do not seal', async () => {
    const { send } = as('protector')
    await send('GET', '/sealed-records')
    const answer = await send('POST', '/sealed-records', { child: '999', reason: 'a good enough reason' })
    assert.equal(answer.statusCode, 422)
    assert.match(answer.body, /There is no record with that number/)
    assert.equal((await as('quality').send('GET', '/sealed-records')).statusCode, 403)
  })
})

describe('the pages of the access log', () => {
  test('tell who has looked at a child, also one that is sealed, without its number in the address', async () => {
    await visit('quality', 'child.view', async ({ looked }) =>
      looked({ children: ['101', '103'], page: '/children/x' }),
    )
    const { send } = as('protector')
    await send('GET', '/access-log')
    const found = await send('POST', '/access-log/child', { child: ' 103 ' })
    const address = String(found.headers.location)
    assert.match(address, /^\/access-log\/children\/\d+\/1$/)
    const shown = await send('GET', address)
    assert.match(shown.body, /Person quality/)
    assert.equal(
      (await send('GET', '/access-log/child/ref-103')).headers.location?.startsWith('/access-log/children/'),
      true,
    )
    const nobody = await send('GET', `${address}?from=1/1/2020&to=2/1/2020`)
    assert.match(nobody.body, /Nothing was logged on these dates/)
    assert.match((await send('GET', `${address}?from=31/2/2020`)).body, /Enter a real day/)
    await send('GET', '/access-log')
    assert.match(
      (await send('POST', '/access-log/child', { child: '999' })).body,
      /Nobody has looked at a child with that number/,
    )
    assert.equal((await send('GET', '/access-log/children/999999/0')).statusCode, 404)
  })

  test('tell what a person has looked at, and write down who asked', async () => {
    const { send } = as('protector')
    assert.match(
      (await send('GET', '/access-log/people?name=QUAL')).body,
      /Person quality[\s\S]*Quality assurance lead/,
    )
    assert.match((await send('GET', '/access-log/people?name=%25')).body, /Nobody here has that name/)
    const shown = await send('GET', `/access-log/people/${people.quality!.id}`)
    assert.match(shown.body, /1 look, newest first[\s\S]*A child&#39;s page/)
    const asked = await send('GET', `/access-log/people/${people.protector!.id}`)
    assert.match(asked.body, /access log of a person/)
  })

  test('leave as a spreadsheet, which is written down as taken out', async () => {
    const { send } = as('protector')
    const file = await send('GET', `/access-log/people/${people.quality!.id}/export`)
    assert.equal(file.statusCode, 200)
    const path = join(folder, 'log.xlsx')
    await writeFile(path, file.rawPayload)
    assert.match(JSON.stringify([...(await readWorkbook(path)).values()]), /Person quality/)
    const shown = await send('GET', `/access-log/people/${people.protector!.id}`)
    assert.match(shown.body, /Downloaded/)
  })

  test('are shut to everyone else', async () => {
    for (const path of [
      '/access-log',
      '/access-log/people',
      '/access-log/people/1',
      '/access-log/opened',
      '/access-log/people/1/export',
    ]) {
      assert.equal((await as('quality').send('GET', path)).statusCode, 403, path)
      assert.equal((await siteBrowser(app).send('GET', path)).statusCode, 303, path)
    }
  })
})
