import { AssertionError } from 'node:assert'
import type { Check } from '#checks'
import type { DuckDb } from '#platform/lake'
import { answerOf, assertAnswer } from '../../src/children/checks/cases/assert-answer.ts'
import type { CaseRecord } from '../../src/children/checks/cases/case.ts'
import { openCaseRecord, withCase } from '../../src/children/checks/cases/case-record.ts'
import { aboutTheWholeList, openCrowdedRecord } from '../../src/children/checks/cases/crowd.ts'
import { checkCases } from '../../src/children/checks/cases/index.ts'
import { childrenChecks } from '../../src/children/checks/index.ts'
import { mutantsOf, type SqlMutant } from './mutate-sql.ts'
import { type Choose, type Outcome, outcomeOf } from './outcome.ts'

/** A mistake that makes the database stumble over data is noticed. */
const DATA_ERROR = /Conversion Error|Out of Range Error|Invalid Input Error/

type Case = readonly [record: CaseRecord, pattern?: RegExp]

/** Tries the mutants of every check on the check's own cases, alone and among other children. */
export async function tryChecks(choose: Choose): Promise<readonly Outcome[]> {
  const [alone, crowd] = [await openCaseRecord(), await openCrowdedRecord()]
  try {
    const outcomes: Outcome[] = []
    for (const check of childrenChecks) {
      const mutants = await readable(alone, choose(check.id, mutantsOf(check.sql)))
      const { passes, fails } = checkCases[check.id]!
      const left = await survivors(alone, check, mutants, [...fails, ...passes.map((record): Case => [record])])
      const survived = new Set(aboutTheWholeList(check.id) ? left : await survivors(crowd, check, left, fails))
      outcomes.push(...mutants.map((mutant) => outcomeOf(check.id, mutant, !survived.has(mutant))))
    }
    return outcomes
  } finally {
    alone.close()
    crowd.close()
  }
}

/** Mutants that the database can read: a column compared with a text, say, is no mistake that anyone could make. */
async function readable(db: DuckDb, mutants: readonly SqlMutant[]): Promise<readonly SqlMutant[]> {
  const able: SqlMutant[] = []
  for (const mutant of mutants) if (await succeeds(() => db.run(`explain ${mutant.sql}`))) able.push(mutant)
  return able
}

async function succeeds(run: () => Promise<unknown>): Promise<boolean> {
  try {
    await run()
    return true
  } catch {
    return false
  }
}

/** The mutants whose answers are right in every case. */
async function survivors(
  db: DuckDb,
  check: Check,
  mutants: readonly SqlMutant[],
  cases: readonly Case[],
): Promise<readonly SqlMutant[]> {
  let left = mutants
  for (const [record, pattern] of cases) {
    if (left.length > 0) left = await withCase(db, record, () => unnoticed(db, check, left, pattern))
  }
  return left
}

async function unnoticed(
  db: DuckDb,
  check: Check,
  mutants: readonly SqlMutant[],
  pattern: RegExp | undefined,
): Promise<readonly SqlMutant[]> {
  const left: SqlMutant[] = []
  for (const mutant of mutants) if (!(await isNoticed(db, { ...check, sql: mutant.sql }, pattern))) left.push(mutant)
  return left
}

async function isNoticed(db: DuckDb, mutant: Check, pattern: RegExp | undefined): Promise<boolean> {
  try {
    assertAnswer(await answerOf(db, mutant), mutant, pattern)
    return false
  } catch (error) {
    if (error instanceof AssertionError || DATA_ERROR.test(String(error))) return true
    throw error
  }
}
