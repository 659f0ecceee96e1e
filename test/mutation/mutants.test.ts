import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { childrenChecks } from '../../src/children/checks/index.ts'
import { childrenTimescales } from '../../src/children/timescales/index.ts'
import { periodSql } from '../../src/children/timescales/periods.ts'
import { tryChecks } from './check-mutants.ts'
import { equivalents } from './equivalent.ts'
import { mutantsOf } from './mutate-sql.ts'
import { type Choose, keyOf } from './outcome.ts'
import { gaps } from './report.ts'
import { tryTimescales } from './timescale-mutants.ts'

const labels = (sql: string) => mutantsOf(sql).map(({ label }) => label)

describe('mutantsOf', () => {
  it('moves a boundary, turns a comparison and changes a constant, one at a time', () => {
    assert.deepEqual(labels('a.x <= b.y + 7'), [
      'a.x [<= → <] b.y + 7',
      'a.x [<= → >=] b.y + 7',
      'a.x <= b.y [+ → -] 7',
      'a.x <= b.y + [7 → 8]',
      'a.x <= b.y + [7 → 6]',
    ])
  })

  it('moves both bounds of between, whose “and” joins no conditions', () => {
    assert.deepEqual(labels('x between y and z or w'), [
      'x between y [ → + 1] and z or w',
      'x between y [ → - 1] and z or w',
      'x between y and z [ → + 1] or w',
      'x between y and z [ → - 1] or w',
      'x between y and z [or → and] w',
    ])
  })

  it('changes codes, and leaves words for people, formats and days that stand for none alone', () => {
    assert.deepEqual(labels(`x in ('A') `), [`x in ( ['A' → 'A~'] )`])
    assert.deepEqual(labels(`concat('Closed', strftime(x, '%Y')), date '9999-12-31' -- and so on`), [])
  })

  it('turns what is asked of empty cells', () => {
    assert.deepEqual(labels('x is not null'), ['x [is not → is] null'])
    assert.equal(mutantsOf('x is null')[0]!.sql.replaceAll(/\s+/g, ' '), 'x is not null')
  })

  it('tells alike mistakes in one text apart', () => {
    const all = labels('a = b or a = b or a = b or a = b or a = b or a = b or a = b')
    assert.equal(new Set(all).size, all.length)
  })
})

describe('the table of equivalents', () => {
  it('names mistakes that can be made', () => {
    const sqls = [
      ...[...childrenChecks, ...childrenTimescales].map(({ id, sql }) => [id, sql]),
      ...Object.entries(periodSql),
    ]
    const limits = childrenTimescales.map(({ id }) => ({ of: id, label: 'limit [' }))
    const all = sqls.flatMap(([of, sql]) => labels(sql!).map((label) => ({ of: of!, label }))).concat(limits)
    const unused = equivalents.filter(
      (each) => !all.some(({ of, label }) => each.of.test(of) && each.label.test(label)),
    )
    assert.deepEqual(unused, [])
  })
})

/** One in so many, whichever they are: the same ones each time for the same rules. */
const oneIn =
  (n: number): Choose =>
  (of, mutants) =>
    mutants.filter(({ label }) => hash(keyOf({ of, label })) % n === 0)

const hash = (text: string) => [...text].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 99_991, 7)

describe('a sample of mistakes', () => {
  it('in checks is noticed by their cases', async () => {
    assert.deepEqual(gaps(await tryChecks(oneIn(300))).map(keyOf), [])
  })

  it('in timescales is noticed by their cases', async () => {
    assert.deepEqual(gaps(await tryTimescales(oneIn(80))).map(keyOf), [])
  })
})
