import type { Outcome, Problem } from '#values'
import type { Polarity } from '../measure.ts'
import { type Area, ENGLAND, existsOn, findArea, isAuthority, LONDON, regionOf } from './area.ts'
import { type BenchmarkPeriod, comparePeriods, lastDay, readPeriod, samePeriod } from './benchmark-period.ts'
import type { BenchmarkRow, BenchmarkSeries, BenchmarkTable } from './benchmark-table.ts'
import { clean, type MissingMark } from './benchmark-value.ts'
import { listNeighbours, type NeighbourEdition, neighbourEditionFor } from './neighbours.ts'
import { placeOf } from './ranking.ts'
import { shippedTable } from './shipped-table.ts'

/** A neighbour's figure. */
export interface NeighbourValue {
  readonly code: string
  readonly name: string
  readonly value: number
}

/** A neighbour without a figure, and why the mean goes without it. */
export interface NeighbourMissing {
  readonly code: string
  readonly name: string
  readonly reason: 'abolished' | 'not yet formed' | 'no value'
}

/**
 * An authority's figure beside its statistical neighbours.
 *
 * @property mean the plain mean of the neighbours that have a figure, unrounded; null when none has
 * @property words how many the mean is over, such as `mean of 8 of 10`
 */
export interface NeighbourComparison {
  readonly edition: NeighbourEdition
  readonly mean: number | null
  readonly words: string
  readonly of: readonly NeighbourValue[]
  readonly missing: readonly NeighbourMissing[]
}

/**
 * One authority's published figure for one period, and what it stands beside.
 *
 * @property measure the measure of ours with the same definition, or null
 * @property year the label of the period as published
 * @property authority the three-digit code
 * @property value null where nothing was published; `missing` then gives the mark
 * @property region the figure of the authority's DfE region, or of London where its inner or outer half has none
 * @property rank 1 is best by polarity; null where `notRanked` says why
 * @property of how many authorities have a figure and existed at the end of the period
 * @property smallAuthority true where so few children live that the figure is mostly chance: it is shown, never ranked
 */
export interface Benchmark {
  readonly measure: string | null
  readonly series: string
  readonly title: string
  readonly unit: string
  readonly decimals: number
  readonly polarity: Polarity
  readonly year: string
  readonly period: BenchmarkPeriod
  readonly authority: string
  readonly authorityName: string
  readonly value: number | null
  readonly missing: MissingMark | null
  readonly england: number | null
  readonly region: number | null
  readonly regionName: string
  readonly neighbours: NeighbourComparison
  readonly rank: number | null
  readonly of: number
  readonly quartile: 1 | 2 | 3 | 4 | null
  readonly notRanked: NotRanked | null
  readonly smallAuthority: boolean
  readonly source: string
  readonly edition: string
}

/** Why a figure has no rank. */
export type NotRanked =
  | 'no good direction'
  | 'no value'
  | 'small authority'
  | 'not an authority then'
  | 'too few values'

/**
 * What to look for.
 *
 * @property authority a code (`936`), an ONS code or a name
 * @property year a label as published, or any label of the same year (`2017-18` finds `2018`); by default the latest period
 * @property edition the neighbour set to use instead of the one that belongs to the period
 * @property table a LAIT file that was loaded, instead of the table that is shipped
 */
export interface BenchmarkQuery {
  readonly authority: string
  readonly year?: string
  readonly edition?: NeighbourEdition
  readonly table?: BenchmarkTable
}

/**
 * An authority's figure in one published series and period, beside England, its region and its statistical neighbours.
 *
 * @param id a measure id (`icpc-15wd`), a series id (`lait:CP_conf_15days`), a LAIT short code (`CP_conf_15days`), or a LAIT
 * measure code (`218`) where it names one series
 * @returns every reason why not, when the series, the authority or the year is not known
 */
export function findBenchmark(id: string, query: BenchmarkQuery): Outcome<Benchmark> {
  const table = query.table ?? shippedTable()
  const series = findSeries(id, table)
  const authority = findAuthority(query.authority)
  const problems = [series, authority].flatMap((part) => (part.ok ? [] : part.problems))
  if (!series.ok || !authority.ok) return { ok: false, problems }
  const rows = table.rows(series.value.id)
  const row = query.year === undefined ? latestRow(rows) : rowOf(rows, query.year, series.value)
  if (row === undefined) return { ok: false, problems: [noSuchYear(series.value, rows, query.year)] }
  return { ok: true, value: setBeside(series.value, row, authority.value, query.edition) }
}

