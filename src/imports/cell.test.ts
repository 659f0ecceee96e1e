import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { CodeSet } from '#values'
import { cellProblems, isBlank, readCell } from './cell.ts'
import type { Column } from './format.ts'

const column = (type: Column['type'], more: Partial<Column> = {}): Column => ({
  name: 'a_column',
  header: 'A column',
  headers: [],
  type,
  required: false,
  ...more,
})

const yesNo: CodeSet = {
  id: 'yesNo',
  title: 'Yes or no',
  source: 'made up for these tests',
  values: [
    { code: 'Y', label: 'Yes' },
    { code: 'N', label: 'No' },
  ],
  aliases: { None: 'N' },
}

const text = column('text')
const date = column('date')
const integer = column('integer')
const age = column('integer', { derived: true })
const code = column('code', { codes: yesNo })
const place = column('code', { codes: { ...yesNo, aliases: {}, open: true } })
const postcode = column('postcode')

const values = [
  ['text is trimmed, with single spaces', text, '  Team  A\n', 'Team A'],
  ['an identifier keeps its leading zeros', text, '00123', '00123'],
  ['an identifier written as a decimal loses the fraction', text, '123.0', '123'],
  ['letters are composed', text, 'Zoe\u0308', 'Zo\u00eb'],
  ['what cannot be seen is dropped', text, '\ufeffTeam\u200b A\u0000', 'Team A'],
  ['a date in words', date, '6 Feb 2018', '2018-02-06'],
  ['a whole number', integer, ' 3 ', 3],
  ['a whole number written as a decimal', integer, '3.0', 3],
  ['a whole number with a comma', integer, '1,234', 1234],
  ['minus one', age, '-1', -1],
  ['an age in years and months is the completed years', age, '3.9', 3],
  ['a code', code, 'a) yes', 'Y'],
  ['text outside an open code set is kept', place, ' Some  County ', 'Some County'],
  ['a code of an open code set', place, 'Yes', 'Y'],
  ['a postcode without its space', postcode, 'gu11aa', 'GU1 1AA'],
  ['a postcode with too many spaces', postcode, 'SW1A  2 AA', 'SW1A 2AA'],
  ['a postcode sector', postcode, 'gu1 1', 'GU1 1'],
  ['a postcode district', postcode, 'GU14', 'GU14'],
  ['a code set that has None keeps it', code, 'None', 'N'],
] as const

const problems = [
  ['a date that does not exist', date, '31/02/2018', 'date-impossible'],
  ['a year of two digits', date, '06/02/18', 'date-two-digit-year'],
  ['a year outside living memory', date, '06/02/1066', 'date-out-of-range'],
  ['words where a date belongs', date, 'last week', 'date-unreadable'],
  ['a suppressed count', integer, '<5', 'integer-unreadable'],
  ['a count with a fraction', integer, '3.5', 'integer-unreadable'],
  ['a number too large to hold', integer, '3000000000', 'integer-unreadable'],
  ['a misplaced comma', integer, '1,23', 'integer-unreadable'],
  ['a value outside the code set', code, 'perhaps', 'code-unknown'],
  ['a street where a postcode belongs', postcode, '1 High Street', 'postcode-unreadable'],
  ['text of more than 500 characters', text, 'x'.repeat(501), 'text-too-long'],
  ['an identifier shortened by a spreadsheet', text, '1.23457E+11', 'text-digits-lost'],
] as const

const blanks = [
  '',
  '  ',
  '-',
  '--',
  '.',
  '..',
  '#N/A',
  'N/A',
  'n/a',
  'NULL',
  'None',
  'nan',
  'NaT',
  '00/01/1900',
  '01/01/1900',
]

describe('readCell', () => {
  for (const [rule, of, raw, value] of values) {
    it(`reads ${rule}`, () => assert.deepEqual(readCell(of, raw), { value }))
  }

  for (const [rule, of, raw, problem] of problems) {
    it(`refuses ${rule}`, () => {
      assert.deepEqual(readCell(of, raw), { problem: { code: problem, reason: cellProblems[problem] } })
    })
  }

  for (const raw of blanks) {
    it(`takes ${JSON.stringify(raw)} for an empty cell in every column`, () => {
      for (const one of [text, date, integer, place, postcode]) assert.deepEqual(readCell(one, raw), { value: null })
    })
  }

  it('does not take N/A for the code N', () => assert.deepEqual(readCell(code, 'N/A'), { value: null }))

  it('takes the serial numbers 0 and 1 for an empty date, but for a count', () => {
    assert.deepEqual([readCell(date, '0'), readCell(date, '1')], [{ value: null }, { value: null }])
    assert.deepEqual([readCell(integer, '0'), readCell(integer, '1')], [{ value: 0 }, { value: 1 }])
  })

  it('gives a value or a problem for any text, and never repeats the text in the reason', () => {
    const columns = fc.constantFrom(text, date, integer, age, code, place, postcode)
    fc.assert(
      fc.property(columns, fc.string({ minLength: 1, unit: 'grapheme' }), (of, raw) => {
        const cell = readCell(of, raw)
        return 'value' in cell || cell.problem.reason === cellProblems[cell.problem.code]
      }),
    )
  })

  it('gives back every whole number that the column can hold', () => {
    fc.assert(fc.property(fc.integer(), (n) => (readCell(integer, String(n)) as { value: number }).value === n))
  })
})

describe('isBlank', () => {
  it('does not take a name or a nought for an empty cell', () => {
    for (const word of ['Nan Smith', '0', 'No', 'Nil']) assert.equal(isBlank(word), false)
  })
})
