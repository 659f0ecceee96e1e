import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { pino } from 'pino'
import { createProvider } from '#platform/auth'
import { transaction } from '#platform/db'
import { createApp, html, page, type Route } from '#platform/web'
import { type TestLedger, withTestLedger } from '../../test/ledger.ts'
import { buildAuthority } from './access.fixture.ts'
import { createEnter } from './enter.ts'
import { CLIENT, type OidcServer, startOidcServer } from './oidc-server.fixture.ts'
import { seedPersonas } from './personas.ts'
import { providerRoutes } from './provider.routes.ts'
import { siteBrowser } from './site-browser.fixture.ts'

const SITE = 'http://localhost:9999'
let ledger: TestLedger
let oidc: OidcServer
let app: Awaited<ReturnType<typeof createApp>>
const reported: string[] = []

const home: Route = {
  method: 'GET',
  path: '/',
  what: 'home.view',
  handle: async (_, { person }) =>
    page({ title: 'Home', main: html`<h1>${person?.name}: ${person?.roles.join()}</h1>` }),
}

before(async () => {
  ledger = await withTestLedger()
  oidc = await startOidcServer(SITE)
  await buildAuthority(ledger, 'X1', [], true)
  await transaction(ledger.owner, async (tx) => {
    await seedPersonas(tx, 'X1')
    await tx.run(
      `insert into access.role_mapping (authority_id, claim, role, team, area)
       values ('X1', 'managers', 'manager', 'North', ''), ('X1', 'directors', 'director', '', '')`,
    )
  })
  const settings = { authority: 'X1', issuer: oidc.issuer, ...CLIENT, claim: 'roles' }
  const provider = createProvider(settings, `${SITE}/sign-in/callback`, `${SITE}/signed-out`)
  app = await createApp({
    serviceName: 'Throughline',
    routes: [home, ...providerRoutes(new Map([['X1', provider]]), (authority) => reported.push(authority))],
    enter: createEnter(ledger.app),
    navigation: [],
    log: pino({ level: 'silent' }),
    secret: 'a secret of thirty-two characters or more',
  })
})
after(async () => {
  await app.close()
  await oidc.stop()
  await ledger.stop()
})

/** Follows the provider's redirects until it sends the person back. @returns the address they come back to */
async function visitProvider(start: string): Promise<string> {
  const cookies = new Map<string, string>()
  let url = start
  for (let i = 0; i < 10; i++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie } })
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0]!.split(/=(.*)/)
      cookies.set(name, value)
    }
    url = new URL(answer.headers.get('location') ?? assert.fail(await answer.text()), url).href
    if (url.startsWith(SITE)) return url.slice(SITE.length)
  }
  assert.fail('the provider did not send the person back')
}

async function signInAs(id: string, roles: readonly string[]) {
  oidc.account = { id, name: `Person ${id}`, roles }
  const browser = siteBrowser(app)
  await browser.send('GET', '/sign-in?next=/')
  const away = await browser.send('POST', '/sign-in/provider', { authority: 'X1', next: '/' })
  const back = await visitProvider(String(away.headers.location))
  return { ...browser, back, answer: await browser.send('GET', back) }
}

describe('signing in with a provider', () => {
  test('lets a person in with the roles and teams that their claims map to', async () => {
    const { answer, send, cookies } = await signInAs('1', ['managers', 'unmapped'])
    assert.deepEqual([answer.statusCode, answer.headers.location], [303, '/'])
    assert.ok([...cookies.keys()].every((name) => !name.includes('keep')))
    assert.match((await send('GET', '/')).body, /Person 1: manager</)
    const known = await transaction(ledger.owner, (tx) =>
      tx.row(
        `select issuer, subject, kind, place from access.person join access.person_place using (authority_id, person_id)
         where subject = '1'`,
      ),
    )
    assert.deepEqual(known, { issuer: oidc.issuer, subject: '1', kind: 'team', place: 'North' })
  })

  test('follows what the provider says at each sign-in: who moves has the new role and no more the old', async () => {
    await signInAs('2', ['managers'])
    const { send } = await signInAs('2', ['directors'])
    assert.match((await send('GET', '/')).body, /Person 2: director</)
    const places = await transaction(ledger.owner, (tx) =>
      tx.rows("select 1 from access.person_place join access.person using (person_id) where subject = '2'"),
    )
    assert.deepEqual(places, [])
  })

  test('does not bring back a role that was withdrawn here', async () => {
    await signInAs('3', ['managers', 'directors'])
    await transaction(ledger.owner, (tx) =>
      tx.run(
        `update access.person_role set withdrawn_at = now()
         where role = 'director' and person_id = (select person_id from access.person where subject = '3')`,
      ),
    )
    const { send } = await signInAs('3', ['managers', 'directors'])
    assert.match((await send('GET', '/')).body, /Person 3: manager</)
  })

  test('lets nobody in without a role, or who was disabled here', async () => {
    const { answer, cookies } = await signInAs('4', ['unmapped'])
    assert.match(answer.body, /You do not have a role yet/)
    assert.equal(cookies.has('throughline-session'), false)
    await signInAs('5', ['managers'])
    await transaction(ledger.owner, (tx) => tx.run("update access.person set disabled_at = now() where subject = '5'"))
    assert.match((await signInAs('5', ['managers'])).answer.body, /You can no longer sign in/)
  })

  test('takes each answer once, in the browser that began', async () => {
    const { back, send } = await signInAs('6', ['managers'])
    assert.match((await send('GET', back)).body, /Sign-in did not finish/)
    const stranger = siteBrowser(app)
    assert.match((await stranger.send('GET', back)).body, /Sign-in did not finish/)
    assert.equal(stranger.cookies.has('throughline-session'), false)
    await stranger.send('GET', '/sign-in')
    await stranger.send('POST', '/sign-in/provider', { authority: 'X1' })
    assert.match((await stranger.send('GET', back)).body, /Sign-in did not finish/)
    assert.ok(reported.includes('X1'))
  })

  test('offers no personas, and takes none', async () => {
    const { send } = siteBrowser(app)
    const { body } = await send('GET', '/sign-in')
    assert.match(body, /Sign in to County X1/)
    assert.doesNotMatch(body, /Continue as/)
    assert.equal((await send('POST', '/sign-in/persona', { authority: 'X1', persona: 'manager' })).statusCode, 404)
  })

  test('is undone at the provider too by signing out', async () => {
    const { send, cookies } = await signInAs('8', ['managers'])
    const page = await send('GET', '/')
    const csrf = /name="_csrf" value="([^"]+)"/.exec(page.body)![1]!
    const left = await send('POST', '/sign-out', { _csrf: csrf })
    const url = new URL(String(left.headers.location))
    assert.equal(url.origin, oidc.issuer)
    assert.equal(url.searchParams.get('post_logout_redirect_uri'), `${SITE}/signed-out`)
    assert.equal(url.searchParams.get('id_token_hint')?.split('.').length, 3)
    assert.equal(cookies.has('throughline-session'), false)
    assert.equal((await fetch(url)).status, 200)
  })
})
