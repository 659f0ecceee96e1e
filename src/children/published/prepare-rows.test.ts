import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, test } from 'node:test'
import { runChecks } from '#checks'
import type { DuckDb, SqlValue } from '#platform/lake'
import { openBuiltRecord } from '../../../test/record-builder.ts'
import { childInNeedChecks } from '../checks/child-in-need.checks.ts'
import { createFacts } from '../facts/create-facts.ts'
import { buildJourneys } from '../journeys/index.ts'
import { buildObligations } from '../timescales/index.ts'
import { createReferences } from './child-reference.ts'
import { createCopyMacros, readLines, writeLines } from './copy-lines.ts'
import { prepareRows } from './prepare-rows.ts'

type Rows = Readonly<Record<string, readonly Readonly<Record<string, SqlValue>>[]>>

const child = { child_id: 'A', date_of_birth: '2015-05-05', gender: 'F', ethnicity: 'WBRI' } as const
const allocated = { allocated_team: 'North 1', allocated_worker: 'Ann' } as const
const workers = [
  { worker: 'Ann', team: 'North 1', area: 'North', service: 'Safeguarding' },
  { worker: 'Bob', team: 'South 1', area: 'South', service: 'Safeguarding' },
]
const referenceKey = new Uint8Array(32).fill(7)

/** Works with the rows made of a hand-made record, in which nothing is measured. */
async function withRows<T>(tables: Rows, work: (db: DuckDb) => Promise<T>, sealed: readonly string[] = []): Promise<T> {
  const db = await openBuiltRecord({ tables: { worker: workers, ...tables } })
  try {
    await buildJourneys(db)
    await buildObligations(db)
    await createFacts(db)
    await runChecks(db, childInNeedChecks, { areas: { team: 'team_area', worker: 'worker_area' } })
    await prepareRows(db, { measures: [], referenceKey, sealed })
    return await work(db)
  } finally {
    db.close()
  }
}

interface Now {
  readonly status: string
  readonly since: string | null
  readonly team: string | null
  readonly area: string | null
  readonly worker: string | null
  readonly holders: readonly string[]
}

function now(tables: Rows): Promise<Now> {
  return withRows(tables, (db) => db.row<Now>('select status, since, team, area, worker, holders from published_child'))
}

const need = { ...child, ...allocated, cin_start_date: '2025-10-01', case_status: 'CIN' } as const
const plan = { ...child, plan_start_date: '2025-11-01', allocated_team: 'South 1', allocated_worker: 'Bob' } as const
const care = { ...child, ...allocated, started_looked_after: '2025-12-01', legal_status: 'C2' } as const
const bothHold = ['*', 'a:North', 'a:South', 't:North 1', 't:South 1', 'w:Ann', 'w:Bob']

