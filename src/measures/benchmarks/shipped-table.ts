import type { Polarity } from '../measure.ts'
import { type BenchmarkPeriod, comparePeriods, readPeriod, type YearType } from './benchmark-period.ts'
import type { BenchmarkOddity, BenchmarkRow, BenchmarkSeries, BenchmarkTable } from './benchmark-table.ts'
import { type BenchmarkCell, readCell } from './benchmark-value.ts'
import { referenceRows, referenceText } from './reference-file.ts'

let table: BenchmarkTable | undefined

/**
 * The figures that come with the program: about 130 series of the DfE's Local Authority Interactive Tool, and a few from
 * statistical releases that the tool does not carry. Read when first asked for; a series is unpacked when it is asked for.
 * @source reference/benchmarks/sources.md
 */
export function shippedTable(): BenchmarkTable {
  table ??= readShippedTable()
  return table
}

/** The series of `reference/benchmarks/series.csv`, without any figures. */
export function readSeriesList(): readonly BenchmarkSeries[] {
  return referenceRows('benchmarks/series.csv').map(toSeries)
}

/** One line of figures: a cell for each of `areas`, still to be split at its commas. */
interface Line {
  readonly label: string
  readonly areas: readonly string[]
  readonly cells: string
}

function readShippedTable(): BenchmarkTable {
  const series = readSeriesList()
  const byId = new Map(series.map((one) => [one.id, one]))
  const lait = once(readWide)
  const releases = once(readPublished)
  const ready = new Map<string, readonly BenchmarkRow[]>()
  const rows = (id: string): readonly BenchmarkRow[] => {
    const one = byId.get(id)
    if (one === undefined) return []
    const found = ready.get(id) ?? unpack(one, (id.startsWith('lait:') ? lait() : releases()).get(id) ?? [])
    ready.set(id, found)
    return found
  }
  return { edition: series[0]?.edition ?? '', series, rows, oddities: readOddities() }
}

/**
 * `values.csv.gz`: a line per series and period, a column per area. Cut by hand and split only when a series is asked for,
 * since a quarter of a million cells would take longer to split than an answer may take. Only the series is ever quoted.
 */
function readWide(): ReadonlyMap<string, readonly Line[]> {
  const [header = '', ...body] = referenceText('benchmarks/values.csv.gz').trimEnd().split('\n')
  const areas = header.split(',').slice(2)
  const lines = new Map<string, Line[]>()
  for (const line of body) {
    const start = line.startsWith('"') ? line.indexOf('",') + 1 : line.indexOf(',')
    const middle = line.indexOf(',', start + 1)
    const one = { label: line.slice(start + 1, middle), areas, cells: line.slice(middle + 1) }
    addTo(lines, line.slice(0, start).replaceAll('"', ''), one)
  }
  return lines
}

/** `published.csv`: one figure a line. */
function readPublished(): ReadonlyMap<string, readonly Line[]> {
  const lines = new Map<string, Line[]>()
  for (const { series = '', year = '', area = '', value = '' } of referenceRows('benchmarks/published.csv')) {
    addTo(lines, series, { label: year, areas: [area], cells: value })
  }
  return lines
}

function once<T>(read: () => T): () => T {
  let value: T | undefined
  return () => {
    value ??= read()
    return value
  }
}

function addTo(lines: Map<string, Line[]>, series: string, line: Line): void {
  const found = lines.get(series)
  if (found === undefined) lines.set(series, [line])
  else found.push(line)
}

/** @throws Error when a label names no period: the table is our own, so that is our mistake */
function unpack(series: BenchmarkSeries, lines: readonly Line[]): readonly BenchmarkRow[] {
  const rows = new Map<string, { readonly period: BenchmarkPeriod; readonly cells: Map<string, BenchmarkCell> }>()
  for (const { label, areas, cells } of lines) {
    const period = readPeriod(label, series.yearType)
    if (period === undefined) throw new Error(`reference/benchmarks: ${series.id} has no period ${label}`)
    const row = rows.get(label) ?? { period, cells: new Map<string, BenchmarkCell>() }
    rows.set(label, row)
    cells.split(',').forEach((raw, i) => {
      const cell = raw === '' ? undefined : readCell(raw)
      if (cell !== undefined) row.cells.set(areas[i] ?? '', cell)
    })
  }
  return [...rows.values()].sort((a, b) => comparePeriods(a.period, b.period))
}

function readOddities(): readonly BenchmarkOddity[] {
  return referenceRows('benchmarks/oddities.csv').map((row) => ({
    code: row.code as BenchmarkOddity['code'],
    series: row.series ?? '',
    text: row.text ?? '',
    count: Number(row.count),
  }))
}

function toSeries(row: Readonly<Record<string, string>>): BenchmarkSeries {
  return {
    id: row.series ?? '',
    ...(row.lait_code ? { laitCode: row.lait_code } : {}),
    ...(row.lait_short ? { laitShort: row.lait_short } : {}),
    ...(row.measure ? { measure: row.measure } : {}),
    title: row.title ?? '',
    unit: row.unit ?? '',
    polarity: row.polarity as Polarity,
    publishedPolarity: row.published_polarity ?? '',
    decimals: Number(row.decimals),
    yearType: row.year_type as YearType,
    topic: row.topic ?? '',
    source: row.source ?? '',
    licence: row.licence ?? '',
    edition: row.edition ?? '',
  }
}
