import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { type Logger, pino } from 'pino'
import { annexA, ensureAuthority } from '#children'
import { writePolicy } from '#permissions'
import { transaction } from '#platform/db'
import { addPerson, sessionOf } from '../../src/permissions/access.fixture.ts'
import { siteApp } from '../../src/site.server.ts'
import { work } from '../../src/work.ts'
import type { LedgerAddress } from '../../src/worker-process.ts'
import { type TestLedger, withTestLedger } from '../ledger.ts'

export const AUTHORITY = '936'

/** A log that nobody reads. */
export const silent: Logger = pino({ level: 'silent' })

/** The whole site over a fresh ledger and an empty data directory, with an analyst signed in; the worker's work within the test. */
export class TestSite {
  readonly root: string
  readonly dataDir: string
  readonly ledger: TestLedger
  readonly app: FastifyInstance
  readonly #working: { stop(graceMs: number): Promise<void> } | undefined
  readonly #sessions = new Map<string, string>()

  private constructor(
    root: string,
    ledger: TestLedger,
    app: FastifyInstance,
    working: { stop(graceMs: number): Promise<void> } | undefined,
  ) {
    this.root = root
    this.dataDir = join(root, 'data')
    this.ledger = ledger
    this.app = app
    this.#working = working
  }

  static async open(options: { readonly works?: boolean } = {}): Promise<TestSite> {
    const root = mkdtempSync(join(tmpdir(), 'site-'))
    const dataDir = join(root, 'data')
    const ledger = await withTestLedger()
    await transaction(ledger.owner, writePolicy)
    await ensureAuthority(ledger, { code: AUTHORITY, name: 'Surrey', isExample: false })
    const settings = { databaseUrl: undefined, publicUrl: undefined, trustProxy: undefined }
    const app = await siteApp({ dataDir, settings, providers: [], log: silent }, ledger)
    const working = options.works === false ? undefined : await work(workerMessage(dataDir, ledger), silent)
    const site = new TestSite(root, ledger, app, working)
    await site.enter('ana', 'analyst')
    return site
  }

  /** Makes a person with a role and signs them in. */
  async enter(subject: string, role: string, teams: readonly string[] = []): Promise<void> {
    await addPerson(this.ledger, AUTHORITY, { subject, roles: [role], teams })
    this.#sessions.set(subject, await sessionOf(this.ledger, AUTHORITY, subject))
  }

  sessionOf(subject: string): string {
    return this.#sessions.get(subject)!
  }

  async get(url: string, subject = 'ana') {
    return this.app.inject({ method: 'GET', url, headers: this.#headers(subject) })
  }

  /** Posts a form, with the token of the session. */
  async post(url: string, fields: Readonly<Record<string, string>> = {}, subject = 'ana') {
    const csrf = await this.csrf(subject)
    return this.app.inject({
      method: 'POST',
      url,
      headers: { ...this.#headers(subject), 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ _csrf: csrf, ...fields }).toString(),
    })
  }

  /** Sends files as the form of a load does. */
  async send(files: Files, asAt: string | undefined, more: Readonly<Record<string, string>> = {}, subject = 'ana') {
    const form = new FormData()
    form.set('_csrf', await this.csrf(subject))
    form.set('_form', more._form ?? newKey())
    const [year = '', month = '', day = ''] = (asAt ?? '--').split('-')
    for (const [part, value] of Object.entries({ day, month, year })) form.set(`as-at-${part}`, value)
    for (const [name, value] of Object.entries(more)) form.set(name, value)
    for (const [name, content] of Object.entries(files)) {
      form.append('files', new File([typeof content === 'string' ? content : new Uint8Array(content)], name))
    }
    const encoded = new Response(form)
    return this.app.inject({
      method: 'POST',
      url: '/loads',
      headers: { ...this.#headers(subject), 'content-type': encoded.headers.get('content-type')! },
      payload: Buffer.from(await encoded.arrayBuffer()),
    })
  }

  /** Sends files, waits for what becomes of them, and gives the address and the page. */
  async load(files: Files, asAt: string, more: Readonly<Record<string, string>> = {}) {
    const sent = await this.send(files, asAt, more)
    assert.equal(sent.statusCode, 303, sent.body)
    const url = sent.headers.location as string
    return { url, id: url.split('/').at(-1)!, page: await this.ended(url) }
  }

  /** The page of a load once it does not move any more. */
  async ended(url: string, withinMs = 90_000): Promise<string> {
    const until = Date.now() + withinMs
    for (;;) {
      const { body, statusCode } = await this.get(url)
      assert.equal(statusCode, 200, body)
      if (!body.includes('http-equiv="refresh"')) return body
      if (Date.now() > until) assert.fail(`still moving: ${mainOf(body)}`)
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  }

  async csrf(subject = 'ana'): Promise<string> {
    const { rows } = await this.ledger.owner.query<{ csrf: string }>(
      `select csrf from access.session join access.person using (authority_id, person_id)
      where person.subject = $1 and session.ended_at is null`,
      [subject],
    )
    return rows[0]!.csrf
  }

  async close(): Promise<void> {
    await this.app.close()
    await this.#working?.stop(2_000)
    await this.ledger.stop()
    rmSync(this.root, { recursive: true, force: true })
  }

  #headers(subject: string) {
    return { cookie: `throughline-session=${this.#sessions.get(subject)}`, 'sec-fetch-site': 'same-origin' }
  }
}

/** Files by name, as text or bytes. */
export type Files = Readonly<Record<string, string | Uint8Array>>

/** What a worker process is told. */
export function workerMessage(dataDir: string, ledger: Pick<TestLedger, 'owner' | 'publisher'>) {
  const address = ({ options }: TestLedger['owner']) =>
    ({
      host: options.host,
      port: options.port,
      database: options.database,
      user: options.user,
      password: options.password,
      ssl: undefined,
    }) as LedgerAddress
  return { dataDir, owner: address(ledger.owner), publisher: address(ledger.publisher), logLevel: 'silent' }
}

/** A list of Annex A as a CSV file: rows by the names of columns; columns without a value in any row are there and empty. */
export function listCsv(
  table: string,
  rows: readonly Readonly<Record<string, string>>[],
  rename: Readonly<Record<string, string>> = {},
): string {
  const { columns } = annexA.tables.find((each) => each.table === table)!
  const lines = [
    columns.map(({ name, header }) => rename[name] ?? header),
    ...rows.map((row) => columns.map(({ name }) => row[name] ?? '')),
  ]
  return lines.map((cells) => `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`).join('')
}

/** Referrals of children 1 to `n`, one each, on days of March 2026. */
export function referrals(n: number, more: Readonly<Record<string, string>> = {}) {
  return Array.from({ length: n }, (_, i) => ({
    child_id: `C${i + 1}`,
    gender: 'a) Male',
    date_of_birth: '05/06/2015',
    date_of_referral: `${String((i % 28) + 1).padStart(2, '0')}/03/2026`,
    referral_source: '1A: Individual',
    referral_nfa: 'a) Yes',
    allocated_team: i % 2 === 0 ? 'North' : 'South',
    ...more,
  }))
}

/** The words of a page's content. */
export function mainOf(body: string): string {
  const main = /<main[^>]*>(.*)<\/main>/s.exec(body)?.[1] ?? body
  return main
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', '’')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

export function newKey(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url')
}
