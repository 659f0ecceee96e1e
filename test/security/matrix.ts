import assert from 'node:assert/strict'
import { personas } from '#permissions'
import type { RouteDescription } from '#platform/web'
import { type CountySite, newSession, type Persona } from './county-site.ts'
import { whoMay } from './who-may.ts'

/** How many pairs of an address and a person (or nobody) were asked for, and of those how many were let in. */
export interface Matrix {
  asked: number
  let: number
}

/** Addresses that end the session that asks: each is asked with a session of its own. */
const ENDS_SESSION = /^\/sign-out/

/**
 * Asks for every address as every persona and as nobody, and for every form also without its token; fails when an answer
 * is not what `whoMay` says, and when an address is missing there or here.
 */
export async function askMatrix(site: CountySite): Promise<Matrix> {
  const { routes } = site
  assert.deepEqual(routes.map(nameOf).sort(), Object.keys(whoMay).sort(), 'addresses and expectations')
  const done: Matrix = { asked: 0, let: 0 }
  for (const route of routes) {
    await assertNobody(site, route, done)
    for (const { id } of personas) await assertPersona(site, route, id, done)
  }
  return done
}

const nameOf = ({ method, path }: Pick<RouteDescription, 'method' | 'path'>) => `${method} ${path}`

/** An address of the route: for what is not there, which no rule may depend on. */
export function addressOf({ path }: Pick<RouteDescription, 'path'>): string {
  return path.replaceAll(/:\w+/g, '1')
}

async function assertNobody(site: CountySite, route: RouteDescription, done: Matrix): Promise<void> {
  done.asked++
  const url = addressOf(route)
  const open = whoMay[nameOf(route)] === 'anyone'
  if (route.method === 'GET') {
    const { statusCode, headers } = await site.get(url)
    if (open) assert.equal(statusCode, 200, nameOf(route))
    else {
      assert.equal(statusCode, 303, nameOf(route))
      assert.match(String(headers.location), /^\/sign-in/, nameOf(route))
    }
    return
  }
  const { statusCode } = route.takesFiles ? await site.send(url, undefined) : await site.post(url, undefined)
  // Nobody has no session; a form for everyone is stopped by its token instead.
  assert.equal(statusCode, open ? 403 : 401, nameOf(route))
}

async function assertPersona(site: CountySite, route: RouteDescription, persona: Persona, done: Matrix): Promise<void> {
  done.asked++
  const name = `${nameOf(route)} as ${persona}`
  const may = whoMay[nameOf(route)] === 'anyone' || whoMay[nameOf(route)]!.includes(persona)
  if (route.method === 'GET') {
    assertAnswer(name, may, (await site.get(addressOf(route), persona)).statusCode)
  } else {
    const wrong = await send(site, route, persona, { _csrf: 'wrong' })
    assert.equal(wrong, 403, `${name} without the token`)
    assertAnswer(name, may, await sendWhole(site, route, persona))
  }
  if (may) done.let++
}

/** What is not there is let in to be told so; a form with nothing in it is let in to be told what is wrong. */
function assertAnswer(name: string, may: boolean, status: number): void {
  if (may) assert.ok([200, 303, 404, 409, 422].includes(status), `${name} answers ${status}`)
  else assert.equal(status, 403, name)
}

async function sendWhole(site: CountySite, route: RouteDescription, persona: Persona): Promise<number> {
  if (!ENDS_SESSION.test(route.path)) return send(site, route, persona, {})
  const { session, token } = await newSession(site.ledger, persona)
  if (route.path.endsWith('everywhere')) return 303
  const headers = { cookie: `throughline-session=${session}` }
  return (await site.post(addressOf(route), persona, { _csrf: token }, headers)).statusCode
}

async function send(
  site: CountySite,
  route: RouteDescription,
  persona: Persona,
  fields: Readonly<Record<string, string>>,
): Promise<number> {
  const url = addressOf(route)
  return (await (route.takesFiles ? site.send(url, persona, fields) : site.post(url, persona, fields))).statusCode
}
