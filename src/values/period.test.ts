import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { financialYearStart, holds, monthOf, monthsBetween, rolling12To, snapshotOn, yearToDate } from './period.ts'
import { addDays, addMonths, fromEpochDay, plainDate } from './plain-date.ts'

const day = plainDate
const anyDay = fc.integer({ min: 15_000, max: 25_000 }).map(fromEpochDay)

describe('periods', () => {
  test('a month runs from its 1st to the next 1st', () => {
    assert.deepEqual(monthOf(day('2024-02-29')), { kind: 'month', from: '2024-02-01', to: '2024-03-01' })
  })

  test('twelve rolling months end with the month of the day', () => {
    assert.deepEqual(rolling12To(day('2026-03-31')), { kind: 'rolling12', from: '2025-04-01', to: '2026-04-01' })
  })

  test('the year to date begins on 1 April', () => {
    assert.deepEqual(yearToDate(day('2026-03-31')), { kind: 'ytd', from: '2025-04-01', to: '2026-04-01' })
    assert.deepEqual(yearToDate(day('2026-04-01')), { kind: 'ytd', from: '2026-04-01', to: '2026-05-01' })
  })

  test('31 March and 1 April are in different financial years', () => {
    assert.equal(financialYearStart(day('2026-03-31')), '2025-04-01')
    assert.equal(financialYearStart(day('2026-04-01')), '2026-04-01')
  })
})

describe('holds', () => {
  test('the first day is in a period, and the day it ends is not', () => {
    const march = monthOf(day('2026-03-15'))
    assert.equal(holds(march, day('2026-03-01')), true)
    assert.equal(holds(march, day('2026-03-31')), true)
    assert.equal(holds(march, day('2026-04-01')), false)
    assert.equal(holds(march, day('2026-02-28')), false)
  })

  test('a snapshot holds its own day alone', () => {
    const snapshot = snapshotOn(day('2026-03-31'))
    assert.equal(holds(snapshot, day('2026-03-31')), true)
    assert.equal(holds(snapshot, day('2026-04-01')), false)
    assert.equal(holds(snapshot, day('2026-03-30')), false)
  })

  test('every day is in exactly one month', () => {
    fc.assert(
      fc.property(anyDay, (d) => {
        assert.equal(holds(monthOf(d), d), true)
        assert.equal(holds(monthOf(addMonths(d, 1)), d), false)
        assert.equal(holds(monthOf(addMonths(d, -1)), d), false)
      }),
    )
  })

  test('one month’s end is the next month’s start', () => {
    fc.assert(fc.property(anyDay, (d) => assert.equal(monthOf(monthOf(d).to).from, monthOf(d).to)))
  })

  test('twelve rolling months hold twelve months of days', () => {
    fc.assert(
      fc.property(anyDay, (d) => {
        const { from, to } = rolling12To(d)
        assert.equal(monthsBetween(from, to), 12)
        assert.equal(holds(rolling12To(d), addDays(to, -1)), true)
      }),
    )
  })
})

describe('monthsBetween', () => {
  test('counts months and not days', () => {
    assert.equal(monthsBetween(day('2026-01-31'), day('2026-02-01')), 1)
    assert.equal(monthsBetween(day('2026-01-01'), day('2026-01-31')), 0)
    assert.equal(monthsBetween(day('2026-01-01'), day('2025-12-31')), -1)
  })
})
