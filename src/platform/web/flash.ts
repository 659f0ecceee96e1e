import type { CookieJar, Signer } from './cookies.ts'
import type { Flash } from './reply.ts'

const NAME = 'flash'

/** A message is for the next page; one not fetched within this time is forgotten. */
const SECONDS = 60

/** The cookie that carries a message to the next page. */
export function flashCookie(flash: Flash | string, jar: CookieJar, signer: Signer): string {
  const { kind, message } = typeof flash === 'string' ? { kind: 'success', message: flash } : flash
  return jar.set(NAME, signer.seal(NAME, `${kind}\n${message}`), SECONDS)
}

/** The message that waits, if this program put it there. */
export function flashOf(cookie: string | undefined, jar: CookieJar, signer: Signer): Flash | undefined {
  const text = signer.open(NAME, jar.read(cookie).get(jar.nameOf(NAME)))
  if (text === undefined) return undefined
  const at = text.indexOf('\n')
  return { kind: text.slice(0, at) === 'success' ? 'success' : 'important', message: text.slice(at + 1) }
}

/** The cookie that forgets the message once it is shown. */
export function noFlashCookie(jar: CookieJar): string {
  return jar.set(NAME, null)
}
