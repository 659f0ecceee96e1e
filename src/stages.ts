import type { Stage } from '#imports'
import { buildCells, type Measure, population } from '#measures'
import type { Settings } from '#platform/config'
import type { DuckDb } from '#platform/lake'
import { applyTimescaleSettings } from '#timescales'
import type { Outcome, PlainDate } from '#values'
import { comparedAs } from './example-county.ts'
import { slices } from './slices.ts'

const { children } = slices

/**
 * What is computed of every snapshot, in order: journeys, what is due, what is odd, figures. The tables are kept in it.
 *
 * @returns a refusal when the authority's settings cannot be followed
 */
export function stagesFor(settings: Settings): Outcome<readonly Stage[]> {
  const timescales = applyTimescaleSettings(children.timescales, settings.timescales)
  if (!timescales.ok) return timescales
  return {
    ok: true,
    value: [
      { title: 'Putting journeys in order', tables: ['event'], run: children.buildJourneys },
      {
        title: 'Working out what is due',
        tables: ['obligation', 'timescale_run', 'timescale_limit'],
        run: async (db) => {
          await children.buildObligations(db, timescales.value)
        },
      },
      {
        title: 'Checking the data',
        tables: ['finding', 'check_run'],
        run: async (db) => {
          await children.runChecks(db)
        },
      },
      {
        title: 'Counting measures',
        tables: ['population', 'measure_cell', 'measure_run'],
        run: async (db, { authority, asAt }) => {
          await prepareMeasures(db, authority, asAt)
          await buildCells(db, children.measures)
        },
      },
    ],
  }
}

const FIRST_POPULATION_YEAR = 2012

/** Makes what measures (all unless given) are counted from: their facts, and the authority's population for each middle of a year. */
export async function prepareMeasures(
  db: DuckDb,
  authority: string,
  asAt: PlainDate,
  measures: readonly Measure[] = children.measures,
): Promise<void> {
  await db.run('create or replace table population (year integer, value integer)')
  for (let year = FIRST_POPULATION_YEAR; year <= Number(asAt.slice(0, 4)); year++) {
    const found = population(comparedAs(authority), `${year}-06-30` as PlainDate)
    if (found?.midYear === year) await db.run('insert into population values ($1, $2)', [year, found.children])
  }
  await children.createFacts(
    db,
    measures.map(({ of }) => of),
  )
}
