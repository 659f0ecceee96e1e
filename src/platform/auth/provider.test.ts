import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { type Forger, macToken, newKey, signedToken, startForger, unsignedToken } from './forger.fixture.ts'
import type { Renewal } from './provider.renewal.ts'
import { type ProviderSettings, readProviders } from './provider.settings.ts'
import { createProvider, type Provider, type SignInUnderWay } from './provider.ts'

const SITE = 'http://localhost:9999'
const SECRET = 'a-secret-of-the-test-alone'
const key = newKey('k1')
const other = newKey('k2')
const header = { alg: 'RS256', kid: 'k1', typ: 'JWT' }
let forger: Forger
let provider: Provider
let underWay: SignInUnderWay

before(async () => {
  forger = await startForger()
  provider = providerWith({})
})
after(() => forger.stop())

function providerWith(more: Partial<ProviderSettings>): Provider {
  const settings = {
    authority: 'E1',
    issuer: forger.issuer,
    clientId: 'throughline',
    clientSecret: SECRET,
    claim: 'roles',
  }
  return createProvider({ ...settings, ...more }, `${SITE}/sign-in/callback`, `${SITE}/signed-out`)
}

const now = () => Math.floor(Date.now() / 1000)

/** What a token of this provider for this sign-in says. */
function honest(): Record<string, unknown> {
  return {
    iss: forger.issuer,
    sub: 'someone',
    aud: 'throughline',
    iat: now(),
    exp: now() + 300,
    nonce: underWay.nonce,
    name: 'A Person',
    roles: ['children.manager'],
  }
}

/** Comes back from the provider with a code that buys `token`. */
async function comeBack(token: () => string, query = (state: string) => `code=c&state=${state}`) {
  forger.keys = [key]
  underWay = (await provider.begin()).underWay
  forger.idToken = token()
  return provider.finish(query(underWay.state), underWay)
}

const without = (name: string) => {
  const { [name]: _, ...rest } = honest()
  return rest
}

test('a token of the provider, for this site and this sign-in, vouches for its subject', async () => {
  const { idToken, ...vouched } = await comeBack(() => signedToken(header, honest(), key))
  assert.equal(idToken, forger.idToken)
  assert.deepEqual(vouched, {
    issuer: forger.issuer,
    subject: 'someone',
    name: 'A Person',
    claims: ['children.manager'],
    email: null,
    refreshToken: null,
  })
})

test('the way to the provider has PKCE, state and nonce, new each time, and the registered address', async () => {
  const [one, two] = [await provider.begin(), await provider.begin()]
  const asked = one.url.searchParams
  assert.equal(asked.get('redirect_uri'), `${SITE}/sign-in/callback`)
  assert.equal(asked.get('response_type'), 'code')
  assert.equal(asked.get('code_challenge_method'), 'S256')
  for (const name of ['state', 'nonce', 'code_challenge']) {
    assert.ok(asked.get(name)!.length >= 43, name)
    assert.notEqual(asked.get(name), two.url.searchParams.get(name))
  }
  assert.doesNotMatch(one.url.href, new RegExp(`${one.underWay.verifier}|${SECRET}`))
})

