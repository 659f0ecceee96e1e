import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { hashSecret, tokenSafe, type Vouched } from '#platform/auth'
import { transaction } from '#platform/db'
import { createConfirmation } from './confirm-roles.ts'
import { type ProviderSite, signInAs, startProviderSite } from './provider-site.fixture.ts'
import { confirmRoles, keepGrant } from './session-grant.store.ts'

const MINUTE = 60
let site: ProviderSite

before(async () => {
  site = await startProviderSite()
})
beforeEach(() => {
  site.oidc.comeBack()
  site.oidc.givesRefreshTokens = true
})
after(() => site.stop())

type Browser = Awaited<ReturnType<typeof signInAs>>

const secretOf = ({ cookies }: Browser) => cookies.get('throughline-session')!
const asOwner = (sql: string, values: readonly unknown[] = []) =>
  transaction(site.ledger.owner, (tx) => tx.rows<{ session_hash: Buffer; token: Buffer }>(sql, values))
const grantsOf = (secret: string) =>
  asOwner('select * from access.session_grant where session_hash = $1', [hashSecret(secret)])
const grantOf = async (browser: Browser) => (await grantsOf(secretOf(browser)))[0]

/** As it would be so many seconds after the provider last confirmed the roles of a session, and had last been asked. */
const age = (browser: Browser, confirmed: number, asked = confirmed) =>
  asOwner(
    `update access.session_grant
     set confirmed_at = now() - make_interval(secs => $2), asked_at = now() - make_interval(secs => $3)
     where session_hash = $1`,
    [hashSecret(secretOf(browser)), confirmed, asked],
  )

const isSignedOut = async ({ send }: Browser) =>
  String((await send('GET', '/')).headers.location ?? '').startsWith('/sign-in')

/** A page of the session, and the question to the provider that comes of it. */
async function visit(browser: Browser, path = '/'): Promise<number> {
  const { statusCode } = await browser.send('GET', path)
  await site.confirmation.settled()
  return statusCode
}

describe('roles that the provider gives', () => {
  test('are asked about ten minutes after they were confirmed, and not before', async () => {
    const browser = await signInAs(site, '1', ['managers'])
    const asked = site.oidc.asked()
    await age(browser, 10 * MINUTE - 5)
    await visit(browser)
    assert.equal(site.oidc.asked(), asked)
    await age(browser, 10 * MINUTE)
    await visit(browser)
    await visit(browser)
    assert.equal(site.oidc.asked(), asked + 1)
  })

  test('and are withdrawn there allow no more at the request after it was asked', async () => {
    const browser = await signInAs(site, '2', ['managers', 'directors'])
    site.oidc.account.roles = ['managers']
    await age(browser, 11 * MINUTE)
    assert.equal(await visit(browser, '/for-directors'), 200)
    assert.equal(await visit(browser, '/for-directors'), 403)
    assert.match((await browser.send('GET', '/')).body, /Person 2: manager</)
  })

  test('and are withdrawn there allow nothing at all to who comes back after twenty minutes', async () => {
    const browser = await signInAs(site, '3', ['managers', 'directors'])
    site.oidc.account.roles = ['managers']
    await age(browser, 20 * MINUTE)
    assert.equal(await visit(browser, '/for-directors'), 403)
  })

  test('and are given there while someone is here are had', async () => {
    const browser = await signInAs(site, '4', ['managers'])
    site.oidc.account.roles = ['directors']
    await age(browser, 11 * MINUTE)
    assert.equal(await visit(browser, '/for-directors'), 403)
    assert.equal(await visit(browser, '/for-directors'), 200)
  })

  test('and are all withdrawn there end the session, with what the provider was asked by', async () => {
    const browser = await signInAs(site, '5', ['managers'])
    site.oidc.account.roles = []
    await age(browser, 11 * MINUTE)
    assert.equal(await visit(browser), 200)
    assert.equal(await grantOf(browser), undefined)
    assert.ok(await isSignedOut(browser))
  })

  test('of an account that was shut there end with its session', async () => {
    const browser = await signInAs(site, '6', ['managers'])
    site.oidc.shut.add('6')
    await age(browser, 11 * MINUTE)
    assert.equal(await visit(browser), 200)
    assert.ok(await isSignedOut(browser))
  })

  test('stay those of the sign-in where the provider gives no refresh token', async () => {
    site.oidc.givesRefreshTokens = false
    const browser = await signInAs(site, '7', ['managers'])
    assert.equal(await grantOf(browser), undefined)
    site.oidc.account.roles = []
    assert.equal(await visit(browser), 200)
    assert.equal(await visit(browser), 200)
  })

  test('that were withdrawn here are not brought back', async () => {
    const browser = await signInAs(site, '8', ['managers', 'directors'])
    await asOwner(
      `update access.person_role set withdrawn_at = now()
       where role = 'director' and person_id = (select person_id from access.person where subject = '8')`,
    )
    await age(browser, 20 * MINUTE)
    assert.equal(await visit(browser, '/for-directors'), 403)
    assert.notEqual(await grantOf(browser), undefined)
  })
})

