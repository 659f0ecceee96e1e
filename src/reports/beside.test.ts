import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { besideOthers } from './beside.ts'
import { besideWords } from './compendium.chart.ts'

describe('besideOthers', () => {
  const found = besideOthers('lait:CP_conf_15days', '936')
  assert.ok(found.ok)
  const beside = found.value

  test('has the years in order, the newest as the latest', () => {
    assert.ok(beside.years.length > 3)
    assert.equal(beside.years.at(-1)!.year, beside.latest.year)
    assert.deepEqual(
      [...beside.years.map((year) => year.year)].sort(),
      beside.years.map((year) => year.year),
    )
  })

  test('names the edition of the neighbours of each year', () => {
    for (const year of beside.years) assert.match(year.edition, /^20\d\d$/)
  })

  test('says rank and quarter, and which end is best', () => {
    assert.match(
      beside.rankWords,
      /^Ranked \d+ of \d+, where 1 is best: (first \(best\)|second|third|fourth \(worst\)) quarter$/,
    )
  })

  test('is said in a sentence with every area', () => {
    const words = besideWords(beside, 'Surrey')
    for (const part of ['Surrey', 'England', beside.regionName, 'statistical neighbours of the', beside.latest.edition])
      assert.ok(words.includes(part))
  })

  test('has a percent sign after each percentage', () => {
    assert.equal(beside.unit, '%')
    assert.match(besideWords(beside, 'Surrey'), /England \d+\.\d%/)
  })

  test('an unknown series or authority is a refusal that says so', () => {
    const unknown = besideOthers('no-such-series', '001')
    assert.ok(!unknown.ok)
    assert.deepEqual(unknown.problems.map((problem) => problem.code).sort(), ['unknown-authority', 'unknown-series'])
  })
})
