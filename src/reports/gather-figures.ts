import { type Measure, type MeasureValue, measureValues } from '#measures'
import type { DuckDb } from '#platform/lake'
import { addMonths, compareDates, type Outcome, type PeriodKind, type PlainDate, startOfMonth } from '#values'
import type { Breakdown, BreakdownRow, Figure } from './compendium.ts'
import { compareLabels } from './label-order.ts'

/** The figures of one measure that the compendium has room for. */
export interface GatheredFigures {
  readonly headline: Figure | null
  readonly yearBefore: Figure | null
  /** All known months, or days; else the periods of the headline's kind. Earliest first. */
  readonly series: readonly Figure[]
  readonly breakdowns: readonly Breakdown[]
}

const EVERY_MONTH = { from: '1900-01', to: '9999-12' } as const

/**
 * The figures of all measures from a snapshot opened for work, by measure. A measure that could not be run, or that the record
 * covers for no period, has no headline and no series.
 */
export async function gatherFigures(
  db: DuckDb,
  measures: readonly Measure[],
): Promise<ReadonlyMap<string, GatheredFigures>> {
  const main = byMeasure(valuesOf(await measureValues(db, measures, EVERY_MONTH)))
  const monthly = byMeasure(await monthlyValues(db, measures))
  const groups = byMeasure(await groupValues(db, measures))
  return new Map(
    measures.map((measure) => {
      const whole = wholeFigures(main.get(measure.id))
      const months = wholeFigures(monthly.get(measure.id))
      const latest = latestOf(main.get(measure.id) ?? [])
      const split = measure.kind === 'share' ? latest : (groups.get(measure.id) ?? [])
      return [measure.id, figuresFrom(whole, months, breakdownsOf(split))]
    }),
  )
}

function figuresFrom(
  whole: readonly Figure[],
  months: readonly Figure[],
  breakdowns: readonly Breakdown[],
): GatheredFigures {
  const headline = whole.at(-1) ?? null
  const yearBefore = headline && (whole.findLast((figure) => isYearBefore(figure, headline)) ?? null)
  return { headline, yearBefore, series: months.length > 0 ? months : whole, breakdowns }
}

/** Twelve months before, by the month in which the period ends; of days in one month the last. */
function isYearBefore(figure: Figure, headline: Figure): boolean {
  const ends = ({ period }: Figure): PlainDate => startOfMonth(period.kind === 'snapshot' ? period.from : period.to)
  return ends(figure) === addMonths(ends(headline), -12)
}

async function monthlyValues(db: DuckDb, measures: readonly Measure[]): Promise<readonly MeasureValue[]> {
  const wanted = measures.filter((measure) => measure.periods.includes('month') && measure.headline !== 'month')
  const kind: PeriodKind = 'month'
  return wanted.length === 0 ? [] : valuesOf(await measureValues(db, wanted, { period: kind, ...EVERY_MONTH }))
}

async function groupValues(db: DuckDb, measures: readonly Measure[]): Promise<readonly MeasureValue[]> {
  const found: MeasureValue[] = []
  for (const dimension of new Set(measures.flatMap((measure) => measure.by))) {
    const wanted = measures.filter((measure) => measure.by.includes(dimension) && isPrintable(measure, dimension))
    if (wanted.length === 0) continue
    found.push(...valuesOf(await measureValues(db, wanted, { by: dimension })))
  }
  return found
}

/** A breakdown by worker names people, and has hundreds of rows: it is for worklists. Shares are split already. */
function isPrintable(measure: Measure, dimension: string): boolean {
  return measure.kind !== 'share' && dimension !== measure.of.worker && dimension !== 'worker'
}

/** The values asked for; what was asked comes from the declarations themselves, so a refusal is a fault of ours. */
function valuesOf(outcome: Outcome<readonly MeasureValue[]>): readonly MeasureValue[] {
  if (outcome.ok) return outcome.value
  throw new Error(
    `measures refuse their own breakdowns or periods: ${outcome.problems.map((problem) => problem.code).join(', ')}`,
  )
}

function byMeasure(values: readonly MeasureValue[]): ReadonlyMap<string, readonly MeasureValue[]> {
  return Map.groupBy(values, (value) => value.measure)
}

function wholeFigures(values: readonly MeasureValue[] | undefined): Figure[] {
  return (values ?? [])
    .filter((value) => value.by === null)
    .map(figureFrom)
    .toSorted((a, b) => compareDates(a.period.to, b.period.to))
}

function figureFrom({ period, numerator, denominator, value }: MeasureValue): Figure {
  return { period, numerator, denominator, value }
}

/** The values of the newest period alone. */
function latestOf(values: readonly MeasureValue[]): readonly MeasureValue[] {
  const newest = values
    .map((value) => value.period.to)
    .sort()
    .at(-1)
  return values.filter((value) => value.period.to === newest)
}

function breakdownsOf(values: readonly MeasureValue[]): Breakdown[] {
  const groups = Map.groupBy(values, (value) => value.by?.dimension ?? '')
  return [...groups].flatMap(([dimension, rows]) => {
    const shown = rows
      .filter(hasCases)
      .map(rowFrom)
      .toSorted((a, b) => compareLabels(a.label, b.label))
    return shown.length === 0 ? [] : [{ dimension, title: dimensionWords(dimension), rows: shown }]
  })
}

/** A team that had nothing to count is left out: most are from years ago. */
function hasCases({ numerator, denominator }: MeasureValue): boolean {
  return (denominator ?? numerator ?? 0) > 0
}

function rowFrom(value: MeasureValue): BreakdownRow {
  const group = value.by?.value ?? ''
  return { value: group, label: group === '' ? 'Not recorded' : group, figure: figureFrom(value) }
}

/** `age_band` is `age band` to people. */
function dimensionWords(dimension: string): string {
  return dimension.replaceAll('_', ' ')
}
