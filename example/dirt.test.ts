import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import type { Planted } from './dirt.ts'
import { headersOf, type WrittenExtract, writeExtract } from './extract.ts'
import { lists } from './lists/index.ts'
import type { ListDefinition } from './lists/list.ts'
import { listOf, readRows } from './read-back.fixture.ts'
import { simulate } from './simulate.ts'
import { countyStyle } from './style.ts'

const county = simulate({ seed: 5, children: 650 })
const root = mkdtempSync(join(tmpdir(), 'dirt-'))
after(() => rmSync(root, { recursive: true }))

const asAt = '2025-03-31'
const extract = (name: string, dirt: number, day = asAt): WrittenExtract =>
  writeExtract(county, { asAt: day, windowMonths: 'all', dir: join(root, name), style: 'county', dirt })
const clean = extract('clean', 0)
// More than the county's own share, so that every kind occurs.
const dirty = extract('dirty', 0.1)
const { planted } = dirty

/** The clean rows in the places where their dirty selves stand: the lost ones out, the doubled ones twice. */
function expectedRows(list: ListDefinition): string[][] {
  const lost = new Set(planted.filter((one) => one.kind === 'plan-without-referral').map((one) => one.childId))
  const loses = list.number === 3 || list.number === 6
  const rows = readRows(clean.dir, list).filter((row, at) => at === 0 || !loses || !lost.has(row[0] as string))
  const doubled = planted.filter((one) => one.list === list.number && one.kind === 'duplicate').map((one) => one.row)
  for (const row of doubled) rows.splice(row - 1, 0, rows[row - 2] as string[])
  return rows
}

const impossible = /^(3[01]\/(02|06|11)\/\d{4}|\d{4}-(02|06|11)-3[01])$/

/** What a cell holds after each kind of fault, beside what it should hold. */
const proofs: Readonly<Record<string, (now: string, should: string) => boolean>> = {
  'stray-space': (now, should) => now !== should && now.replaceAll('\u00a0', ' ').trim() === should,
  'other-date-style': (now, should) => now !== should && now.split(/\D/).length >= 3,
  'other-code-style': (now, should) => now !== should && now !== '',
  'impossible-date': (now) => impossible.test(now),
  'future-date': (now, should) => Number(/\d{4}/.exec(now)) === Number(/\d{4}/.exec(should)) + 10,
  'end-before-start': (now, should) => now !== should && /\d{4}/.test(now),
  'end-without-reason': (now, should) => now === '' && should !== '',
  'unknown-code': (now) => ['ZZ', '99X', 'z) Other', 'See case notes'].includes(now),
  'blank-required': (now, should) => now === '' && should !== '',
  'missing-worker': (now, should) => now === '' && should !== '',
  'missing-id': (now, should) => now === '' && should !== '',
  'birth-date-differs': (now, should) =>
    (now !== should && now.slice(-4) === should.slice(-4)) || now.slice(0, 7) === should.slice(0, 7),
  'age-mismatch': (now, should) => Number(now) - Number(should) >= 2,
  'count-wrong': (now, should) => Number(now) > Number(should),
  'closed-but-on-plan': (now, should) => should === '' && /\d{4}/.test(now),
  'status-differs': (now) => now === 'c) Child in need plan',
  duplicate: (now, should) => now === should,
  'plan-without-referral': (now, should) => now === should,
}

describe('planted dirt', () => {
  it('is in about two rows of a hundred', () => {
    const usual = extract('usual', 0.02)
    const rows = usual.files.reduce((sum, file) => sum + file.rows, 0)
    const share = usual.planted.length / rows
    assert.ok(share > 0.015 && share < 0.026, `${share}`)
  })

  it('has every kind of fault', () => {
    assert.deepEqual([...new Set(planted.map((one) => one.kind))].sort(), Object.keys(proofs).sort())
  })

  it('is not in a clean extract', () => {
    assert.deepEqual(clean.planted, [])
  })

  for (const list of lists) {
    it(`is where the key says, and nowhere else, in list ${list.number}`, () => {
      const expected = expectedRows(list)
      const rows = readRows(dirty.dir, list)
      const byRow = new Map(planted.filter((one) => one.list === list.number).map((one) => [one.row, one]))
      assert.equal(rows.length, expected.length)
      for (const [at, row] of rows.entries()) {
        const fault = byRow.get(at + 1)
        if (fault) proveFault(list, fault, row, expected[at] as string[])
        else assert.deepEqual(row, expected[at])
      }
    })
  }

  it('loses the referral and the children in need row of a plan without a referral', () => {
    const found = planted.filter((one) => one.kind === 'plan-without-referral')
    assert.ok(found.length > 0)
    for (const number of [3, 6]) {
      const ids = new Set(readRows(dirty.dir, listOf(number)).map((row) => row[0]))
      for (const { childId } of found) assert.equal(ids.has(childId), false)
    }
  })

  it('stays in a row from one extract to the next until it is mended', () => {
    const next = extract('next', 0.1, '2025-06-30')
    const name = (one: Planted) => `${one.list} ${one.childId} ${one.kind} ${one.column}`
    const then = new Set(next.planted.map(name))
    const kept = planted.filter((one) => then.has(name(one))).length
    assert.ok(kept > planted.length * 0.9 && kept < planted.length, `${kept} of ${planted.length}`)
  })
})

function proveFault(list: ListDefinition, fault: Planted, row: string[], should: string[]): void {
  assert.equal(should[0], fault.childId)
  const at = headersOf(list, countyStyle(list.number)).indexOf(fault.column)
  const proof = proofs[fault.kind] as (now: string, should: string) => boolean
  assert.ok(proof(row[at] as string, should[at] as string), `${fault.kind}: ${row[at]} for ${should[at]}`)
  if (fault.kind === 'closed-but-on-plan') return
  assert.deepEqual(row.toSpliced(at, 1), should.toSpliced(at, 1))
}
