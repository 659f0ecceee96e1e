import type { Fact } from './fact.ts'
import { isAdditive, type Measure } from './measure.ts'

/**
 * Measures that are counted in one pass over one fact.
 *
 * - 'month': counts of months, from which longer periods are added up
 * - 'span': figures that cannot be added, counted for each period on its own
 * - 'day': counts of days
 * - 'observed': counts of the days of extracts
 */
export interface Scan {
  readonly fact: Fact
  /** The fact's day column. */
  readonly on: string
  readonly kind: 'month' | 'span' | 'day' | 'observed'
  readonly measures: readonly Measure[]
  /** The table that holds the fact's rows for now, when several passes read them; otherwise its view is read. */
  readonly source?: string
}

/** The passes that a set of measures needs, in the order of the measures. */
export function scansOf(measures: readonly Measure[]): readonly Scan[] {
  const scans = new Map<string, Scan & { measures: Measure[] }>()
  for (const measure of measures) {
    const on = dayColumn(measure)
    const kind = scanKind(measure)
    const key = `${measure.of.id} ${on} ${kind}`
    const scan = scans.get(key) ?? { fact: measure.of, on, kind, measures: [] }
    scan.measures.push(measure)
    scans.set(key, scan)
  }
  return [...scans.values()]
}

/** The column of the fact that says when a row counts. */
export function dayColumn(measure: Measure): string {
  return 'stock' in measure.when ? measure.when.stock : measure.when.on
}

function scanKind(measure: Measure): Scan['kind'] {
  if ('stock' in measure.when) return measure.when.observed ? 'observed' : 'day'
  return isAdditive(measure) ? 'month' : 'span'
}
