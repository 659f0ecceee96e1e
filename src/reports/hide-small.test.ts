import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addMonths, plainDate } from '#values'
import type { Figure } from './compendium.ts'
import type { GatheredFigures } from './gather-figures.ts'
import { hideSmall } from './hide-small.ts'

const period = { kind: 'month', from: plainDate('2026-03-01'), to: plainDate('2026-04-01') } as const
const count = (value: number): Figure => ({ period, numerator: value, denominator: null, value })
const share = (numerator: number, denominator: number): Figure => ({
  period,
  numerator,
  denominator,
  value: denominator === 0 ? null : (100 * numerator) / denominator,
})
const none: GatheredFigures = { headline: null, yearBefore: null, series: [], breakdowns: [] }
const groups = (figures: readonly Figure[]) => [
  { dimension: 'area', title: 'area', rows: figures.map((figure, i) => ({ value: `${i}`, label: `${i}`, figure })) },
]
const isHidden = (figure: Figure | null): boolean => figure?.hidden === true

describe('hideSmall', () => {
  const cases = [
    ['nought is shown', count(0), 'count', false],
    ['one is hidden', count(1), 'count', true],
    ['five are hidden', count(5), 'count', true],
    ['six are shown', count(6), 'count', false],
    ['five of a hundred are hidden', share(5, 100), 'percent', true],
    ['95 of a hundred are hidden, since five were not', share(95, 100), 'percent', true],
    ['all of a hundred are shown', share(100, 100), 'percent', false],
    ['a median of five cases is hidden', { ...share(0, 5), numerator: null, value: 9 }, 'days', true],
    ['a median of six cases is shown', { ...share(0, 6), numerator: null, value: 9 }, 'days', false],
    ['a rate of five children is hidden', share(5, 200_000), 'per 10,000', true],
    ['a rate of six children is shown', share(6, 200_000), 'per 10,000', false],
  ] as const
  for (const [rule, figure, unit, hidden] of cases) {
    test(rule, () => {
      const { headline, yearBefore } = hideSmall({ ...none, headline: figure, yearBefore: figure }, unit)
      assert.equal(isHidden(headline), hidden)
      assert.equal(isHidden(yearBefore), hidden)
    })
  }

  test('a hidden figure keeps its period and none of its numbers', () => {
    const { headline } = hideSmall({ ...none, headline: count(3) }, 'count')
    assert.deepEqual(headline, { period, numerator: null, denominator: null, value: null, hidden: true })
  })

  test('one small group takes another with it, since the total is shown', () => {
    const { breakdowns } = hideSmall({ ...none, breakdowns: groups([count(3), count(40), count(60)]) }, 'count')
    assert.ok(breakdowns[0]!.rows.filter((row) => isHidden(row.figure)).length >= 2)
    assert.equal(isHidden(breakdowns[0]!.rows[0]!.figure), true)
  })

  test('one small month takes another of its year with it, and none of other years', () => {
    const series = Array.from({ length: 24 }, (_, i) => {
      const from = addMonths(plainDate('2024-04-01'), i)
      return { ...count(i === 20 ? 2 : 40), period: { kind: 'month' as const, from, to: addMonths(from, 1) } }
    })
    const hidden = hideSmall({ ...none, series }, 'count').series.map(isHidden)
    assert.equal(hidden.slice(0, 12).includes(true), false)
    assert.ok(hidden.slice(12).filter(Boolean).length >= 2)
    assert.equal(hidden[20], true)
  })

  test('no shown figure has a small count in it or left over, whatever the groups', () => {
    const parts = fc.tuple(fc.nat(30), fc.nat(30)).map(([a, b]) => share(a, a + b))
    fc.assert(
      fc.property(fc.array(parts, { minLength: 1, maxLength: 6 }), (figures) => {
        const sum = (part: 'numerator' | 'denominator') => figures.reduce((n, figure) => n + figure[part]!, 0)
        const whole = share(sum('numerator'), sum('denominator'))
        const shown = hideSmall({ ...none, headline: whole, breakdowns: groups(figures) }, 'percent')
        const rows = shown.breakdowns[0]!.rows
        const hidden = rows.filter((row) => isHidden(row.figure)).length
        for (const { figure } of rows.filter((row) => !isHidden(row.figure))) {
          const counts = [figure.numerator!, figure.denominator! - figure.numerator!]
          assert.ok(counts.every((n) => n === 0 || n > 5))
        }
        assert.ok(hidden !== 1 || isHidden(shown.headline), 'a single hidden group comes back from the total')
      }),
    )
  })
})
