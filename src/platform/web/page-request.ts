import type { FastifyRequest } from 'fastify'
import type { CookieJar, Signer } from './cookies.ts'
import type { Fields, PageRequest } from './route.ts'
import type { Upload } from './upload.ts'

/** What a route is given of a request: text by name, taken apart once. */
export function pageRequestOf(request: FastifyRequest, jar: CookieJar, signer: Signer, upload?: Upload): PageRequest {
  const url = request.raw.url ?? '/'
  const at = url.indexOf('?')
  const query = new URLSearchParams(at < 0 ? '' : url.slice(at + 1))
  const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams()
  const session = jar.read(request.headers.cookie).get(jar.sessionName)
  return {
    id: request.id,
    method: request.method === 'POST' ? 'POST' : 'GET',
    path: at < 0 ? url : url.slice(0, at),
    url,
    ip: request.ip,
    params: fieldsOf(Object.entries(request.params as Record<string, string>)),
    query: fieldsOf(query),
    queryAll: (name) => query.getAll(name),
    form: fieldsOf(form),
    formAll: (name) => form.getAll(name),
    kept: keptOf(request.headers.cookie, jar, signer),
    ...(session ? { session } : {}),
    ...(upload === undefined ? {} : { upload }),
  }
}

/** The first value of each name; no prototype, so that `__proto__` is a name like any other. */
function fieldsOf(entries: Iterable<readonly [string, string]>): Fields {
  const fields: Record<string, string> = Object.create(null)
  for (const [name, value] of entries) if (!(name in fields)) fields[name] = value
  return fields
}

const KEPT = 'keep-'

/** Cookies that `redirect(..., { keep })` set, of those whose signature holds. */
function keptOf(header: string | undefined, jar: CookieJar, signer: Signer): Fields {
  const prefix = jar.nameOf(KEPT)
  const kept: [string, string][] = []
  for (const [name, sealed] of jar.read(header)) {
    if (!name.startsWith(prefix)) continue
    const short = name.slice(prefix.length)
    const value = signer.open(`${KEPT}${short}`, sealed)
    if (value !== undefined) kept.push([short, value])
  }
  return fieldsOf(kept)
}

/** How long what is kept for a sign-in under way lasts. */
const KEPT_SECONDS = 600

/** The `Set-Cookie` lines of `keep`. */
export function keepCookies(keep: Readonly<Record<string, string | null>>, jar: CookieJar, signer: Signer): string[] {
  return Object.entries(keep).map(([name, value]) => {
    if (!/^[a-z]{1,20}$/.test(name)) throw new RangeError('the name of what is kept is up to twenty small letters')
    const sealed = value === null ? null : signer.seal(`${KEPT}${name}`, value)
    return jar.set(`${KEPT}${name}`, sealed, KEPT_SECONDS)
  })
}
