import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { parseDate, readDate } from './parse-date.ts'
import { daysBetween, epochDay, formatDate, fromEpochDay, type PlainDate, plainDate } from './plain-date.ts'

const read = [
  ['06/02/2018', '2018-02-06', 'day first with slashes'],
  ['6/2/2018', '2018-02-06', 'one-digit day and month'],
  ['06-02-2018', '2018-02-06', 'day first with dashes'],
  ['06.02.2018', '2018-02-06', 'day first with dots'],
  ['12/11/2018', '2018-11-12', 'a date that could be either way round is day first'],
  ['6 Feb 2018', '2018-02-06', 'short month'],
  ['06-FEB-2018', '2018-02-06', 'short month in capitals with dashes'],
  ['6th of February 2018', '2018-02-06', 'ordinal and full month'],
  ['1 Sept 2019', '2019-09-01', 'September in four letters'],
  ['2018-02-06', '2018-02-06', 'year first'],
  ['2018/02/06', '2018-02-06', 'year first with slashes'],
  ['2018-02-06 00:00:00', '2018-02-06', 'midnight'],
  ['2018-02-06T23:59:59.999Z', '2018-02-06', 'a time of day is dropped'],
  ['06/02/2018 14:05', '2018-02-06', 'day first with a time'],
  ['06/02/2018 2:05 PM', '2018-02-06', 'twelve-hour clock'],
  ['29/02/2024', '2024-02-29', 'a leap day'],
  ['43137', '2018-02-06', 'an Excel serial number'],
  ['43137.75', '2018-02-06', 'an Excel serial number with a time'],
  ['61', '1900-03-01', 'the first serial number after the day that never was'],
  ['59', '1900-02-28', 'the last serial number before it'],
  ['  06/02/2018 ', '2018-02-06', 'non-breaking and other spaces around'],
] as const

const refused = [
  ['06/02/18', 'two-digit-year'],
  ['6-Feb-18', 'two-digit-year'],
  ['31/02/2018', 'impossible'],
  ['29/02/2023', 'impossible'],
  ['02/13/2018', 'impossible'],
  ['00/00/2018', 'impossible'],
  ['60', 'impossible'],
  ['06/02/1818', 'out-of-range'],
  ['06/02/2108', 'out-of-range'],
  ['80001', 'out-of-range'],
  ['0', 'out-of-range'],
  ['06/02-2018', 'unreadable'],
  ['6 Fevrier 2018', 'unreadable'],
  ['Feb 2018', 'unreadable'],
  ['20180206', 'unreadable'],
  ['2018-02-06 and more', 'unreadable'],
  ['tomorrow', 'unreadable'],
  ['', 'unreadable'],
] as const

const days = fc
  .integer({ min: epochDay(plainDate('1900-03-01')), max: epochDay(plainDate('2100-12-31')) })
  .map(fromEpochDay)

const writings: readonly ((day: PlainDate) => string)[] = [
  (day) => day,
  (day) => `${day} 00:00:00`,
  (day) => `${day}T09:30:00.000Z`,
  (day) => day.split('-').reverse().join('/'),
  (day) => day.split('-').reverse().map(Number).join('/'),
  (day) => day.split('-').reverse().join('.'),
  (day) => day.split('-').reverse().join('-'),
  (day) => formatDate(day),
  (day) =>
    formatDate(day)
      .replace(/([A-Z][a-z]{2})[a-z]*/, '$1')
      .replaceAll(' ', '-')
      .toUpperCase(),
]

describe('parseDate', () => {
  for (const [raw, day, rule] of read) it(`reads ${rule}`, () => assert.equal(parseDate(raw), day))

  for (const [raw, problem] of refused) {
    it(`says that ${JSON.stringify(raw)} is ${problem}`, () => {
      assert.deepEqual(readDate(raw), { problem })
      assert.equal(parseDate(raw), undefined)
    })
  }

  it('gives back every day in whatever form it is written', () => {
    fc.assert(fc.property(days, fc.constantFrom(...writings), (day, write) => parseDate(write(day)) === day))
  })

  it('gives back every day written as an Excel serial number with any time of day', () => {
    const last = plainDate('2100-12-31')
    const times = fc.double({ min: 0, max: 0.999, noNaN: true })
    fc.assert(
      fc.property(days, times, (day, time) => {
        const serial = daysBetween(plainDate('1899-12-30'), day) + time
        return day > last || serial > 80_000 || parseDate(serial.toFixed(4)) === day
      }),
    )
  })

  it('answers for any text at all without throwing', () => {
    fc.assert(fc.property(fc.string(), (text) => parseDate(text) === undefined || /^\d{4}-/.test(parseDate(text)!)))
  })
})
