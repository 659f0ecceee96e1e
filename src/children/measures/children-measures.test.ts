import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Measure, type MeasureValue, measureValues } from '#measures'
import type { DuckDb } from '#platform/lake'
import { openBuiltRecord } from '../../../test/record-builder.ts'
import { createFacts } from '../facts/create-facts.ts'
import { adoptionCases } from './cases/adoption.cases.ts'
import { assessmentCases } from './cases/assessment.cases.ts'
import { careLeaverCases } from './cases/care-leaver.cases.ts'
import type { MeasureCase } from './cases/case.ts'
import { caseloadCases, childInNeedCases } from './cases/child-in-need.cases.ts'
import { planCases, section47Cases } from './cases/child-protection.cases.ts'
import { childrenInCareCases } from './cases/children-in-care.cases.ts'
import { earlyHelpCases, frontDoorCases } from './cases/front-door.cases.ts'
import { referralCases } from './cases/referral.cases.ts'
import { childrenMeasures } from './children-measures.ts'

const groups = {
  'front door': frontDoorCases,
  'early help': earlyHelpCases,
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

async function openCase(each: MeasureCase): Promise<DuckDb> {
  const { tables, coveredFrom } = each
  const db = await openBuiltRecord({ tables, ...(coveredFrom ? { coveredFrom } : {}) })
  await createFacts(db)
  if (each.population) await db.run(`create table population as select 2025 as year, ${each.population} as value`)
  return db
}

function measuresOf(each: MeasureCase): readonly Measure[] {
  return childrenMeasures.filter((measure) => measure.id in each.expect)
}

/** Numerators and denominators, with values that they do not make, in the shape of `expect`. */
function found(values: readonly MeasureValue[], each: MeasureCase): unknown {
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

function wanted(each: MeasureCase): unknown {
  const entries = Object.entries(each.expect)
  return Object.fromEntries(entries.map(([id, of]) => [id, Array.isArray(of) ? [of] : of]))
}

for (const [group, cases] of Object.entries(groups)) {
  describe(`measures of ${group}`, () => {
    for (const each of cases) {
      test(each.title, async () => {
        const db = await openCase(each)
        try {
          const values = await measureValues(db, measuresOf(each))
          assert.ok(values.ok)
          assert.deepEqual(found(values.value, each), wanted(each))
        } finally {
          db.close()
        }
      })
    }
  })
}

describe('childrenMeasures', () => {
  test('every measure has a case counted by hand', () => {
    const tested = new Set(Object.values(groups).flatMap((cases) => cases.flatMap((each) => Object.keys(each.expect))))
    assert.deepEqual(
      childrenMeasures.filter(({ id }) => !tested.has(id)).map(({ id }) => id),
      [],
    )
  })

  test('every id is its own, in lower case with hyphens', () => {
    const ids = childrenMeasures.map(({ id }) => id)
    assert.equal(new Set(ids).size, ids.length)
    assert.deepEqual(
      ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)),
      [],
    )
  })

  test('at least 85 measures are declared, each with words, source, owner and edition', () => {
    assert.ok(childrenMeasures.length >= 85)
    for (const { id, title, theme, owner, source, edition } of childrenMeasures) {
      assert.ok(
        [title, theme, owner, source, edition].every((text) => text.length > 0),
        id,
      )
    }
  })

  test('the headline period is one of the periods, and stock is counted on days alone', () => {
    for (const { id, headline, periods, when } of childrenMeasures) {
      assert.ok(periods.includes(headline), id)
      assert.equal(
        'stock' in when,
        periods.every((kind) => kind === 'snapshot'),
        id,
      )
    }
  })
})
