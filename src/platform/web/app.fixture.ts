import type { Tx } from '#platform/db'
import { plainDate } from '#values'
import { type AppOptions, createApp } from './create-app.ts'
import { html } from './html.ts'
import { page } from './reply.ts'
import type { Route } from './route.ts'
import { silentLog } from './silent-log.fixture.ts'
import { AccessRefused, type Enter, type Look, type Visit } from './visit.ts'

/** What an `Enter` in memory saw: which transactions ended how, and what was looked at in those that were committed. */
export interface Ledger {
  readonly ended: ('committed' | 'rolled back')[]
  readonly looks: Look[]
}

/** A session that the `Enter` in memory knows: this secret is in the cookie, `this` in forms. */
export const SESSION = 'session-of-a-manager'
export const CSRF = 'secret-of-forms'

/** An `Enter` that keeps to its contract without a database: one person, who may do everything but what begins with `no-`. */
export function memoryEnter(ledger: Ledger, visitOf: Partial<Visit> = {}): Enter {
  return async (ask, work) => {
    const isKnown = ask.session === SESSION
    if (!isKnown && ask.what !== 'public') throw new AccessRefused('signed-out')
    if (ask.what.startsWith('no-')) throw new AccessRefused('forbidden')
    const looks: Look[] = []
    try {
      const result = await work(visit(isKnown, looks, visitOf))
      ledger.looks.push(...looks)
      ledger.ended.push('committed')
      return result
    } catch (error) {
      ledger.ended.push('rolled back')
      throw error
    }
  }
}

function visit(isKnown: boolean, looks: Look[], more: Partial<Visit>): Visit {
  const known = {
    person: { id: 7, name: 'Sam Taylor', roles: ['team-manager'], worker: null },
    publication: { id: 3, snapshot: '2026-03-31-a1', asAt: plainDate('2026-03-31') },
    csrf: CSRF,
  }
  return {
    authority: { code: '999', name: 'Example county', example: true },
    csrf: '',
    ...(isKnown ? known : {}),
    tx: noTx,
    may: (what) => isKnown && !what.startsWith('no-'),
    looked: (look) => void looks.push(look),
    ...more,
  }
}

/** Routes of these tests ask the database nothing. */
const noTx = new Proxy({} as Tx, {
  get: () => {
    throw new Error('a route of this test asked the database')
  },
})

export const HOME: Route = {
  method: 'GET',
  path: '/',
  what: 'signed-in',
  handle: async () => page({ title: 'Home', main: html`<h1 class="govuk-heading-l">Home</h1>` }),
}

/** The site with `routes`, an `Enter` in memory and a log that nobody reads. */
export async function testApp(routes: readonly Route[], more: Partial<AppOptions> = {}) {
  const ledger: Ledger = { ended: [], looks: [] }
  const app = await createApp({
    serviceName: 'Throughline',
    navigation: [
      { text: 'Home', href: '/', what: 'signed-in' },
      { text: 'Children', href: '/children', what: 'see-children' },
      { text: 'Administration', href: '/administration', what: 'no-administration' },
    ],
    routes,
    enter: memoryEnter(ledger),
    log: silentLog(),
    secret: 'a secret of thirty-two characters or more',
    ...more,
  })
  return { app, ledger }
}

/** Headers of a browser that is signed in, sending from one of our pages. */
export const SIGNED_IN = {
  cookie: `throughline-session=${SESSION}`,
  'sec-fetch-site': 'same-origin',
  'content-type': 'application/x-www-form-urlencoded',
}
