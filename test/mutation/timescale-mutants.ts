import { isDeepStrictEqual } from 'node:util'
import type { DuckDb } from '#platform/lake'
import { LIMIT_UNITS, obligationSql, type Timescale, timescaleLimits } from '#timescales'
import { AS_AT, cases, obligationsOf, recordTables } from '../../src/children/timescales/cases/timescale.cases.ts'
import { childrenTimescales, prepareTimescales } from '../../src/children/timescales/index.ts'
import { createPeriods, periodSql } from '../../src/children/timescales/periods.ts'
import { openBuiltRecord } from '../record-builder.ts'
import { mutantsOf, type SqlMutant } from './mutate-sql.ts'
import { type Choose, type Outcome, outcomeOf } from './outcome.ts'

/** A mutant of a timescale: its select, or its limit. */
interface TimescaleMutant extends SqlMutant {
  readonly limit: Timescale['limit']
}

/** Tries the mutants of every timescale's select and limit, and of the tables of periods, on the timescales' cases. */
export async function tryTimescales(choose: Choose): Promise<readonly Outcome[]> {
  const db = await openBuiltRecord({ asAt: AS_AT, tables: recordTables() })
  try {
    await prepareTimescales(db)
    await timescaleLimits(db, childrenTimescales)
    return [...(await tryDeclarations(db, choose)), ...(await tryPeriods(db, choose))]
  } finally {
    db.close()
  }
}

async function tryDeclarations(db: DuckDb, choose: Choose): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  for (const timescale of childrenTimescales) {
    const mutants = [
      ...limitMutants(timescale),
      ...mutantsOf(timescale.sql).map((each) => ({ ...each, limit: timescale.limit })),
    ]
    const chosen = new Set(choose(timescale.id, mutants))
    for (const mutant of mutants.filter((each) => chosen.has(each))) {
      const killed = await isNoticed(db, [{ ...timescale, ...mutant }])
      if (killed !== undefined) outcomes.push(outcomeOf(timescale.id, mutant, killed))
    }
    await timescaleLimits(db, childrenTimescales)
  }
  return outcomes
}

/** A limit of one more, of one less, and of the next unit. */
function limitMutants({ sql, limit }: Timescale): readonly TimescaleMutant[] {
  const unit = LIMIT_UNITS[(LIMIT_UNITS.indexOf(limit.unit) + 1) % LIMIT_UNITS.length]!
  const changed = [
    { ...limit, value: limit.value + 1 },
    { ...limit, value: limit.value - 1 },
    { ...limit, unit },
  ]
  return changed.map((each) => ({
    family: 'constant',
    label: `limit [${limit.value} ${limit.unit} → ${each.value} ${each.unit}]`,
    sql,
    limit: each,
  }))
}

async function tryPeriods(db: DuckDb, choose: Choose): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  for (const [name, sql] of Object.entries(periodSql)) {
    for (const mutant of choose(name, mutantsOf(sql))) {
      const able = await isMade(db, name, mutant.sql)
      if (able) outcomes.push(outcomeOf(name, mutant, (await isNoticed(db, childrenTimescales)) ?? true))
    }
    await createPeriods(db)
  }
  return outcomes
}

/** Makes the tables of periods with one of them made otherwise; those before it are as they were. */
async function isMade(db: DuckDb, mutated: string, mutantSql: string): Promise<boolean> {
  const names = Object.entries(periodSql)
  try {
    for (const [name, sql] of names.slice(names.findIndex(([each]) => each === mutated))) {
      await db.run(`create or replace temp table ${name} as ${name === mutated ? mutantSql : sql}`)
    }
    return true
  } catch {
    return false
  }
}

/** Whether a case of these timescales comes out otherwise; nothing when the database cannot read the mutant. */
async function isNoticed(db: DuckDb, timescales: readonly Timescale[]): Promise<boolean | undefined> {
  try {
    await timescaleLimits(db, timescales)
    await db.run(`create or replace table obligation as ${obligationSql(timescales)}`)
  } catch {
    return undefined
  }
  const ids = new Set(timescales.map(({ id }) => id))
  for (const each of cases) {
    if (ids.has(each[0]) && !isDeepStrictEqual(await obligationsOf(db, each), each[3])) return true
  }
  return false
}
