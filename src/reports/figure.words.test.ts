import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Period, plainDate } from '#values'
import type { Figure } from './compendium.ts'
import {
  amountWords,
  changeOf,
  lastDay,
  numberWords,
  partsWords,
  periodWords,
  targetState,
  valueWords,
} from './figure.words.ts'

const march: Period = { kind: 'month', from: plainDate('2018-02-01'), to: plainDate('2018-03-01') }
const percent = { unit: 'percent', decimals: 1, polarity: 'higher' } as const
const count = { unit: 'count', decimals: 0, polarity: 'lower' } as const
const share = (numerator: number, denominator: number): Figure => ({
  period: march,
  numerator,
  denominator,
  value: denominator === 0 ? null : (100 * numerator) / denominator,
})
const plain = (value: number): Figure => ({ period: march, numerator: value, denominator: null, value })
const hidden: Figure = { period: march, numerator: null, denominator: null, value: null, hidden: true }

describe('numberWords', () => {
  const cases = [
    ['thousands are parted', 1234567, 0, '1,234,567'],
    ['a half goes away from zero', 68.45, 1, '68.5'],
    ['a whole number keeps its decimals', 70, 1, '70.0'],
    ['nothing is minus nought', -0.04, 1, '0.0'],
    ['below zero', -1234.5, 1, '-1,234.5'],
  ] as const
  for (const [rule, value, decimals, words] of cases)
    test(rule, () => assert.equal(numberWords(value, decimals), words))
})

describe('valueWords', () => {
  test('a percentage has its sign', () => assert.equal(valueWords(share(130, 190), percent), '68.4%'))
  test('nothing to count is no cases, not nought', () => assert.equal(valueWords(share(0, 0), percent), 'no cases'))
  test('none of some is nought', () => assert.equal(valueWords(share(0, 3), percent), '0.0%'))
  test('a small number that is held back says so', () => assert.equal(valueWords(hidden, percent), 'hidden'))
  test('one day is not days', () => assert.equal(amountWords(1, { unit: 'days', decimals: 0 }), '1 day'))
  test('a rate says of how many', () =>
    assert.equal(amountWords(74.14, { unit: 'per 10,000', decimals: 1 }), '74.1 per 10,000'))
})

describe('partsWords', () => {
  test('a percentage has both its counts', () =>
    assert.equal(partsWords(share(1300, 1900), 'percent'), '1,300 of 1,900'))
  test('a plain count has none', () => assert.equal(partsWords(plain(4), 'count'), ''))
  test('a hidden figure gives none away', () => assert.equal(partsWords({ ...hidden, denominator: 7 }, 'percent'), ''))
  test('a rate has its children', () => assert.equal(partsWords(share(5, 100), 'per 10,000'), '5 among 100 children'))
  test('a median has its cases, one or more', () => {
    assert.equal(partsWords({ ...share(0, 1), numerator: null }, 'days'), 'over 1 case')
    assert.equal(partsWords({ ...share(0, 2), numerator: null }, 'days'), 'over 2 cases')
  })
})

describe('periodWords and lastDay', () => {
  const year: Period = { kind: 'rolling12', from: plainDate('2017-03-01'), to: plainDate('2018-03-01') }
  const toDate: Period = { kind: 'ytd', from: plainDate('2017-04-01'), to: plainDate('2018-03-01') }
  const day: Period = { kind: 'snapshot', from: plainDate('2018-02-06'), to: plainDate('2018-02-06') }
  test('a month', () => assert.equal(periodWords(march), 'February 2018'))
  test('twelve months', () => assert.equal(periodWords(year), '12 months to February 2018'))
  test('a year to date', () => assert.equal(periodWords(toDate), 'April 2017 to February 2018'))
  test('a day', () => assert.equal(periodWords(day), '6 February 2018'))
  test('the day before the next period is the last', () => assert.equal(lastDay(march), '2018-02-28'))
  test('a day is its own last', () => assert.equal(lastDay(day), '2018-02-06'))
})

describe('changeOf', () => {
  test('percentages differ by points, as they are shown, and it says whether that is better', () => {
    assert.deepEqual(changeOf(share(130, 190), share(158, 192), percent), {
      arrow: '▼',
      words: 'Down 13.9 points from 82.3% (158 of 192) a year before, which is worse.',
    })
  })

  test('lower is better where polarity says so', () => {
    assert.match(changeOf(plain(30), plain(40), count)!.words, /^Down 10 from 40 a year before, which is better\.$/)
  })

  test('polarity neither is never called better or worse', () => {
    assert.deepEqual(changeOf(plain(40), plain(30), { ...count, polarity: 'neither' }), {
      arrow: '▲',
      words: 'Up 10 from 30 a year before.',
    })
  })

  test('19 cases in either have no direction; 20 in both have', () => {
    assert.equal(changeOf(share(10, 20), share(5, 19), percent)!.arrow, null)
    assert.equal(changeOf(share(10, 19), share(5, 20), percent)!.arrow, null)
    assert.equal(changeOf(share(10, 20), share(5, 20), percent)!.arrow, '▲')
  })

  test('figures shown alike are the same', () => {
    assert.deepEqual(changeOf(share(1000, 2001), share(1000, 2000), percent), {
      arrow: '■',
      words: 'The same as 50.0% (1,000 of 2,000) a year before.',
    })
  })

  test('no cases, or a hidden figure, have no change', () => {
    assert.equal(changeOf(share(0, 0), share(1, 2), percent), undefined)
    assert.equal(changeOf(share(10, 20), hidden, percent), undefined)
  })
})

describe('targetState', () => {
  const measure = (value: number | null, polarity: 'higher' | 'lower' | 'neither', target = 80) => ({
    headline: { ...plain(0), value },
    target: { value: target, source: 'the board' },
    polarity,
    unit: 'percent' as const,
    decimals: 1,
  })
  const cases = [
    ['below where higher is better is off', 76.6, 'higher', false, '3.4 points below the target of 80.0%'],
    ['one point is not points', 81, 'lower', false, '1.0 point above the target of 80.0%'],
    ['below where lower is better meets it', 76.6, 'lower', true, '3.4 points below the target of 80.0%'],
    ['at the target meets it', 80, 'higher', true, 'at the target of 80.0%'],
    ['just short is off though it is shown alike', 79.96, 'higher', false, 'just short of the target of 80.0%'],
  ] as const
  for (const [rule, value, polarity, met, distance] of cases) {
    test(rule, () => {
      const word = met ? 'Meets target' : 'Off target'
      assert.deepEqual(targetState(measure(value, polarity)), { met, word, distance })
    })
  }

  test('there is none without a value, a target or a direction of good', () => {
    assert.equal(targetState(measure(null, 'higher')), undefined)
    assert.equal(targetState(measure(1, 'neither')), undefined)
    assert.equal(targetState({ ...measure(1, 'higher'), target: null }), undefined)
  })
})