describe('where a child stands', () => {
  test('is the furthest-reaching open case, and every open case holds the child', async () => {
    assert.deepEqual(await now({ child_in_need: [need], protection_plan: [plan] }), {
      status: 'plan',
      since: '2025-11-01',
      team: 'South 1',
      area: 'South',
      worker: 'Bob',
      holders: bothHold,
    })
  })

  test('is care before a plan, and not for short breaks', async () => {
    const all = { child_in_need: [need], protection_plan: [plan], looked_after: [care] }
    assert.equal((await now(all)).status, 'care')
    assert.equal((await now({ ...all, looked_after: [{ ...care, legal_status: 'V4' }] })).status, 'plan')
    assert.equal((await now({ looked_after: [{ ...care, legal_status: 'V3' }] })).status, 'need')
  })

  test('is an assessment while only that is open', async () => {
    const assessing = { ...child, ...allocated, assessment_start_date: '2026-03-10' }
    assert.equal((await now({ assessment: [assessing] })).status, 'assessment')
    assert.equal((await now({ child_in_need: [{ ...need, case_status: 'ASSESS' }] })).status, 'assessment')
    assert.equal((await now({ assessment: [{ ...assessing, authorisation_date: '2026-03-20' }] })).status, 'closed')
  })

  test('is open until the day it ends: an end after the as-at day is none yet', async () => {
    assert.equal((await now({ child_in_need: [{ ...need, cin_closure_date: '2026-04-01' }] })).status, 'need')
    assert.equal((await now({ child_in_need: [{ ...need, cin_closure_date: '2026-03-31' }] })).status, 'closed')
  })

  test('closed is held by the authority alone', async () => {
    assert.deepEqual(await now({ child_in_need: [{ ...need, cin_closure_date: '2026-01-31' }] }), {
      status: 'closed',
      since: null,
      team: null,
      area: null,
      worker: null,
      holders: ['*'],
    })
  })

  test('without a worker is not allocated, and the team holds the child', async () => {
    const found = await now({ child_in_need: [{ ...need, allocated_worker: null }] })
    assert.deepEqual([found.worker, found.team], [null, 'North 1'])
    assert.deepEqual(found.holders, ['*', 'a:North', 't:North 1'])
  })

  test('of a care leaver is with the personal adviser; the worker beside holds the young person too', async () => {
    const leaver = { ...child, ...allocated, personal_adviser: 'Bob' }
    const found = await now({ care_leaver: [leaver] })
    assert.deepEqual([found.status, found.worker], ['leaver', 'Bob'])
    assert.deepEqual(found.holders, ['*', 'a:North', 't:North 1', 'w:Ann', 'w:Bob'])
    const loads = await withRows({ care_leaver: [leaver] }, (db) =>
      db.rows('select worker, cases, leavers, weighted::double as weighted from published_caseload'),
    )
    assert.deepEqual(loads, [{ worker: 'Bob', cases: 1, leavers: 1, weighted: 0.5 }])
  })

  test('of early help has no worker', async () => {
    const found = await now({ early_help: [{ ...child, assessment_start_date: '2026-02-01' }] })
    assert.deepEqual([found.status, found.worker, found.holders], ['early help', null, ['*']])
  })
})

test('one child with two cases of one worker is one case of the caseload, the furthest-reaching', async () => {
  const loads = await withRows({ child_in_need: [need], looked_after: [care] }, (db) =>
    db.rows('select worker, team, area, cases, in_need, in_care, weighted::double as weighted from published_caseload'),
  )
  assert.deepEqual(loads, [
    { worker: 'Ann', team: 'North 1', area: 'North', cases: 1, in_need: 0, in_care: 1, weighted: 1.25 },
  ])
})

test('an odd row of a closed case is held by the team that it names, the child is not', async () => {
  const odd = { ...need, cin_closure_date: '2026-01-31', closure_reason: null }
  const [findings, holders] = await withRows({ child_in_need: [odd] }, async (db) => [
    await db.rows<{ holders: string[] }>(
      "select distinct holders from published_finding where child_id = 'A' and team = 'North 1'",
    ),
    (await db.row<{ holders: string[] }>('select holders from published_child')).holders,
  ])
  assert.deepEqual(findings, [{ holders: ['*', 'a:North', 't:North 1', 'w:Ann'] }])
  assert.deepEqual(holders, ['*'])
})

test('a child whose rows have all left the record is still found, as the last of them had it', async () => {
  const leaver = { ...child, ...allocated, personal_adviser: 'Bob', latest_contact: '2025-11-11', in_touch: 'YES' }
  const left = { ...leaver, known_from: '2025-12-31', known_to: '2026-01-31', ended_by: 'left' }
  const found = await withRows({ care_leaver: [left] }, (db) =>
    db.rows('select child_id, date_of_birth, sex, status, holders from published_child'),
  )
  assert.deepEqual(found, [{ child_id: 'A', date_of_birth: '2015-05-05', sex: 'F', status: 'closed', holders: ['*'] }])
})

