import assert from 'node:assert/strict'
import { createEnter, personaRoutes } from '#permissions'
import { createApp, type Route } from '#platform/web'
import { silentLog } from '../../src/platform/web/silent-log.fixture.ts'
import { navigation, siteRoutes } from '../../src/routes.ts'
import { newKey, TestSite } from '../site/site.fixture.ts'

/** What is thrown in a handler: it holds what no page and no log may repeat. */
const SECRET = 'Robin Smith, born 29 February 2016'

/** Every role, so that no rule stands before a handler. */
const ROLES = ['worker', 'manager', 'analyst', 'quality', 'director', 'dataProtection', 'administrator'] as const

type Handle = Route['handle']

/** How a handler may fail. */
type Failing = (visit: Parameters<Handle>[1]) => Promise<never>

/** A site in which one handler at a time can be broken. */
class BreakableSite {
  readonly log: string[] = []
  readonly routes: readonly Route[]
  #app!: Awaited<ReturnType<typeof createApp>>
  #broken: Route | undefined
  #how: Failing = thrown
  readonly #site: TestSite
  readonly #tokens = new Map<string, string>()

  private constructor(site: TestSite) {
    this.#site = site
    this.routes = siteRoutes({ dataDir: site.dataDir, timescales: [], signIn: personaRoutes() })
  }

  static async open(): Promise<BreakableSite> {
    const made = new BreakableSite(await TestSite.open({ works: false }))
    for (const role of ROLES) {
      await made.#site.enter(role, role)
      made.#tokens.set(role, await made.#site.csrf(role))
    }
    made.#app = await createApp({
      serviceName: 'Throughline',
      routes: made.routes.map((route) => ({ ...route, handle: made.#breakable(route) })),
      navigation,
      enter: createEnter(made.#site.ledger.app),
      log: silentLog(made.log),
      secret: 'a secret of thirty-two characters or more',
      uploadsDir: `${made.#site.root}/uploads`,
      rates: { 'sign-in': 10_000, search: 10_000, export: 10_000 },
    })
    return made
  }

  break(route: Route | undefined, how: Failing = thrown): void {
    this.#broken = route
    this.#how = how
    this.log.length = 0
  }

  /** Asks as the first role that is let in. */
  async ask(route: Route) {
    for (const role of ROLES) {
      const answer = await this.#send(route, role)
      if (answer.statusCode !== 403) return answer
    }
    return assert.fail(`nobody may ask for ${route.path}`)
  }

  async close(): Promise<void> {
    await this.#app.close()
    await this.#site.close()
  }

  #breakable(route: Route): Handle {
    return (request, visit) => (this.#broken === route ? this.#how(visit) : route.handle(request, visit))
  }

  async #send({ method, path, upload }: Route, role: string) {
    const headers = { cookie: `throughline-session=${this.#site.sessionOf(role)}`, 'sec-fetch-site': 'same-origin' }
    const url = path.replaceAll(/:\w+/g, '1')
    if (method === 'GET') return this.#app.inject({ method, url, headers })
    const form = upload === undefined ? new URLSearchParams() : new FormData()
    form.set('_csrf', this.#tokens.get(role)!)
    form.set('_form', newKey())
    const encoded = new Response(form)
    return this.#app.inject({
      method,
      url,
      headers: { ...headers, 'content-type': encoded.headers.get('content-type')!.replace(';charset=UTF-8', '') },
      payload: Buffer.from(await encoded.arrayBuffer()),
    })
  }
}

/**
 * Breaks every handler, by a throw and by a statement that fails, and asks for it. Fails unless its page is shut with a
 * reference number that the log has too, neither tells what was thrown, and another page is there meanwhile.
 */
export async function breakEveryHandler(): Promise<{ broken: number }> {
  const site = await BreakableSite.open()
  const other = site.routes.find(({ path, method }) => path === '/definitions' && method === 'GET')!
  let broken = 0
  try {
    for (const how of [thrown, refusedByLedger]) {
      for (const route of site.routes.filter(({ path }) => !path.startsWith('/sign-') && path !== other.path)) {
        site.break(route, how)
        await assertShut(site, route)
        assert.equal((await site.ask(other)).statusCode, 200, route.path)
        broken++
      }
    }
    return { broken }
  } finally {
    await site.close()
  }
}

async function assertShut(site: BreakableSite, route: Route): Promise<void> {
  const { statusCode, body } = await site.ask(route)
  const name = `${route.method} ${route.path}`
  assert.equal(statusCode, 500, name)
  const reference = /tl-reference">([^<]+)</.exec(body)?.[1] ?? ''
  assert.match(reference, /^[0-9A-Z]{4}-[0-9A-Z]{4}$/, name)
  assert.ok(
    site.log.some((line) => line.includes(reference) && line.includes('request failed')),
    name,
  )
  assert.ok(!`${body}${site.log.join('')}`.includes('Robin'), `${name} tells what was thrown`)
}

async function thrown(): Promise<never> {
  throw new Error(SECRET)
}

/** A statement that fails in the middle of the transaction, with the secret as its value. */
async function refusedByLedger({ tx }: Parameters<Route['handle']>[1]): Promise<never> {
  await tx.rows('select $1::text::integer', [SECRET])
  return assert.fail('the ledger took it')
}
