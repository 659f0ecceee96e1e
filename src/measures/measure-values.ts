import type { DuckDb } from '#platform/lake'
import type { Outcome, PeriodKind, PlainDate, Problem } from '#values'
import { type AskedPeriod, answerable, chosen, type WholeCells } from './asked-period.ts'
import { buildCells } from './build-cells.ts'
import { type CountedCell, readCells, readWholes } from './cell.store.ts'
import type { KnownRecord } from './known-period.ts'
import { readKnownRecord } from './known-record.ts'
import type { Measure } from './measure.ts'
import { type Counted, figureOf, type MeasureValue } from './measure-value.ts'
import { type PopulationByYear, populationOn, readPopulation } from './population.ts'

/**
 * Which figures are wanted.
 *
 * @property ids all measures unless given
 * @property by a breakdown, a column of the fact; the whole unless given. Without `ids`, measures that have it
 * @property period each measure's headline period unless given. Without `ids`, measures that have it
 * @property from and `to`: months `YYYY-MM`, both in, in which the periods end; the latest known period unless either is given
 */
export interface MeasureQuery {
  readonly ids?: readonly string[]
  readonly by?: string
  readonly period?: PeriodKind
  readonly from?: string
  readonly to?: string
}

/** One measure with the breakdown and the periods that are wanted of it. */
export interface AskedMeasure {
  readonly measure: Measure
  readonly dimension: string
  readonly periods: readonly AskedPeriod[]
}

/**
 * Figures of a snapshot opened for work, in the order of the measures, then of periods, then of groups.
 *
 * Cells already in the database are used when they are of these editions: tables, or views over what a snapshot published.
 * Otherwise they are built first, which needs the facts. Every group that the measure has met in any period has
 * a figure in every period asked for: 0 or "no cases" where nothing happened. A measure that could not be run has none (see
 * `measure_run`), nor has a period that the record does not cover whole. A share has a figure for each category, always.
 *
 * @returns problems `unknown-measure`, `no-such-breakdown`, `no-such-period`, `not-a-month` for what was asked
 */
export async function measureValues(
  db: DuckDb,
  measures: readonly Measure[],
  query: MeasureQuery = {},
): Promise<Outcome<readonly MeasureValue[]>> {
  const problems = problemsOf(measures, query)
  if (problems.length > 0) return { ok: false, problems }
  const wanted = wantedMeasures(measures, query)
  const record = await readKnownRecord(db)
  await ensureCells(db, measures, wanted)
  const wholes = await readWholes(db)
  const asked = wanted.map((measure) => askedOf(measure, query, wholes.get(measure.id) ?? new Map()))
  const cells = await readCells(db, asked)
  const population = await readPopulation(db)
  const places = new Map(wanted.map((measure) => [measure.id, measure]))
  return { ok: true, value: cells.map((cell) => toMeasureValue(places.get(cell.measure)!, cell, record, population)) }
}

/** Everything wrong with a query, at once. */
function problemsOf(measures: readonly Measure[], query: MeasureQuery): Problem[] {
  const problems = (query.ids ?? []).flatMap((id) => problemsOfId(measures, id, query))
  for (const [field, month] of [
    ['from', query.from],
    ['to', query.to],
  ] as const) {
    if (month !== undefined && !/^\d{4}-(0[1-9]|1[0-2])$/.test(month))
      problems.push({ code: 'not-a-month', field, message: `Give ${field} as a month, YYYY-MM.` })
  }
  if (query.ids === undefined && wantedMeasures(measures, query).length === 0)
    problems.push({ code: 'no-such-breakdown', field: 'by', message: 'No measure has this breakdown and period.' })
  return problems
}

function problemsOfId(measures: readonly Measure[], id: string, query: MeasureQuery): Problem[] {
  const measure = measures.find((each) => each.id === id)
  if (!measure) return [{ code: 'unknown-measure', field: 'ids', message: `There is no measure ${quoted(id)}.` }]
  const problems: Problem[] = []
  if (query.by !== undefined && !measure.by.includes(query.by))
    problems.push({
      code: 'no-such-breakdown',
      field: 'by',
      message: `${id} cannot be broken down by ${quoted(query.by)}; it has: ${measure.by.join(', ') || 'none'}.`,
    })
  if (query.period !== undefined && !measure.periods.includes(query.period))
    problems.push({
      code: 'no-such-period',
      field: 'period',
      message: `${id} is not given for ${quoted(query.period)}; it has: ${measure.periods.join(', ')}.`,
    })
  return problems
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 60))
}

function wantedMeasures(measures: readonly Measure[], { ids, by, period }: MeasureQuery): readonly Measure[] {
  if (ids) return measures.filter((measure) => ids.includes(measure.id))
  return measures.filter(
    (measure) =>
      (by === undefined || measure.by.includes(by)) && (period === undefined || measure.periods.includes(period)),
  )
}

/**
 * True when the cells in the database answer a query: those of every measure asked for, in the edition declared, and of
 * the breakdown asked for wherever there is a case.
 */
export async function cellsAnswer(db: DuckDb, measures: readonly Measure[], query: MeasureQuery): Promise<boolean> {
  const wanted = wantedMeasures(measures, query)
  if (!(await areBuilt(db, wanted))) return false
  if (query.by === undefined) return true
  const without = await db.rows<{ measure: string }>(
    `select measure
    from measure_cell
    group by measure
    having bool_or(numerator > 0 or denominator > 0) and not bool_or(dimension = $1)`,
    [query.by],
  )
  const unbroken = new Set(without.map(({ measure }) => measure))
  return !wanted.some(({ id, kind }) => kind !== 'share' && unbroken.has(id))
}

/** Builds the cells where the database has none of these measures in these editions. */
async function ensureCells(db: DuckDb, measures: readonly Measure[], wanted: readonly Measure[]): Promise<void> {
  const { there } = await db.row<{ there: boolean }>(
    `select count(*) = 2 as there from information_schema.tables where table_name in ('measure_cell', 'measure_run')`,
  )
  if (!there || !(await areBuilt(db, wanted))) await buildCells(db, measures)
}

async function areBuilt(db: DuckDb, wanted: readonly Measure[]): Promise<boolean> {
  const runs = await db.rows<{ measure: string; edition: string }>('select measure, edition from measure_run')
  const built = new Set(runs.map((run) => `${run.measure} ${run.edition}`))
  return wanted.every((measure) => built.has(`${measure.id} ${measure.edition}`))
}

function askedOf(measure: Measure, query: MeasureQuery, wholes: WholeCells): AskedMeasure {
  const dimension = measure.kind === 'share' ? measure.category : (query.by ?? '')
  const periods = chosen(answerable(measure, query.period ?? measure.headline, wholes), query.from, query.to)
  return { measure, dimension, periods }
}

function toMeasureValue(
  measure: Measure,
  cell: CountedCell,
  record: KnownRecord,
  population: PopulationByYear,
): MeasureValue {
  const counted: Counted =
    measure.kind === 'perTenThousand' ? { ...cell, denominator: populationOn(population, lastDay(cell)) } : cell
  return {
    measure: measure.id,
    title: measure.title,
    period: cell.period,
    by: cell.dimension === '' ? null : { dimension: cell.dimension, value: cell.value },
    numerator: counted.numerator,
    denominator: counted.denominator,
    value: figureOf(measure, counted),
    unit: measure.unit,
    polarity: measure.polarity,
    snapshot: record.snapshot,
    asAt: record.asAt,
    edition: measure.edition,
  }
}

function lastDay(cell: CountedCell): PlainDate {
  return cell.period.to
}
