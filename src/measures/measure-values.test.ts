import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { DuckDb } from '#platform/lake'
import type { PlainDate } from '#values'
import { buildCells } from './build-cells.ts'
import { aMeasure, openThings, type Thing } from './measure.fixture.ts'
import { count, type Measure, mean, median, perTenThousand, rate, share } from './measure.ts'
import type { MeasureValue } from './measure-value.ts'
import { type MeasureQuery, measureValues } from './measure-values.ts'
import { rowsBehind } from './rows-behind.ts'

const all = { words: 'things' }
const well = { words: 'that went well', where: 'well' }

const number = count({ ...aMeasure, numerator: all })
const wellDone = rate({ ...aMeasure, id: 'well-done', numerator: well, denominator: all })
const per = perTenThousand({ ...aMeasure, id: 'per', numerator: all, periods: ['rolling12'], headline: 'rolling12' })
const middle = median({ ...aMeasure, id: 'middle', amount: { words: 'days', sql: 'days' }, denominator: all })
const average = mean({ ...aMeasure, id: 'average', amount: { words: 'days', sql: 'days' }, denominator: all })
const colours = share({ ...aMeasure, id: 'colours', category: 'colour', denominator: all })
const owners = count({ ...aMeasure, id: 'owners', numerator: all, distinct: 'owner' })
const broken = count({ ...aMeasure, id: 'broken', numerator: { words: 'none', where: `error(owner)` } })
const measures: readonly Measure[] = [number, wellDone, per, middle, average, colours, owners]

async function withThings<T>(things: readonly Thing[], use: (db: DuckDb) => Promise<T>): Promise<T> {
  const db = await openThings(things)
  try {
    return await use(db)
  } finally {
    db.close()
  }
}

async function ask(db: DuckDb, query: MeasureQuery, of = measures): Promise<readonly MeasureValue[]> {
  const found = await measureValues(db, of, query)
  assert.ok(found.ok)
  return found.value
}

const brief = ({ measure, by, numerator, denominator, value }: MeasureValue) => [
  measure,
  by?.value ?? null,
  numerator,
  denominator,
  value,
]

const things: readonly Thing[] = [
  { id: 1, on: '2026-03-01', colour: 'red', owner: 'Ann', days: 1, well: true },
  { id: 2, on: '2026-03-31', colour: 'red', owner: 'Ann', days: 4, well: false },
  { id: 3, on: '2026-03-15', owner: 'Bob', days: 10 },
  { id: 4, on: '2026-02-28', colour: 'blue', owner: 'Ann', days: 2, well: true },
  { id: 5, on: '2025-03-31', colour: 'green', owner: 'Cy', days: 100, well: true },
  { id: 6, on: null, colour: 'red', days: 1, well: true },
]

