import type { Measure, MeasureValue } from '#measures'
import type { DuckDb } from '#platform/lake'
import { openBuiltRecord } from '../../../../test/record-builder.ts'
import { createFacts } from '../../facts/create-facts.ts'
import { childrenMeasures } from '../children-measures.ts'
import { adoptionCases } from './adoption.cases.ts'
import { assessmentCases } from './assessment.cases.ts'
import { careLeaverCases } from './care-leaver.cases.ts'
import type { MeasureCase } from './case.ts'
import { caseloadCases, childInNeedCases } from './child-in-need.cases.ts'
import { planCases, section47Cases } from './child-protection.cases.ts'
import { childrenInCareCases } from './children-in-care.cases.ts'
import { earlyHelpCases, frontDoorCases, knownAroundCases } from './front-door.cases.ts'
import { referralCases } from './referral.cases.ts'

/** Every case, by what it is about. */
export const measureCases = {
  'front door': frontDoorCases,
  'early help': earlyHelpCases,
  'what must be known around a period': knownAroundCases,
  referrals: referralCases,
  assessments: assessmentCases,
  'section 47': section47Cases,
  'child protection plans': planCases,
  'children in need': childInNeedCases,
  caseloads: caseloadCases,
  'children in care': childrenInCareCases,
  'care leavers': careLeaverCases,
  adoption: adoptionCases,
} as const satisfies Record<string, readonly MeasureCase[]>

/** The record of a case with its facts. */
export async function openCase(each: MeasureCase): Promise<DuckDb> {
  const { tables, asAt, coveredFrom } = each
  const db = await openBuiltRecord({ tables, ...(asAt ? { asAt } : {}), ...(coveredFrom ? { coveredFrom } : {}) })
  await createFacts(db)
  if (each.population) await db.run(`create table population as select 2025 as year, ${each.population} as value`)
  return db
}

/** The measures of which a case says something. */
export function measuresOf(each: MeasureCase): readonly Measure[] {
  return childrenMeasures.filter((measure) => measure.id in each.expect)
}

/** Numerators and denominators, with values that they do not make, in the shape of `expect`. */
export function found(values: readonly MeasureValue[], each: MeasureCase): unknown {
  const result: Record<string, unknown> = {}
  for (const [id, expected] of Object.entries(each.expect)) {
    const mine = values.filter((value) => value.measure === id)
    const triple = ({ numerator, denominator, value }: MeasureValue, of: readonly unknown[]) =>
      of.length > 2 ? [numerator, denominator, value] : [numerator, denominator]
    result[id] = Array.isArray(expected)
      ? mine.map((value) => triple(value, expected))
      : Object.fromEntries(mine.map((value) => [value.by?.value, triple(value, [])]))
  }
  return result
}

/** What the case says, in the shape of `found`. */
export function wanted(each: MeasureCase): unknown {
  const entries = Object.entries(each.expect)
  return Object.fromEntries(entries.map(([id, of]) => [id, Array.isArray(of) ? [of] : of]))
}
