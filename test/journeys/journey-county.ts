import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { writePolicy } from '#permissions'
import { transaction } from '#platform/db'
import { simulate, writeExtract } from '../../example/index.ts'
import { exampleCounty } from '../../src/example-county.ts'
import { publish } from '../../src/publish.ts'
import { siteApp } from '../../src/site.server.ts'
import { stagesFor } from '../../src/stages.ts'
import { work } from '../../src/work.ts'
import { type TestLedger, withTestLedger } from '../ledger.ts'
import { CountyFolder } from '../loading/loaded-county.ts'
import { silent, workerMessage } from '../site/site.fixture.ts'

/** The day that everybody sees at first, and the day of the extract that waits to be sent. */
export const SHOWN = '2026-02-28'
export const NEXT = '2026-03-31'

const MONTHS = 12

/**
 * The site as it is served, over a small published example county, with its worker; the files of the next month wait in
 * `nextFiles`. People sign in by themselves.
 */
export class JourneyCounty {
  readonly folder: CountyFolder
  readonly ledger: TestLedger
  readonly app: FastifyInstance
  readonly address: string
  readonly nextFiles: string
  readonly #working: { stop(graceMs: number): Promise<void> }

  private constructor(made: Pick<JourneyCounty, 'folder' | 'ledger' | 'app' | 'address' | 'nextFiles'>, working: Stop) {
    this.folder = made.folder
    this.ledger = made.ledger
    this.app = made.app
    this.address = made.address
    this.nextFiles = made.nextFiles
    this.#working = working
  }

  static async open(port = 0): Promise<JourneyCounty> {
    const folder = new CountyFolder(exampleCounty.code)
    const nextFiles = await loadCounty(folder)
    const ledger = await withTestLedger()
    await transaction(ledger.owner, writePolicy)
    const published = await publish(ledger, { dataDir: folder.dataDir, authority: exampleCounty.code })
    if (!published.ok) assert.fail(JSON.stringify(published.problems))
    const settings = { databaseUrl: undefined, publicUrl: undefined, trustProxy: undefined }
    const app = await siteApp({ dataDir: folder.dataDir, settings, providers: [], log: silent }, ledger)
    const address = await app.listen({ host: '127.0.0.1', port })
    const working = await work(workerMessage(folder.dataDir, ledger), silent)
    return new JourneyCounty({ folder, ledger, app, address, nextFiles }, working)
  }

  /** Asks the ledger as its owner, who sees everything. */
  rows<T extends object>(sql: string, values: readonly unknown[] = []): Promise<T[]> {
    return transaction(this.ledger.owner, (tx) => tx.rows<T>(sql, values))
  }

  /** Waits until a query answers with a row whose `done` is true. @throws Error when it does not within a minute */
  async until(sql: string, values: readonly unknown[] = []): Promise<void> {
    const end = Date.now() + 60_000
    for (;;) {
      const [row] = await this.rows<{ done: boolean }>(sql, values)
      if (row?.done === true) return
      if (Date.now() > end) assert.fail(`never true: ${sql}`)
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  }

  async close(): Promise<void> {
    await this.app.close()
    await this.#working.stop(2_000)
    await this.ledger.stop()
    this.folder.remove()
  }
}

interface Stop {
  stop(graceMs: number): Promise<void>
}

/** Loads the county up to the shown day. @returns where the files of the next month are */
async function loadCounty(folder: CountyFolder): Promise<string> {
  const county = simulate({ seed: 5, children: 80, years: 3, asAt: NEXT })
  const stages = stagesFor({})
  if (!stages.ok) assert.fail(JSON.stringify(stages.problems))
  const shown = join(folder.root, SHOWN)
  writeExtract(county, { asAt: SHOWN, windowMonths: 'all', dir: shown, style: 'county', dirt: 0.02 })
  await folder.load(shown, SHOWN, stages.value)
  const next = join(folder.root, NEXT)
  writeExtract(county, { asAt: NEXT, windowMonths: MONTHS, dir: next, style: 'plain', dirt: 0.02 })
  return next
}

/** A cell that would be a formula in a spreadsheet. */
export const FORMULA = '=HYPERLINK("https://example.org")'

/** Adds referrals without a date, which cannot be loaded, and one of a day still to come; `tag` makes the file another. */
export function spoilReferrals(dir: string, tag: string): void {
  const path = join(dir, 'List 3 - Referrals.csv')
  const [header = '', ...rows] = readFileSync(path, 'utf8').trimEnd().split(/\r?\n/)
  const columns = header.split(',').map((name) => name.replaceAll('"', ''))
  const row = (cells: Readonly<Record<string, string>>) =>
    columns.map((name) => cells[name.toLowerCase()] ?? '').join(',')
  const spoilt = [
    row({ 'child unique id': `${tag}0`, 'date of referral': `"${FORMULA.replaceAll('"', '""')}"` }),
    row({ 'child unique id': `${tag}1`, 'date of referral': 'last week' }),
    row({ 'child unique id': `${tag}2`, 'date of referral': '31/02/2026' }),
    row({ 'child unique id': `${tag}3`, 'date of referral': '2027-03-01' }),
  ]
  writeFileSync(path, `${[header, ...rows, ...spoilt].join('\n')}\n`)
}
