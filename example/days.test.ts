import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addMonths, addWorkingDays, ageOn, englandCalendar, fromEpochDay, workingDaysBetween } from '#values'
import {
  ageAt,
  birthday,
  countBy,
  dateOf,
  dayOf,
  isWorking,
  latestBy,
  plusMonths,
  plusWorking,
  workingBetween,
} from './days.ts'

const anyDay = fc.integer({ min: dayOf('1990-01-01'), max: dayOf('2030-12-31') })
const coveredDay = fc.integer({ min: dayOf('2015-01-01'), max: dayOf('2027-12-31') })

describe('the simulator keeps the calendar of the values', () => {
  it('counts months as addMonths does', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -48, max: 48 }), (day, n) => {
        assert.equal(dateOf(plusMonths(day, n)), addMonths(fromEpochDay(day), n))
      }),
    )
  })

  it('counts ages as ageOn does, 29 February included', () => {
    const born = fc.oneof(anyDay, fc.constant(dayOf('2008-02-29')))
    fc.assert(
      fc.property(born, anyDay, (from, day) => {
        assert.equal(ageAt(from, day), ageOn(fromEpochDay(from), fromEpochDay(day)))
      }),
    )
    assert.equal(ageAt(dayOf('2008-02-29'), dayOf('2025-02-28')), 17)
    assert.equal(ageAt(dayOf('2008-02-29'), dayOf('2025-02-27')), 16)
  })

  it('counts working days as the calendar of England does', () => {
    fc.assert(
      fc.property(coveredDay, fc.integer({ min: 1, max: 60 }), (day, n) => {
        assert.equal(dateOf(plusWorking(day, n)), addWorkingDays(fromEpochDay(day), n, englandCalendar))
        const later = day + n
        const expected = workingDaysBetween(fromEpochDay(day), fromEpochDay(later), englandCalendar)
        assert.equal(workingBetween(day, later), expected)
      }),
    )
  })

  it('rests on Good Friday and Easter Monday', () => {
    assert.equal(isWorking(dayOf('2026-04-03')), false)
    assert.equal(dateOf(plusWorking(dayOf('2026-04-02'), 1)), '2026-04-07')
  })

  it('turns a birthday on the day itself', () => {
    assert.equal(dateOf(birthday(dayOf('2010-05-17'), 16)), '2026-05-17')
  })
})

describe('days in order', () => {
  const days = [3, 7, 7, 12]
  it('counts those on or before a day', () => {
    assert.deepEqual(
      [2, 3, 7, 11, 12].map((day) => countBy(days, day)),
      [0, 1, 3, 3, 4],
    )
  })
  it('gives the latest on or before a day, or none', () => {
    assert.deepEqual(
      [2, 3, 11, 99].map((day) => latestBy(days, day)),
      [undefined, 3, 7, 12],
    )
  })
})
