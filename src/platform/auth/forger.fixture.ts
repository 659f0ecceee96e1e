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
  /** The token that the next code buys. */
  idToken: string
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
    asked: () => asked,
    stop: () => {
      server.closeAllConnections()
      return new Promise((done) => server.close(() => done()))
    },
  }
  server.on('request', (request, response) => {
    if (request.url === '/keys') asked++
    json(response, answerOf(forger, request.url ?? ''))
  })
  return forger
}

function answerOf(forger: Forger, url: string): object {
  if (url.startsWith('/.well-known/')) return metadataOf(forger.issuer)
  if (url === '/keys') return { keys: forger.keys.map(publicJwk) }
  return { access_token: 'x', token_type: 'Bearer', id_token: forger.idToken }
}

function metadataOf(issuer: string): object {
  return {
    issuer,
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

function json(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
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