/** Every period of a series for an authority. `breaks` says before which period the set of neighbours changes. */
export interface BenchmarkHistory {
  readonly series: BenchmarkSeries
  readonly points: readonly Benchmark[]
  readonly breaks: readonly {
    readonly before: string
    readonly from: NeighbourEdition
    readonly to: NeighbourEdition
  }[]
}

/**
 * All periods of a series for an authority, earliest first, for a chart. The line of the neighbours is to be broken where
 * `breaks` says, since it is the mean of others from there on. Of a period released more than once, only the newest release.
 * @returns every reason why not, when the series or the authority is not known
 */
export function listBenchmarks(id: string, query: Omit<BenchmarkQuery, 'year'>): Outcome<BenchmarkHistory> {
  const table = query.table ?? shippedTable()
  const series = findSeries(id, table)
  const authority = findAuthority(query.authority)
  const problems = [series, authority].flatMap((part) => (part.ok ? [] : part.problems))
  if (!series.ok || !authority.ok) return { ok: false, problems }
  const rows = newestReleases(table.rows(series.value.id))
  const points = rows.map((row) => setBeside(series.value, row, authority.value, query.edition))
  return { ok: true, value: { series: series.value, points, breaks: breaksIn(points) } }
}

/** The series that `id` names, or why there is none: unknown, or a LAIT code that several share. */
export function findSeries(id: string, table: BenchmarkTable = shippedTable()): Outcome<BenchmarkSeries> {
  const exact = table.series.find((one) => one.id === id || one.measure === id || one.laitShort === id)
  if (exact !== undefined) return { ok: true, value: exact }
  const coded = table.series.filter((one) => one.laitCode === id || `lait:${one.laitCode}` === id)
  const [only, ...others] = coded
  if (only !== undefined && others.length === 0) return { ok: true, value: only }
  return { ok: false, problems: [coded.length === 0 ? unknownSeries(id) : sharedCode(id, coded)] }
}

function findAuthority(text: string): Outcome<Area> {
  const area = findArea(text)
  if (area !== undefined && isAuthority(area)) return { ok: true, value: area }
  const message = `${text} is not an authority: give its three-digit code, such as 936, or its name.`
  return { ok: false, problems: [{ code: 'unknown-authority', field: 'authority', message }] }
}

function setBeside(series: BenchmarkSeries, row: BenchmarkRow, authority: Area, edition?: NeighbourEdition): Benchmark {
  const cell = row.cells.get(authority.code)
  const value = cell?.value ?? null
  const region = regionFigure(row, authority)
  return {
    measure: series.measure ?? null,
    series: series.id,
    title: series.title,
    unit: series.unit,
    decimals: series.decimals,
    polarity: series.polarity,
    year: row.period.label,
    period: row.period,
    authority: authority.code,
    authorityName: authority.name,
    value,
    missing: cell === undefined ? '' : cell.value === null ? cell.mark : null,
    england: valueIn(row, ENGLAND),
    region: region.value,
    regionName: region.name,
    neighbours: besideNeighbours(row, authority.code, edition ?? neighbourEditionFor(row.period)),
    ...ranked(series, row, authority, value),
    smallAuthority: authority.small,
    source: series.source,
    edition: series.edition,
  }
}

/** Many series give London only as a whole: then inner and outer authorities stand beside all of London, and it says so. */
function regionFigure(row: BenchmarkRow, authority: Area): { readonly name: string; readonly value: number | null } {
  const region = regionOf(authority.code)
  const value = region === undefined ? null : valueIn(row, region.code)
  const london = region?.name.startsWith('London') ? valueIn(row, LONDON) : null
  return value === null && london !== null ? { name: 'London', value: london } : { name: region?.name ?? '', value }
}

function besideNeighbours(row: BenchmarkRow, authority: string, edition: NeighbourEdition): NeighbourComparison {
  const of: NeighbourValue[] = []
  const missing: NeighbourMissing[] = []
  const neighbours = listNeighbours(authority, edition)
  for (const { code } of neighbours) {
    const area = findArea(code)
    const name = area?.name ?? code
    const reason = area === undefined ? undefined : absence(area, row.period)
    const value = valueIn(row, code)
    if (reason === undefined && value !== null) of.push({ code, name, value })
    else missing.push({ code, name, reason: reason ?? 'no value' })
  }
  return { edition, mean: meanOf(of), words: `mean of ${of.length} of ${neighbours.length}`, of, missing }
}