const forgeries: Readonly<Record<string, () => string>> = {
  'another issuer': () => signedToken(header, { ...honest(), iss: 'https://evil.example' }, key),
  'the issuer with a slash': () => signedToken(header, { ...honest(), iss: `${forger.issuer}/` }, key),
  'no issuer': () => signedToken(header, without('iss'), key),
  'another audience': () => signedToken(header, { ...honest(), aud: 'another-site' }, key),
  'no audience': () => signedToken(header, without('aud'), key),
  'an empty list of audiences': () => signedToken(header, { ...honest(), aud: [] }, key),
  'several audiences and another authorised party': () =>
    signedToken(header, { ...honest(), aud: ['throughline', 'b'], azp: 'b' }, key),
  'several audiences and no authorised party': () =>
    signedToken(header, { ...honest(), aud: ['throughline', 'b'] }, key),
  'another authorised party': () => signedToken(header, { ...honest(), azp: 'b' }, key),
  'the nonce of another sign-in': () => signedToken(header, { ...honest(), nonce: 'n'.repeat(43) }, key),
  'no nonce': () => signedToken(header, without('nonce'), key),
  'a nonce that is a list': () => signedToken(header, { ...honest(), nonce: [underWay.nonce] }, key),
  'an end that has passed': () => signedToken(header, { ...honest(), iat: now() - 900, exp: now() - 60 }, key),
  'no end': () => signedToken(header, without('exp'), key),
  'an end that is text': () => signedToken(header, { ...honest(), exp: '9999999999' }, key),
  'no time of issue': () => signedToken(header, without('iat'), key),
  'a beginning still to come': () => signedToken(header, { ...honest(), nbf: now() + 600 }, key),
  'no subject': () => signedToken(header, without('sub'), key),
  'an empty subject': () => signedToken(header, { ...honest(), sub: '' }, key),
  'a subject that is a number': () => signedToken(header, { ...honest(), sub: 7 }, key),
  'alg none': () => unsignedToken({ ...header, alg: 'none' }, honest()),
  'alg None': () => unsignedToken({ ...header, alg: 'None' }, honest()),
  'no alg': () => unsignedToken({ kid: 'k1' }, honest(), 'eA'),
  'no signature': () => unsignedToken(header, honest()),
  'a signature of zeros': () => unsignedToken(header, honest(), Buffer.alloc(256).toString('base64url')),
  'a signature by another key': () => signedToken(header, honest(), other),
  'a key that the provider does not publish': () => signedToken({ ...header, kid: 'k2' }, honest(), other),
  'a key that came in its own header': () =>
    signedToken({ ...header, kid: 'k2', jwk: other.publicKey.export({ format: 'jwk' }) }, honest(), other),
  'a key at an address in its own header': () =>
    signedToken({ ...header, kid: 'k2', jku: 'https://evil.example/keys' }, honest(), other),
  'an HMAC by the public key': () =>
    macToken({ ...header, alg: 'HS256' }, honest(), key.publicKey.export({ type: 'spki', format: 'pem' })),
  'an HMAC by the secret of the site': () => macToken({ ...header, alg: 'HS256' }, honest(), SECRET),
  'another algorithm than it was signed by': () => signedToken({ ...header, alg: 'RS512' }, honest(), key),
  'a critical header that is not known': () => signedToken({ ...header, crit: ['x'], x: 1 }, honest(), key),
  'a payload changed after signing': () => {
    const [head, , signature] = signedToken(header, honest(), key).split('.')
    return `${head}.${Buffer.from(JSON.stringify({ ...honest(), sub: 'director' })).toString('base64url')}.${signature}`
  },
  'two parts': () => signedToken(header, honest(), key).split('.').slice(0, 2).join('.'),
  'four parts': () => `${signedToken(header, honest(), key)}.x`,
  'a payload that is no JSON': () => {
    const [head, , signature] = signedToken(header, honest(), key).split('.')
    return `${head}.eA.${signature}`
  },
  'nothing in it': () => '',
}

describe('nobody is vouched for by a token with', () => {
  for (const [what, forge] of Object.entries(forgeries)) {
    test(what, async () => {
      await assert.rejects(comeBack(forge))
    })
  }
})

describe('nobody is vouched for by an answer with', () => {
  const answers: Readonly<Record<string, (state: string) => string>> = {
    'another state': () => 'code=c&state=other',
    'no state': () => 'code=c',
    'two states': (state) => `code=c&state=${state}&state=${state}`,
    'no code': (state) => `state=${state}`,
    'an error': (state) => `error=access_denied&state=${state}`,
    'another issuer': (state) => `code=c&state=${state}&iss=https://evil.example`,
  }
  for (const [what, answer] of Object.entries(answers)) {
    test(what, async () => {
      await assert.rejects(comeBack(() => signedToken(header, honest(), key), answer))
    })
  }
})

test('a key that the provider begins to use is known at once, and one it withdraws no longer is', async () => {
  await comeBack(() => signedToken(header, honest(), key))
  const next = await provider.begin()
  underWay = next.underWay
  forger.keys = [other]
  forger.idToken = signedToken({ ...header, kid: 'k2' }, honest(), other)
  assert.equal((await provider.finish(`code=c&state=${underWay.state}`, underWay)).subject, 'someone')
  forger.idToken = signedToken(header, honest(), key)
  await assert.rejects(provider.finish(`code=c&state=${underWay.state}`, underWay))
})

test('signing out of the provider names the token and the page to come back to', async () => {
  const url = await provider.signOutUrl('the-token')
  assert.equal(url?.searchParams.get('id_token_hint'), 'the-token')
  assert.equal(url?.searchParams.get('post_logout_redirect_uri'), `${SITE}/signed-out`)
})

