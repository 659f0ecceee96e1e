import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { errorOf, readDateFields, readForm, together } from './form.ts'

const posted = (text: string) => {
  const fields = new URLSearchParams(text)
  return { form: Object.fromEntries(fields), formAll: (name: string) => fields.getAll(name) }
}

const schema = z.object({
  reason: z.string().min(1, 'Enter a reason').max(20, 'A reason has at most 20 characters'),
  hours: z.coerce.number().int('Hours are a whole number').min(1, 'Enter 1 hour or more'),
  teams: z.array(z.string()).min(1, 'Choose a team'),
})

describe('readForm', () => {
  test('gives what the schema says, with ends trimmed and line ends as one', () => {
    const outcome = readForm(posted('reason=+a%0D%0Ab+&hours=4&teams=1&teams=2&other=x'), schema)
    assert.deepEqual(outcome, { ok: true, value: { reason: 'a\nb', hours: 4, teams: ['1', '2'] } })
  })

  test('gives every problem at once, one for each field, in words of the schema', () => {
    const outcome = readForm(posted(''), schema)
    assert.deepEqual(outcome.ok ? [] : outcome.problems.map(({ field, message }) => [field, message]), [
      ['reason', 'Enter a reason'],
      ['hours', 'Enter 1 hour or more'],
      ['teams', 'Choose a team'],
    ])
  })

  test('a field named as a property of every object is a field like any other', () => {
    const odd = z.object({ constructor: z.string().min(1, 'Enter one') })
    assert.deepEqual(readForm({ form: Object.create(null), formAll: () => [] }, odd).ok, false)
  })
})

describe('readDateFields', () => {
  const cases: readonly (readonly [string, string, unknown])[] = [
    ['a whole date is that day', 'from-day=7&from-month=3&from-year=2026', '2026-03-07'],
    ['29 February of a leap year is a day', 'from-day=29&from-month=2&from-year=2024', '2024-02-29'],
    ['29 February of another year is not', 'from-day=29&from-month=2&from-year=2025', 'from-day'],
    ['a year of two digits is not a year', 'from-day=1&from-month=2&from-year=25', 'from-day'],
    ['words are not numbers', 'from-day=1&from-month=March&from-year=2025', 'from-day'],
    ['a missing part is named', 'from-day=1&from-month=&from-year=2025', 'from-month'],
    ['nothing is no date', '', undefined],
  ]
  for (const [rule, text, expected] of cases) {
    test(rule, () => {
      const outcome = readDateFields(posted(text), 'from', 'The start date')
      assert.equal(outcome.ok ? outcome.value : outcome.problems[0]?.field, expected)
    })
  }

  test('says which parts are missing', () => {
    const outcome = readDateFields(posted('from-day=1'), 'from', 'The start date')
    assert.equal(outcome.ok ? '' : outcome.problems[0]?.message, 'The start date must include a month and a year')
  })
})

test('together gives all values, or all problems', () => {
  const good = { ok: true, value: 1 } as const
  const bad = (field: string) => ({ ok: false, problems: [{ code: 'x', field, message: field }] }) as const
  assert.deepEqual(together({ a: good, b: { ok: true, value: 'x' } }), { ok: true, value: { a: 1, b: 'x' } })
  const outcome = together({ a: bad('a'), b: good, c: bad('c') })
  assert.deepEqual(outcome.ok ? [] : outcome.problems.map(({ field }) => field), ['a', 'c'])
})

test('the error beside a field is the words of its problem', () => {
  const problems = [{ code: 'x', field: 'note', message: 'Enter a note' }]
  assert.deepEqual(errorOf(problems, 'note'), { text: 'Enter a note' })
  assert.equal(errorOf(problems, 'other'), undefined)
  assert.equal(errorOf(undefined, 'note'), undefined)
})
