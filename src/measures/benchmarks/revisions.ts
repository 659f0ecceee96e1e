import type { Outcome } from '#values'
import { type BenchmarkPeriod, samePeriod } from './benchmark-period.ts'
import type { BenchmarkRow, BenchmarkSeries, BenchmarkTable } from './benchmark-table.ts'
import { type BenchmarkCell, sameFigure } from './benchmark-value.ts'
import { loadLait } from './lait.reader.ts'
import { shippedTable } from './shipped-table.ts'

/** Which series, period and area a difference is about. `year` is the label in the newer table. */
interface Place {
  readonly series: string
  readonly year: string
  readonly area: string
}

/**
 * What a newer table says otherwise than an older one.
 *
 * @property addedPeriods periods that the older table did not have, with how many figures each brings
 * @property changed figures that differ by more than rounding
 * @property withdrawn figures that are now a mark, or gone
 * @property filled figures where there was none, within a period that both have
 * @property relabelled periods whose label changed, such as `2025 (prov)` to `2025 (Rev)`
 * @property removedPeriods periods that only the older table has
 * @property renamedSeries a series of the older table whose figures are in the newer one under another code: to be confirmed
 * @property removedSeries the other series that only the older table has
 */
export interface BenchmarkRevision {
  readonly from: string
  readonly to: string
  readonly addedPeriods: readonly { readonly series: string; readonly year: string; readonly values: number }[]
  readonly removedPeriods: readonly { readonly series: string; readonly year: string }[]
  readonly changed: readonly (Place & { readonly before: number; readonly after: number })[]
  readonly withdrawn: readonly (Place & { readonly before: number; readonly mark: string })[]
  readonly filled: readonly (Place & { readonly after: number })[]
  readonly relabelled: readonly { readonly series: string; readonly before: string; readonly after: string }[]
  readonly renamedSeries: readonly { readonly before: string; readonly after: string; readonly agreement: number }[]
  readonly removedSeries: readonly string[]
}

/** A renamed series must share at least this many figures with the old one, and at least `RENAME_AGREEMENT` of them equal. */
const RENAME_FIGURES = 20
const RENAME_AGREEMENT = 0.9

/**
 * Compares the table in use with a newer LAIT file, so that people see what was revised before they use it.
 *
 * Figures are equal when they are the same at the places that the series shows; labels that name the same span are the same
 * period. Series that were not shipped are left out, save to find one that was renamed.
 * @param newer a path to a LAIT long file (see `loadLait`), or a table already loaded
 * @returns a refusal when the file cannot be read as LAIT
 */
export async function reviseBenchmarks(
  newer: string | BenchmarkTable,
  older: BenchmarkTable = shippedTable(),
): Promise<Outcome<BenchmarkRevision>> {
  const loaded =
    typeof newer === 'string' ? await loadLait(newer, { keepUnknown: true }) : { ok: true as const, value: newer }
  return loaded.ok ? { ok: true, value: compareTables(older, loaded.value) } : loaded
}

/** Every difference between two tables; only series whose ids begin with `lait:` are compared. */
export function compareTables(older: BenchmarkTable, newer: BenchmarkTable): BenchmarkRevision {
  const { shared, gone, fresh } = sortSeries(older, newer)
  const parts = shared.map((series) => compareSeries(series, older.rows(series.id), newer.rows(series.id)))
  const renamedSeries = gone.flatMap((series) => renamed(series, older, fresh, newer))
  const found = new Set(renamedSeries.map((one) => one.before))
  return {
    from: older.edition,
    to: newer.edition,
    addedPeriods: parts.flatMap((part) => part.addedPeriods),
    removedPeriods: parts.flatMap((part) => part.removedPeriods),
    changed: parts.flatMap((part) => part.changed),
    withdrawn: parts.flatMap((part) => part.withdrawn),
    filled: parts.flatMap((part) => part.filled),
    relabelled: parts.flatMap((part) => part.relabelled),
    renamedSeries,
    removedSeries: gone.map((one) => one.id).filter((id) => !found.has(id)),
  }
}

type Differences = Pick<
  BenchmarkRevision,
  'addedPeriods' | 'removedPeriods' | 'changed' | 'withdrawn' | 'filled' | 'relabelled'
>

interface Sorted {
  readonly shared: readonly BenchmarkSeries[]
  readonly gone: readonly BenchmarkSeries[]
  readonly fresh: readonly BenchmarkSeries[]
}

