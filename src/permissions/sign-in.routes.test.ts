import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { pino } from 'pino'
import { transaction } from '#platform/db'
import { createApp, html, page, type Route } from '#platform/web'
import { type TestLedger, withTestLedger } from '../../test/ledger.ts'
import { addRow, buildAuthority } from './access.fixture.ts'
import { createEnter } from './enter.ts'
import { PERSONAS, personas, seedPersonas } from './personas.ts'
import { personaRoutes } from './sign-in.routes.ts'
import { csrfOf, siteBrowser } from './site-browser.fixture.ts'

let ledger: TestLedger
let app: Awaited<ReturnType<typeof createApp>>

const home: Route = {
  method: 'GET',
  path: '/',
  what: 'home.view',
  handle: async (_, visit) => page({ title: 'Home', main: html`<h1>Hello ${visit.person?.name}</h1>` }),
}

before(async () => {
  ledger = await withTestLedger()
  await buildAuthority(ledger, 'X1', [], true)
  await buildAuthority(ledger, 'R1', [])
  await transaction(ledger.owner, async (tx) => {
    const { publication_id } = await tx.row<{ publication_id: number }>(
      "select publication_id from access.authority where authority_id = 'X1'",
    )
    for (const [worker, team, overdue] of [
      ['W1', 'North', 1],
      ['W2', 'South', 7],
      ['W3', 'South', 3],
      ['W4', 'South', 2],
    ]) {
      const given = { authority_id: 'X1', publication_id, worker, team, area: 'East', overdue }
      await addRow(tx, 'published.caseload', given)
    }
    await seedPersonas(tx, 'X1')
    await seedPersonas(tx, 'X1')
  })
  app = await createApp({
    serviceName: 'Throughline',
    routes: [home, ...personaRoutes()],
    enter: createEnter(ledger.app),
    navigation: [],
    log: pino({ level: 'silent' }),
    secret: 'a secret of thirty-two characters or more',
  })
})
after(async () => {
  await app.close()
  await ledger.stop()
})

describe('the page where people sign in', () => {
  test('lists every persona of the example authority, and says that nobody of them exists', async () => {
    const { body } = await siteBrowser(app).send('GET', '/sign-in')
    for (const { name } of personas) assert.ok(body.includes(`Continue as ${name}`), name)
    assert.match(body, /none of them exists/)
  })

  test('lets a persona in with a new session, to where they were going, and out again', async () => {
    const { send, cookies } = siteBrowser(app)
    assert.equal((await send('GET', '/')).headers.location, '/sign-in')
    await send('GET', '/sign-in?next=/')
    const entered = await send('POST', '/sign-in/persona', { authority: 'X1', persona: 'manager', next: '/' })
    assert.deepEqual([entered.statusCode, entered.headers.location], [303, '/'])
    const first = cookies.get('throughline-session')
    assert.match((await send('GET', '/')).body, /Hello Priya Nair/)
    assert.equal((await send('GET', '/sign-in')).headers.location, '/')
    const left = await send('GET', '/')
    assert.equal((await send('POST', '/sign-out', { _csrf: csrfOf(left.body) })).headers.location, '/signed-out')
    assert.equal(cookies.has('throughline-session'), false)
    cookies.set('throughline-session', first!)
    assert.equal((await send('GET', '/')).headers.location, '/sign-in')
  })

  test('goes to no other site after sign-in', async () => {
    const { send } = siteBrowser(app)
    await send('GET', '/sign-in?next=//evil.example')
    const entered = await send('POST', '/sign-in/persona', {
      authority: 'X1',
      persona: 'member',
      next: 'https://evil.example/',
    })
    assert.equal(entered.headers.location, '/')
  })

  test('lets nobody in as a persona of an authority that is no example, or as one that is not there', async () => {
    await transaction(ledger.owner, (tx) => assert.rejects(seedPersonas(tx, 'R1'), /example authority only/))
    await transaction(ledger.owner, (tx) =>
      tx.run(
        `insert into access.person (authority_id, issuer, subject, name) values ('R1', 'throughline:personas', 'manager', 'x')`,
      ),
    )
    for (const [authority, persona] of [
      ['R1', 'manager'],
      ['X1', 'nobody'],
      ['', ''],
    ]) {
      const { send, cookies } = siteBrowser(app)
      await send('GET', '/sign-in')
      const { body } = await send('POST', '/sign-in/persona', { authority: authority!, persona: persona! })
      assert.match(body, /You cannot sign in/)
      assert.equal(cookies.has('throughline-session'), false)
    }
  })

  test('takes no form of another site', async () => {
    const { send } = siteBrowser(app)
    await send('GET', '/sign-in')
    const answer = await send('POST', '/sign-in/persona', { _csrf: 'x', authority: 'X1', persona: 'manager' })
    assert.equal(answer.statusCode, 403)
  })
})

test('personas answer for the team with most that is late, and its busiest worker', async () => {
  const placed = await transaction(ledger.owner, (tx) =>
    tx.rows(
      `select subject, worker, kind, place from access.person left join access.person_place using (authority_id, person_id)
       where authority_id = 'X1' and (worker is not null or place is not null) order by subject`,
    ),
  )
  assert.deepEqual(placed, [
    { subject: 'manager', worker: null, kind: 'team', place: 'South' },
    { subject: 'service-manager', worker: null, kind: 'area', place: 'East' },
    { subject: 'worker', worker: 'W2', kind: null, place: null },
  ])
})

describe('the places of personas', () => {
  const placeOf = (subject: string) =>
    transaction(ledger.owner, (tx) =>
      tx.rows<{ place: string | null; worker: string | null }>(
        `select place, worker from access.person left join access.person_place using (authority_id, person_id)
         where authority_id = 'X1' and issuer = $1 and subject = $2`,
        [PERSONAS, subject],
      ),
    )
  const setTeam = (team: string) =>
    transaction(ledger.owner, async (tx) => {
      const manager = `(select person_id from access.person where authority_id = 'X1' and issuer = $1 and subject = 'manager')`
      await tx.run(`update access.person_place set place = $2 where authority_id = 'X1' and person_id = ${manager}`, [
        PERSONAS,
        team,
      ])
      await seedPersonas(tx, 'X1')
    })

  test('stay as an administrator set them when figures are published again', async () => {
    await setTeam('North')
    assert.deepEqual(await placeOf('manager'), [{ place: 'North', worker: null }])
  })

  test('are given anew where the record no longer knows them', async () => {
    await setTeam('Closed')
    assert.deepEqual(await placeOf('manager'), [{ place: 'South', worker: null }])
  })
})
