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

/** A site in which one handler at a time is broken. */
export async function breakEveryHandler(): Promise<{ broken: number }> {
  const site = await TestSite.open({ works: false })
  const log: string[] = []
  const state: { broken: Route | undefined; how: (visit: Parameters<Route['handle']>[1]) => Promise<never> } = {
    broken: undefined,
    how: thrown,
  }
  const routes = siteRoutes({ dataDir: site.dataDir, timescales: [], signIn: personaRoutes() }).map((route) => ({
    ...route,
    handle: (...given: Parameters<Route['handle']>) =>
      state.broken?.path === route.path && state.broken.method === route.method
        ? state.how(given[1])
        : route.handle(...given),
  }))
  const app = await createApp({
    serviceName: 'Throughline',
    routes,
    navigation,
    enter: createEnter(site.ledger.app),
    log: silentLog(log),
    secret: 'a secret of thirty-two characters or more',
    uploadsDir: `${site.root}/uploads`,
    rates: { 'sign-in': 10_000, search: 10_000, export: 10_000 },
  })
  try {
    for (const role of ROLES) await site.enter(role, role)
    const headers = (role: string) => ({
      cookie: `throughline-session=${site.sessionOf(role)}`,
      'sec-fetch-site': 'same-origin',
    })
    const tokens = new Map<string, string>()
    for (const role of ROLES) tokens.set(role, await site.csrf(role))
    const ask = async (route: Route) => {
      for (const role of ROLES) {
        const answer =
          route.upload === undefined
            ? await app.inject({
                method: route.method,
                url: route.path.replaceAll(/:\w+/g, '1'),
                headers: { ...headers(role), 'content-type': 'application/x-www-form-urlencoded' },
                ...(route.method === 'POST' ? { payload: `_csrf=${tokens.get(role)}` } : {}),
              })
            : await send(route, headers(role), tokens.get(role)!)
        if (answer.statusCode !== 403) return answer
      }
      return assert.fail(`nobody may ask for ${route.path}`)
    }
    const send = async (route: Route, head: Record<string, string>, token: string) => {
      const form = new FormData()
      form.set('_csrf', token)
      form.set('_form', newKey())
      const encoded = new Response(form)
      return app.inject({
        method: 'POST',
        url: route.path,
        headers: { ...head, 'content-type': encoded.headers.get('content-type')! },
        payload: Buffer.from(await encoded.arrayBuffer()),
      })
    }
    let broken = 0
    for (const how of [thrown, refusedByLedger]) {
      for (const route of routes.filter(({ path }) => !path.startsWith('/sign-'))) {
        Object.assign(state, { broken: route, how })
        log.length = 0
        const { statusCode, body } = await ask(route)
        const name = `${route.method} ${route.path}`
        assert.equal(statusCode, 500, name)
        const reference = /tl-reference">([^<]+)</.exec(body)?.[1] ?? ''
        assert.match(reference, /^[0-9A-Z]{4}-[0-9A-Z]{4}$/, name)
        assert.ok(
          log.some((line) => line.includes(reference) && line.includes('request failed')),
          name,
        )
        assert.ok(!`${body}${log.join('')}`.includes('Robin'), `${name} tells what was thrown`)
        state.broken = undefined
        assert.equal((await app.inject({ url: '/definitions', headers: headers('analyst') })).statusCode, 200, name)
        broken++
      }
    }
    return { broken }
  } finally {
    await app.close()
    await site.close()
  }
}

async function thrown(): Promise<never> {
  throw new Error(SECRET)
}

/** A statement that fails in the middle of the transaction, with the secret as its value. */
async function refusedByLedger({ tx }: Parameters<Route['handle']>[1]): Promise<never> {
  await tx.rows('select $1::text::integer', [SECRET])
  return assert.fail('the ledger took it')
}
