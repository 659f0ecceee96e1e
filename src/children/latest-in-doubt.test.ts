import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { DuckDb } from '#platform/lake'
import { openBuiltRecord } from '../../test/record-builder.ts'
import { buildObligations } from './timescales/index.ts'

const care = { started_looked_after: '2024-01-02', date_of_birth: '2014-06-15', placement_start: '2024-01-02' }
const plan = { plan_start_date: '2024-01-02', date_of_birth: '2014-06-15' }
const place = { extract: 'test', source_file: 'test.csv', source_sheet: '' }

let db: DuckDb
before(async () => {
  db = await openBuiltRecord({
    tables: {
      looked_after: [
        { ...care, child_id: 'sound', last_dental_check: '2026-03-31' },
        { ...care, child_id: 'future', last_dental_check: '2026-04-01' },
        { ...care, child_id: 'early', latest_review: '2024-01-01' },
        { ...care, child_id: 'unread', source_row: 77 },
        { ...care, child_id: 'empty', source_row: 78 },
        {
          ...care,
          child_id: 'known',
          last_dental_check: '2025-02-03',
          known_from: '2025-02-28',
          known_to: '2026-03-31',
        },
        { ...care, child_id: 'known', last_dental_check: '2035-08-18', known_from: '2026-03-31' },
      ],
      protection_plan: [{ ...plan, child_id: 'unborn', last_statutory_visit: '2014-06-14' }],
      care_leaver: [{ child_id: 'leaver', date_of_birth: '2006-02-10', latest_contact: '2006-02-09' }],
      cell_problem: [
        { ...place, source_row: 77, table_name: 'looked_after', column_name: 'last_dental_check', child_id: 'unread' },
      ],
    },
  })
  await buildObligations(db)
})
after(() => db.close())

test('each latest date in doubt has its reason, and until when the record is sure', async () => {
  const sql = 'select child_id, column_name, episode_start, known_until, reason from latest_in_doubt order by child_id'
  const start = '2024-01-02'
  assert.deepEqual(
    (await db.rows(sql)).map((row) => Object.values(row)),
    [
      [
        'early',
        'latest_review',
        start,
        null,
        'the date of the latest review is before the start of the period of care',
      ],
      [
        'future',
        'last_dental_check',
        start,
        null,
        'the date of the latest dental check is after the day of the extract',
      ],
      [
        'known',
        'last_dental_check',
        start,
        '2025-02-03',
        'the date of the latest dental check is after the day of the extract',
      ],
      ['leaver', 'latest_contact', null, null, 'the date of the latest contact is before the birth'],
      ['unborn', 'last_statutory_visit', start, null, 'the date of the latest visit is before the birth'],
      ['unread', 'last_dental_check', start, null, 'the date of the latest dental check could not be read'],
    ],
  )
})

test('the obligation that rests on it gives that reason', async () => {
  const sql =
    "select child_id, state, reason from obligation where timescale = 'dental' and child_id in ('unread', 'empty')"
  assert.deepEqual(await db.rows(`${sql} order by child_id`), [
    { child_id: 'empty', state: 'overdue', reason: null },
    { child_id: 'unread', state: 'unknown', reason: 'the date of the latest dental check could not be read' },
  ])
})