describe('measureValues', () => {
  test('each kind of measure makes its figure from its counts', () =>
    withThings(things, async (db) => {
      await db.run('create table population as select * from (values (2024, 1000), (2025, 2000)) as t (year, value)')
      assert.deepEqual((await ask(db, {})).map(brief), [
        ['things', null, 3, null, 3],
        ['well-done', null, 1, 3, 100 / 3],
        ['per', null, 4, 2000, 20],
        ['middle', null, null, 3, 4],
        ['average', null, 15, 3, 5],
        ['colours', 'blue', 0, 2, 0],
        ['colours', 'green', 0, 2, 0],
        ['colours', 'red', 2, 2, 100],
        ['owners', null, 2, null, 2],
      ])
    }))

  test('a figure says what it is, of when, and as known when', () =>
    withThings(things, async (db) => {
      const [value] = await ask(db, { ids: ['well-done'], period: 'rolling12' })
      assert.deepEqual(value, {
        measure: 'well-done',
        title: 'Things',
        period: { kind: 'rolling12', from: '2025-04-01', to: '2026-04-01' },
        by: null,
        numerator: 2,
        denominator: 4,
        value: 50,
        unit: 'percent',
        polarity: 'neither',
        snapshot: 'test',
        asAt: '2026-03-31',
        edition: '1',
      })
    }))

  test('longer periods of what cannot be added are counted anew', () =>
    withThings(things, async (db) => {
      const year = await ask(db, { ids: ['middle', 'owners'], period: 'rolling12' })
      assert.deepEqual(year.map(brief), [
        ['middle', null, null, 4, 3],
        ['owners', null, 2, null, 2],
      ])
    }))

  test('every group ever met has a figure in every period, and nothing of nothing is no cases', () =>
    withThings(things, async (db) => {
      const groups = await ask(db, { ids: ['things', 'well-done'], by: 'colour' })
      assert.deepEqual(groups.map(brief), [
        ['things', 'blue', 0, null, 0],
        ['things', 'green', 0, null, 0],
        ['things', 'red', 2, null, 2],
        ['things', 'Not known', 1, null, 1],
        ['well-done', 'blue', 0, 0, null],
        ['well-done', 'green', 0, 0, null],
        ['well-done', 'red', 1, 2, 50],
        ['well-done', 'Not known', 0, 1, 0],
      ])
    }))

  test('from and to choose the periods that end in those months, both in', () =>
    withThings(things, async (db) => {
      const periods = async (query: MeasureQuery) =>
        (await ask(db, { ids: ['things'], ...query })).map(({ period }) => period.from)
      assert.deepEqual(await periods({ from: '2026-02' }), ['2026-02-01', '2026-03-01'])
      assert.deepEqual(await periods({ to: '2024-04' }), ['2024-04-01'])
      assert.deepEqual(await periods({ from: '2025-02', to: '2025-03', period: 'rolling12' }), ['2024-04-01'])
      assert.deepEqual(await periods({ from: '2026-04' }), [])
    }))

  test('the year to date begins on 1 April', () =>
    withThings(things, async (db) => {
      const years = await ask(db, { ids: ['things'], period: 'ytd', from: '2025-03', to: '2025-04' })
      assert.deepEqual(
        years.map(({ period, numerator }) => [period.from, period.to, numerator]),
        [
          ['2024-04-01', '2025-04-01', 1],
          ['2025-04-01', '2025-05-01', 0],
        ],
      )
    }))

  test('everything wrong with a query is told at once', () =>
    withThings([], async (db) => {
      const ids = ['things', 'nothing']
      const asked = await measureValues(db, measures, {
        ids,
        by: 'size',
        period: 'snapshot',
        from: '2026',
        to: '2026-13',
      })
      assert.ok(!asked.ok)
      assert.deepEqual(
        asked.problems.map(({ code }) => code),
        ['no-such-breakdown', 'no-such-period', 'unknown-measure', 'not-a-month', 'not-a-month'],
      )
    }))

  test('cells built before are used as they are', () =>
    withThings(things, async (db) => {
      await buildCells(db, measures)
      await db.run('delete from fact_thing')
      assert.deepEqual((await ask(db, { ids: ['things'] })).map(brief), [['things', null, 3, null, 3]])
    }))

  test('published cells can be read through views, and are counted anew for a measure that they lack', () =>
    withThings(things, async (db) => {
      await buildCells(db, [number])
      for (const table of ['measure_cell', 'measure_run']) {
        await db.run(`create table published_${table} as from ${table}`)
        await db.run(`drop table ${table}`)
        await db.run(`create view ${table} as from published_${table}`)
      }
      await db.run('delete from fact_thing where id = 1')
      assert.deepEqual((await ask(db, { ids: ['things'] })).map(brief), [['things', null, 3, null, 3]])
      assert.deepEqual((await ask(db, { ids: ['well-done'] })).map(brief), [['well-done', null, 0, 2, 0]])
    }))

  test('an empty record has noughts and no cases', () =>
    withThings([], async (db) => {
      const found = await ask(db, { ids: ['things', 'well-done', 'middle', 'average'] })
      assert.deepEqual(found.map(brief), [
        ['things', null, 0, null, 0],
        ['well-done', null, 0, 0, null],
        ['middle', null, null, 0, null],
        ['average', null, 0, 0, null],
      ])
    }))
})

describe('buildCells', () => {
  test('a measure that cannot be computed is not run, without a cell in the reason, and the others are', () =>
    withThings(things, async (db) => {
      const runs = await buildCells(db, [number, broken, wellDone])
      assert.deepEqual(
        runs.map(({ measure, status }) => [measure, status]),
        [
          ['things', 'run'],
          ['broken', 'not run'],
          ['well-done', 'run'],
        ],
      )
      assert.doesNotMatch(runs[1]!.reason!, /Ann|Bob|Cy/)
      assert.deepEqual((await ask(db, { from: '2026-03' }, [number, broken, wellDone])).map(brief), [
        ['things', null, 3, null, 3],
        ['well-done', null, 1, 3, 100 / 3],
      ])
    }))

  test('a measure whose list was never supplied is not run', () =>
    withThings(things, async (db) => {
      await db.run('delete from coverage')
      assert.deepEqual(await buildCells(db, [number]), [
        { measure: 'things', edition: '1', status: 'not run', reason: 'never supplied: thing' },
      ])
    }))
})

describe('rowsBehind', () => {
  const march = { kind: 'month', from: '2026-03-01' as PlainDate, to: '2026-04-01' as PlainDate } as const

  test('the rows of a rate say which count above', () =>
    withThings(things, async (db) => {
      const rows = await rowsBehind(db, wellDone, { period: march, by: null })
      assert.deepEqual(
        rows.map(({ key, child, inNumerator }) => [key.id, child, inNumerator]),
        [
          [1, 'Ann', true],
          [2, 'Ann', false],
          [3, 'Bob', false],
        ],
      )
    }))

  test('the rows of a group are its own, those of a share all that it is out of', () =>
    withThings(things, async (db) => {
      const by = (value: string) => ({ period: march, by: { dimension: 'colour', value } })
      assert.equal((await rowsBehind(db, number, by('Not known'))).length, 1)
      const red = await rowsBehind(db, colours, by('red'))
      assert.deepEqual(
        red.map(({ inNumerator }) => inNumerator),
        [true, true],
      )
    }))

  test('a breakdown that the measure has not is an error', () =>
    withThings(things, async (db) => {
      const by = { dimension: 'size', value: 'big' }
      await assert.rejects(rowsBehind(db, number, { period: march, by }), RangeError)
    }))
})
