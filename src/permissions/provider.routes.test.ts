import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { transaction } from '#platform/db'
import { type ProviderSite, SITE, signInAs as signInAt, startProviderSite } from './provider-site.fixture.ts'
import { siteBrowser } from './site-browser.fixture.ts'

let site: ProviderSite
let ledger: ProviderSite['ledger']
let oidc: ProviderSite['oidc']
const signInAs = (id: string, roles: readonly string[]) => signInAt(site, id, roles)

before(async () => {
  site = await startProviderSite()
  ledger = site.ledger
  oidc = site.oidc
})
after(() => site.stop())

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
    const stranger = siteBrowser(site.app)
    assert.match((await stranger.send('GET', back)).body, /Sign-in did not finish/)
    assert.equal(stranger.cookies.has('throughline-session'), false)
    await stranger.send('GET', '/sign-in')
    await stranger.send('POST', '/sign-in/provider', { authority: 'X1' })
    assert.match((await stranger.send('GET', back)).body, /Sign-in did not finish/)
    assert.ok(site.reported.includes('X1'))
  })

  test('offers no personas, and takes none', async () => {
    const { send } = siteBrowser(site.app)
    const { body } = await send('GET', '/sign-in')
    assert.match(body, /Sign in to County X1/)
    assert.doesNotMatch(body, /Continue as/)
    assert.equal((await send('POST', '/sign-in/persona', { authority: 'X1', persona: 'manager' })).statusCode, 404)
  })

  test('keeps where a person can be reached, as said at the last sign-in, and knows nobody by it', async () => {
    const known = () =>
      transaction(ledger.owner, (tx) =>
        tx.rows(`select subject, address from access.mail_address join access.person using (authority_id, person_id)
                 where given_by = 'provider' order by subject`),
      )
    await signInAt(site, '9a', ['managers'], 'same@example.org')
    await signInAt(site, '9b', ['managers'], 'same@example.org')
    const both = ['9a', '9b'].map((subject) => ({ subject, address: 'same@example.org' }))
    assert.deepEqual(await known(), both)
    await signInAt(site, '9a', ['managers'])
    await signInAt(site, '9b', ['managers'], 'several@example.org, addresses@example.org')
    assert.deepEqual(await known(), [])
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
