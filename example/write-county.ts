import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openCsv } from './csv.ts'
import { dateOf, dayOf, plusMonths } from './days.ts'
import { COUNTY_CHILDREN } from './demand.ts'
import { noDirt, type Planted } from './dirt.ts'
import { viewOf, type WrittenExtract, writeExtract } from './extract.ts'
import type { County } from './model.ts'
import { countyReadme } from './readme.ts'
import { simulate } from './simulate.ts'
import { type PlantedEvent, plantedEvents, usualLevels } from './story.ts'
import { writeWorkbook } from './workbook.ts'

/** What to write, and where. */
export interface WriteCountyOptions {
  /** The folder; what earlier runs wrote there is replaced, what is not ours is left. */
  readonly out: string
  /** 1 when left out. */
  readonly seed?: number
  /** Open children in need; the county's own scale, 6,500, when left out. */
  readonly children?: number
  /** The share of rows with something wrong: 0.02 when left out, 0 for a clean county. */
  readonly dirt?: number
  /** ISO dates and codes alone, in place of the county's several styles. */
  readonly plain?: boolean
  /** The last extract as a workbook too: yes when left out. */
  readonly workbook?: boolean
  readonly onProgress?: (message: string, done: number, of: number) => void
}

/** What was written. */
export interface WrittenCounty {
  readonly out: string
  readonly seed: number
  readonly children: number
  /** In the order in which to load them: the wide one first. */
  readonly extracts: readonly ExtractSummary[]
  readonly workbook: string | undefined
  /** Rows with something wrong over all extracts; each is in planted.csv. */
  readonly planted: number
}

/** One extract: its folder under the county's, its day, its look-back and its rows. */
export interface ExtractSummary {
  readonly dir: string
  readonly asAt: string
  readonly windowMonths: number | 'all'
  readonly rows: number
}

const LAST_DAY = '2026-03-31'
const WINDOW_MONTHS = 6

/**
 * Writes the example county: one extract of its whole history up to a year before the end, then a window of six months
 * at the end of each of the twelve months after, the last one as a workbook too; with keys to what was planted.
 * The same options write the same bytes.
 */
export async function writeCounty(options: WriteCountyOptions): Promise<WrittenCounty> {
  const { out, seed = 1, children = COUNTY_CHILDREN, dirt = 0.02, onProgress } = options
  const days = extractDays()
  const steps = days.length + 2
  mkdirSync(out, { recursive: true })
  onProgress?.('simulating the county', 0, steps)
  const county = simulate({ seed, children, asAt: LAST_DAY })
  const extracts = days.map((asAt, at) => {
    onProgress?.(`writing the extract of ${asAt}`, at + 1, steps)
    const windowMonths = windowOf(at)
    const dir = join(out, asAt)
    rmSync(dir, { recursive: true, force: true })
    return writeExtract(county, { asAt, windowMonths, dir, style: options.plain ? 'plain' : 'county', dirt })
  })
  onProgress?.('writing the workbook', steps - 1, steps)
  const workbook = options.workbook === false ? undefined : await writeLastWorkbook(county, out, dirt)
  const planted = extracts.flatMap((extract) => extract.planted)
  writeKeys(out, planted)
  writeFileSync(join(out, 'README.txt'), countyReadme(seed, children, dirt))
  onProgress?.('done', steps, steps)
  return { out, seed, children, extracts: extracts.map(summaryOf), workbook, planted: planted.length }
}

/** The days of the extracts: thirteen month ends, the first a year before the last. */
export function extractDays(): string[] {
  const after = dayOf(LAST_DAY) + 1
  return Array.from({ length: 13 }, (_, at) => dateOf(plusMonths(after, at - 12) - 1))
}

function windowOf(at: number): number | 'all' {
  return at === 0 ? 'all' : WINDOW_MONTHS
}

function summaryOf(extract: WrittenExtract, at: number): ExtractSummary {
  const rows = extract.files.reduce((sum, file) => sum + file.rows, 0)
  return { dir: extract.dir, asAt: extract.asAt, windowMonths: windowOf(at), rows }
}

async function writeLastWorkbook(county: County, out: string, dirt: number): Promise<string> {
  const path = join(out, `workbook-${LAST_DAY}.xlsx`)
  const view = viewOf(county, { asAt: LAST_DAY, windowMonths: WINDOW_MONTHS })
  await writeWorkbook(county, view, dirt === 0 ? noDirt : { seed: county.seed, share: dirt }, path)
  return path
}

function writeKeys(out: string, planted: readonly Planted[]): void {
  const key = openCsv(join(out, 'planted.csv'), 'utf8')
  key.row(['extract', 'list', 'row', 'column', 'kind', 'child_id'])
  for (const { extract, list, row, column, kind, childId } of planted) {
    key.row([extract, String(list), String(row), column, kind, childId])
  }
  key.close()
  const events = openCsv(join(out, 'planted-events.csv'), 'utf8')
  events.row(['service', 'area', 'from', 'until', 'usual_level', 'level', 'what'])
  for (const event of plantedEvents) events.row(eventCells(event))
  events.close()
}

function eventCells(event: PlantedEvent): string[] {
  const { service, area, from, until, level, words } = event
  return [service, area ?? 'all', from, until ?? '', String(usualLevels[service]), String(level), words]
}
