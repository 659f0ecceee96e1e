import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { parse } from 'csv-parse/sync'
import { type CodeSet, readCode } from '#values'
import * as codeSets from './code-sets.ts'

const sets: readonly CodeSet[] = Object.values(codeSets)

const byId = new Map(sets.map((set) => [set.id, set]))

/**
 * Spellings met in real extracts, up to sixteen for each group of each set, taken evenly from those of
 * liia-tools-pipeline @4aff918 Annex_A_schema.yml; `codes` are the codes of the group to which it assigns the spelling.
 */
const spellings: readonly { readonly set: string; readonly spelling: string; readonly codes: string }[] = parse(
  readFileSync(new URL('./code-spellings.fixture.csv', import.meta.url)),
  { columns: true },
)

for (const set of sets) {
  describe(set.title, () => {
    it('has each code once', () => {
      assert.equal(new Set(set.values.map(({ code }) => code.toLowerCase())).size, set.values.length)
    })

    for (const value of set.values) {
      it(`reads ${value.code} from its code, its label and the template's words`, () => {
        const words = value.as ?? value.code
        const written = [value.code, value.code.toLowerCase(), value.label, words, words.toUpperCase(), ` ${words} `]
        assert.deepEqual(new Set(written.map((raw) => readCode(set, raw)?.code)), new Set([value.code]))
      })
    }

    it('covers codes of its own', () => {
      const codes: readonly string[] = set.values.map(({ code }) => code)
      for (const { covers } of set.values)
        assert.deepEqual(
          (covers ?? []).filter((code) => !codes.includes(code)),
          [],
        )
    })
  })
}

const cases = [
  ['ethnicity', 'WBRI - White British', 'WBRI'],
  ['ethnicity', 'WBRI: White: White - British', 'WBRI'],
  ['ethnicity', 'A1 WBRI', 'WBRI'],
  ['ethnicity', 'a1', 'WBRI'],
  ['ethnicity', 'B.B3)White and Asian', 'MWAS'],
  ['ethnicity', 'C4 Asian/Asian British - Chinese', 'CHNE'],
  ['ethnicity', 'E1 Other ethnic group - Arab', 'OOTH'],
  ['ethnicity', 'E4', 'NOBT'],
  ['ethnicity', 'E5', 'NOBT'],
  ['ethnicity', 'Any other Black background, both parents', 'BOTH'],
  ['ethnicity', 'White', 'WHITE'],
  ['ethnicity', 'Asian or Asian British', 'ASIAN'],
  ['contactSource', '3C: School nurse', '3C'],
  ['contactSource', 'i) 3C: Health services', '3C'],
  ['contactSource', 'health services - school nursing', '3C'],
  ['contactSource', 'q) 6: Police', '6'],
  ['contactSource', '01) Police', '6'],
  ['contactSource', 'a) Individual', '1'],
  ['disability', 'NONE', 'N'],
  ['disability', 'AUT', 'Y'],
  ['disability', 'LD, MOB', 'Y'],
  ['disability', 'b) No', 'N'],
  ['referralNfa', 'NFA', 'Y'],
  ['referralNfa', 'Further action', 'N'],
  ['yesNo', 'TRUE', 'Y'],
  ['yesNo', '1 - Yes', 'Y'],
  ['yesNo', '0', 'N'],
  ['reasonCeased', 'a) E11: Adopted - application unopposed', 'E11'],
  ['reasonCeased', 'i) E45', 'E45'],
  ['reasonCeased', 'E4A - Returned home', 'E4A'],
  ['closureReason', 'rc7', 'RC7'],
  ['primaryNeed', 'N1 - Abuse or neglect', 'N1'],
  ['primaryNeed', 'a) Abuse or neglect', 'N1'],
  ['legalStatus', 'E1 - Placement order granted AND C2 - Full care order', 'E1'],
  ['placementType', 'U4', 'U4'],
  ['placementType', 'd) u4', 'U4'],
  ['placementType', 'K2OUT - Homes and hostels (outside LA)', 'K2'],
  ['accommodation', 'B: Parents/relatives', 'B'],
  ['accommodation', 'B1', 'B'],
  ['abuseCategory', 'Neglect, Physical', 'MUL'],
  ['laInTouch', 'd) Refu', 'REFU'],
] as const

describe('spellings', () => {
  for (const [set, raw, code] of cases) {
    it(`${set}: “${raw}” is ${code}`, () => assert.equal(readCode(byId.get(set)!, raw)?.code, code))
  }

  it('that name two codes, or none, are left to a person', () => {
    assert.equal(readCode(codeSets.reasonCeased, 'E11 or E12'), undefined)
    assert.equal(readCode(codeSets.yesNo, 'perhaps'), undefined)
    assert.equal(readCode(codeSets.laInTouch, '3'), undefined)
  })

  it('met in real extracts are read for nine in ten, and as the collection reads them for 97 in 100 of those', () => {
    const read = spellings.flatMap(({ set, spelling, codes }) => {
      const code = readCode(byId.get(set)!, spelling)?.code
      return code === undefined ? [] : [codes.split(' ').includes(code)]
    })
    assert.ok(spellings.length > 1000)
    assert.ok(read.length >= spellings.length * 0.9, `${read.length} of ${spellings.length} are read`)
    const alike = read.filter(Boolean).length
    assert.ok(alike >= read.length * 0.97, `${alike} of ${read.length} are read alike`)
  })
})
