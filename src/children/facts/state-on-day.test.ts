import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type MeasureQuery, measureValues } from '#measures'
import { openBuiltRecord } from '../../../test/record-builder.ts'
import type { CaseRow } from '../measures/cases/case.ts'
import { childrenMeasures } from '../measures/children-measures.ts'
import { createFacts } from './create-facts.ts'

/** Figures as `measure, day, group: numerator/denominator` over a record with monthly extracts from January to March 2026. */
async function figures(tables: Readonly<Record<string, readonly CaseRow[]>>, query: MeasureQuery): Promise<string[]> {
  const lists = Object.keys(tables)
  const earlier = ['2026-01-31', '2026-02-28'].flatMap((as_at) => lists.map((table_name) => ({ as_at, table_name })))
  const db = await openBuiltRecord({ coveredFrom: '2025-12-01', tables: { ...tables, extract_day: earlier } })
  try {
    await createFacts(db)
    const values = await measureValues(db, childrenMeasures, { from: '2025-12', ...query })
    assert.ok(values.ok)
    return values.value.map(
      ({ measure, period, by, numerator, denominator }) =>
        `${measure} ${period.from}${by ? ` ${by.value}` : ''}: ${numerator}/${denominator ?? ''}`,
    )
  } finally {
    db.close()
  }
}

const care = { child_id: '1', started_looked_after: '2025-06-01', first_seen: '2026-01-31' }

describe('stock of days gone by', () => {
  test('what stands as an extract gives it is taken from the extract of the day, and is known on no other day', async () => {
    const looked_after = [
      {
        ...care,
        placement_location: 'OUT',
        allocated_team: 'Red',
        known_from: '2026-01-31',
        known_to: '2026-03-31',
        ended_by: 'changed',
      },
      { ...care, placement_location: 'IN', allocated_team: 'Blue', known_from: '2026-03-31' },
    ]
    assert.deepEqual(await figures({ looked_after }, { ids: ['lac-out-of-county'] }), [
      'lac-out-of-county 2026-01-31: 1/1',
      'lac-out-of-county 2026-02-28: 1/1',
      'lac-out-of-county 2026-03-31: 0/1',
    ])
    assert.deepEqual(await figures({ looked_after }, { ids: ['lac-number'], by: 'team', from: '2026-02' }), [
      'lac-number 2026-02-28 Blue: 0/',
      'lac-number 2026-02-28 Red: 1/',
      'lac-number 2026-03-31 Blue: 1/',
      'lac-number 2026-03-31 Red: 0/',
    ])
  })

  test('before the first extract a row counts from its start, as the first extract gave it', async () => {
    const looked_after = [{ ...care, allocated_team: 'Red', known_from: '2026-01-31' }]
    assert.deepEqual(await figures({ looked_after }, { ids: ['lac-number'], by: 'team', to: '2025-12' }), [
      'lac-number 2025-12-31 Red: 1/',
    ])
  })

  test('a row that extracts no longer show counts until then, or until the next row of the child began', async () => {
    const gone = { known_from: '2026-01-31', known_to: '2026-03-31' }
    const looked_after = [
      { ...care, ...gone, ended_by: 'superseded' },
      { ...care, started_looked_after: '2026-02-10', first_seen: '2026-03-31', known_from: '2026-03-31' },
      { ...care, child_id: '2', ...gone, ended_by: 'gap' },
      { ...care, child_id: '3', ...gone, ended_by: 'withdrawn' },
    ]
    assert.deepEqual(await figures({ looked_after }, { ids: ['lac-number'] }), [
      'lac-number 2025-12-31: 2/',
      'lac-number 2026-01-31: 2/',
      'lac-number 2026-02-28: 2/',
      'lac-number 2026-03-31: 1/',
    ])
  })

  test('an end that a later extract tells ends the row on that day for all days', async () => {
    const plan = { child_id: '1', plan_start_date: '2025-06-01', first_seen: '2026-01-31' }
    const protection_plan = [
      { ...plan, known_from: '2026-01-31', known_to: '2026-03-31', ended_by: 'changed' },
      { ...plan, plan_end_date: '2026-02-15', known_from: '2026-03-31' },
    ]
    assert.deepEqual(await figures({ protection_plan }, { ids: ['cpp-number'] }), [
      'cpp-number 2025-12-31: 1/',
      'cpp-number 2026-01-31: 1/',
      'cpp-number 2026-02-28: 0/',
      'cpp-number 2026-03-31: 0/',
    ])
  })

  test('care leavers are those whom the extract of the day has', async () => {
    const leaver = { date_of_birth: '2006-01-01' }
    const care_leaver = [
      { ...leaver, child_id: '1', known_from: '2026-01-31', known_to: '2026-02-28', ended_by: 'left' },
      { ...leaver, child_id: '2', known_from: '2026-02-28' },
    ]
    assert.deepEqual(await figures({ care_leaver }, { ids: ['cl-number'] }), [
      'cl-number 2026-01-31: 1/',
      'cl-number 2026-02-28: 1/',
      'cl-number 2026-03-31: 1/',
    ])
  })
})
