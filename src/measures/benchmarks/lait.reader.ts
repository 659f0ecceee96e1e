import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'
import type { Outcome, Problem } from '#values'
import { isPlainDate, type PlainDate } from '#values'
import { findArea } from './area.ts'
import { comparePeriods, readPeriod } from './benchmark-period.ts'
import type { BenchmarkOddity, BenchmarkRow, BenchmarkSeries, BenchmarkTable } from './benchmark-table.ts'
import { type BenchmarkCell, readCell } from './benchmark-value.ts'
import { type PublishedColumn, publishedColumn } from './lait.columns.ts'
import { readSeriesList } from './shipped-table.ts'

/** What `loadLait` may be told; by default the series that the program knows, and the date in the file's name. */
export interface LaitOptions {
  readonly series?: readonly BenchmarkSeries[]
  readonly edition?: string
  /** Whether to keep series that are in the file but not among `series`; they have no direction of good. */
  readonly keepUnknown?: boolean
}

const wanted = ['short desc', 'years', 'values', 'la number'] as const satisfies readonly PublishedColumn[]
type Positions = Readonly<Record<(typeof wanted)[number], number>>

type Cells = Map<string, BenchmarkCell>
type Figures = Map<string, Map<string, Cells>>

/**
 * Reads a LAIT long file (CSV, or CSV in gzip) as a table of benchmarks, to be used instead of the one that is shipped.
 *
 * The file is streamed. Cells that are neither a number nor a known mark, labels that name no period and codes of areas not
 * known are left out and listed in `oddities`.
 * @returns a refusal when the file cannot be read as LAIT: no such file, broken gzip, columns missing, nothing in it
 */
export async function loadLait(path: string, options: LaitOptions = {}): Promise<Outcome<BenchmarkTable>> {
  try {
    const reading = new LaitReading(options)
    const bytes = createReadStream(path)
    const parser = parse({ bom: true, relax_column_count: true, skip_empty_lines: true })
    const gather = async (rows: AsyncIterable<string[]>) => {
      for await (const row of rows) reading.add(row)
    }
    if (path.endsWith('.gz')) await pipeline(bytes, createGunzip(), parser, gather)
    else await pipeline(bytes, parser, gather)
    return reading.finish(path)
  } catch (error) {
    return refuse(isNotLait(error) ? error.problem : unreadable(error))
  }
}

/** Holds what has been read of one file: a class because it fills up row by row. */
class LaitReading {
  readonly #known: ReadonlyMap<string, BenchmarkSeries>
  readonly #options: LaitOptions
  readonly #figures: Figures = new Map()
  readonly #odd = new Map<string, BenchmarkOddity>()
  readonly #areas = new Map<string, string | undefined>()
  #positions: Positions | undefined

  constructor(options: LaitOptions) {
    this.#options = options
    const series = options.series ?? readSeriesList()
    this.#known = new Map(series.flatMap((one) => (one.laitShort === undefined ? [] : [[one.laitShort, one]])))
  }

  add(row: readonly string[]): void {
    if (this.#positions === undefined) this.#positions = positionsIn(row)
    else this.#addFigure(row, this.#positions)
  }

  #addFigure(row: readonly string[], at: Positions): void {
    const short = row[at['short desc']] ?? ''
    if (!this.#known.has(short) && !this.#options.keepUnknown) return
    const area = this.#area(row[at['la number']] ?? '', short)
    const cell = readCell(row[at.values] ?? '')
    if (cell === undefined) this.#note('unreadable-value', short, (row[at.values] ?? '').slice(0, 20))
    if (area === undefined || cell === undefined) return
    const label = row[at.years] ?? ''
    cellsOf(this.#figures, short, label).set(area, cell)
  }

  #area(code: string, short: string): string | undefined {
    if (!this.#areas.has(code)) this.#areas.set(code, findArea(code)?.code)
    const area = this.#areas.get(code)
    if (area === undefined) this.#note('unknown-area', short, code.slice(0, 20))
    return area
  }

  #note(code: BenchmarkOddity['code'], short: string, text: string): void {
    const key = `${code}|${short}|${text}`
    this.#odd.set(key, { code, series: `lait:${short}`, text, count: (this.#odd.get(key)?.count ?? 0) + 1 })
  }

  finish(path: string): Outcome<BenchmarkTable> {
    if (this.#positions === undefined || this.#figures.size === 0) {
      return refuse({
        code: 'lait-empty',
        message: 'The file holds no figures of a series we know: is it the LAIT long file?',
      })
    }
    const publishedOn = dateIn(path)
    const edition = this.#options.edition ?? publishedOn ?? 'undated'
    const series = [...this.#figures.keys()].map((short) => ({ ...this.#seriesOf(short), edition }))
    const rows = new Map(series.map((one) => [one.id, this.#rowsOf(one)]))
    return {
      ok: true,
      value: {
        edition,
        ...(publishedOn === undefined ? {} : { publishedOn }),
        series,
        oddities: [...this.#odd.values()],
        rows: (id) => rows.get(id) ?? [],
      },
    }
  }

  #seriesOf(short: string): BenchmarkSeries {
    return this.#known.get(short) ?? unknownSeries(short)
  }

  #rowsOf(series: BenchmarkSeries): readonly BenchmarkRow[] {
    const rows: BenchmarkRow[] = []
    for (const [label, cells] of this.#figures.get(series.laitShort ?? '') ?? []) {
      const period = readPeriod(label, series.yearType)
      if (period === undefined) this.#note('unreadable-period', series.laitShort ?? '', label)
      else rows.push({ period, cells })
    }
    return rows.sort((a, b) => comparePeriods(a.period, b.period))
  }
}

function cellsOf(figures: Figures, short: string, label: string): Cells {
  const periods = figures.get(short) ?? new Map<string, Cells>()
  figures.set(short, periods)
  const cells = periods.get(label) ?? new Map<string, BenchmarkCell>()
  periods.set(label, cells)
  return cells
}

function positionsIn(header: readonly string[]): Positions {
  const names = header.map(publishedColumn)
  const missing = wanted.filter((column) => !names.includes(column))
  if (missing.length > 0) {
    const message = `The file lacks the columns ${missing.join(', ')}: give the long LAIT file, as CSV.`
    throw new NotLait({ code: 'lait-columns', message, field: missing.join(', ') })
  }
  return Object.fromEntries(wanted.map((column) => [column, names.indexOf(column)])) as unknown as Positions
}

class NotLait extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.message)
    this.problem = problem
  }
}

function isNotLait(error: unknown): error is NotLait {
  return error instanceof NotLait
}

function unreadable(error: unknown): Problem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  const message =
    code === 'ENOENT'
      ? 'There is no such file.'
      : `The file cannot be read as CSV (${code}): download it again, or unpack it first.`
  return { code: 'lait-unreadable', message }
}

function refuse(problem: Problem): Outcome<never> {
  return { ok: false, problems: [problem] }
}

/** The edition is the date in the file's name, as the Department names its files. */
function dateIn(path: string): PlainDate | undefined {
  const found = /(\d{4}-\d{2}-\d{2})[^/]*$/.exec(path)?.[1]
  return found !== undefined && isPlainDate(found) ? found : undefined
}

function unknownSeries(short: string): BenchmarkSeries {
  return {
    id: `lait:${short}`,
    laitShort: short,
    title: short,
    unit: 'not known',
    polarity: 'neither',
    publishedPolarity: 'not known',
    decimals: 1,
    yearType: 'financial',
    topic: 'not known',
    source: 'Department for Education, Local Authority Interactive Tool',
    licence: 'Open Government Licence v3.0',
    edition: '',
  }
}