describe('a provider that is asked again', () => {
  /** Asks with a refresh token, for which it gives `token`. */
  async function ask(token: () => string) {
    forger.keys = [key]
    underWay = (await provider.begin()).underWay
    forger.idToken = token()
    return provider.renew('the-token-before')
  }
  const saidNow = () => {
    const { nonce: _, ...rest } = honest()
    return { ...rest, roles: ['children.director'] }
  }
  afterEach(() => {
    forger.refreshToken = undefined
    forger.refusal = undefined
  })

  test('vouches for the person as they are now, and gives what to ask with next', async () => {
    forger.refreshToken = 'the-next-token'
    const renewal = await ask(() => signedToken(header, saidNow(), key))
    assert.ok(renewal.state === 'vouched')
    const { subject, claims, refreshToken } = renewal.vouched
    assert.deepEqual([subject, claims, refreshToken], ['someone', ['children.director'], 'the-next-token'])
  })

  test('and gives no new token is asked with the same next time', async () => {
    const renewal = await ask(() => signedToken(header, saidNow(), key))
    assert.equal(renewal.state === 'vouched' && renewal.vouched.refreshToken, 'the-token-before')
  })

  const isUnknown = (renewal: Renewal, next: string) => {
    assert.ok(renewal.state === 'unknown')
    assert.equal(renewal.refreshToken, next)
  }

  for (const [what, forge] of Object.entries(forgeries).filter(([title]) => !title.includes('nonce'))) {
    test(`vouches for nobody by a token with ${what}, and its next token is kept`, async () => {
      forger.refreshToken = 'the-next-token'
      isUnknown(await ask(forge), 'the-next-token')
    })
  }

  for (const error of ['invalid_grant', 'interaction_required', 'login_required', 'consent_required']) {
    test(`and answers ${error} vouches no longer`, async () => {
      forger.refusal = error
      assert.deepEqual(await ask(() => ''), { state: 'ended' })
    })
  }

  for (const error of ['invalid_client', 'unauthorized_client', 'temporarily_unavailable', 'server_error']) {
    test(`and answers ${error} has said nothing about the person`, async () => {
      forger.refusal = error
      isUnknown(await ask(() => ''), 'the-token-before')
    })
  }

  test('and is not there has said nothing about the person', async () => {
    const gone = await startForger()
    const away = providerWith({ issuer: gone.issuer })
    await gone.stop()
    isUnknown(await away.renew('the-token-before'), 'the-token-before')
  })
})

describe('an e-mail address', () => {
  afterEach(() => {
    forger.scopes = undefined
    provider = providerWith({})
  })

  test('is asked for and taken where the settings say so, and the provider knows of it', async () => {
    const token = () => signedToken(header, { ...honest(), email: 'someone@example.org' }, key)
    forger.scopes = ['openid', 'profile', 'email']
    assert.equal((await provider.begin()).url.searchParams.get('scope'), 'openid profile')
    assert.equal((await comeBack(token)).email, null)
    provider = providerWith({ asksEmail: true })
    assert.equal((await provider.begin()).url.searchParams.get('scope'), 'openid profile email')
    assert.equal((await comeBack(token)).email, 'someone@example.org')
    assert.equal((await comeBack(() => signedToken(header, honest(), key))).email, null)
  })
})

describe('leave to ask again', () => {
  const scopeAsked = async (more: Partial<ProviderSettings>) =>
    (await providerWith(more).begin()).url.searchParams.get('scope')
  afterEach(() => {
    forger.scopes = undefined
    forger.refreshToken = undefined
    provider = providerWith({})
  })

  test('is asked for where the provider knows of it', async () => {
    assert.equal(await scopeAsked({}), 'openid profile')
    forger.scopes = ['openid', 'profile', 'offline_access']
    assert.equal(await scopeAsked({}), 'openid profile offline_access')
  })

  test('is neither asked for nor taken where the settings say so', async () => {
    forger.scopes = ['openid', 'profile', 'offline_access']
    assert.equal(await scopeAsked({ askAgain: false }), 'openid profile')
    forger.refreshToken = 'a-token'
    assert.equal((await comeBack(() => signedToken(header, honest(), key))).refreshToken, 'a-token')
    provider = providerWith({ askAgain: false })
    assert.equal((await comeBack(() => signedToken(header, honest(), key))).refreshToken, null)
  })
})

describe('the settings of sign-in', () => {
  const given = {
    THROUGHLINE_OIDC_AUTHORITY: '999',
    THROUGHLINE_OIDC_ISSUER: 'https://id.example/tenant/v2.0',
    THROUGHLINE_OIDC_CLIENT_ID: 'c',
    THROUGHLINE_OIDC_CLIENT_SECRET: 'very-secret',
  }

  test('come from the environment', async () => {
    const read = await readProviders('/nowhere', given)
    assert.deepEqual(read.ok && read.value, [
      {
        authority: '999',
        issuer: 'https://id.example/tenant/v2.0',
        clientId: 'c',
        clientSecret: 'very-secret',
        claim: 'roles',
        askAgain: true,
      },
    ])
    const not = await readProviders('/nowhere', { ...given, THROUGHLINE_OIDC_ASK_AGAIN: 'no' })
    assert.equal(not.ok && not.value[0]?.askAgain, false)
    assert.deepEqual(await readProviders('/nowhere', {}), { ok: true, value: [] })
  })

  test('are refused with every problem, and without the secret', async () => {
    for (const issuer of [
      'http://id.example',
      'id.example',
      'https://login.microsoftonline.com/common/v2.0',
      'https://login.microsoftonline.com/organizations/v2.0',
    ]) {
      const read = await readProviders('/nowhere', { ...given, THROUGHLINE_OIDC_ISSUER: issuer })
      assert.equal(read.ok, false, issuer)
      assert.doesNotMatch(JSON.stringify(read), /very-secret/)
    }
    const few = await readProviders('/nowhere', { THROUGHLINE_OIDC_CLIENT_SECRET: 'very-secret' })
    assert.deepEqual(few.ok ? [] : few.problems.map(({ field }) => field), ['0.authority', '0.issuer', '0.clientId'])
    assert.doesNotMatch(JSON.stringify(few), /very-secret/)
  })
})