test('a sealed child is sealed wherever a row names them', async () => {
  const tables = { child_in_need: [need, { ...need, child_id: 'B' }] }
  const rows = await withRows(
    tables,
    (db) =>
      db.rows(
        `select child_id, sealed from published_child
        union select child_id, sealed from published_timeline
        union select child_id, sealed from published_obligation
        union select child_id, sealed from published_finding where child_id is not null
        order by 1`,
      ),
    ['A'],
  )
  assert.deepEqual(rows, [
    { child_id: 'A', sealed: true },
    { child_id: 'B', sealed: false },
  ])
})

describe('a reference', () => {
  /** Base32 by the book: five bits at a time of one long number. */
  function base32(bytes: Uint8Array): string {
    let number = BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
    let text = ''
    for (let left = bytes.length * 8; left > 0; left -= 5) {
      text = 'abcdefghijklmnopqrstuvwxyz234567'[Number(number & 31n)]! + text
      number >>= 5n
    }
    return text
  }

  /** The references of these children by a key. */
  async function references(ids: readonly string[], key: Uint8Array, length?: number): Promise<Map<string, string>> {
    const db = await openBuiltRecord({ tables: { child_in_need: ids.map((child_id) => ({ ...need, child_id })) } })
    try {
      await db.run('create table every_child as from child')
      await createReferences(db, key, length)
      const rows = await db.rows<{ child_id: string; ref: string }>('select child_id, ref from child_ref')
      return new Map(rows.map(({ child_id, ref }) => [child_id, ref]))
    } finally {
      db.close()
    }
  }

  test('is the base32 of a keyed hash of the number, by a key of any length', async () => {
    const ids = ['1', 'A-77', 'é 漢', '0000123456']
    for (const key of [referenceKey, new Uint8Array([0, 255, 3]), new Uint8Array(200).fill(9)]) {
      const refs = await references(ids, key)
      for (const id of ids) {
        const hash = createHmac('sha256', key).update(id).digest().subarray(0, 15)
        assert.equal(refs.get(id), base32(hash).slice(0, 12))
      }
    }
  })

  test('is long for children whose short ones are alike, and theirs alone', async () => {
    const ids = Array.from({ length: 40 }, (_, i) => `C${i}`)
    const refs = await references(ids, referenceKey, 1)
    assert.equal(new Set(refs.values()).size, 40)
    const alike = Map.groupBy(refs, ([, ref]) => ref[0])
    for (const group of alike.values()) {
      for (const [, ref] of group) assert.equal(ref.length, group.length === 1 ? 1 : 24)
    }
    assert.ok([...alike.values()].some((group) => group.length === 1) && alike.size < 40)
    for (const [id, ref] of refs) {
      const whole = base32(createHmac('sha256', referenceKey).update(id).digest().subarray(0, 15))
      assert.ok(whole.startsWith(ref), id)
    }
  })
})

test('lines for COPY keep tabs, line ends, backslashes, quotes and braces, and drop what PostgreSQL cannot hold', async () => {
  const hostile = 'a\tb\nc\r\\N "q" {x,y}\u0001'
  await withRows({ child_in_need: [{ ...need, allocated_team: hostile }] }, async (db) => {
    await createCopyMacros(db)
    await db.run(
      'create temp table told_row as select team as words, holders as list, null::date as day from published_child',
    )
    const table = {
      table: 'x',
      from: 'told_row',
      columns: { words: 'text', list: 'array', day: 'plain' },
      order: 'words',
    } as const
    const dir = await mkdtemp(join(tmpdir(), 'throughline-lines-'))
    try {
      const lines = await text(readLines(await writeLines(db, table, dir)))
      const item = `${String.raw`a\tb\nc\r\\N "q" {x,y}`}\u0001`
      const escaped = `${String.raw`a\tb\nc\r\\\\N \\"q\\" {x,y}`}\u0001`
      assert.equal(lines, `${item}\t{"*","a:North","t:${escaped}","w:Ann"}\t\\N\n`)
    } finally {
      await rm(dir, { recursive: true, force: true })
    }
  })
})
