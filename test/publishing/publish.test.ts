import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { compareFindings } from '#checks'
import { beAuthority, takeTurn } from '#children'
import { type MeasureValue, measureValues } from '#measures'
import { createEnter, writePolicy } from '#permissions'
import { type Tx, transaction } from '#platform/db'
import { type DuckDb, parquetFile, parquetSql, snapshotDir } from '#platform/lake'
import type { CompendiumMeasure } from '#reports'
import { dueList } from '#timescales'
import { simulate, writeExtract } from '../../example/index.ts'
import { addPerson, sessionOf } from '../../src/permissions/access.fixture.ts'
import { type Published, publish, reconcile } from '../../src/publish.ts'
import { slices } from '../../src/slices.ts'
import { stagesFor } from '../../src/stages.ts'
import { type TestLedger, withTestLedger } from '../ledger.ts'
import { CountyFolder } from '../loading/loaded-county.ts'

const folder = new CountyFolder()
const { authority, dataDir } = folder
const [first, second] = ['2026-02-28', '2026-03-31'] as const
const snapshots: string[] = []
let ledger: TestLedger

before(async () => {
  const county = simulate({ seed: 3, children: 60, years: 3, asAt: second })
  const stages = stagesFor({})
  if (!stages.ok) assert.fail(JSON.stringify(stages.problems))
  for (const asAt of [first, second]) {
    const dir = join(folder.root, asAt)
    writeExtract(county, { asAt, windowMonths: asAt === first ? 'all' : 6, dir, style: 'plain', dirt: 0.02 })
    snapshots.push((await folder.load(dir, asAt, stages.value)).snapshot)
  }
  ledger = await withTestLedger()
  await transaction(ledger.owner, writePolicy)
})
after(async () => {
  await ledger.stop()
  folder.remove()
})

async function published(snapshot?: string): Promise<Published> {
  const outcome = await publish(ledger, { dataDir, authority, ...(snapshot ? { snapshot } : {}) })
  if (!outcome.ok) assert.fail(JSON.stringify(outcome.problems))
  return outcome.value
}

/** Rows that readers of everything see: of the publication that they are on now. */
function read<T extends object>(sql: string, values: readonly unknown[] = []): Promise<T[]> {
  return transaction(ledger.owner, (tx) => tx.rows<T>(sql, values))
}

const current =
  'authority_id = $1 and publication_id = (select publication_id from access.authority where authority_id = $1)'

/** Works with the newest snapshot, with what its load computed. */
function inLake<T>(work: (db: DuckDb) => Promise<T>): Promise<T> {
  return folder.open(async (db, dir) => {
    for (const table of ['event', 'obligation', 'finding', 'check_run', 'measure_cell', 'measure_run', 'population']) {
      await db.run(`create view ${table} as from ${parquetSql(dir, table)}`)
    }
    return work(db)
  })
}

