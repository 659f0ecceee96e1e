import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A key with the id under which it may be published. */
export interface ForgersKey {
  readonly kid: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

/** A provider that answers each code with whatever token it is told to. */
export interface Forger {
  readonly issuer: string
  /** Keys that it publishes. */
  keys: readonly ForgersKey[]
  /** The token that the next code, or refresh token, buys. */
  idToken: string
  /** The next refresh token, which comes with it; none unless set. */
  refreshToken: string | undefined
  /** The error with which codes and refresh tokens are refused; none unless set. */
  refusal: string | undefined
  /** Scopes that it says it knows; it says nothing unless set. */
  scopes: readonly string[] | undefined
  /** How often its keys were asked for. */
  readonly asked: () => number
  stop(): Promise<void>
}

export function newKey(kid: string): ForgersKey {
  return { kid, ...generateKeyPairSync('rsa', { modulusLength: 2048 }) }
}

export async function startForger(): Promise<Forger> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  let asked = 0
  const forger: Forger = {
    issuer,
    keys: [],
    idToken: '',
    refreshToken: undefined,
    refusal: undefined,
    scopes: undefined,
    asked: () => asked,
    stop: () => {
      server.closeAllConnections()
      return new Promise((done) => server.close(() => done()))
    },
  }
  server.on('request', (request, response) => {
    if (request.url === '/keys') asked++
    const isRefused = request.url === '/token' && forger.refusal !== undefined
    if (isRefused) json(response, { error: forger.refusal }, 400)
    else json(response, answerOf(forger, request.url ?? ''), 200)
  })
  return forger
}

function answerOf(forger: Forger, url: string): object {
  if (url.startsWith('/.well-known/')) return metadataOf(forger)
  if (url === '/keys') return { keys: forger.keys.map(publicJwk) }
  const { idToken, refreshToken } = forger
  return { access_token: 'x', token_type: 'Bearer', id_token: idToken, refresh_token: refreshToken }
}

function metadataOf({ issuer, scopes }: Forger): object {
  return {
    issuer,
    scopes_supported: scopes,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    end_session_endpoint: `${issuer}/end`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
  }
}

function publicJwk({ kid, publicKey }: ForgersKey): object {
  return { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' }
}

function json(response: ServerResponse, body: object, status: number): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')

/** A token with a signature by `key` of RS256, whatever its header says. */
export function signedToken(header: object, payload: object, key: ForgersKey): string {
  const text = `${encoded(header)}.${encoded(payload)}`
  return `${text}.${sign('sha256', Buffer.from(text), key.privateKey).toString('base64url')}`
}

/** A token whose signature is an HMAC by `secret`, such as the public key or the client's secret. */
export function macToken(header: object, payload: object, secret: string | Buffer): string {
  const text = `${encoded(header)}.${encoded(payload)}`
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}

/** A token with this text where its signature would be. */
export function unsignedToken(header: object, payload: object, signature = ''): string {
  return `${encoded(header)}.${encoded(payload)}.${signature}`
}
