import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { DuckDb } from '#platform/lake'
import { openBuiltRecord } from '../../../test/record-builder.ts'
import { AS_AT, cases, obligationsOf, recordTables, timescaleCases } from './cases/timescale.cases.ts'
import { buildObligations } from './index.ts'

let db: DuckDb
before(async () => {
  db = await openBuiltRecord({ asAt: AS_AT, tables: recordTables() })
  await buildObligations(db)
})
after(() => db.close())

for (const [title, group] of Object.entries(timescaleCases)) {
  describe(title, () => {
    for (const each of group) {
      const [timescale, rule, , expected] = each
      test(`${timescale}: ${rule}`, async () => assert.deepEqual(await obligationsOf(db, each), expected))
    }
  })
}

describe('every timescale', () => {
  test('ran', async () => {
    assert.deepEqual(await db.rows("select timescale, reason from timescale_run where status <> 'run'"), [])
  })

  test('has a case here', async () => {
    const declared = await db.rows<{ timescale: string }>('select timescale from timescale_run order by 1')
    const tested = new Set(cases.map(([timescale]) => timescale))
    assert.deepEqual(
      declared.map((row) => row.timescale).filter((id) => !tested.has(id)),
      [],
    )
  })

  test('gives each item once', async () => {
    const twice = 'select timescale, child_id, item_key from obligation group by all having count(*) > 1'
    assert.deepEqual(await db.rows(twice), [])
  })
})