describe('a publication', () => {
  let mine: Published

  before(async () => {
    await published(snapshots[0])
    mine = await published()
  })

  test('is of the newest snapshot unless one is named, and says how much it holds', () => {
    assert.equal(mine.state, 'published')
    assert.equal(mine.snapshot, snapshots[1])
  })

  test('has every child of the record once, with a reference of its own that says nothing of the number', async () => {
    const children = await read<{ child_id: string; ref: string }>(
      `select child_id, ref from published.child where ${current} order by child_id`,
      [authority],
    )
    const record = await inLake((db) =>
      db.rows<{ child_id: string }>('select child_id from child union select child_id from event order by child_id'),
    )
    assert.ok(record.length > 100, `only ${record.length} children`)
    assert.deepEqual(
      children.map(({ child_id }) => child_id),
      record.map(({ child_id }) => child_id),
    )
    assert.equal(new Set(children.map(({ ref }) => ref)).size, children.length)
    for (const { ref, child_id } of children) {
      assert.match(ref, /^[a-z2-7]{12}$/)
      assert.ok(!ref.includes(child_id))
    }
  })

  test('has every event of every journey, in order', async () => {
    const journeys = await read<{ child_id: string; events: unknown[][] }>(
      `select child_id, events from published.timeline where ${current} order by child_id`,
      [authority],
    )
    const events = await inLake((db) =>
      db.rows(`select child_id, on_date, kind, detail, team, worker, ends_on
        from event
        order by child_id, on_date, order_in_day, detail, table_name, ends_on`),
    )
    assert.deepEqual(
      journeys.flatMap(({ child_id, events }) => events.map((event) => [child_id, ...event])),
      events.map((event) => Object.values(event)),
    )
  })

  test('has to do what the worklist of the snapshot has, line by line', async () => {
    const lines = await read(
      `select timescale, coalesce(child_id, adopter_id) as child, started_on as "startedOn", due_on as "dueOn",
        met_on as "metOn", state, days_over as "daysOver", worker, team, area
      from published.obligation
      where ${current} and to_do`,
      [authority],
    )
    const due = await inLake((db) => dueList(db))
    assert.ok(due.length > 20)
    assert.deepEqual(lines.map(asText).sort(), due.map(asText).sort())
  })

  test('counts what is late for each child and worker as the worklist does', async () => {
    const late = (column: string) =>
      `select ${column} as name, count(*) as n
      from published.obligation
      where ${current} and to_do and state = 'overdue' and ${column} is not null
      group by 1`
    const told = (table: string, column: string) =>
      `select ${column} as name, overdue as n from published.${table} where ${current} and overdue > 0`
    const sorted = async (sql: string) => (await read(sql, [authority])).map(asText).sort()
    assert.deepEqual(await sorted(told('child', 'child_id')), await sorted(late('child_id')))
    const workers = new Set(await sorted(late('worker')))
    for (const line of await sorted(told('caseload', 'worker'))) assert.ok(workers.has(line), line)
  })

  test('has every finding, and says which are new since the snapshot before', async () => {
    const found = await read<{ check: string; n: number; new: number }>(
      `select check_id as check, count(*) as n, count(*) filter (where is_new) as new
      from published.finding where ${current} group by 1 order by 1`,
      [authority],
    )
    const earlier = snapshotDir(dataDir, authority, snapshots[0]!)
    const [counts, trend] = await inLake(async (db) => [
      await db.rows('select check_id as "check", count(*) as n from finding group by 1 order by 1'),
      await compareFindings(db, {
        finding: parquetFile(earlier, 'finding'),
        checkRun: parquetFile(earlier, 'check_run'),
      }),
    ])
    assert.deepEqual(
      found.map(({ check, n }) => ({ check, n })),
      counts,
    )
    assert.ok(found.some((each) => each.new > 0) && found.some((each) => each.new < each.n))
    const runs = await read(
      `select check_id as check, fresh as new, still, mended from published.check_run where ${current} order by check_id`,
      [authority],
    )
    assert.deepEqual(runs, trend)
  })

  test('gives the figures that the measures of the snapshot give', async () => {
    const measures = await read<{ id: string; model: CompendiumMeasure }>(
      `select measure_id as id, model from published.measure where ${current} and audience = 'inside' order by place`,
      [authority],
    )
    const values = await inLake((db) => measureValues(db, slices.children.measures))
    if (!values.ok) assert.fail('refused')
    const byMeasure = new Map(values.value.filter(({ by }) => by === null).map((value) => [value.measure, value]))
    assert.deepEqual(measures.map(({ id }) => id).sort(), slices.children.measures.map(({ id }) => id).sort())
    let compared = 0
    for (const { id, model } of measures) {
      if (model.headline === null) continue
      assert.deepEqual(model.headline, figureOf(byMeasure.get(id)!), id)
      compared++
    }
    assert.ok(compared > 60, `only ${compared} figures`)
  })

  test('opens each headline to as many rows as it counts', async () => {
    const rows = await read<{
      id: string
      behind: number
      kept: number
      above: number
      n: number
      model: CompendiumMeasure
    }>(
      `select measure_id as id, rows_behind as behind, rows_kept as kept, model, above, n
      from published.measure
      join (
          select measure_id, count(*) as n, count(*) filter (where in_numerator) as above
          from published.measure_row where ${current} group by 1
      ) as row using (measure_id)
      where ${current} and audience = 'inside'`,
      [authority],
    )
    assert.ok(rows.length > 50)
    for (const { id, behind, kept, above, n, model } of rows) {
      assert.deepEqual([behind, kept], [n, n], id)
      if (model.unit === 'percent' && model.headline)
        assert.deepEqual([above, n], [model.headline.numerator, model.headline.denominator], id)
    }
  })

  test('holds small numbers back from the public figures, and keeps no rows of them', async () => {
    const models = await read<{ model: CompendiumMeasure; behind: number | null }>(
      `select model, rows_behind as behind from published.measure where ${current} and audience = 'public'`,
      [authority],
    )
    const headlines = models.flatMap(({ model }) => (model.headline ? [model.headline] : []))
    assert.ok(headlines.some(({ hidden }) => hidden))
    assert.ok(models.every(({ behind }) => behind === null))
    for (const { model } of models) assert.ok(model.breakdowns.every(({ dimension }) => dimension !== 'team'))
  })

  test('keeps twelve month ends of each caseload, the last of them as it is now', async () => {
    const caseloads = await read<{ worker: string; cases: number; parts: number; history: [string, number][] }>(
      `select worker, cases, assessing + in_need + on_plan + in_care + leavers as parts, history
      from published.caseload where ${current}`,
      [authority],
    )
    assert.ok(caseloads.length > 5)
    for (const { worker, cases, parts, history } of caseloads) {
      assert.equal(parts, cases, worker)
      assert.equal(history.length, 12)
      assert.deepEqual(history.at(-1), [second, cases], worker)
      assert.deepEqual(
        history.map(([day]) => day),
        history.map(([day]) => day).toSorted(),
      )
    }
  })

  test('sets beside each figure what the first snapshot said that could give it', async () => {
    const said = await read<{
      first: { figure: { value: number | null }; snapshot: string }[]
      model: CompendiumMeasure
    }>(
      `select first_reported as first, model from published.measure
      where ${current} and audience = 'inside' and first_reported is not null`,
      [authority],
    )
    assert.ok(said.length > 100)
    for (const { first, model } of said) assert.ok(first.length >= model.series.length)
    const bySnapshot = Map.groupBy(
      said.flatMap(({ first }) => first),
      ({ snapshot }) => snapshot,
    )
    assert.deepEqual([...bySnapshot.keys()].sort(), snapshots.toSorted())
    const changed = said.filter(({ first, model }) =>
      model.series.some(({ value }, i) => value !== first[i]!.figure.value),
    )
    assert.ok(changed.length > 0, 'no figure of the first snapshot was ever revised')
  })

  test('is not written again while nothing has changed', async () => {
    const before = await read('select publication_id from published.publication order by 1')
    assert.deepEqual(await published(), { state: 'current', snapshot: snapshots[1] })
    assert.deepEqual(
      [...(await reconcile(ledger, dataDir))],
      [[authority, { ok: true, value: { state: 'current', snapshot: snapshots[1] } }]],
    )
    assert.deepEqual(await read('select publication_id from published.publication order by 1'), before)
  })

  test('is left to another process that is writing one', async () => {
    await transaction(ledger.publisher, async (tx) => {
      assert.ok(await takeTurn(tx, authority))
      assert.deepEqual(await published(snapshots[0]), { state: 'busy', snapshot: snapshots[0] })
    })
  })
})

