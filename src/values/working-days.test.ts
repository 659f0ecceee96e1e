import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { isOpenDay, slowAddWorkingDays, slowWorkingDaysBetween } from '../../test/slow-calendar.ts'
import { englandCalendar } from './england-calendar.ts'
import { addDays, type PlainDate, plainDate } from './plain-date.ts'
import { addWorkingDays, isWorkingDay, workingDayCalendar, workingDaysBetween } from './working-days.ts'

const FIRST = plainDate('2015-01-01')
const DAYS = 5114

/** Any day of the table; Christmas, Easter and weekends come up far more often than by chance. */
const anyDay = fc.oneof(
  fc.integer({ min: 0, max: DAYS - 1 }).map((n) => addDays(FIRST, n)),
  fc.constantFrom('2015-12-25', '2016-03-25', '2019-04-20', '2020-05-08', '2022-06-02', '2024-02-29').map(plainDate),
  fc
    .integer({ min: 2015, max: 2027 })
    .chain((year) => fc.integer({ min: 20, max: 31 }).map((d) => plainDate(`${year}-12-${d}`))),
)

const add = (start: string, n: number) => addWorkingDays(plainDate(start), n, englandCalendar)
const between = (a: string, b: string) => workingDaysBetween(plainDate(a), plainDate(b), englandCalendar)

describe('addWorkingDays', () => {
  const examples = [
    ['Easter closes Friday to Monday', '2026-04-02', 1, '2026-04-07'],
    ['a start at the weekend is day 0 too', '2026-03-28', 15, '2026-04-21'],
    ['Christmas, Boxing Day and New Year do not count', '2025-12-22', 10, '2026-01-08'],
    ['45 days run over Christmas', '2025-12-01', 45, '2026-02-05'],
    ['a start on a bank holiday is day 0', '2025-12-25', 1, '2025-12-29'],
    ['the leap day counts when it is a weekday', '2024-02-28', 1, '2024-02-29'],
    ['no days give the start, even on a Sunday', '2026-03-29', 0, '2026-03-29'],
    ['one day back from a Monday is the Friday', '2026-03-30', -1, '2026-03-27'],
    ['one day back from a Sunday is the Friday', '2026-03-29', -1, '2026-03-27'],
  ] as const
  for (const [rule, start, n, due] of examples) test(rule, () => assert.equal(add(start, n), due))

  test('agrees with counting day by day, from any day of the table', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 60 }), (start, n) => {
        fc.pre(start <= '2028-09-01')
        assert.equal(add(start, n), slowAddWorkingDays(start, n))
      }),
      { numRuns: 2000 },
    )
  })

  test('back again after going forward is the same working day', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 200 }), (start, n) => {
        fc.pre(isOpenDay(start) && start < '2027-12-01')
        assert.equal(add(add(start, n), -n), start)
      }),
    )
  })

  for (const [rule, start, n] of [
    ['a start before the table is an error that names its span', '2014-12-31', 1],
    ['a start after the table is an error that names its span', '2029-01-01', 1],
    ['a due day after the table is an error that names its span', '2028-12-20', 45],
    ['a day back before the table is an error that names its span', '2015-01-02', -5],
  ] as const) {
    test(rule, () => assert.throws(() => add(start, n), /RangeError.*2015-01-01 to 2028-12-31/s))
  }
})

describe('workingDaysBetween', () => {
  test('the day itself is not counted, and the end is', () => {
    assert.equal(between('2026-03-30', '2026-03-30'), 0)
    assert.equal(between('2026-03-30', '2026-03-31'), 1)
  })

  test('Easter leaves one working day from Thursday to Tuesday', () =>
    assert.equal(between('2024-03-28', '2024-04-02'), 1))

  test('the wrong way round is negative', () => assert.equal(between('2026-04-07', '2026-04-02'), -1))

  test('agrees with counting day by day, with both ends anywhere', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 400 }), (start, days) => {
        const end = addDays(start, days)
        fc.pre(end <= '2028-12-31')
        assert.equal(between(start, end), slowWorkingDaysBetween(start, end))
      }),
      { numRuns: 1000 },
    )
  })

  test('n working days after a day lie n working days away', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 100 }), (start, n) => {
        fc.pre(start < '2028-06-01')
        assert.equal(between(start, add(start, n)), n)
      }),
    )
  })

  test('either end outside the table is an error', () => {
    assert.throws(() => between('2014-12-31', '2015-02-01'), RangeError)
    assert.throws(() => between('2028-12-01', '2029-01-01'), RangeError)
  })
})

describe('isWorkingDay', () => {
  test('agrees with the diary on every day of the table', () => {
    for (let n = 0; n < DAYS; n++) {
      const day: PlainDate = addDays(FIRST, n)
      assert.equal(isWorkingDay(day, englandCalendar), isOpenDay(day), day)
    }
    assert.equal(addDays(FIRST, DAYS - 1), englandCalendar.coversTo)
  })
})

describe('workingDayCalendar', () => {
  test('a bank holiday outside what the list says it covers is an error', () => {
    const list = { coversFrom: '2030-01-01', coversTo: '2030-12-31', holidays: [{ date: '2031-01-01' }] }
    assert.throws(() => workingDayCalendar(list), /2031-01-01/)
  })
})
