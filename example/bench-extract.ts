import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CsvFile, openCsv } from './csv.ts'
import { fileOf, headersOf, viewOf } from './extract.ts'
import { textsOf } from './faults.ts'
import { lists } from './lists/index.ts'
import type { County } from './model.ts'
import { extractReadme } from './readme.ts'
import { simulate } from './simulate.ts'
import { plainStyle } from './style.ts'

/** How large an extract to write. */
export interface BenchExtractOptions {
  readonly out: string
  /** Open children in need at the end: 12,000 when left out. */
  readonly children?: number
  /** Years of history: 6 when left out. */
  readonly years?: number
  readonly seed?: number
  /** So many times as large: 1 when left out. */
  readonly scale?: number
  /** Children of each part that is simulated apart, so that memory does not grow with the scale: 2,000 when left out. */
  readonly part?: number
  readonly onProgress?: (message: string, done: number, of: number) => void
}

/** What was written. */
export interface WrittenBench {
  readonly out: string
  readonly asAt: string
  readonly rows: number
  readonly files: readonly { readonly list: number; readonly file: string; readonly rows: number }[]
}

const LAST_DAY = '2026-03-31'

const PART = 2000

/** Room between the numbers of the children of one part and the next. */
const NUMBERS = 120_000

/** Contacts beside the county's: so that 12,000 children over six years make about 770,000 rows. */
const CONTACT_RATE = 0.5

/**
 * Writes one wide, clean extract in plain style, for benchmarks: about 770,000 rows for 12,000 children and six years.
 *
 * The county is made of parts with children, families and workers of their own, one after another; each part's rows are
 * added to the files before the next is simulated. No natural key occurs twice. Teams have the same names in every part.
 */
export function writeBenchExtract(options: BenchExtractOptions): WrittenBench {
  const { out, children = 12_000, scale = 1, part: size = PART, onProgress } = options
  mkdirSync(out, { recursive: true })
  writeFileSync(join(out, 'README.txt'), extractReadme(LAST_DAY))
  const files = lists.map((list) => openCsv(join(out, fileOf(list)), 'utf8'))
  const workers = openCsv(join(out, 'workers.csv'), 'utf8')
  for (const [at, list] of lists.entries()) (files[at] as CsvFile).row(headersOf(list, plainStyle))
  workers.row(['worker', 'team', 'service', 'area'])
  const parts = Math.max(1, Math.round((children * scale) / size))
  for (let part = 0; part < parts; part++) {
    onProgress?.(`simulating part ${part + 1} of ${parts}`, part, parts)
    writePart(countyPart(options, part, (children * scale) / parts), part, files, workers)
  }
  for (const file of [...files, workers]) file.close()
  return summaryOf(out, files)
}

function countyPart(options: BenchExtractOptions, part: number, children: number): County {
  return simulate({
    seed: (options.seed ?? 1) * 1_000_003 + part,
    children,
    years: options.years ?? 6,
    asAt: LAST_DAY,
    contactRate: CONTACT_RATE,
    firstNumber: 10_000_000 + part * NUMBERS,
    idWidth: 8,
  })
}

function writePart(county: County, part: number, files: readonly CsvFile[], workers: CsvFile): void {
  if (county.children.length > NUMBERS) throw new RangeError('a part has more children than numbers')
  const view = viewOf(county, { asAt: LAST_DAY, windowMonths: 'all' })
  const named = (worker: string | undefined) => worker && `${worker} ${part + 1}`
  for (const [at, list] of lists.entries()) {
    const people = list.columns.flatMap(({ field }, index) =>
      field === 'allocatedWorker' || field === 'personalAdviser' ? [index] : [],
    )
    for (const { cells } of list.rows(county, view)) {
      for (const index of people) cells[index] = named(cells[index] as string | undefined)
      ;(files[at] as CsvFile).row(textsOf(list, cells, plainStyle))
    }
  }
  for (const { name, team } of county.workers) {
    workers.row([named(name) as string, team.name, team.service, team.area])
  }
}

function summaryOf(out: string, files: readonly CsvFile[]): WrittenBench {
  const written = lists.map((list, at) => ({
    list: list.number,
    file: fileOf(list),
    rows: (files[at] as CsvFile).rows() - 1,
  }))
  return { out, asAt: LAST_DAY, rows: written.reduce((sum, { rows }) => sum + rows, 0), files: written }
}
