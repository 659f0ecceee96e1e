import type { Configuration, IDToken, ServerMetadata } from 'openid-client'
import { isThisMachine, type ProviderSettings } from './provider.settings.ts'

/** What waits with the browser, signed, while a person is away at their provider. */
export interface SignInUnderWay {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** A person as their provider vouches for them. */
export interface Vouched {
  readonly issuer: string
  /** What the provider never gives to another: `sub`, or for Entra tenant and object id. Never an e-mail address. */
  readonly subject: string
  readonly name: string
  readonly claims: readonly string[]
  readonly idToken: string
}

/** Signing in with OpenID Connect: authorization code with PKCE, state and nonce. */
export interface Provider {
  /** Where to send the person, and what to keep until they come back. @throws Error when the provider does not answer */
  begin(): Promise<{ readonly url: URL; readonly underWay: SignInUnderWay }>
  /**
   * Whom the provider vouches for. Checked: state, nonce, PKCE, issuer, audience, authorised party, expiry, and the
   * signature against the keys that the provider publishes now.
   * @param query of the address at which the person came back
   * @throws Error when anything of it is not right
   */
  finish(query: string, underWay: SignInUnderWay): Promise<Vouched>
  /** Where signing out of the provider begins; undefined where it has no such page. */
  signOutUrl(idToken: string | null): Promise<URL | undefined>
}

const TIMEOUT_SECONDS = 5
const METADATA_MS = 3_600_000

/**
 * @param redirectUri exactly as it was registered with the provider; so is `signedOutUri`
 */
export function createProvider(settings: ProviderSettings, redirectUri: string, signedOutUri: string): Provider {
  const configure = configurer(settings)
  return {
    begin: async () => {
      const { client, config } = await configure()
      const underWay = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      }
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: 'openid profile',
        response_type: 'code',
        state: underWay.state,
        nonce: underWay.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(underWay.verifier),
        code_challenge_method: 'S256',
      })
      return { url, underWay }
    },
    finish: async (query, { state, nonce, verifier }) => {
      const { client, config } = await configure()
      const back = new URL(redirectUri)
      back.search = query
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true }
      const tokens = await client.authorizationCodeGrant(config, back, checks)
      const claims = tokens.claims()
      if (claims === undefined || tokens.id_token === undefined) throw new Error('the provider gave no id token')
      // Of one audience the library leaves the authorised party unread, and it takes an empty subject.
      if (claims.azp !== undefined && claims.azp !== settings.clientId) throw new Error('the token is for another site')
      if (claims.sub === '') throw new Error('the token names nobody')
      return vouchedBy(claims, tokens.id_token, settings.claim)
    },
    signOutUrl: async (idToken) => {
      const { client, config } = await configure()
      if (config.serverMetadata().end_session_endpoint === undefined) return undefined
      return client.buildEndSessionUrl(config, {
        post_logout_redirect_uri: signedOutUri,
        ...(idToken === null ? {} : { id_token_hint: idToken }),
      })
    },
  }
}

/**
 * What the provider says of itself is asked again after an hour. Its keys are fetched for each sign-in, so that one it has
 * just begun to use is known and one it has withdrawn is not.
 */
function configurer(settings: ProviderSettings) {
  let known: { readonly metadata: ServerMetadata; readonly until: number } | undefined
  return async () => {
    const client = await import('openid-client')
    if (known === undefined || known.until < Date.now()) {
      const found = await client.discovery(new URL(settings.issuer), settings.clientId, undefined, undefined, {
        timeout: TIMEOUT_SECONDS,
        execute: isPlain(settings.issuer) ? [client.allowInsecureRequests] : [],
      })
      const metadata = { ...found.serverMetadata() }
      if (metadata.issuer !== settings.issuer) throw new Error('the provider is of another issuer than was set')
      known = { metadata, until: Date.now() + METADATA_MS }
    }
    return { client, config: configuration(client, known.metadata, settings) }
  }
}

function configuration(
  client: typeof import('openid-client'),
  metadata: ServerMetadata,
  settings: ProviderSettings,
): Configuration {
  const config = new client.Configuration(metadata, settings.clientId, {
    client_secret: settings.clientSecret,
    [client.clockTolerance]: 30,
  })
  config.timeout = TIMEOUT_SECONDS
  // Without this a token fetched over TLS is taken by its connection, whoever signed it.
  client.enableNonRepudiationChecks(config)
  if (isPlain(settings.issuer)) client.allowInsecureRequests(config)
  return config
}

function isPlain(issuer: string): boolean {
  const { protocol, hostname } = new URL(issuer)
  return protocol === 'http:' && isThisMachine(hostname)
}

function vouchedBy(token: IDToken, idToken: string, claim: string): Vouched {
  const given = token[claim]
  return {
    issuer: token.iss,
    subject: subjectOf(token),
    name: typeof token.name === 'string' && token.name.trim() !== '' ? token.name.trim().slice(0, 200) : 'No name',
    claims: Array.isArray(given) ? given.filter((one) => typeof one === 'string') : [],
    idToken,
  }
}

const ENTRA = ['login.microsoftonline.com', 'login.microsoftonline.us', 'login.partner.microsoftonline.cn']

/** Entra's `sub` differs between applications; a person's object in their tenant is the same for all of them. */
function subjectOf({ iss, sub, tid, oid }: IDToken): string {
  if (!ENTRA.includes(new URL(iss).hostname)) return sub
  if (typeof tid !== 'string' || typeof oid !== 'string') throw new Error('the provider gave no tid and oid')
  if (new URL(iss).pathname.split('/')[1] !== tid) throw new Error('the tid is of another tenant than the issuer')
  return `${tid}:${oid}`
}
