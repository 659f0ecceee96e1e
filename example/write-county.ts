import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dateOf, dayOf, plusMonths } from './days.ts'
import { type WrittenExtract, writeExtract } from './extract.ts'
import { simulate } from './simulate.ts'

/** What to write, and where. */
export interface WriteCountyOptions {
  readonly out: string
  readonly seed?: number
  /** Open children in need; the county's own scale, 6,500, when left out. */
  readonly children?: number
  /** The share of rows with something wrong: 0.02 when left out, 0 for a clean county. */
  readonly dirt?: number
  /** ISO dates and codes alone, in place of the county's several styles. */
  readonly plain?: boolean
  readonly onProgress?: (message: string, done: number, of: number) => void
}

/** The county's last day. */
const LAST_DAY = '2026-03-31'

/** One wide extract of the history up to a year before the end, then a six-month window at the end of each month. */
export function writeCounty(options: WriteCountyOptions): { extracts: WrittenExtract[] } {
  const { out, seed = 1, dirt = 0.02, onProgress } = options
  mkdirSync(out, { recursive: true })
  onProgress?.('simulating the county', 0, 14)
  const county = simulate({ seed, asAt: LAST_DAY, ...(options.children && { children: options.children }) })
  const style = options.plain ? 'plain' : 'county'
  const extracts = extractDays().map((asAt, at) => {
    onProgress?.(`writing the extract of ${asAt}`, at + 1, 14)
    return writeExtract(county, { asAt, windowMonths: at === 0 ? 'all' : 6, dir: join(out, asAt), style, dirt })
  })
  writeFileSync(join(out, 'README.txt'), 'SIMULATED DATA. Exampleshire is not a real county.\r\n')
  return { extracts }
}

/** The days of the extracts: thirteen month ends. */
export function extractDays(): string[] {
  const after = dayOf(LAST_DAY) + 1
  return Array.from({ length: 13 }, (_, at) => dateOf(plusMonths(after, at - 12) - 1))
}
