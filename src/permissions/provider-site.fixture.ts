import assert from 'node:assert/strict'
import { pino } from 'pino'
import { createProvider, tokenSafe } from '#platform/auth'
import { transaction } from '#platform/db'
import { createApp, html, page, type Route } from '#platform/web'
import { type TestLedger, withTestLedger } from '../../test/ledger.ts'
import { buildAuthority } from './access.fixture.ts'
import { type Confirmation, type ConfirmationOptions, createConfirmation } from './confirm-roles.ts'
import { createEnter } from './enter.ts'
import { CLIENT, type OidcServer, startOidcServer } from './oidc-server.fixture.ts'
import { seedPersonas } from './personas.ts'
import { providerRoutes } from './provider.routes.ts'
import { siteBrowser } from './site-browser.fixture.ts'

/** Where the site of these tests would be. */
export const SITE = 'http://localhost:9999'

/** A site of authority X1, whose staff sign in with a real provider on this machine. */
export interface ProviderSite {
  readonly ledger: TestLedger
  readonly oidc: OidcServer
  readonly app: Awaited<ReturnType<typeof createApp>>
  readonly confirmation: Confirmation
  /** How the confirmation was made, to make others beside it. */
  readonly parts: ConfirmationOptions
  /** Authorities whose provider failed, in order. */
  readonly reported: readonly string[]
  /** All that was logged. */
  readonly logged: () => string
  stop(): Promise<void>
}

const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '/',
    what: 'home.view',
    handle: async (_, { person }) =>
      page({ title: 'Home', main: html`<h1>${person?.name}: ${person?.roles.join()}</h1>` }),
  },
  {
    method: 'GET',
    path: '/for-directors',
    what: 'figures.export',
    handle: async () => page({ title: 'For directors', main: html`<h1>For directors</h1>` }),
  },
]

/** Claims `managers` and `directors` give what their names say; the first with the team North. */
export async function startProviderSite(): Promise<ProviderSite> {
  const ledger = await withTestLedger()
  const oidc = await startOidcServer(SITE)
  await buildAuthority(ledger, 'X1', [], true)
  await transaction(ledger.owner, async (tx) => {
    await seedPersonas(tx, 'X1')
    await tx.run(
      `insert into access.role_mapping (authority_id, claim, role, team, area)
       values ('X1', 'managers', 'manager', 'North', ''), ('X1', 'directors', 'director', '', '')`,
    )
  })
  const settings = { authority: 'X1', issuer: oidc.issuer, ...CLIENT, claim: 'roles', asksEmail: true }
  const providers = new Map([['X1', createProvider(settings, `${SITE}/sign-in/callback`, `${SITE}/signed-out`)]])
  const safe = tokenSafe('a secret of the test alone')
  const reported: string[] = []
  const report = (authority: string) => void reported.push(authority)
  const parts: ConfirmationOptions = { app: ledger.app, providers, safe, report, waitMs: 1_000 }
  const confirmation = createConfirmation(parts)
  const lines: string[] = []
  const app = await createApp({
    serviceName: 'Throughline',
    routes: [...routes, ...providerRoutes(providers, safe, report)],
    enter: createEnter(ledger.app, confirmation),
    navigation: [],
    log: pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }),
    secret: 'a secret of thirty-two characters or more',
    rates: { 'sign-in': 1_000 },
  })
  const stop = async () => {
    oidc.comeBack()
    await confirmation.settled()
    await app.close()
    await oidc.stop()
    await ledger.stop()
  }
  return { ledger, oidc, app, confirmation, parts, reported, logged: () => lines.join(''), stop }
}

/** Where people of a provider sign in: X1 is the authority, `address` that of the site. */
export interface SignInPlace {
  readonly oidc: OidcServer
  readonly app: ProviderSite['app']
  readonly address?: string
}

/** Signs a person of the provider in who has these app roles there. */
export async function signInAs(
  { oidc, app, address = SITE }: SignInPlace,
  id: string,
  roles: readonly string[],
  email?: string,
) {
  oidc.account = { id, name: `Person ${id}`, roles, ...(email === undefined ? {} : { email }) }
  const browser = siteBrowser(app, address === SITE ? undefined : new URL(address).host)
  await browser.send('GET', '/sign-in?next=/')
  const away = await browser.send('POST', '/sign-in/provider', { authority: 'X1', next: '/' })
  const back = await visitProvider(String(away.headers.location), address)
  return { ...browser, back, answer: await browser.send('GET', back) }
}

/** Follows the provider's redirects until it sends the person back. @returns the address they come back to */
async function visitProvider(start: string, address: string): Promise<string> {
  const cookies = new Map<string, string>()
  let url = start
  for (let i = 0; i < 10; i++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie } })
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0]!.split(/=(.*)/)
      cookies.set(name, value)
    }
    url = new URL(answer.headers.get('location') ?? assert.fail(await answer.text()), url).href
    if (url.startsWith(address)) return url.slice(address.length)
  }
  assert.fail('the provider did not send the person back')
}
