import { isDeepStrictEqual } from 'node:util'
import { type Measure, measureValues } from '#measures'
import type { DuckDb } from '#platform/lake'
import type { MeasureCase } from '../../src/children/measures/cases/case.ts'
import { found, measureCases, openCase, wanted } from '../../src/children/measures/cases/index.ts'
import { childrenMeasures } from '../../src/children/measures/children-measures.ts'
import { mutantsOf, type SqlMutant } from './mutate-sql.ts'
import { type Choose, type Outcome, outcomeOf } from './outcome.ts'

/** A mutant of a measure: its conditions, its amount, its day or what must be known around its period. */
interface MeasureMutant extends SqlMutant {
  readonly measure: Measure
}

/** Tries the mutants of every measure on the cases that say what it must find. */
export async function tryMeasures(choose: Choose): Promise<readonly Outcome[]> {
  const tried = childrenMeasures.flatMap((measure) => {
    const mutants = mutantsOfMeasure(measure)
    const chosen = new Set(choose(measure.id, mutants))
    return mutants.filter((mutant) => chosen.has(mutant))
  })
  const left = new Set(tried)
  const unreadable = new Set<MeasureMutant>()
  for (const each of Object.values(measureCases).flat()) await tryCase(each, left, unreadable)
  return tried
    .filter((mutant) => !unreadable.has(mutant))
    .map((mutant) => outcomeOf(mutant.measure.id, mutant, !left.has(mutant)))
}

async function tryCase(each: MeasureCase, left: Set<MeasureMutant>, unreadable: Set<MeasureMutant>): Promise<void> {
  const mine = [...left].filter(({ measure }) => measure.id in each.expect)
  if (mine.length === 0) return
  const db = await openCase(each)
  try {
    for (const mutant of mine) {
      const noticed = await isNoticed(db, each, mutant)
      if (noticed === undefined) unreadable.add(mutant)
      if (noticed !== false) left.delete(mutant)
    }
  } finally {
    db.close()
  }
}

/** Whether the case comes out otherwise; nothing when the database cannot read the mutant. */
async function isNoticed(
  db: DuckDb,
  each: MeasureCase,
  { measure, label }: MeasureMutant,
): Promise<boolean | undefined> {
  const only = { ...each, expect: { [measure.id]: each.expect[measure.id]! } }
  // Another edition, so that nothing counted before stands in for it.
  const values = await measureValues(db, [{ ...measure, edition: label }])
  const runs = await db.rows<{ reason: string | null }>('select reason from measure_run')
  if (runs.some(({ reason }) => /Binder|Parser|Catalog/.test(reason ?? ''))) return undefined
  return !values.ok || !isDeepStrictEqual(found(values.value, only), wanted(only))
}

function mutantsOfMeasure(measure: Measure): readonly MeasureMutant[] {
  const of = (
    what: string,
    sql: string | undefined,
    put: (sql: string) => Partial<Measure>,
  ): readonly MeasureMutant[] =>
    sql === undefined ? [] : mutantsOf(sql).map((each) => mutant(measure, each, what, put(each.sql)))
  return [
    ...('numerator' in measure
      ? of('numerator', measure.numerator.where, (where) => part('numerator', measure.numerator, where))
      : []),
    ...('denominator' in measure
      ? of('denominator', measure.denominator.where, (where) => part('denominator', measure.denominator, where))
      : []),
    ...('amount' in measure
      ? of('amount', measure.amount.sql, (sql) => ({ amount: { ...measure.amount, sql } }) as Partial<Measure>)
      : []),
    ...conditionsLeftOut(measure),
    ...needsChanged(measure),
  ]
}

const part = (name: 'numerator' | 'denominator', as: { readonly words: string }, where: string) =>
  ({ [name]: { ...as, where } }) as Partial<Measure>

function mutant(measure: Measure, each: SqlMutant, what: string, change: Partial<Measure>): MeasureMutant {
  return { ...each, label: `${what}: ${each.label}`, measure: { ...measure, ...change } as Measure }
}

/** A measure without one of its conditions, and one that counts rows where it should count different values. */
function conditionsLeftOut(measure: Measure): readonly MeasureMutant[] {
  const without = (label: string, change: Partial<Measure>) =>
    mutant(measure, { family: 'logic', label, sql: '' }, 'left out', change)
  const parts = (['numerator', 'denominator'] as const).flatMap((name) => {
    const found =
      name in measure ? (measure as unknown as Record<typeof name, { words: string; where?: string }>)[name] : undefined
    return found?.where
      ? [
          without(`[${name}: ${found.where.replaceAll(/\s+/g, ' ')} → ]`, {
            [name]: { words: found.words },
          } as Partial<Measure>),
        ]
      : []
  })
  const distinct = 'distinct' in measure && measure.distinct
  return [
    ...parts,
    ...(distinct
      ? [without(`[distinct ${measure.distinct} → ]`, { distinct: undefined } as unknown as Partial<Measure>)]
      : []),
  ]
}

/** What must be known before and after the period, one more and one less. */
function needsChanged(measure: Measure): readonly MeasureMutant[] {
  const needs = measure.needs ?? {}
  return (['monthsBefore', 'daysAfter'] as const).flatMap((name) => {
    const value = needs[name]
    if (value === undefined) return []
    return [value + 1, value - 1].map((to) =>
      mutant(measure, { family: 'constant', label: `[${name} ${value} → ${to}]`, sql: '' }, 'needs', {
        needs: { ...needs, [name]: to },
      }),
    )
  })
}
