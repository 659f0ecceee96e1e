import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Timescale } from '#timescales'
import { plainDate } from '#values'
import { childrenTimescales } from '../timescales/index.ts'
import { clockWords, dueWords, sourceWords } from './due.words.ts'

const asAt = plainDate('2026-03-31')
const due = (dueOn: string | null, state = 'due') => ({
  state,
  startedOn: plainDate('2026-03-02'),
  dueOn: dueOn === null ? null : plainDate(dueOn),
  reason: null,
})

describe('dueWords', () => {
  const cases = [
    ['the due day itself', '2026-03-31', 'days', 'due today'],
    ['the day after', '2026-04-01', 'workingDays', 'due tomorrow'],
    ['days of the calendar ahead', '2026-04-04', 'days', 'due in 4 days'],
    ['working days ahead leave out Easter', '2026-04-07', 'workingDays', 'due in 3 working days'],
    ['the same days of the calendar count it', '2026-04-07', 'weeks', 'due in 7 days'],
    ['a day late', '2026-03-30', 'months', '1 day late'],
    ['working days late leave out the weekend', '2026-03-19', 'workingDays', '8 working days late'],
    ['one working day late', '2026-03-30', 'workingDays', '1 working day late'],
    ['thousands of days are grouped', '2023-03-31', 'months', '1,096 days late'],
    ['before the bank-holiday table, days of the calendar', '2010-03-31', 'workingDays', '5,844 days late'],
  ] as const satisfies readonly (readonly [string, string, Timescale['limit']['unit'], string])[]
  for (const [rule, dueOn, unit, words] of cases) {
    test(rule, () => assert.equal(dueWords(due(dueOn, 'overdue'), unit, asAt), words))
  }

  test('due on a Friday and seen on the Saturday is a day late, not 0 working days', () => {
    assert.equal(dueWords(due('2026-03-27', 'overdue'), 'workingDays', plainDate('2026-03-28')), '1 day late')
  })

  test('what cannot be reckoned is not called late', () => {
    assert.equal(dueWords(due(null, 'unknown'), 'days', asAt), 'cannot be worked out')
    assert.equal(dueWords(due('2026-03-01', 'unknown'), 'days', asAt), 'cannot be worked out')
  })
})

describe('words about a timescale', () => {
  test('the clock says its limit, what started it and when', () => {
    const visit = childrenTimescales.find(({ id }) => id === 'cp-visit')!
    assert.equal(clockWords(due('2026-03-16'), visit), '10 working days from: the last visit, 2 March 2026.')
  })

  test('every timescale says who asks for it and where that stands', () => {
    for (const timescale of childrenTimescales) {
      const words = sourceWords(timescale)
      assert.ok(words.includes(timescale.source.document) && words.includes(timescale.source.paragraph), timescale.id)
      assert.ok(!words.includes('undefined'), timescale.id)
    }
  })
})
