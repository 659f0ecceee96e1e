import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { isAdditive, type MeasureValue, measureValues, rowsBehind } from '#measures'
import type { DuckDb } from '#platform/lake'
import { openBuiltRecord } from '../../../test/record-builder.ts'
import { createFacts } from '../facts/create-facts.ts'
import type { CaseRow } from './cases/case.ts'
import { childrenMeasures } from './children-measures.ts'
import { compareWithOracle } from './oracle.compare.ts'
import { oracleMeasures } from './oracle.ts'
import { arbitraryTables } from './record.arbitrary.ts'

type Tables = Readonly<Record<string, readonly CaseRow[]>>

async function withRecord<T>(tables: Tables, use: (db: DuckDb) => Promise<T>): Promise<T> {
  const db = await openBuiltRecord({ tables, coveredFrom: '2024-04-01' })
  try {
    await createFacts(db)
    return await use(db)
  } finally {
    db.close()
  }
}

async function values(db: DuckDb, query: Parameters<typeof measureValues>[2]): Promise<readonly MeasureValue[]> {
  const found = await measureValues(db, childrenMeasures, query)
  assert.ok(found.ok)
  return found.value
}

/** Records are large, so a failing one is told by its seed and not made smaller. */
const runs = (numRuns: number) => ({ numRuns, endOnFailure: true, reporter: sayFailure }) as const

function sayFailure(run: fc.RunDetails<[Tables]>): void {
  if (run.failed) throw new Error(`seed ${run.seed}, run ${run.numRuns}`, { cause: run.errorInstance })
}

describe('childrenMeasures over generated records', () => {
  test('at least 30 measures have a second implementation', () => {
    const ids = new Set(childrenMeasures.map(({ id }) => id))
    assert.ok(Object.keys(oracleMeasures).length >= 30)
    assert.deepEqual(
      Object.keys(oracleMeasures).filter((id) => !ids.has(id)),
      [],
    )
  })

  test('the measures and a slow loop over the rows agree on every figure', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryTables, async (tables) => {
        const compared = await withRecord(tables, (db) => compareWithOracle(db, '2025-12', '2026-03'))
        assert.deepEqual(compared.differences, [])
        assert.ok(compared.figures > 1_000)
      }),
      runs(3),
    )
  })

  test('the order of rows changes no figure', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryTables, async (tables) => {
        const backwards = Object.fromEntries(Object.entries(tables).map(([list, rows]) => [list, rows.toReversed()]))
        const query = { by: 'team', from: '2025-10' } as const
        const [one, other] = [
          await withRecord(tables, (db) => values(db, query)),
          await withRecord(backwards, (db) => values(db, query)),
        ]
        assert.deepEqual(other, one)
      }),
      runs(1),
    )
  })

  test('groups add up to the whole, a numerator is within its denominator, twelve months make the rolling figure', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryTables, (tables) =>
        withRecord(tables, async (db) => {
          await assertGroupsAddUp(db)
          await assertMonthsAddUp(db)
        }),
      ),
      runs(1),
    )
  })

  test('the rows behind a figure are as many as its counts', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryTables, (tables) => withRecord(tables, assertRowsBehind)),
      runs(1),
    )
  })
})

const sum = (numbers: readonly (number | null)[]) => numbers.reduce<number>((total, each) => total + (each ?? 0), 0)

async function assertGroupsAddUp(db: DuckDb): Promise<void> {
  const wholes = await values(db, { from: '2026-01' })
  const distinct = new Set(childrenMeasures.filter((each) => 'distinct' in each && each.distinct).map(({ id }) => id))
  for (const by of ['area', 'team', 'age_band', 'sex', 'ethnicity', 'disability']) {
    const groups = await values(db, { by, from: '2026-01' })
    for (const whole of wholes.filter(({ measure }) => groups.some((each) => each.measure === measure))) {
      if (distinct.has(whole.measure)) continue
      const mine = groups.filter((each) => each.measure === whole.measure && sameSpan(each, whole))
      assert.equal(sum(mine.map((each) => each.denominator)), whole.denominator ?? 0, `${whole.measure} by ${by}`)
      assert.equal(sum(mine.map((each) => each.numerator)), whole.numerator ?? 0, `${whole.measure} by ${by}`)
    }
    for (const { unit, numerator, denominator, measure } of groups) {
      if (unit === 'percent') assert.ok(numerator! >= 0 && numerator! <= denominator!, measure)
    }
  }
}

async function assertMonthsAddUp(db: DuckDb): Promise<void> {
  const additive = childrenMeasures.filter((each) => isAdditive(each) && each.periods.includes('rolling12'))
  const ids = additive.filter((each) => each.periods.includes('month')).map(({ id }) => id)
  const months = await values(db, { ids, period: 'month', from: '2024-04' })
  for (const year of await values(db, { ids, period: 'rolling12', from: '2025-06' })) {
    const mine = months.filter(
      ({ measure, period, by }) =>
        measure === year.measure &&
        period.from >= year.period.from &&
        period.to <= year.period.to &&
        by?.value === year.by?.value,
    )
    assert.equal(mine.length, 12)
    assert.equal(sum(mine.map((each) => each.numerator)), year.numerator, year.measure)
    assert.equal(sum(mine.map((each) => each.denominator)), year.denominator ?? 0, year.measure)
  }
}

async function assertRowsBehind(db: DuckDb): Promise<void> {
  const figures = [
    ...(await values(db, {})),
    ...(await values(db, { by: 'area' })),
    ...(await values(db, { by: 'age_band' })),
  ]
  for (const { measure: id, period, by, numerator, denominator } of figures) {
    const measure = childrenMeasures.find((each) => each.id === id)!
    if (('distinct' in measure && measure.distinct) || measure.kind === 'perTenThousand') continue
    const rows = await rowsBehind(db, measure, { period, by })
    const above = rows.filter(({ inNumerator }) => inNumerator).length
    if (denominator !== null) assert.equal(rows.length, denominator, `${id} ${by?.value}`)
    if (measure.kind === 'count' || measure.kind === 'rate' || measure.kind === 'share')
      assert.equal(above, numerator, `${id} ${by?.value}`)
  }
}

function sameSpan(a: MeasureValue, b: MeasureValue): boolean {
  return a.period.from === b.period.from && a.period.to === b.period.to
}
