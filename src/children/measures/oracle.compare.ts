import { type Measure, type MeasureValue, measureValues } from '#measures'
import type { DuckDb } from '#platform/lake'
import { childrenMeasures } from './children-measures.ts'
import { type OracleRecord, oracleCounts, oracleMeasures, readOracleRecord } from './oracle.ts'

/** A figure on which the measures and the oracle differ. */
export interface OracleDifference {
  readonly measure: string
  readonly period: string
  readonly group: string
  readonly measured: string
  readonly counted: string
}

/** How the two were compared. */
export interface OracleComparison {
  readonly measures: number
  readonly figures: number
  readonly differences: readonly OracleDifference[]
}

/**
 * Sets every figure of the oracle's measures beside the measured one, whole and by each breakdown, for the periods that end in the
 * months from `from` to `to`. Needs `createFacts`. What only stands as on the day of an extract is compared on the as-at day.
 */
export async function compareWithOracle(db: DuckDb, from: string, to: string): Promise<OracleComparison> {
  const record = await readOracleRecord(db)
  const measures = childrenMeasures.filter(({ id }) => id in oracleMeasures)
  const compared = []
  for (const dimension of new Set(['', ...measures.flatMap(({ by }) => by)])) {
    const those = measures.filter(({ by }) => dimension === '' || by.includes(dimension))
    const values = await measureValues(db, childrenMeasures, {
      ids: those.map(({ id }) => id),
      ...(dimension === '' ? {} : { by: dimension }),
      from,
      to,
    })
    if (!values.ok) throw new Error(values.problems.map(({ message }) => message).join(' '))
    for (const measure of those) {
      const mine = values.value.filter((value) => value.measure === measure.id && isComparable(value, measure, record))
      compared.push(compareFigures(record, measure, dimension, mine))
    }
  }
  return {
    measures: measures.length,
    figures: compared.reduce((sum, each) => sum + each.figures, 0),
    differences: compared.flatMap((each) => each.differences),
  }
}

/** Stock that depends on what extracts give as it stands, or is grouped by it, is the oracle's on the as-at day alone. */
function isComparable(value: MeasureValue, measure: Measure, record: OracleRecord): boolean {
  const asStands = 'stock' in measure.when && (measure.when.observed || value.by !== null)
  return !asStands || value.period.from === record.asAt
}

function compareFigures(
  record: OracleRecord,
  measure: Measure,
  dimension: string,
  mine: readonly MeasureValue[],
): { figures: number; differences: OracleDifference[] } {
  const differences: OracleDifference[] = []
  for (const [name, figures] of Map.groupBy(mine, ({ period }) => `${period.kind} ${period.from}`)) {
    const counts = oracleCounts(record, measure.id, figures[0]!.period, dimension)
    for (const group of new Set([...counts.keys(), ...figures.map(groupOf)])) {
      const figure = figures.find((each) => groupOf(each) === group)
      const count = counts.get(group) ?? { above: 0, all: 0 }
      const measured = figure ? `${figure.numerator}/${figure.denominator ?? figure.numerator}` : 'none'
      const counted = `${count.above}/${count.all}`
      if (measured !== counted) differences.push({ measure: measure.id, period: name, group, measured, counted })
    }
  }
  return { figures: mine.length, differences }
}

function groupOf(value: MeasureValue): string {
  return value.by?.value ?? ''
}