describe('readers', () => {
  const names = [
    'child',
    'timeline',
    'obligation',
    'finding',
    'measure_row',
    'caseload',
    'measure',
    'check_run',
  ] as const

  /** What one request reads: how much of everything, which differs between the two snapshots. */
  async function look(tx: Tx): Promise<string> {
    const seen: number[] = []
    for (const name of names) {
      seen.push((await tx.row<{ n: number }>(`select count(*) as n from published.${name}`)).n)
    }
    return seen.join()
  }

  test('see all of the old publication or all of the new, at every moment', async () => {
    await addPerson(ledger, authority, { subject: 'director', roles: ['director'] })
    const session = await sessionOf(ledger, authority, 'director')
    const enter = createEnter(ledger.app)
    const ask = () =>
      enter({ session, what: 'child.view' }, async ({ publication, tx, looked }) => {
        looked({ children: [], page: 'test' })
        return `${publication?.snapshot}: ${await look(tx)}`
      })
    await published(snapshots[0])
    const old = await ask()
    const seen = new Map<string, number>()
    const publishing = published(snapshots[1])
    let done = false
    void publishing.finally(() => {
      done = true
    })
    while (!done) {
      const said = await ask()
      seen.set(said, (seen.get(said) ?? 0) + 1)
    }
    await publishing
    const now = await ask()
    assert.notEqual(old, now)
    assert.ok((seen.get(old) ?? 0) > 5, 'nobody read meanwhile')
    assert.deepEqual(
      [...seen.keys()].filter((said) => said !== old && said !== now),
      [],
    )
  })

  test('see what they saw before when the publisher is killed in the middle, and the next one leaves nothing of it', async () => {
    await published(snapshots[0])
    const before = await read(`select publication_id from access.authority`)
    const child = spawn(
      process.execPath,
      [new URL('./publish.killed.fixture.ts', import.meta.url).pathname, ledger.url, dataDir, authority],
      { stdio: ['ignore', 'inherit', 'inherit'] },
    )
    const [, signal] = await once(child, 'exit')
    assert.equal(signal, 'SIGKILL')
    assert.deepEqual(await read(`select publication_id from access.authority`), before)
    assert.equal((await published()).state, 'published')
    for (const name of names) {
      const left = await read<{ id: number }>(
        `select distinct publication_id as id from published.${name}
        where publication_id not in (select publication_id from published.publication)`,
      )
      assert.deepEqual(left, [], name)
    }
  })

  test('keep the publication before, and no older one', async () => {
    for (const snapshot of [snapshots[0]!, snapshots[1]!, snapshots[0]!]) await published(snapshot)
    const kept = await read<{ snapshot: string }>('select snapshot from published.publication order by publication_id')
    assert.deepEqual(
      kept.map(({ snapshot }) => snapshot),
      [snapshots[1], snapshots[0]],
    )
    const ids = await read<{ n: number }>('select count(distinct publication_id) as n from published.child')
    assert.deepEqual(ids, [{ n: 2 }])
  })
})

