import { createHmac, timingSafeEqual } from 'node:crypto'

/** Signs what waits with the browser, each for one purpose, so that a flash message is never taken for a sign-in. */
export interface Signer {
  /** `value` with its signature, in characters that a cookie may hold. */
  seal(purpose: string, value: string): string
  /** The value again, or undefined when this program did not seal it for this purpose. */
  open(purpose: string, sealed: string | undefined): string | undefined
}

/**
 * @param secret 32 bytes or more, kept with the ledger; the same in every process that serves the site
 * @throws RangeError when it is shorter
 */
export function signer(secret: string): Signer {
  if (secret.length < 32) throw new RangeError('the secret that signs cookies needs 32 characters or more')
  const signature = (purpose: string, body: string): string =>
    createHmac('sha256', secret).update(`${purpose}\n${body}`).digest('base64url')
  return {
    seal: (purpose, value) => {
      const body = Buffer.from(value).toString('base64url')
      return `${body}.${signature(purpose, body)}`
    },
    open: (purpose, sealed) => {
      const [body, given, ...rest] = (sealed ?? '').split('.')
      if (body === undefined || given === undefined || rest.length > 0) return undefined
      return isSame(given, signature(purpose, body)) ? Buffer.from(body, 'base64url').toString() : undefined
    },
  }
}

/** True when two texts are the same, in a time that does not tell where they differ. */
export function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Names of the site's cookies and how they are set. */
export interface CookieJar {
  readonly sessionName: string
  read(header: string | undefined): ReadonlyMap<string, string>
  /** A `Set-Cookie` line; a value of null makes the browser forget it. Without an age it ends with the browser. */
  set(name: string, value: string | null, maxAgeSeconds?: number): string
  nameOf(name: string): string
}

/**
 * @param isSecure over https: then every name begins with `__Host-`, which no other site or sub-domain can set. Browsers
 * refuse such names over plain http, which is served on this machine only.
 */
export function cookieJar(isSecure: boolean): CookieJar {
  const nameOf = (name: string): string => `${isSecure ? '__Host-' : ''}throughline-${name}`
  const attributes = `; Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
  return {
    sessionName: nameOf('session'),
    nameOf,
    read: readCookies,
    set: (name, value, maxAgeSeconds) => {
      const age = value === null ? '; Max-Age=0' : maxAgeSeconds === undefined ? '' : `; Max-Age=${maxAgeSeconds}`
      return `${nameOf(name)}=${value ?? ''}${age}${attributes}`
    },
  }
}

function readCookies(header: string | undefined): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>()
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=')
    const name = part.slice(0, at).trim()
    // Of two cookies with one name browsers send the more closely matching first.
    if (at > 0 && !cookies.has(name)) cookies.set(name, part.slice(at + 1).trim())
  }
  return cookies
}