describe('a provider that is away', () => {
  for (const how of ['fails', 'hangs'] as const) {
    test(`and ${how} signs nobody out and keeps no page, and is asked again a minute later`, async () => {
      const browser = await signInAs(site, `away-${how}`, ['managers', 'directors'])
      site.oidc.account.roles = ['managers']
      site.oidc.away = { paths: '/token', how }
      await age(browser, 25 * MINUTE)
      const failures = site.reported.length
      const from = performance.now()
      const { statusCode } = await browser.send('GET', '/for-directors')
      assert.equal(statusCode, 200)
      assert.ok(performance.now() - from < 3_000)
      site.oidc.comeBack()
      await site.confirmation.settled()
      assert.ok(site.reported.length > failures)
      await age(browser, 25 * MINUTE, MINUTE - 5)
      assert.equal(await visit(browser, '/for-directors'), 200)
      await age(browser, 25 * MINUTE, MINUTE)
      assert.equal(await visit(browser, '/for-directors'), 403)
    })
  }

  test('with its keys alone leaves the session with the new token, since the old one would be taken for stolen', async () => {
    const browser = await signInAs(site, 'keys', ['managers'])
    site.oidc.away = { paths: '/jwks', how: 'fails' }
    await age(browser, 11 * MINUTE)
    assert.equal(await visit(browser), 200)
    site.oidc.comeBack()
    const asked = site.oidc.asked()
    await age(browser, 12 * MINUTE)
    assert.equal(await visit(browser), 200)
    assert.equal(site.oidc.asked(), asked + 1)
    assert.ok(!(await isSignedOut(browser)))
  })
})

describe('the token with which a provider is asked', () => {
  test('is a new one each time', async () => {
    const browser = await signInAs(site, '20', ['managers'])
    for (const _ of [1, 2, 3]) {
      await age(browser, 11 * MINUTE)
      assert.equal(await visit(browser), 200)
    }
    const given = site.oidc.refreshTokens.slice(-4)
    assert.equal(new Set(given).size, 4)
    const { token } = (await grantOf(browser))!
    assert.equal(site.parts.safe.unlock(token, hashSecret(secretOf(browser))), given.at(-1))
  })

  test('and was used before, by whoever had it, ends the session', async () => {
    const browser = await signInAs(site, '21', ['managers'])
    const { token } = (await grantOf(browser))!
    await age(browser, 11 * MINUTE)
    await visit(browser)
    await transaction(site.ledger.app, (tx) => keepGrant(tx, secretOf(browser), token))
    await age(browser, 11 * MINUTE)
    assert.equal(await visit(browser), 200)
    assert.ok(await isSignedOut(browser))
  })

  test('is used once, however many requests of the session come at once and to however many processes', async () => {
    const browser = await signInAs(site, '22', ['managers'])
    for (const minutes of [11, 30]) {
      await age(browser, minutes * MINUTE)
      const asked = site.oidc.asked()
      const beside = createConfirmation(site.parts)
      const answers = await Promise.all([
        ...Array.from({ length: 20 }, () => browser.send('GET', '/')),
        beside.ask(secretOf(browser)),
      ])
      await site.confirmation.settled()
      assert.ok(answers.every((answer) => answer === undefined || answer.statusCode === 200))
      assert.equal(site.oidc.asked(), asked + 1)
    }
  })

  test('is in no cookie, page, log or row, and is gone when the session has ended', async () => {
    const browser = await signInAs(site, '23', ['managers'])
    await age(browser, 11 * MINUTE)
    await visit(browser)
    const page = await browser.send('GET', '/')
    const rows = await asOwner("select string_agg(held::text, ' ') as all from access.session_grant as held")
    const seen = [JSON.stringify([...browser.cookies]), page.body, site.logged(), JSON.stringify(rows)].join()
    for (const token of site.oidc.refreshTokens) {
      assert.ok(token.length > 20)
      assert.ok(!seen.includes(token) && !seen.includes(Buffer.from(token).toString('hex')))
    }
    const secret = secretOf(browser)
    await browser.send('POST', '/sign-out')
    assert.deepEqual(await grantsOf(secret), [])
  })

  test('and was locked with another key vouches for nobody', async () => {
    const browser = await signInAs(site, '24', ['managers'])
    await age(browser, 11 * MINUTE)
    await createConfirmation({ ...site.parts, safe: tokenSafe('another') }).ask(secretOf(browser))
    assert.ok(await isSignedOut(browser))
  })
})

describe('what a provider answers', () => {
  const vouchedFor = (subject: string): Vouched => ({
    issuer: site.oidc.issuer,
    subject,
    name: '',
    claims: ['directors'],
    email: null,
    idToken: '',
    refreshToken: '',
  })
  const take = (secret: string, subject: string) =>
    transaction(site.ledger.app, (tx) => confirmRoles(tx, secret, vouchedFor(subject), Buffer.alloc(40)))
  const rolesOf = (subject: string) =>
    asOwner('select role from access.person_role join access.person using (person_id) where subject = $1', [subject])

  test('about someone else ends the session, and gives neither of them a role', async () => {
    const browser = await signInAs(site, '30', ['managers'])
    assert.equal(await take(secretOf(browser), '31'), false)
    assert.ok(await isSignedOut(browser))
    assert.deepEqual(await rolesOf('30'), [{ role: 'manager' }])
    assert.deepEqual(await rolesOf('31'), [])
  })

  test('after the person has signed out changes nothing', async () => {
    const browser = await signInAs(site, '32', ['managers'])
    const secret = secretOf(browser)
    await browser.send('GET', '/')
    await browser.send('POST', '/sign-out')
    assert.equal(await take(secret, '32'), false)
    await transaction(site.ledger.app, (tx) => keepGrant(tx, secret, Buffer.alloc(40)))
    assert.deepEqual(await rolesOf('32'), [{ role: 'manager' }])
    assert.deepEqual(await grantsOf(secret), [])
  })
})