function absence(area: Area, period: BenchmarkPeriod): NeighbourMissing['reason'] | undefined {
  if (existsOn(area, lastDay(period))) return undefined
  return area.abolishedOn !== undefined && area.abolishedOn <= lastDay(period) ? 'abolished' : 'not yet formed'
}

function meanOf(values: readonly NeighbourValue[]): number | null {
  return values.length === 0 ? null : clean(values.reduce((sum, one) => sum + one.value, 0) / values.length)
}

type Ranked = Pick<Benchmark, 'rank' | 'of' | 'quartile' | 'notRanked'>

function ranked(series: BenchmarkSeries, row: BenchmarkRow, authority: Area, value: number | null): Ranked {
  const values = rankable(row)
  const place = value === null ? undefined : placeOf(value, values, series.polarity)
  const notRanked = whyNotRanked(series, row, authority, value) ?? (place === undefined ? 'too few values' : null)
  if (notRanked !== null || place === undefined) return { rank: null, of: values.length, quartile: null, notRanked }
  return { ...place, notRanked }
}

function whyNotRanked(
  series: BenchmarkSeries,
  row: BenchmarkRow,
  authority: Area,
  value: number | null,
): NotRanked | null {
  if (series.polarity === 'neither') return 'no good direction'
  if (!existsOn(authority, lastDay(row.period))) return 'not an authority then'
  if (value === null) return 'no value'
  return authority.small ? 'small authority' : null
}

/** The figures of the authorities that existed on the period's last day: the table keeps abolished ones beside their successors. */
function rankable(row: BenchmarkRow): readonly number[] {
  const day = lastDay(row.period)
  return [...row.cells].flatMap(([code, cell]) => {
    const area = findArea(code)
    return area !== undefined && isAuthority(area) && existsOn(area, day) && cell.value !== null ? [cell.value] : []
  })
}

function valueIn(row: BenchmarkRow, area: string): number | null {
  return row.cells.get(area)?.value ?? null
}

function latestRow(rows: readonly BenchmarkRow[]): BenchmarkRow | undefined {
  return rows.findLast((row) => [...row.cells.values()].some((cell) => cell.value !== null))
}

/** The label as published, or any label that names the same span; of several releases the newest. */
function rowOf(rows: readonly BenchmarkRow[], year: string, series: BenchmarkSeries): BenchmarkRow | undefined {
  const period = readPeriod(year, series.yearType)
  return (
    rows.find((row) => row.period.label === year.trim()) ??
    (period === undefined ? undefined : rows.findLast((row) => samePeriod(row.period, period)))
  )
}

function newestReleases(rows: readonly BenchmarkRow[]): readonly BenchmarkRow[] {
  const sorted = rows.toSorted((a, b) => comparePeriods(a.period, b.period))
  return sorted.filter((row, i) => {
    const next = sorted[i + 1]
    return next === undefined || !samePeriod(row.period, next.period)
  })
}

function breaksIn(points: readonly Benchmark[]): BenchmarkHistory['breaks'] {
  return points.flatMap((point, i) => {
    const from = points[i - 1]?.neighbours.edition
    const to = point.neighbours.edition
    return from === undefined || from === to ? [] : [{ before: point.year, from, to }]
  })
}

function unknownSeries(id: string): Problem {
  return { code: 'unknown-series', field: 'id', message: `No published series is held for ${id}.` }
}

function sharedCode(id: string, coded: readonly BenchmarkSeries[]): Problem {
  const ids = coded.map((one) => one.id).join(', ')
  return { code: 'shared-lait-code', field: 'id', message: `${id} names several series: ask for one of ${ids}.` }
}

function noSuchYear(series: BenchmarkSeries, rows: readonly BenchmarkRow[], year?: string): Problem {
  const labels = rows.map((row) => row.period.label).join(', ')
  const message = `${series.id} has no figures for ${year ?? 'any period'}: it has ${labels || 'none'}.`
  return { code: 'unknown-year', field: 'year', message }
}
