import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { parse } from 'csv-parse/sync'
import { dateOf, dayOf, plusMonths } from './days.ts'
import { headersOf, writeExtract } from './extract.ts'
import { lists } from './lists/index.ts'
import { keyOf, listOf, naturalKeys, readPlain, readRows } from './read-back.fixture.ts'
import { simulate } from './simulate.ts'
import { countyStyle } from './style.ts'

const county = simulate({ seed: 11, children: 300 })
const root = mkdtempSync(join(tmpdir(), 'county-'))
after(() => rmSync(root, { recursive: true }))

function written(asAt: string, windowMonths: number | 'all'): string {
  const dir = join(root, `${asAt}-${windowMonths}`)
  writeExtract(county, { asAt, windowMonths, dir, style: 'plain' })
  return dir
}

const earlier = written('2025-09-30', 6)
const later = written('2025-10-31', 6)
const wide = written('2026-03-31', 'all')

const isDate = /^\d{4}-\d{2}-\d{2}$/

describe('an extract', () => {
  for (const dir of [earlier, wide]) {
    for (const { number, columns } of lists) {
      it(`holds nothing later than its day, list ${number} of ${dir.slice(-15)}`, () => {
        const asAt = dir === wide ? '2026-03-31' : '2025-09-30'
        const dates = columns.filter((column) => column.type === 'date')
        const rows = readPlain(dir, number)
        assert.ok(rows.length > 0 || number === 10)
        for (const row of rows) {
          for (const { field } of dates) {
            const text = row[field] as string
            assert.ok(text === '' || (isDate.test(text) && text <= asAt), `${field} ${text}`)
          }
        }
      })

      it(`has each natural key once, list ${number} of ${dir.slice(-15)}`, () => {
        const keys = readPlain(dir, number).map((row) => keyOf(number, row))
        assert.equal(new Set(keys).size, keys.length)
      })
    }
  }

  it('looks back no further than its window', () => {
    const since = dateOf(plusMonths(dayOf('2025-09-30'), -6))
    const latest = (row: Record<string, string>, fields: readonly string[]) =>
      fields.map((field) => row[field] as string)
    for (const row of readPlain(earlier, 1)) assert.ok((row.dateOfContact as string) >= since)
    for (const row of readPlain(earlier, 3)) assert.ok((row.dateOfReferral as string) >= since)
    const ends = {
      2: 'assessmentCompletionDate',
      4: 'authorisationDate',
      6: 'cinClosureDate',
      7: 'planEndDate',
      8: 'ceasedLookedAfter',
    }
    for (const [number, field] of Object.entries(ends)) {
      for (const row of readPlain(earlier, Number(number))) {
        const [end] = latest(row, [field])
        assert.ok(end === '' || (end as string) >= since, `list ${number} ended ${end}`)
      }
    }
  })

  it('knows nothing that only a later extract could know', () => {
    const latestDates: Record<number, readonly string[]> = {
      6: ['dateLastSeen', 'cinClosureDate'],
      7: ['lastStatutoryVisit', 'latestReviewConference', 'planEndDate'],
      8: ['latestReview', 'lastSocialWorkVisit', 'lastHealthAssessment', 'ceasedLookedAfter', 'placementStart'],
      9: ['pathwayPlanReview', 'latestContact'],
    }
    let compared = 0
    for (const [number, fields] of Object.entries(latestDates)) {
      const before = new Map(readPlain(earlier, Number(number)).map((row) => [keyOf(Number(number), row), row]))
      for (const row of readPlain(later, Number(number))) {
        const then = before.get(keyOf(Number(number), row))
        for (const field of then ? fields : []) {
          const now = row[field] as string
          if (now !== '' && now <= '2025-09-30') assert.equal(then?.[field], now, `list ${number} ${field}`)
          else assert.ok((then?.[field] as string) <= '2025-09-30')
          compared++
        }
      }
    }
    assert.ok(compared > 1000)
  })

  it('names only workers of workers.csv, each in one team', () => {
    const workers = parse(readFileSync(join(wide, 'workers.csv')), { columns: true }) as Record<string, string>[]
    const teamOf = new Map(workers.map((row) => [row.worker, row.team]))
    assert.equal(teamOf.size, workers.length)
    for (const number of [3, 4, 5, 6, 7, 8, 9]) {
      for (const row of readPlain(wide, number)) {
        if (row.allocatedWorker !== '') assert.equal(teamOf.get(row.allocatedWorker), row.allocatedTeam)
      }
    }
  })

  it('says a child on a plan or in care is so in the list of children in need too', () => {
    const status = new Map(
      readPlain(wide, 6)
        .filter((row) => row.cinClosureDate === '')
        .map((row) => [row.childId, row.caseStatus]),
    )
    for (const row of readPlain(wide, 8)) if (row.ceasedLookedAfter === '') assert.equal(status.get(row.childId), 'LAC')
    for (const row of readPlain(wide, 7)) {
      if (row.planEndDate === '') assert.match(status.get(row.childId) ?? 'none', /^(CPP|LAC)$/)
    }
  })

  it('gives each child one birthday, sex and ethnicity over all lists', () => {
    const known = new Map<string, string>()
    for (const number of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) {
      for (const { childId, gender, ethnicity, dateOfBirth, age } of readPlain(wide, number)) {
        const about = `${gender} ${ethnicity} ${dateOfBirth} ${age}`
        assert.equal(known.get(childId as string) ?? about, about)
        known.set(childId as string, about)
      }
    }
  })

  it('counts the referrals of the 12 months before, as the rows themselves show', () => {
    const rows = readPlain(wide, 3)
    const days = Map.groupBy(rows, (row) => row.childId)
    for (const row of rows.filter((one) => (one.dateOfReferral as string) >= '2021-06-01')) {
      const day = dayOf(row.dateOfReferral as string)
      const others = (days.get(row.childId) ?? []).map((one) => dayOf(one.dateOfReferral as string))
      const before = others.filter((other) => other < day && other >= plusMonths(day, -12))
      assert.equal(Number(row.referralsLast12Months), before.length)
    }
  })

  it('is written in several encodings and styles, and reads back as the plain one', () => {
    const dir = join(root, 'styled')
    writeExtract(county, { asAt: '2026-03-31', windowMonths: 6, dir, style: 'county' })
    const plain = written('2026-03-31', 6)
    for (const list of lists) {
      const rows = readRows(dir, list)
      assert.deepEqual(rows[0], headersOf(list, countyStyle(list.number)))
      const ids = rows.slice(1).map((row) => row[0])
      const expected = readPlain(plain, list.number).map((row) => row[list.columns[0]?.field as string] as string)
      assert.deepEqual(ids.slice(0, expected.length), expected)
      assert.ok(ids.slice(expected.length).every((id) => id === ''))
    }
    const contact = readRows(dir, listOf(1))[1] as string[]
    assert.match(contact[5] as string, /^\d{2}\/\d{2}\/\d{4}$/)
    assert.match(contact[6] as string, /^[a-u]1?\) /)
  })

  it('says in its folder that it is simulated', () => {
    assert.match(readFileSync(join(earlier, 'README.txt'), 'utf8'), /SIMULATED/)
  })

  it('refuses a day outside the history', () => {
    const beyond = { windowMonths: 6, dir: join(root, 'never'), style: 'plain' } as const
    assert.throws(() => writeExtract(county, { ...beyond, asAt: '2026-04-30' }), RangeError)
    assert.throws(() => writeExtract(county, { ...beyond, asAt: '2019-04-30' }), RangeError)
  })

  it('has a natural key for every list', () => {
    assert.deepEqual(
      Object.keys(naturalKeys).map(Number),
      lists.map((list) => list.number),
    )
  })
})
