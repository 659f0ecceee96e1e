import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Check } from '#checks'
import { annexA } from '#children'
import type { DuckDb } from '#platform/lake'
import type { CaseRecord } from './cases/case.ts'
import { fill, openCaseRecord, withCase } from './cases/case-record.ts'
import { cleanRecord } from './cases/clean-record.ts'
import { checkCases } from './cases/index.ts'
import { childrenChecks } from './index.ts'

interface Found {
  readonly detail: string | null
  readonly row_key: string | null
}

let db: DuckDb
before(async () => {
  db = await openCaseRecord()
})
after(() => db.close())

const ask = (check: Check, record: CaseRecord) =>
  withCase(db, record, () => db.rows<Found>(`select detail, row_key from (${check.sql}) as odd`))

describe('children’s checks', () => {
  for (const check of childrenChecks) {
    it(check.id, async () => {
      const { passes, fails } = checkCases[check.id]!
      for (const record of passes) assert.deepEqual(await ask(check, record), [], JSON.stringify(record))
      for (const [record, pattern] of fails) {
        const found = await ask(check, record)
        assert.equal(found.length, 1, `${JSON.stringify(found)} in ${JSON.stringify(record)}`)
        assert.match(found[0]!.detail!, pattern)
        assert.ok(found[0]!.row_key, 'a finding has a key')
      }
    })
  }
})

/** Checks that look at a list as a whole, so that more rows are another question. */
const aboutTheWholeList = (id: string) =>
  /-(column-empty|required-empty|counts-itself)$/.test(id) ||
  ['referral-count-differs', 'worker-without-area', 'team-in-two-areas'].includes(id)

describe('among other children', () => {
  let crowd: DuckDb
  before(async () => {
    crowd = await openCaseRecord()
    await fill(crowd, ofOthers(cleanRecord))
  })
  after(() => crowd.close())

  it('each check finds the same rows', async () => {
    for (const check of childrenChecks.filter(({ id }) => !aboutTheWholeList(id))) {
      const sql = `select detail, row_key from (${check.sql}) as odd`
      for (const [record, pattern] of checkCases[check.id]!.fails) {
        const found = await withCase(crowd, record, () => crowd.rows<Found>(sql))
        assert.equal(found.length, 1, `${check.id}: ${JSON.stringify(found)}`)
        assert.match(found[0]!.detail!, pattern)
      }
    }
  })
})

/** The clean record with other numbers, and workers, than those of the cases. */
function ofOthers(record: CaseRecord): CaseRecord {
  const renamed = [
    'child_id',
    'adopter_id',
    'adoptive_family_id',
    'worker',
    'team',
    'allocated_worker',
    'allocated_team',
  ]
  const other = (row: CaseRecord[string][number]) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, renamed.includes(name) && value ? `other ${value}` : value]),
    )
  return Object.fromEntries(Object.entries(record).map(([table, rows]) => [table, rows.map(other)]))
}

describe('the register of checks', () => {
  it('has at least fifty, each with an id of its own', () => {
    assert.ok(childrenChecks.length >= 50)
    assert.equal(new Set(childrenChecks.map((check) => check.id)).size, childrenChecks.length)
  })

  it('says of each what it finds, why that matters, what to do and by what source', () => {
    for (const check of childrenChecks) {
      for (const text of [check.title, check.why, check.todo, check.source]) assert.match(text, /\S{3}/, check.id)
      assert.match(check.id, /^[a-z0-9]+(-[a-z0-9]+)*$/)
      assert.doesNotMatch(check.title, /\.$/, check.id)
      for (const text of [check.why, check.todo]) assert.match(text, /[.)]$/, `${check.id}: ${text}`)
    }
  })

  it('has a case that passes and one that fails for each, and no case for anything else', () => {
    assert.deepEqual(Object.keys(checkCases).sort(), childrenChecks.map((check) => check.id).sort())
    for (const [id, cases] of Object.entries(checkCases)) {
      assert.ok(cases.passes.length > 0 && cases.fails.length > 0, id)
    }
  })

  it('names lists and columns that there are', () => {
    const columns = new Map(annexA.tables.map((table) => [table.table, table.columns.map((column) => column.name)]))
    for (const check of childrenChecks) {
      if (check.table !== 'any') assert.ok(columns.has(check.table), check.id)
      for (const [table, names] of Object.entries({ ...check.needs, ...check.uses })) {
        const known = columns.get(table.replace(/_version$/, ''))
        for (const name of known ? names : []) assert.ok(known!.includes(name), `${check.id}: ${table}.${name}`)
      }
    }
  })
})
