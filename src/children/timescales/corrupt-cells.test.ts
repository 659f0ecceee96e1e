import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Column, columnSqlType } from '#imports'
import type { DuckDb, SqlValue } from '#platform/lake'
import { openBuiltRecord } from '../../../test/record-builder.ts'
import { annexA } from '../annex-a/annex-a.ts'
import { buildJourneys } from '../journeys/index.ts'
import { buildObligations, childrenTimescales } from './index.ts'

type Row = Readonly<Record<string, SqlValue>>

/** A child in every list, with nothing wrong. */
const cleanRows: Readonly<Record<string, Row>> = {
  contact: { date_of_contact: '2025-02-03', contact_source: '2A' },
  early_help: { assessment_start_date: '2025-02-03', assessment_completion_date: '2025-02-20', organisation: 'School' },
  referral: { date_of_referral: '2025-02-20', referral_source: '6', referral_nfa: 'N', allocated_team: 'Red' },
  assessment: { assessment_start_date: '2025-02-21', authorisation_date: '2025-04-01', allocated_team: 'Red' },
  section_47: { strategy_discussion_date: '2025-03-03', icpc_not_required: 'N', icpc_date: '2025-03-20' },
  child_in_need: { cin_start_date: '2025-02-20', date_last_seen: '2026-03-10', case_status: 'CIN', primary_need: 'N1' },
  protection_plan: {
    plan_start_date: '2025-03-20',
    last_statutory_visit: '2026-03-20',
    latest_review_conference: '2026-01-20',
    initial_category: 'NEG',
  },
  looked_after: {
    started_looked_after: '2025-11-03',
    legal_status: 'C1',
    legal_status_start: '2025-11-03',
    latest_review: '2025-11-28',
    last_social_work_visit: '2026-02-20',
    last_health_assessment: '2025-11-20',
    last_dental_check: '2025-12-20',
    placement_start: '2025-11-03',
    placement_type: 'U6',
    permanence_plan: 'RETURN',
    missing_episodes_12_months: 1,
    rhi_offered: 'Y',
    rhi_accepted: 'N',
  },
  care_leaver: {
    eligibility: 'RELEVANT',
    in_touch: 'YES',
    pathway_plan_review: '2025-10-01',
    latest_contact: '2026-03-01',
  },
  adoption: { entered_care: '2025-11-03', adoption_decision: '2026-01-05', placement_order: '2026-02-02' },
}

/** SQL for the values put in place of a cell, by the type of its column. */
const worst: Readonly<Record<ReturnType<typeof columnSqlType>, string>> = {
  DATE: `[null, '0001-01-01', '1900-01-01', '2014-12-31', '2028-12-31', '2100-12-31', '9999-12-31']::date[]`,
  INTEGER: '[null, -1, 2147483647]::integer[]',
  VARCHAR: `[null, '', '''; drop table event; --', repeat('x', 10000)]::varchar[]`,
}

/** Rows of one child in every list. */
function childRows(id: string): [string, Row][] {
  return Object.entries(cleanRows).map(([table, row]) => [table, { child_id: id, date_of_birth: '2009-08-15', ...row }])
}

/** Adds a copy of the first clean child for each way to spoil one cell of one list. */
async function addSpoiltChildren(db: DuckDb): Promise<void> {
  const lists = annexA.tables.filter(({ table }) => table in cleanRows)
  for (const { table } of lists) {
    await db.run(`create or replace temp table clean_${table} as from ${table}_version where child_id = 'clean 1'`)
  }
  for (const { table, columns } of lists) {
    for (const column of columns.filter(({ name }) => name !== 'child_id')) await spoil(db, table, column)
    await db.run(`insert into ${table}_version select * replace (null as child_id) from clean_${table}`)
    for (const other of lists.filter((list) => list.table !== table)) await completeSpoilt(db, table, other.table)
  }
}

async function spoil(db: DuckDb, table: string, column: Column): Promise<void> {
  await db.run(`insert into ${table}_version
    select clean.* replace ('spoilt ${table}.${column.name}.' || nth as child_id, spoilt.value as ${column.name})
    from clean_${table} as clean
    cross join unnest(${worst[columnSqlType(column)]}) with ordinality as spoilt (value, nth)`)
}

/** Gives the children spoilt in one list their clean rows in another. */
async function completeSpoilt(db: DuckDb, spoilt: string, other: string): Promise<void> {
  await db.run(`insert into ${other}_version
    select clean.* replace (spoilt.child_id as child_id)
    from clean_${other} as clean
    cross join (select distinct child_id from ${spoilt}_version where child_id like 'spoilt ${spoilt}.%') as spoilt`)
}

async function recordOf(rows: readonly [string, Row][], spoilt: boolean): Promise<DuckDb> {
  const tables: Record<string, Row[]> = {}
  for (const [table, row] of rows) tables[table] = [...(tables[table] ?? []), row]
  const db = await openBuiltRecord({ tables })
  if (spoilt) await addSpoiltChildren(db)
  await buildJourneys(db)
  await buildObligations(db)
  return db
}

const cleanObligations = "select * from obligation where child_id like 'clean%' order by timescale, child_id, item_key"
const cleanEvents = "select * from event where child_id like 'clean%' order by all"

describe('one corrupt cell', () => {
  const clean = [...childRows('clean 1'), ...childRows('clean 2')]
  let alone: DuckDb
  let among: DuckDb
  before(async () => {
    alone = await recordOf(clean, false)
    among = await recordOf(clean, true)
  })
  after(() => {
    alone.close()
    among.close()
  })

  test('is tried in every column', async () => {
    const spoilt = "select count(distinct child_id) as n from event where child_id like 'spoilt%'"
    assert.ok((await among.row<{ n: number }>(spoilt)).n > 300)
  })

  test('changes no obligation of any other child', async () => {
    const expected = await alone.rows(cleanObligations)
    assert.ok(expected.length >= 2 * 20, `only ${expected.length} obligations`)
    assert.deepEqual(await among.rows(cleanObligations), expected)
  })

  test('changes no event of any other child', async () => {
    const expected = await alone.rows(cleanEvents)
    assert.ok(expected.length >= 2 * 20, `only ${expected.length} events`)
    assert.deepEqual(await among.rows(cleanEvents), expected)
  })

  test('switches off no timescale', async () => {
    const runs = await among.rows("select timescale, reason from timescale_run where status = 'run'")
    assert.equal(runs.length, childrenTimescales.length)
  })

  test('gives no obligation a second time', async () => {
    const twice =
      'select timescale, child_id, item_key from obligation where child_id is not null group by all having count(*) > 1'
    assert.deepEqual(await among.rows(twice), [])
  })

  test('asserts lateness only where start and due day are known', async () => {
    const unfounded = `select timescale, child_id from obligation
      where state in ('overdue', 'met late') and (started_on is null or due_on is null or days_over <= 0)`
    assert.deepEqual(await among.rows(unfounded), [])
  })
})