test('a sealed child is sealed in everything that a later publication says', async () => {
  const [sealed] = await read<{ child: string }>(
    `select child_id as child from published.measure_row where ${current} and child_id is not null limit 1`,
    [authority],
  )
  await transaction(ledger.owner, async (tx) => {
    const { person_id: by } = await tx.row<{ person_id: number }>(
      "select person_id from access.person where subject = 'director'",
    )
    await tx.run(
      "insert into access.sealed_child (authority_id, child_id, sealed_by, reason) values ($1, $2, $3, 'a test')",
      [authority, sealed!.child, by],
    )
  })
  await published()
  for (const name of ['child', 'timeline', 'obligation', 'finding', 'measure_row']) {
    const rows = await read<{ is_right: boolean }>(
      `select sealed = (child_id is not distinct from $2) as is_right from published.${name} where ${current}`,
      [authority, sealed!.child],
    )
    assert.ok(rows.length > 0 && rows.every(({ is_right }) => is_right), name)
  }
})

test('targets that people set are in the next publication, of the same snapshot too', async () => {
  const measure = slices.children.measures.find(({ unit, polarity }) => unit === 'percent' && polarity === 'higher')!
  await transaction(ledger.owner, async (tx) => {
    await tx.run(
      `insert into figures.target (authority_id, measure_id, value, source, set_by)
      select $1, $2, 91.5, 'the plan of 2026', person_id from access.person where subject = 'director'`,
      [authority, measure.id],
    )
  })
  assert.equal((await published()).state, 'published')
  const [{ target } = { target: undefined }] = await read<{ target: unknown }>(
    `select model -> 'target' as target from published.measure where ${current} and audience = 'inside' and measure_id = $2`,
    [authority, measure.id],
  )
  assert.deepEqual(target, { value: 91.5, source: 'the plan of 2026' })
})

test('the publisher sees and writes nothing of an authority other than its own', async () => {
  await transaction(ledger.publisher, async (tx) => {
    await beAuthority(tx, 'another')
    assert.deepEqual(await tx.rows('select child_id from published.child'), [])
    await assert.rejects(
      tx.run(`insert into published.compendium values ($1, 1, 'inside', '{}')`, [authority]),
      /row-level security|42501/,
    )
  }).catch((error: unknown) => {
    // A statement that was refused undoes the transaction, which is what this test is about.
    if (!(error instanceof Error && /had failed/.test(error.message))) throw error
  })
})

function asText(row: object): string {
  return JSON.stringify(row)
}

function figureOf({ period, numerator, denominator, value }: MeasureValue) {
  return { period, numerator, denominator, value }
}
