import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Check } from '#checks'
import { annexA } from '#children'
import type { DuckDb } from '#platform/lake'
import { answerOf, assertAnswer } from './cases/assert-answer.ts'
import type { CaseRecord } from './cases/case.ts'
import { openCaseRecord, withCase } from './cases/case-record.ts'
import { aboutTheWholeList, openCrowdedRecord } from './cases/crowd.ts'
import { checkCases } from './cases/index.ts'
import { childrenChecks } from './index.ts'

let db: DuckDb
before(async () => {
  db = await openCaseRecord()
})
after(() => db.close())

const ask = (check: Check, record: CaseRecord) => withCase(db, record, () => answerOf(db, check))

describe('children’s checks', () => {
  for (const check of childrenChecks) {
    it(check.id, async () => {
      const { passes, fails } = checkCases[check.id]!
      for (const record of passes) assertAnswer(await ask(check, record), check)
      for (const [record, pattern] of fails) assertAnswer(await ask(check, record), check, pattern)
    })
  }
})

describe('among other children', () => {
  let crowd: DuckDb
  before(async () => {
    crowd = await openCrowdedRecord()
  })
  after(() => crowd.close())

  it('each check finds the same rows', async () => {
    for (const check of childrenChecks.filter(({ id }) => !aboutTheWholeList(id))) {
      for (const [record, pattern] of checkCases[check.id]!.fails) {
        assertAnswer(await withCase(crowd, record, () => answerOf(crowd, check)), check, pattern)
      }
    }
  })
})

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
