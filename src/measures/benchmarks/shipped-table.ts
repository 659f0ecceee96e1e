import { comparePeriods, readPeriod, type YearType } from './benchmark-period.ts'
import type { BenchmarkOddity, BenchmarkRow, BenchmarkSeries, BenchmarkTable, Polarity } from './benchmark-table.ts'
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

interface WideLine {
  readonly label: string
  readonly cells: readonly string[]
}

function readShippedTable(): BenchmarkTable {
  const series = readSeriesList()
  const byId = new Map(series.map((one) => [one.id, one]))
  const { areas, lines } = readWide()
  const published = readPublished()
  const ready = new Map<string, readonly BenchmarkRow[]>()
  const rows = (id: string): readonly BenchmarkRow[] => {
    const one = byId.get(id)
    if (one === undefined) return []
    const found = ready.get(id) ?? unpack(one, areas, [...(lines.get(id) ?? []), ...(published.get(id) ?? [])])
    ready.set(id, found)
    return found
  }
  return { edition: series[0]?.edition ?? '', series, rows, oddities: readOddities() }
}

/** `values.csv.gz`: a line per series and period, a column per area. Split by hand: no cell of it is quoted but the series. */
function readWide(): { readonly areas: readonly string[]; readonly lines: ReadonlyMap<string, readonly WideLine[]> } {
  const [header = '', ...body] = referenceText('benchmarks/values.csv.gz').trimEnd().split('\n')
  const lines = new Map<string, WideLine[]>()
  for (const line of body) {
    const quoted = /^"([^"]*)",/.exec(line)
    const series = quoted?.[1] ?? line.slice(0, line.indexOf(','))
    const [label = '', ...cells] = line.slice(quoted?.[0].length ?? series.length + 1).split(',')
    lines.set(series, [...(lines.get(series) ?? []), { label, cells }])
  }
  return { areas: header.split(',').slice(2), lines }
}

/** `published.csv`: one figure a row, for the few areas it has. */
function readPublished(): ReadonlyMap<string, readonly (WideLine & { readonly area: string })[]> {
  const lines = new Map<string, (WideLine & { readonly area: string })[]>()
  for (const { series = '', year = '', area = '', value = '' } of referenceRows('benchmarks/published.csv')) {
    lines.set(series, [...(lines.get(series) ?? []), { label: year, area, cells: [value] }])
  }
  return lines
}

function unpack(
  series: BenchmarkSeries,
  areas: readonly string[],
  lines: readonly (WideLine & { readonly area?: string })[],
): readonly BenchmarkRow[] {
  const rows = new Map<string, { period: BenchmarkRow['period']; cells: Map<string, BenchmarkCell> }>()
  for (const line of lines) {
    const period = readPeriod(line.label, series.yearType)
    if (period === undefined) throw new Error(`reference/benchmarks: ${series.id} has no period ${line.label}`)
    const row = rows.get(line.label) ?? { period, cells: new Map() }
    rows.set(line.label, row)
    const codes = line.area === undefined ? areas : [line.area]
    line.cells.forEach((raw, i) => {
      const cell = readCell(raw)
      if (cell !== undefined && raw !== '') row.cells.set(codes[i] ?? '', cell)
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
