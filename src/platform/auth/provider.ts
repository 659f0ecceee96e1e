import type { Configuration, ServerMetadata } from 'openid-client'
import { type Renewal, renew } from './provider.renewal.ts'
import { isThisMachine, type ProviderSettings } from './provider.settings.ts'
import { type Vouched, vouchedBy } from './vouched.ts'

/** What waits with the browser, signed, while a person is away at their provider. */
export interface SignInUnderWay {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
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
  /**
   * Whom the provider vouches for now, with all of the ID token checked as at sign-in. A provider that is away, or answers
   * what cannot be believed, is `unknown`.
   * @param refreshToken from `finish` or the renewal before, after which that one is of no more use
   */
  renew(refreshToken: string): Promise<Renewal>
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
        scope: scopeOf(settings, config.serverMetadata()),
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
      return vouchedBy(tokens, settings)
    },
    renew: async (refreshToken) => {
      try {
        const { client, config } = await configure()
        return await renew(client, config, settings, refreshToken)
      } catch (error) {
        return { state: 'unknown', refreshToken, error }
      }
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

/** A provider refuses scopes that it does not know, and may refuse a refresh token to this site. */
function scopeOf(
  { askAgain = true, asksEmail = false }: ProviderSettings,
  { scopes_supported: known = [] }: ServerMetadata,
): string {
  const wished = [...(asksEmail ? ['email'] : []), ...(askAgain ? ['offline_access'] : [])]
  return ['openid', 'profile', ...wished.filter((scope) => known.includes(scope))].join(' ')
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
