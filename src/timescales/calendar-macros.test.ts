import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { type DuckDb, installCalendar, openDuckDb } from '#platform/lake'
import { addDays, addMonths, ageOn, plainDate } from '#values'
import { nextDay, slowAddWorkingDays, slowWorkingDaysBetween } from '../../test/slow-calendar.ts'

let db: DuckDb
before(async () => {
  db = await openDuckDb({ threads: 1 })
  await installCalendar(db)
})
after(() => db.close())

const evaluate = async (sql: string, values: readonly (string | number)[]) =>
  (await db.row<{ value: unknown }>(`select ${sql} as value`, values)).value

const add = (start: string, n: number) => evaluate('add_working_days($1::date, $2::integer)', [start, n])
const between = (a: string, b: string) => evaluate('working_days_between($1::date, $2::date)', [a, b])

/** The first `n` open days after each day from `first` to `last`, counted by the diary. */
function slowTable(first: string, last: string, ns: readonly number[]): Map<string, string> {
  const due = new Map<string, string>()
  for (let day = first; day <= last; day = nextDay(day)) {
    for (const n of ns) due.set(`${day}+${n}`, slowAddWorkingDays(day, n))
  }
  return due
}

describe('add_working_days', () => {
  test('agrees with the diary for 1, 5, 10, 15 and 20 days from every day of 2015 to 2028', async () => {
    const ns = [1, 5, 10, 15, 20]
    const expected = slowTable('2015-01-01', '2028-11-29', ns)
    const rows = await db.rows<{ start: string; n: number; due: string }>(
      `select day::date as start, n, add_working_days(day::date, n) as due
      from generate_series(date '2015-01-01', date '2028-11-29', interval 1 day) as days (day)
      cross join (select unnest([${ns.join(', ')}]) as n)`,
    )
    assert.equal(rows.length, expected.size)
    const wrong = rows.filter((row) => expected.get(`${row.start}+${row.n}`) !== row.due)
    assert.deepEqual(wrong, [])
  })

  test('no days give the start', async () => assert.equal(await add('2026-03-29', 0), '2026-03-29'))
  test('a start before the table gives nothing', async () => assert.equal(await add('2014-12-31', 1), null))
  test('the last day before the table gives nothing even for a year', async () =>
    assert.equal(await add('2014-12-31', 250), null))
  test('a start after the table gives nothing', async () => assert.equal(await add('2029-01-01', 1), null))
  test('a due day after the table gives nothing', async () => assert.equal(await add('2028-12-20', 45), null))
  test('the last working day of the table is reached', async () =>
    assert.equal(await add('2028-12-28', 1), '2028-12-29'))
})

describe('working_days_between', () => {
  test('agrees with the diary between any two days', async () => {
    const day = fc.integer({ min: 0, max: 5000 }).map((n) => addDays(plainDate('2015-01-01'), n))
    const pairs = fc.sample(fc.tuple(day, fc.integer({ min: 0, max: 110 })), { numRuns: 3000, seed: 20_150_101 })
    const spans = pairs.map(([from, days]) => ({ from, to: addDays(from, days) }))
    const found = await db.rows<{ n: number }>(
      `select working_days_between(p.f::date, p.t::date) as n
      from (select unnest(from_json($1, '[{"f":"VARCHAR","t":"VARCHAR"}]')) as p)`,
      [JSON.stringify(spans.map(({ from, to }) => ({ f: from, t: to })))],
    )
    const expected = spans.map(({ from, to }) => slowWorkingDaysBetween(from, to))
    assert.deepEqual(
      found.map((row) => row.n),
      expected,
    )
  })

  test('either end outside the table gives nothing', async () => {
    assert.equal(await between('2014-12-31', '2015-02-01'), null)
    assert.equal(await between('2028-12-01', '2029-01-01'), null)
  })
})

describe('add_months and age_on', () => {
  test('agree with the days of #values', async () => {
    const day = fc.integer({ min: 0, max: 40_000 }).map((n) => addDays(plainDate('1960-01-01'), n))
    await fc.assert(
      fc.asyncProperty(day, day, fc.integer({ min: -400, max: 400 }), async (a, b, n) => {
        const row = await db.row(
          'select add_months($1::date, $3::integer) as months, age_on($1::date, $2::date) as age',
          [a, b, n],
        )
        assert.deepEqual(row, { months: addMonths(a, n), age: ageOn(a, b) })
      }),
    )
  })

  test('a birthday on the leap day is on 28 February in common years', async () => {
    assert.equal(await evaluate('age_on($1::date, $2::date)', ['2020-02-29', '2025-02-28']), 5)
    assert.equal(await evaluate('age_on($1::date, $2::date)', ['2020-02-29', '2025-02-27']), 4)
  })
})
