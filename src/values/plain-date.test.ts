import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  addDays,
  addMonths,
  ageOn,
  compareDates,
  daysBetween,
  endOfMonth,
  epochDay,
  formatDate,
  formatMonth,
  fromEpochDay,
  isPlainDate,
  type PlainDate,
  plainDate,
  plainDateOf,
  startOfMonth,
} from './plain-date.ts'

const day = plainDate
const anyDay = fc.integer({ min: -20_000, max: 40_000 }).map(fromEpochDay)

describe('plainDate', () => {
  for (const text of ['2024-02-29', '2000-02-29', '1900-01-01', '0001-01-01', '9999-12-31']) {
    test(`${text} is a day`, () => assert.equal(plainDate(text), text))
  }

  for (const text of [
    '2023-02-29',
    '1900-02-29',
    '2024-04-31',
    '2024-13-01',
    '2024-00-10',
    '2024-01-00',
    '2024-1-1',
    ' 2024-01-01',
    '2024-01-01T00:00',
    '',
    '0000-01-01x',
  ]) {
    test(`${JSON.stringify(text)} is not`, () => {
      assert.equal(isPlainDate(text), false)
      assert.throws(() => plainDate(text), RangeError)
    })
  }

  test('a message never repeats more than the beginning of what was given', () => {
    assert.throws(
      () => plainDate('x'.repeat(5000)),
      (error: Error) => error.message.length < 80,
    )
  })
})

describe('plainDateOf', () => {
  test('pads the numbers', () => assert.equal(plainDateOf(2024, 2, 3), '2024-02-03'))
  test('is nothing where there is no such day', () => assert.equal(plainDateOf(2024, 2, 30), undefined))
})

describe('addDays', () => {
  test('goes over the leap day', () => assert.equal(addDays(day('2024-02-28'), 2), '2024-03-01'))
  test('no clock change moves a day', () => {
    assert.equal(addDays(day('2026-03-28'), 2), '2026-03-30')
    assert.equal(addDays(day('2026-10-24'), 2), '2026-10-26')
  })
  test('there and back again is the same day', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (d, n) => assert.equal(addDays(addDays(d, n), -n), d)),
    )
  })
  test('as many days lie between as were added', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (d, n) =>
        assert.equal(daysBetween(d, addDays(d, n)), n),
      ),
    )
  })
})

describe('addMonths', () => {
  const cases = [
    ['the same day number', '2026-01-15', 1, '2026-02-15'],
    ['the last day of a shorter month', '2026-01-31', 1, '2026-02-28'],
    ['the leap day where there is one', '2024-01-31', 1, '2024-02-29'],
    ['six months from 31 August', '2026-08-31', 6, '2027-02-28'],
    ['over the year', '2025-11-30', 3, '2026-02-28'],
    ['back', '2026-03-31', -1, '2026-02-28'],
    ['none', '2026-03-31', 0, '2026-03-31'],
    ['a year from the leap day', '2024-02-29', 12, '2025-02-28'],
  ] as const
  for (const [rule, from, n, to] of cases) test(`gives ${rule}`, () => assert.equal(addMonths(day(from), n), to))

  test('never leaves the month it should reach', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -600, max: 600 }), (d, n) => {
        const months = (text: PlainDate) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7))
        assert.equal(months(addMonths(d, n)), months(d) + n)
      }),
    )
  })
})

describe('ageOn', () => {
  const cases = [
    ['the day before the birthday', '2021-06-15', '2026-06-14', 4],
    ['the birthday', '2021-06-15', '2026-06-15', 5],
    ['28 February for a birthday on the leap day', '2020-02-29', '2025-02-28', 5],
    ['27 February for a birthday on the leap day', '2020-02-29', '2025-02-27', 4],
    ['28 February of a leap year for a birthday on the leap day', '2020-02-29', '2024-02-28', 3],
    ['the day of birth', '2026-01-01', '2026-01-01', 0],
    ['the day before birth', '2026-01-02', '2026-01-01', -1],
  ] as const
  for (const [rule, dob, on, age] of cases)
    test(`on ${rule} is ${age}`, () => assert.equal(ageOn(day(dob), day(on)), age))
})

describe('months and words', () => {
  test('a month begins on the 1st and ends on its last day', () => {
    assert.equal(startOfMonth(day('2024-02-29')), '2024-02-01')
    assert.equal(endOfMonth(day('2024-02-01')), '2024-02-29')
    assert.equal(endOfMonth(day('2025-12-31')), '2025-12-31')
  })
  test('a day and a month are written out', () => {
    assert.equal(formatDate(day('2018-02-06')), '6 February 2018')
    assert.equal(formatMonth(day('2018-12-31')), 'December 2018')
  })
  test('days sort as their text does', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) =>
        assert.equal(Math.sign(compareDates(a, b)), Math.sign(epochDay(a) - epochDay(b))),
      ),
    )
  })
})
