import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { addMonths, plainDate } from '#values'
import type { Figure } from './compendium.ts'
import { controlOf } from './control.ts'

const months = (values: readonly (number | null)[]): Figure[] =>
  values.map((value, i) => {
    const from = addMonths(plainDate('2024-01-01'), i)
    return { period: { kind: 'month', from, to: addMonths(from, 1) }, numerator: value, denominator: 100, value }
  })
const steady = Array.from({ length: 20 }, (_, i) => 70 + (i % 2 === 0 ? 2 : -2))
const judge = (values: readonly (number | null)[], polarity: 'higher' | 'lower' | 'neither') =>
  controlOf({ unit: 'percent', polarity, series: months(values) })

describe('controlOf', () => {
  test('ups and downs within the limits are steady', () => {
    const control = judge(steady, 'higher')!
    assert.equal(control.verdict, 'The newest figures show no change beyond chance')
    assert.equal(control.sustainedSince, null)
    assert.equal(control.direction, 'steady')
    assert.deepEqual(control.signals, [])
    assert.equal(control.stretches[0]!.mean, 70)
  })

  test('seven in a row below the mean are worse where higher is better, better where lower is, and a change where neither is', () => {
    const values = [...steady, ...Array(6).fill(66)]
    const expected = { higher: 'worse', lower: 'better', neither: 'changed' } as const
    for (const polarity of ['higher', 'lower', 'neither'] as const) {
      const control = judge(values, polarity)!
      assert.equal(control.direction, expected[polarity])
      assert.equal(control.verdict, 'Sustained fall: 7 in a row below the mean, since August 2025')
      assert.equal(control.sustainedSince, '2025-08-01')
      assert.deepEqual(new Set(control.signals.map((signal) => signal.mark)), new Set([expected[polarity]]))
      assert.equal(control.signals.length, 7)
    }
  })

  test('fewer than twelve figures have no limits', () => assert.equal(judge(steady.slice(0, 11), 'higher'), null))

  test('limits of a percentage stay within 0 and 100', () => {
    const { lower, upper } = judge(
      Array.from({ length: 12 }, (_, i) => (i % 2) * 100),
      'higher',
    )!.stretches[0]!
    assert.deepEqual([lower, upper], [0, 100])
  })

  test('a series with a hidden figure is not judged, since its limits would give it away', () => {
    const series = months(steady).map((figure, i): Figure => (i === 3 ? { ...figure, hidden: true } : figure))
    assert.equal(controlOf({ unit: 'percent', polarity: 'higher', series }), null)
  })

  test('periods that overlap are not judged', () => {
    const series = months(steady).map(
      (figure): Figure => ({ ...figure, period: { ...figure.period, kind: 'rolling12' } }),
    )
    assert.equal(controlOf({ unit: 'percent', polarity: 'higher', series }), null)
  })

  test('a new baseline has its reason', () => {
    const rebaselines = [{ from: '2025-02-01', by: 'Head of service', reason: 'New team' }]
    const series = months([...steady, ...steady])
    const { stretches } = controlOf({ unit: 'percent', polarity: 'higher', series, rebaselines })!
    assert.deepEqual(
      stretches.map((stretch) => stretch.reason),
      [null, 'New team'],
    )
  })
})
