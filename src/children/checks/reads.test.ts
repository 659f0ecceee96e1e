import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Check } from '#checks'
import { annexA } from '#children'
import { type Column, columnSqlType, createRecordTables, RECORD_COLUMNS } from '#imports'
import { type DuckDb, installCalendar, openDuckDb } from '#platform/lake'
import { childrenChecks } from './index.ts'

const listColumns = new Map<string, readonly Column[]>(annexA.tables.map((table) => [table.table, table.columns]))

/** Tables of the record itself, which are always there, and columns that only say who is to look at a row. */
const recordTables = new Set(['snapshot_info', 'coverage', 'extract_day', 'cell_problem'])
const addressees = ['allocated_team', 'allocated_worker']

let db: DuckDb
before(async () => {
  db = await openDuckDb({ threads: 1 })
  await installCalendar(db)
  await createRecordTables(db)
  await db.run(`set variable as_at = date '2026-03-31'`)
})
after(() => db.close())

/** The lists that a check declares, with the columns that it declares. */
const declared = (check: Check) =>
  Object.entries({ ...check.uses, ...check.needs }).filter(([table]) => !recordTables.has(table))

async function createWith(table: string, names: readonly string[]): Promise<void> {
  const columns = listColumns.get(table.replace(/_version$/, ''))!
  const wanted = columns.filter(({ name }) => names.includes(name) || addressees.includes(name))
  const sql = wanted.map((column) => `${column.name} ${columnSqlType(column)}`)
  await db.run(`create or replace table ${table} (${[...sql, ...RECORD_COLUMNS].join(', ')})`)
}

const binds = async (check: Check) => {
  try {
    await db.run(`explain ${check.sql}`)
    return true
  } catch (error) {
    assert.match(String(error), /Binder Error|Catalog Error/)
    return false
  }
}

describe('what a check declares to read', () => {
  it('is all that it reads', async () => {
    for (const check of childrenChecks) {
      for (const [table, names] of declared(check)) await createWith(table, names)
      await db.run(`explain ${check.sql}`)
      for (const [table] of declared(check)) await db.run(`drop table ${table}`)
    }
  })

  it('is no more than it reads', async () => {
    const unread: string[] = []
    for (const check of childrenChecks) {
      for (const [table, names] of declared(check)) await createWith(table, names)
      for (const [table, names] of declared(check)) {
        for (const name of names.filter((each) => !addressees.includes(each))) {
          await createWith(
            table,
            names.filter((other) => other !== name),
          )
          if (await binds(check)) unread.push(`${check.id}: ${table}.${name}`)
        }
        await createWith(table, names)
      }
      for (const [table] of declared(check)) await db.run(`drop table ${table}`)
    }
    assert.deepEqual(unread, [])
  })
})
