import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type CodeSet, findCode, readCode, words } from './code-set.ts'

const source = 'made up for these tests'

const placements: CodeSet = {
  id: 'placements',
  title: 'Placements',
  source,
  values: [
    { code: 'U4', label: 'Foster - long term', as: 'd) U4' },
    { code: 'U6', label: 'Foster - short term', as: 'f) U6' },
    { code: 'K2', label: "Children's home", as: 'p) K2' },
    { code: '4', label: 'Housing', as: 'm) 4: Housing' },
    { code: 'B', label: 'With parents' },
    { code: 'BOTH', label: 'Somewhere between' },
    { code: 'OTHER', label: 'Other place' },
    { code: 'FOSTER', label: 'Foster placement', covers: ['U4', 'U6'] },
  ],
  aliases: { 'Homes & hostels': 'K2', 9: 'K2' },
  patterns: [
    [/long term/, 'U4'],
    [/foster/, 'FOSTER'],
  ],
}

const cases = [
  ['the code', 'U4', 'U4'],
  ['the code in lower case with spaces', '  u4 ', 'U4'],
  ["the template's own words", 'd) U4', 'U4'],
  ['a list letter of any kind', '(x) k2', 'K2'],
  ['the code before words', 'U6 - anything at all', 'U6'],
  ['the code within brackets at the end', 'A foster home [U6]', 'U6'],
  ['the code written against its words', 'K2:Children in homes', 'K2'],
  ["an authority's finer code", 'U6a', 'U6'],
  ['the first code, when the words behind it name others', 'U6 - do not use U4 or K2', 'U6'],
  ['a label', 'children’s HOME', 'K2'],
  ['a label behind a list letter', 'p) Childrens home', 'K2'],
  ['a label behind a local number', '17 - Housing', '4'],
  ['an alias with its ampersand spelt out', 'homes and hostels', 'K2'],
  ['a code of digits at the beginning', '4: anything', '4'],
  ['a code of digits with a leading zero', '04 - anything', '4'],
  ['a code of one letter set off from what follows', 'B: at home', 'B'],
  ['words rather than a code of digits before them', '4 - long term', 'U4'],
  ['a pattern where nothing else fits', 'a long term place', 'U4'],
  ['the first of two patterns that fit', 'long term foster', 'U4'],
  ['a group where the value names no single code', 'some foster place', 'FOSTER'],
] as const

const unknown = [
  ['two codes', 'U4 or K2'],
  ['two codes among words', 'either U4 or K2'],
  ['a code of digits in the middle', 'see 4 below'],
  ['a letter in the middle', 'plan B chosen'],
  ['a code that is a word, in small letters', 'with both of them'],
  ['a code that is a word of a label', 'SOME OTHER THING'],
  ['nothing', ''],
  ['a number that is no code', '77'],
  ['a value of more than 500 characters', `U4 ${'x'.repeat(500)}`],
] as const

describe('readCode', () => {
  for (const [rule, raw, code] of cases) it(`reads ${rule}`, () => assert.equal(readCode(placements, raw)?.code, code))

  for (const [rule, raw] of unknown) {
    it(`leaves ${rule} to a person`, () => assert.equal(readCode(placements, raw), undefined))
  }

  it('lets a pattern decide between two codes', () => {
    assert.equal(readCode(placements, 'either U4 or K2, long term')?.code, 'U4')
  })

  it('refuses a code set whose alias stands for no code', () => {
    const broken = { ...placements, aliases: { Elsewhere: 'Q9' } }
    assert.throws(() => readCode(broken, 'U4'), /code set placements has no code Q9/)
  })

  it('gives only codes of its set, for any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => [undefined, ...placements.values].includes(readCode(placements, text))),
    )
  })
})

describe('findCode', () => {
  it('finds a value by its code in any case', () =>
    assert.equal(findCode(placements, 'u4')?.label, 'Foster - long term'))
  it('finds nothing for a label', () => assert.equal(findCode(placements, 'Housing'), undefined))
})

describe('words', () => {
  it('keeps letters and digits, one space apart', () => {
    assert.equal(words('  Children’s  Home – (A&E) '), 'childrens home a and e')
  })
})
