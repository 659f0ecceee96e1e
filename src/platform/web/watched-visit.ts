import { randomBytes } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { isSame } from './cookies.ts'
import { CSRF_FIELD } from './form.fields.ts'
import { HttpRefusal } from './http-refusal.ts'
import type { PageRequest } from './route.ts'
import type { Shell } from './shell.ts'
import type { Visit } from './visit.ts'

/** A visit as a route sees it, and what the shell learns of what the route did with it. */
export interface WatchedVisit {
  readonly visit: Visit
  hasLooked(): boolean
  /** Cookies that the page needs because it has a form and nobody is signed in. */
  cookies(): readonly string[]
}

/** The cookie that proves a form to be of this browser before there is a session. */
const GUEST = 'guest'

export function watch(visit: Visit, request: FastifyRequest, shell: Shell): WatchedVisit {
  let looked = false
  const guest = visit.csrf === '' ? guestToken(request, shell) : undefined
  const seen: Visit = {
    ...(visit.person === undefined ? {} : { person: visit.person }),
    ...(visit.authority === undefined ? {} : { authority: visit.authority }),
    ...(visit.publication === undefined ? {} : { publication: visit.publication }),
    get csrf() {
      return guest === undefined ? visit.csrf : guest.token()
    },
    tx: visit.tx,
    may: (what) => visit.may(what),
    looked: (look) => {
      looked = true
      visit.looked(look)
    },
  }
  return { visit: seen, hasLooked: () => looked, cookies: () => guest?.cookies() ?? [] }
}

/** @throws HttpRefusal when a form does not carry the secret of this session, or, before sign-in, of this browser */
export function checkToken(visit: Visit, asked: PageRequest): void {
  if (!isSame(asked.form[CSRF_FIELD] ?? '', visit.csrf)) throw new HttpRefusal(403, 'form token')
}

/** A random value waits in a cookie, and the form carries its signature, which no other site can make. */
function guestToken(request: FastifyRequest, { jar, signer }: Shell) {
  const given = jar.read(request.headers.cookie).get(jar.nameOf(GUEST))
  let fresh: string | undefined
  const value = (): string => {
    if (given !== undefined && /^[\w-]{22}$/.test(given)) return given
    fresh ??= randomBytes(16).toString('base64url')
    return fresh
  }
  return {
    token: () => signer.seal(GUEST, value()),
    cookies: () => (fresh === undefined ? [] : [jar.set(GUEST, fresh)]),
  }
}
