import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { PlainDate } from '#values'
import { type KnownRecord, knownPeriods, missingTables } from './known-period.ts'
import { aMeasure } from './measure.fixture.ts'
import { count, type Measure, median } from './measure.ts'

const day = (text: string) => text as PlainDate

function record(from: string, to: string, more: Partial<KnownRecord> = {}): KnownRecord {
  return {
    snapshot: 'test',
    asAt: day(to),
    coverage: [{ table: 'thing', from: day(from), to: day(to) }],
    extractDays: [{ table: 'thing', asAt: day(to) }],
    ...more,
  }
}

const flow = count({ ...aMeasure, numerator: { words: 'things' } })
const stock = { ...flow, when: { stock: 'day' }, periods: ['snapshot'], headline: 'snapshot' } as const
const observed = { ...stock, when: { stock: 'day', observed: true } } as const

function known(measure: Measure, of: KnownRecord): string[] {
  return knownPeriods(measure, of).map(({ kind, on }) => `${kind} ${on}`)
}

describe('knownPeriods', () => {
  test('a month is known when its first and its last day are covered', () => {
    assert.deepEqual(known(flow, record('2026-01-01', '2026-03-31')), [
      'month 2026-01-01',
      'month 2026-02-01',
      'month 2026-03-01',
    ])
    assert.deepEqual(known(flow, record('2026-01-02', '2026-03-30')), ['month 2026-02-01'])
  })

  test('coverage of less than a month knows none', () => {
    assert.deepEqual(known(flow, record('2026-01-02', '2026-01-31')), [])
  })

  test('a measure of several lists is known where all of them are', () => {
    const coverage = [
      { table: 'thing', from: day('2026-01-01'), to: day('2026-03-31') },
      { table: 'other', from: day('2026-02-01'), to: day('2026-02-28') },
    ]
    const both = { ...flow, needs: { tables: ['other'] } }
    assert.deepEqual(known(both, record('2026-01-01', '2026-03-31', { coverage })), ['month 2026-02-01'])
    assert.deepEqual(known(both, record('2026-01-01', '2026-03-31')), [])
    assert.deepEqual(missingTables(both, record('2026-01-01', '2026-03-31')), ['other'])
  })

  test('months before and days after must be known as well', () => {
    const before = { ...flow, needs: { monthsBefore: 2 } }
    const after = { ...flow, needs: { daysAfter: 1 } }
    assert.deepEqual(known(before, record('2026-01-01', '2026-03-31')), ['month 2026-03-01'])
    assert.deepEqual(known(after, record('2026-01-01', '2026-03-31')), ['month 2026-01-01', 'month 2026-02-01'])
  })

  test('figures that cannot be added have their longer periods, twelve months only with twelve known', () => {
    const middle = median({ ...aMeasure, amount: { words: 'days', sql: 'days' }, denominator: { words: 'things' } })
    const periods = known(middle, record('2025-04-01', '2026-04-30'))
    assert.deepEqual(
      periods.filter((each) => each.startsWith('rolling12')),
      ['rolling12 2026-03-01', 'rolling12 2026-04-01'],
    )
    assert.equal(periods.filter((each) => each.startsWith('ytd')).length, 13)
  })

  test('stock is known at month ends and on the as-at day', () => {
    assert.deepEqual(known(stock, record('2026-01-15', '2026-03-10')), [
      'snapshot 2026-01-31',
      'snapshot 2026-02-28',
      'snapshot 2026-03-10',
    ])
    assert.deepEqual(known(stock, record('2026-03-01', '2026-03-31')), ['snapshot 2026-03-31'])
  })

  test('what only stands as extracts give it is known on their days alone', () => {
    const extractDays = [
      { table: 'thing', asAt: day('2026-01-31') },
      { table: 'other', asAt: day('2026-02-28') },
      { table: 'thing', asAt: day('2026-03-10') },
    ]
    assert.deepEqual(known(observed, record('2026-01-01', '2026-03-10', { extractDays })), [
      'snapshot 2026-01-31',
      'snapshot 2026-03-10',
    ])
  })
})
