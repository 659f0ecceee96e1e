import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { hostileStrings } from '../../../test/hostile-strings.ts'
import { type LineChart, lineChart, scaleFor, sparkline } from './index.ts'

const labels = ['Jan 2025', 'Feb 2025', 'Mar 2025', 'Apr 2025']
const chart: LineChart = {
  id: 'visits',
  title: 'Visits in time',
  description: 'From 60% to 90%.',
  labels,
  format: (value) => `${value}%`,
  ceiling: 100,
  lines: [
    {
      name: 'Visits',
      look: 'own',
      points: [{ value: 60 }, { value: 75, mark: 'better' }, { value: null }, { value: 90 }],
    },
  ],
  levels: [
    { name: 'Mean', kind: 'mean', value: 75.25, from: 0, to: 3 },
    { name: 'Upper limit', kind: 'limit', value: 76, from: 0, to: 3 },
  ],
}

describe('lineChart', () => {
  const svg = String(lineChart(chart))

  test('each size is one picture with a title and a description', () => {
    assert.equal(svg.match(/<svg [^>]*role="img" aria-labelledby="visits-(wide|narrow)-title"/g)?.length, 2)
    assert.equal(svg.match(/<title id="visits-\w+-title">Visits in time<\/title>/g)?.length, 2)
    assert.equal(svg.match(/<desc id="visits-\w+-desc">From 60% to 90%.<\/desc>/g)?.length, 2)
  })

  test('the same chart is the same markup, whatever was drawn before', () => {
    lineChart({ ...chart, id: 'other' })
    assert.equal(String(lineChart(chart)), svg)
  })

  test('nothing is left for a mouse, a script or a style sheet', () => {
    assert.doesNotMatch(svg, /<style|<script|onclick|ecmeta|zr\d|clip-path|class="zr/)
  })

  test('every id is there once', () => {
    const ids = [...svg.matchAll(/ id="([^"]*)"/g)].map((match) => match[1])
    assert.equal(new Set(ids).size, ids.length)
  })

  test('levels are named in words with their height, whole, and not one over the other', () => {
    const heights = ['Mean 75.25%', 'Upper limit 76%'].map((words) => {
      const found = new RegExp(`y="([\\d.]+)">${words}<`).exec(svg)
      assert.ok(found, words)
      return Number(found[1])
    })
    assert.ok(Math.abs(heights[0]! - heights[1]!) >= 16)
  })

  test('a point of change has a shape of its own, and a step without a value has no point', () => {
    assert.deepEqual(svg.match(/<path d="(M[\d. ]+h0)+" stroke="#1d70b8"/g)?.length, 4)
    assert.equal(svg.match(/<path [^>]*fill="#85c2f0"/g)?.length, 2)
  })

  test('a chart with no values at all is drawn empty', () => {
    const empty = {
      ...chart,
      levels: [],
      lines: [{ name: 'None', look: 'own', points: labels.map(() => ({ value: null })) }],
    } as const
    assert.match(String(lineChart(empty)), /<svg/)
  })

  test('hostile text in every field stays text', () => {
    for (const text of hostileStrings) {
      const hostile = lineChart({
        ...chart,
        title: text,
        description: text,
        labels: labels.map((label) => label + text),
        levels: chart.levels!.map((level) => ({ ...level, name: text })),
      })
      assert.doesNotMatch(String(hostile), /<(script|img|iframe|body|a|style|b|!--|h1)[\s>]/i, text)
    }
  })
})

describe('scaleFor', () => {
  const cases = [
    ['counts start at zero', [0, 37], undefined, { min: 0, max: 40, step: 10 }],
    ['heights close together do not', [82, 95], 100, { min: 80, max: 95, step: 5 }],
    ['percentages end at 100', [3, 99], 100, { min: 0, max: 100, step: 25 }],
    ['one height alone has room', [5, 5], undefined, { min: 4, max: 6, step: 2 }],
    ['zero alone has room', [0], undefined, { min: 0, max: 0.5, step: 0.5 }],
    ['below zero is held', [-4, 4], undefined, { min: -4, max: 4, step: 2 }],
    ['no heights give an empty axis', [], undefined, { min: 0, max: 1, step: 1 }],
  ] as const
  for (const [rule, values, ceiling, expected] of cases) {
    test(rule, () => assert.deepEqual(scaleFor(values, ceiling), expected))
  }

  test('holds every value with few marks', () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((n) => Math.round(n * 1000) / 1000)
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), (values) => {
        const { min, max, step } = scaleFor(values)
        assert.ok(min <= Math.min(...values) + 1e-6 && max >= Math.max(...values) - 1e-6)
        assert.ok(step > 0 && (max - min) / step <= 8)
      }),
    )
  })
})

describe('sparkline', () => {
  test('begins anew after a gap and dots the last value', () => {
    const svg = String(sparkline([1, 2, null, 4, null]))
    assert.match(svg, /<path d="M4 [\d.]+L32 [\d.]+M88 [\d.]+"/)
    assert.match(svg, /<circle cx="88"/)
  })

  test('is hidden from screen readers, which have the figures', () =>
    assert.match(String(sparkline([1, 2])), /aria-hidden="true"/))
  test('of fewer than two values is nothing', () => assert.equal(String(sparkline([null, 3])), ''))
})