function sortSeries(older: BenchmarkTable, newer: BenchmarkTable): Sorted {
  const before = older.series.filter((one) => one.id.startsWith('lait:'))
  const oldIds = new Set(before.map((one) => one.id))
  const newIds = new Set(newer.series.map((one) => one.id))
  return {
    shared: before.filter((one) => newIds.has(one.id)),
    gone: before.filter((one) => !newIds.has(one.id)),
    fresh: newer.series.filter((one) => !oldIds.has(one.id)),
  }
}

function compareSeries(
  series: BenchmarkSeries,
  before: readonly BenchmarkRow[],
  after: readonly BenchmarkRow[],
): Differences {
  const pairs = after.map((row) => ({ row, old: matching(row.period, before) }))
  const matched = new Set(pairs.map((pair) => pair.old))
  const both = pairs.flatMap(({ row, old }) => (old === undefined ? [] : [compareRows(series, old, row)]))
  return {
    addedPeriods: pairs.filter((pair) => pair.old === undefined).map(({ row }) => added(series, row)),
    removedPeriods: before
      .filter((row) => !matched.has(row))
      .map((row) => ({ series: series.id, year: row.period.label })),
    changed: both.flatMap((one) => one.changed),
    withdrawn: both.flatMap((one) => one.withdrawn),
    filled: both.flatMap((one) => one.filled),
    relabelled: both.flatMap((one) => one.relabelled),
  }
}

function compareRows(series: BenchmarkSeries, old: BenchmarkRow, row: BenchmarkRow) {
  const year = row.period.label
  const areas = [...new Set([...old.cells.keys(), ...row.cells.keys()])].sort()
  const cells = areas.map((area) => ({
    place: { series: series.id, year, area },
    before: old.cells.get(area)?.value ?? null,
    after: row.cells.get(area)?.value ?? null,
    mark: markOf(row.cells.get(area)),
  }))
  return {
    changed: cells.flatMap(({ place, before, after }) =>
      before !== null && after !== null && !sameFigure(before, after, series.decimals)
        ? [{ ...place, before, after }]
        : [],
    ),
    withdrawn: cells.flatMap(({ place, before, after, mark }) =>
      before !== null && after === null ? [{ ...place, before, mark }] : [],
    ),
    filled: cells.flatMap(({ place, before, after }) =>
      before === null && after !== null ? [{ ...place, after }] : [],
    ),
    relabelled: old.period.label === year ? [] : [{ series: series.id, before: old.period.label, after: year }],
  }
}

/** The row of the same label, or of the same span. */
function matching(period: BenchmarkPeriod, rows: readonly BenchmarkRow[]): BenchmarkRow | undefined {
  return rows.find((row) => row.period.label === period.label) ?? rows.findLast((row) => samePeriod(row.period, period))
}

function added(series: BenchmarkSeries, row: BenchmarkRow): BenchmarkRevision['addedPeriods'][number] {
  return { series: series.id, year: row.period.label, values: figuresIn(row) }
}

function figuresIn(row: BenchmarkRow): number {
  return [...row.cells.values()].filter((cell) => cell.value !== null).length
}

function markOf(cell: BenchmarkCell | undefined): string {
  return cell === undefined || cell.value !== null ? '' : cell.mark
}

/** The one fresh series that holds what a lost one held, if there is one: most of the figures they share are equal. */
function renamed(
  series: BenchmarkSeries,
  older: BenchmarkTable,
  fresh: readonly BenchmarkSeries[],
  newer: BenchmarkTable,
): readonly { readonly before: string; readonly after: string; readonly agreement: number }[] {
  const rows = older.rows(series.id)
  const scored = fresh.map((one) => ({
    before: series.id,
    after: one.id,
    agreement: agreement(series, rows, newer.rows(one.id)),
  }))
  const [best] = scored.sort((a, b) => b.agreement - a.agreement)
  return best !== undefined && best.agreement >= RENAME_AGREEMENT ? [best] : []
}

function agreement(series: BenchmarkSeries, before: readonly BenchmarkRow[], after: readonly BenchmarkRow[]): number {
  let shared = 0
  let equal = 0
  for (const row of after) {
    const old = before.find((one) => one.period.label === row.period.label)
    for (const [area, cell] of row.cells) {
      const was = old?.cells.get(area)?.value ?? null
      if (was === null || cell.value === null) continue
      shared += 1
      if (sameFigure(was, cell.value, series.decimals)) equal += 1
    }
  }
  return shared < RENAME_FIGURES ? 0 : equal / shared
}
