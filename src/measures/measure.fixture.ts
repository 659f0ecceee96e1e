import { type DuckDb, openDuckDb } from '#platform/lake'
import type { Fact } from './fact.ts'

/** A fact of nobody's: things that happened, `happened_on`, with a colour, an owner, a number of days and whether they went well. */
export const thing: Fact = {
  id: 'test.thing',
  view: 'fact_thing',
  grain: 'one thing',
  sources: ['thing'],
  key: ['id'],
  child: 'owner',
}

/** What a test need not say of its measure. */
export const aMeasure = {
  id: 'things',
  title: 'Things',
  theme: 'Tests',
  of: thing,
  when: { on: 'happened_on' },
  periods: ['month', 'rolling12', 'ytd'],
  headline: 'month',
  polarity: 'neither',
  by: ['colour'],
  owner: 'Tester',
  source: 'Made up',
  edition: '1',
  suppression: 'none',
} as const

export interface Thing {
  readonly id: number
  readonly on: string | null
  readonly colour?: string | null
  readonly owner?: string
  readonly days?: number | null
  readonly well?: boolean | null
}

/** A snapshot with things, covered from the first of April 2024 to the end of March 2026. Close it when done. */
export async function openThings(things: readonly Thing[]): Promise<DuckDb> {
  const db = await openDuckDb({ threads: 1 })
  await db.run('create table snapshot_info (snapshot varchar, authority varchar, as_at date)')
  await db.run('create table extract_day (as_at date, table_name varchar)')
  await db.run('create table coverage (table_name varchar, covered_from date, covered_to date)')
  await db.run(`insert into snapshot_info values ('test', '936', date '2026-03-31')`)
  await db.run(`insert into extract_day values (date '2026-03-31', 'thing')`)
  await db.run(`insert into coverage values ('thing', date '2024-04-01', date '2026-03-31')`)
  await db.run(
    'create table fact_thing (id integer, happened_on date, colour varchar, owner varchar, days integer, well boolean)',
  )
  for (const { id, on, colour = null, owner = 'Ann', days = null, well = null } of things) {
    await db.run('insert into fact_thing values ($1, $2, $3, $4, $5, $6)', [id, on, colour, owner, days, well])
  }
  return db
}
