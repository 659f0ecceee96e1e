import assert from 'node:assert/strict'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { PERSONAS, personaRoutes, personas, signIn, writePolicy } from '#permissions'
import { hashSecret } from '#platform/auth'
import { transaction } from '#platform/db'
import { describeRoutes, type RouteDescription } from '#platform/web'
import { simulate, writeExtract } from '../../example/index.ts'
import { exampleCounty } from '../../src/example-county.ts'
import { silentLog } from '../../src/platform/web/silent-log.fixture.ts'
import { publish } from '../../src/publish.ts'
import { siteRoutes } from '../../src/routes.ts'
import { siteApp } from '../../src/site.server.ts'
import { stagesFor } from '../../src/stages.ts'
import { type TestLedger, withTestLedger } from '../ledger.ts'
import { CountyFolder } from '../loading/loaded-county.ts'

/** One of the people of the example county; together they have every role. */
export type Persona = (typeof personas)[number]['id']

/** How many children and years are simulated. */
export interface CountySize {
  readonly children: number
  readonly years: number
}

const AS_AT = '2026-03-31'

/** The whole site as it is served, over a small published county: every persona is signed in, every line of its log is kept. */
export class CountySite {
  readonly folder: CountyFolder
  readonly ledger: TestLedger
  readonly app: FastifyInstance
  /** Every line that the server has logged. */
  readonly log: readonly string[]
  /** Secrets for the session cookie. */
  readonly sessions: ReadonlyMap<Persona, string>
  readonly #tokens: ReadonlyMap<Persona, string>

  private constructor(
    made: Pick<CountySite, 'folder' | 'ledger' | 'app' | 'log' | 'sessions'>,
    tokens: Map<Persona, string>,
  ) {
    this.folder = made.folder
    this.ledger = made.ledger
    this.app = made.app
    this.log = made.log
    this.sessions = made.sessions
    this.#tokens = tokens
  }

  static async open(size: CountySize = { children: 30, years: 2 }): Promise<CountySite> {
    const folder = new CountyFolder(exampleCounty.code)
    await loadCounty(folder, size)
    const ledger = await withTestLedger()
    await transaction(ledger.owner, writePolicy)
    const published = await publish(ledger, { dataDir: folder.dataDir, authority: exampleCounty.code })
    if (!published.ok) assert.fail(JSON.stringify(published.problems))
    const log: string[] = []
    const app = await siteApp(
      { dataDir: folder.dataDir, settings: NO_SETTINGS, providers: [], log: silentLog(log) },
      ledger,
    )
    const sessions = new Map<Persona, string>()
    const tokens = new Map<Persona, string>()
    for (const { id } of personas) {
      const { session, token } = await newSession(ledger, id)
      sessions.set(id, session)
      tokens.set(id, token)
    }
    return new CountySite({ folder, ledger, app, log, sessions }, tokens)
  }

  /** Every address of the site, statements among them. */
  get routes(): readonly RouteDescription[] {
    return routesOf(this.folder.dataDir)
  }

  get(url: string, persona?: Persona, headers: Readonly<Record<string, string>> = {}) {
    return this.app.inject({ method: 'GET', url, headers: { ...this.#headersOf(persona), ...headers } })
  }

  /** Posts a form with the token of the session; `_csrf` among the fields stands instead of it. */
  post(
    url: string,
    persona: Persona | undefined,
    fields: Readonly<Record<string, string>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    const token = persona === undefined ? '' : this.#tokens.get(persona)!
    return this.app.inject({
      method: 'POST',
      url,
      headers: { ...this.#headersOf(persona), 'content-type': 'application/x-www-form-urlencoded', ...headers },
      payload: new URLSearchParams({ _csrf: token, ...fields }).toString(),
    })
  }

  /** Posts a form with files, none of them chosen. */
  async send(url: string, persona: Persona | undefined, fields: Readonly<Record<string, string>> = {}) {
    const form = new FormData()
    form.set('_csrf', persona === undefined ? '' : this.#tokens.get(persona)!)
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    const encoded = new Response(form)
    return this.app.inject({
      method: 'POST',
      url,
      headers: { ...this.#headersOf(persona), 'content-type': encoded.headers.get('content-type')! },
      payload: Buffer.from(await encoded.arrayBuffer()),
    })
  }

  /** Asks the ledger as its owner, who sees everything. */
  rows<T extends object>(sql: string, values: readonly unknown[] = []): Promise<T[]> {
    return transaction(this.ledger.owner, (tx) => tx.rows<T>(sql, values))
  }

  async close(): Promise<void> {
    await this.app.close()
    await this.ledger.stop()
    this.folder.remove()
  }

  #headersOf(persona: Persona | undefined): Record<string, string> {
    const session = persona === undefined ? {} : { cookie: `throughline-session=${this.sessions.get(persona)}` }
    return { ...session, 'sec-fetch-site': 'same-origin' }
  }
}

const NO_SETTINGS = { databaseUrl: undefined, publicUrl: undefined, trustProxy: undefined }

/** Every address of the site as one table. */
export function routesOf(dataDir: string): readonly RouteDescription[] {
  return describeRoutes(siteRoutes({ dataDir, timescales: [], signIn: personaRoutes() }))
}

async function loadCounty(folder: CountyFolder, { children, years }: CountySize): Promise<void> {
  const county = simulate({ seed: 11, children, years, asAt: AS_AT })
  const dir = join(folder.root, AS_AT)
  writeExtract(county, { asAt: AS_AT, windowMonths: 'all', dir, style: 'plain', dirt: 0.02 })
  const stages = stagesFor({})
  if (!stages.ok) assert.fail(JSON.stringify(stages.problems))
  await folder.load(dir, AS_AT, stages.value)
}

/** Signs a persona in. @returns the secret of the session and the token of its forms */
export async function newSession(ledger: TestLedger, subject: Persona): Promise<{ session: string; token: string }> {
  return transaction(ledger.app, async (tx) => {
    const asker = { authority: exampleCounty.code, issuer: PERSONAS, subject, name: '', claims: null, idToken: null }
    const outcome = await signIn(tx, asker)
    if (!outcome.ok) assert.fail(outcome.reason)
    const { csrf } = await tx.row<{ csrf: string }>("select csrf from access.enter($1, 'signed-in')", [
      hashSecret(outcome.session),
    ])
    return { session: outcome.session, token: csrf }
  })
}
