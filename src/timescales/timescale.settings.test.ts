import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { plainDate } from '#values'
import { applyTimescaleSettings, calendarWarning, dueOnSql, formatLimit, isDueState, type Timescale } from './index.ts'

const base: Timescale = {
  id: 'visit',
  title: 'Visit',
  kind: 'practice',
  source: { document: 'A document', paragraph: '1' },
  verified: 'unverified',
  limit: { value: 10, unit: 'workingDays' },
  configurable: true,
  appliesTo: 'all',
  starts: 'start',
  meets: 'visit',
  tables: ['contact'],
  sql: 'select 1',
}
const fixed: Timescale = { ...base, id: 'fixed', kind: 'statutory', configurable: false }
const both = [base, fixed]

const codes = (settings: unknown) => {
  const outcome = applyTimescaleSettings(both, settings)
  return outcome.ok ? [] : outcome.problems.map((problem) => [problem.code, problem.field])
}

describe('applyTimescaleSettings', () => {
  test('changes the limit of a configurable timescale and of no other', () => {
    const outcome = applyTimescaleSettings(both, { visit: { value: 4, unit: 'weeks' } })
    assert.ok(outcome.ok)
    assert.deepEqual(
      outcome.value.map((each) => each.limit),
      [{ value: 4, unit: 'weeks' }, fixed.limit],
    )
  })

  test('leaves everything as declared without settings', () => {
    assert.deepEqual(applyTimescaleSettings(both, undefined), { ok: true, value: both })
    assert.deepEqual(applyTimescaleSettings(both, {}), { ok: true, value: both })
  })

  test('refuses to change what law or guidance fixes', () => {
    assert.deepEqual(codes({ fixed: { value: 4, unit: 'weeks' } }), [
      ['timescale-not-configurable', 'timescales.fixed'],
    ])
  })

  test('refuses a timescale that does not exist', () => {
    assert.deepEqual(codes({ other: { value: 4, unit: 'weeks' } }), [['timescale-unknown', 'timescales.other']])
  })

  for (const limit of [
    { value: -1, unit: 'weeks' },
    { value: 1.5, unit: 'weeks' },
    { value: 4000, unit: 'days' },
    { value: 4, unit: 'fortnights' },
    { value: '4', unit: 'weeks' },
    { value: 4 },
    { value: 4, unit: 'weeks', from: 'monday' },
    null,
    '4 weeks',
  ]) {
    test(`refuses the limit ${JSON.stringify(limit)}`, () => {
      assert.deepEqual(codes({ visit: limit }), [['timescale-limit-invalid', 'timescales.visit']])
    })
  }

  test('refuses settings that are not given by timescale', () => {
    assert.deepEqual(codes(['visit']), [['timescale-settings-invalid', 'timescales']])
  })

  test('names every problem at once', () => {
    assert.equal(codes({ other: {}, fixed: {}, visit: {} }).length, 3)
  })
})

describe('calendarWarning', () => {
  test('says nothing while the table has 400 days left', () => {
    assert.equal(calendarWarning(plainDate('2027-11-27')), undefined)
  })
  test('warns from 399 days on, and names the day', () => {
    assert.match(calendarWarning(plainDate('2027-11-28'))?.message ?? '', /ends on 31 December 2028/)
  })
  test('says that it has ended when it has', () => {
    assert.match(calendarWarning(plainDate('2029-01-01'))?.message ?? '', /ended on 31 December 2028/)
  })
})

describe('limits in SQL and in words', () => {
  test('each unit has its own arithmetic', () => {
    assert.equal(dueOnSql('d', { value: 45, unit: 'workingDays' }), 'add_working_days(d, 45)')
    assert.equal(dueOnSql('d', { value: 3, unit: 'days' }), '(d + 3)')
    assert.equal(dueOnSql('d', { value: 6, unit: 'weeks' }), '(d + 7 * 6)')
    assert.equal(dueOnSql('d', { value: 6, unit: 'months' }), 'add_months(d, 6)')
  })
  test('one is not many', () => {
    assert.equal(formatLimit({ value: 1, unit: 'workingDays' }), '1 working day')
    assert.equal(formatLimit({ value: 6, unit: 'weeks' }), '6 weeks')
  })
  test('only states and "all" can be asked for', () => {
    assert.equal(isDueState('met late'), true)
    assert.equal(isDueState('all'), true)
    assert.equal(isDueState('late'), false)
  })
})
