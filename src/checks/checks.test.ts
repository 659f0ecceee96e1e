import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text as streamText } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, it } from 'node:test'
import fc from 'fast-check'
import { fromBufferPromise } from 'yauzl'
import { type DuckDb, openDuckDb, sqlText } from '#platform/lake'
import { type Check, compareFindings, countFindings, findingsFor, runChecks, writeFindingsWorkbook } from './index.ts'

let db: DuckDb
beforeEach(async () => {
  db = await openDuckDb({ threads: 1 })
  await db.run(`create table snapshot_info as select date '2026-03-31' as as_at`)
  await db.run(`create table coverage as select 'referral' as table_name`)
  await db.run(`create table referral (child_id varchar, team varchar, worker varchar, source_row integer)`)
  await db.run(
    `insert into referral values ('1', 'North 1', 'Ann', 2), ('2', 'South 1', 'Bob', 3), ('3', null, null, 4)`,
  )
})
afterEach(() => db.close())

const rows = `select child_id, team, worker, 'odd' as detail, 'a.csv' as source_file, '' as source_sheet, source_row,
    'e1' as extract, child_id as row_key
from referral`

function aCheck(id: string, given: Partial<Check> = {}): Check {
  return {
    id,
    title: `Check ${id}`,
    severity: 'warning',
    table: 'referral',
    needs: { referral: ['child_id'] },
    why: 'It matters.',
    todo: 'Mend it.',
    source: 'house rule',
    sql: rows,
    ...given,
  }
}

const broken = [
  aCheck('no-such-column', { sql: 'select nothing_of_the_kind as detail from referral' }),
  aCheck('no-grammar', { sql: 'select from where' }),
  aCheck('fails-on-a-value', {
    sql: `select cast('secret of ' || child_id as integer)::varchar as detail from referral`,
  }),
  aCheck('unknown-answer', { sql: `select 'odd' as detail, 1 as something_else` }),
]

describe('runChecks', () => {
  it('keeps what each check finds, and 0 for one that finds nothing', async () => {
    const run = await runChecks(db, [aCheck('finds'), aCheck('none', { sql: `${rows} where false` })])
    assert.deepEqual(run, {
      ran: [
        { check: 'finds', found: 3 },
        { check: 'none', found: 0 },
      ],
      notRun: [],
    })
  })

  it('shows a check whose query fails as not run, and runs the others', async () => {
    const run = await runChecks(db, [aCheck('before'), ...broken, aCheck('after')])
    assert.deepEqual(run.ran, [
      { check: 'before', found: 3 },
      { check: 'after', found: 3 },
    ])
    assert.deepEqual(
      run.notRun.map(({ check }) => check),
      broken.map(({ id }) => id),
    )
  })

  it('runs the others wherever the broken check stands, however many there are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(4), { minLength: 1, maxLength: 40 }), async (kinds) => {
        const checks = kinds.map((kind, i) => ({ ...(broken[kind] ?? aCheck('sound')), id: `check-${i}` }))
        const { ran, notRun } = await runChecks(db, checks)
        assert.deepEqual(
          ran,
          checks.filter((_, i) => !broken[kinds[i]!]).map(({ id }) => ({ check: id, found: 3 })),
        )
        assert.equal(ran.length + notRun.length, checks.length)
      }),
      { numRuns: 10 },
    )
  })

  it('says why a query failed, without what stands in the record', async () => {
    const { notRun } = await runChecks(db, broken)
    const reasons = new Map(notRun.map(({ check, reason }) => [check, reason]))
    assert.match(reasons.get('no-such-column')!, /^its query failed: Binder Error: .*nothing_of_the_kind/)
    assert.match(reasons.get('no-grammar')!, /^its query failed: Parser Error/)
    assert.equal(reasons.get('fails-on-a-value'), 'its query failed: Conversion Error')
  })

  it('does not ask what needs a list that was never supplied', async () => {
    const needy = aCheck('needy', {
      needs: { referral: ['child_id'], contact: ['child_id'], worker_version: ['worker'] },
    })
    const { notRun } = await runChecks(db, [needy])
    assert.deepEqual(notRun, [{ check: 'needy', reason: 'never supplied: contact, worker' }])
  })

  it('refuses checks that share an id', async () => {
    await assert.rejects(runChecks(db, [aCheck('one'), aCheck('one')]), /share an id: one/)
  })

  it('finds the area of the team, or else of the worker', async () => {
    await db.run(`create table team_area as select 'North 1' as team, 'North' as area`)
    await db.run(`create table worker_area as select 'Bob' as worker, 'South' as area union all select 'Ann', 'West'`)
    await runChecks(db, [aCheck('finds')], { areas: { team: 'team_area', worker: 'worker_area' } })
    const found = await db.rows('select child_id, area from finding order by child_id')
    assert.deepEqual(found, [
      { child_id: '1', area: 'North' },
      { child_id: '2', area: 'South' },
      { child_id: '3', area: null },
    ])
  })

  it('lets a row name its own list, and replaces what was found before', async () => {
    await runChecks(db, [aCheck('finds')])
    await runChecks(db, [
      aCheck('any', { table: 'any', sql: `select 'contact' as table_name, 'odd' as detail, 'k' as row_key` }),
    ])
    assert.deepEqual(await db.rows('select check_id, table_name from finding'), [
      { check_id: 'any', table_name: 'contact' },
    ])
  })
})

describe('findingsFor', () => {
  it('gives errors first, each check with its rows, and checks that did not run with their reason', async () => {
    const none = aCheck('none', { severity: 'query', sql: `${rows} where false` })
    await runChecks(db, [none, aCheck('b'), aCheck('a', { severity: 'error' }), broken[1]!])
    const found = await findingsFor(db)
    assert.deepEqual(
      found.map(({ check, count }) => [check, count]),
      [
        ['a', 3],
        ['b', 3],
        ['no-grammar', null],
        ['none', 0],
      ],
    )
    assert.match(found[2]!.notRun!, /^its query failed/)
    assert.deepEqual(found[0]!.rows[0], {
      child: '1',
      table: 'referral',
      team: 'North 1',
      worker: 'Ann',
      area: null,
      detail: 'odd',
      file: 'a.csv',
      sheet: '',
      row: 2,
      key: '1',
    })
  })

  it('narrows to a check and to a team', async () => {
    await runChecks(db, [aCheck('a'), aCheck('b')])
    const [only, ...others] = await findingsFor(db, { check: 'b', team: 'South 1' })
    assert.deepEqual([only!.check, only!.count, only!.rows.map((row) => row.child), others], ['b', 1, ['2'], []])
  })
})

describe('countFindings', () => {
  it('counts by list and by team, and adds up', async () => {
    await runChecks(db, [aCheck('a'), aCheck('b', { severity: 'error' })])
    assert.deepEqual(await countFindings(db, 'table'), [{ value: 'referral', error: 3, warning: 3, query: 0 }])
    assert.deepEqual(await countFindings(db, 'team'), [
      { value: 'North 1', error: 1, warning: 1, query: 0 },
      { value: 'South 1', error: 1, warning: 1, query: 0 },
      { value: null, error: 1, warning: 1, query: 0 },
    ])
  })
})

/** Runs `use` with an empty folder. */
async function inFolder(use: (dir: string) => Promise<void>): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'findings-'))
  try {
    await use(dir)
  } finally {
    await rm(dir, { recursive: true })
  }
}

/** Keeps the findings of now, so that later ones can be compared with them. */
async function keep(dir: string) {
  const earlier = { finding: join(dir, 'finding.parquet'), checkRun: join(dir, 'check_run.parquet') }
  await db.run(`copy finding to ${sqlText(earlier.finding)}`)
  await db.run(`copy check_run to ${sqlText(earlier.checkRun)}`)
  return earlier
}

describe('compareFindings', () => {
  it('tells what is new, what is still there and what was mended', () =>
    inFolder(async (dir) => {
      await runChecks(db, [aCheck('a')])
      const earlier = await keep(dir)
      await db.run(`delete from referral where child_id in ('1', '2')`)
      await db.run(`insert into referral values ('4', 'North 1', 'Ann', 2)`)
      await runChecks(db, [aCheck('a')])
      assert.deepEqual(await compareFindings(db, earlier), [{ check: 'a', new: 1, still: 1, mended: 2 }])
      assert.deepEqual(await db.rows('select row_key, state, team from finding_trend order by row_key'), [
        { row_key: '1', state: 'mended', team: 'North 1' },
        { row_key: '2', state: 'mended', team: 'South 1' },
        { row_key: '3', state: 'still', team: null },
        { row_key: '4', state: 'new', team: 'North 1' },
      ])
    }))

  it('matches rows by their key, wherever they stand in the file', () =>
    inFolder(async (dir) => {
      await runChecks(db, [aCheck('a')])
      const earlier = await keep(dir)
      await db.run('update referral set source_row = source_row + 100')
      await runChecks(db, [aCheck('a')])
      assert.deepEqual(await compareFindings(db, earlier), [{ check: 'a', new: 0, still: 3, mended: 0 }])
    }))

  it('says nothing of checks that did not run both times: their rows are neither new nor mended', () =>
    inFolder(async (dir) => {
      const fails = { sql: 'select nothing_of_the_kind from referral' }
      await runChecks(db, [aCheck('stopped'), aCheck('started', fails)])
      const earlier = await keep(dir)
      await runChecks(db, [aCheck('stopped', fails), aCheck('started'), aCheck('unheard-of')])
      const silent = { new: null, still: null, mended: null }
      assert.deepEqual(await compareFindings(db, earlier), [
        { check: 'started', ...silent },
        { check: 'stopped', ...silent },
        { check: 'unheard-of', ...silent },
      ])
    }))

  it('adds up: new and still are what is found now, still and mended what was found then', () =>
    inFolder(async (dir) => {
      const some = fc.uniqueArray(fc.constantFrom('1', '2', '3'))
      const chosen = (ids: readonly string[]) =>
        aCheck('a', { sql: `${rows} where child_id in (null, ${ids.map((id) => `'${id}'`).join(', ') || 'null'})` })
      await fc.assert(
        fc.asyncProperty(some, some, async (then, now) => {
          await runChecks(db, [chosen(then)])
          const earlier = await keep(dir)
          await runChecks(db, [chosen(now)])
          const [trend] = await compareFindings(db, earlier)
          assert.equal(trend!.new! + trend!.still!, now.length)
          assert.equal(trend!.mended! + trend!.still!, then.length)
        }),
        { numRuns: 20 },
      )
    }))
})

describe('writeFindingsWorkbook', () => {
  it('has a contents sheet with every check and a sheet of rows for each that found any', () =>
    inFolder(async (dir) => {
      const checks = [aCheck('a', { title: '=2+2' }), aCheck('none', { sql: `${rows} where false` }), broken[1]!]
      await runChecks(db, checks)
      const path = join(dir, 'findings.xlsx')
      await writeFindingsWorkbook(path, {
        findings: await findingsFor(db),
        checks,
        trend: [{ check: 'a', new: 1, still: 2, mended: 0 }],
      })
      const zip = await fromBufferPromise(await readFile(path), { lazyEntries: true })
      const parts = new Map<string, string>()
      for await (const entry of zip.eachEntry())
        parts.set(entry.fileName, await streamText(await zip.openReadStreamPromise(entry)))
      const sheets = [...parts.get('xl/workbook.xml')!.matchAll(/<sheet name="([^"]*)"/g)].map((match) => match[1])
      assert.deepEqual(sheets, ['Contents', 'a'])
      const contents = parts.get('xl/worksheets/sheet1.xml')!
      assert.match(contents, />'=2\+2</)
      assert.match(contents, /its query failed: Parser Error/)
      assert.match(contents, />Mend it\.</)
      assert.equal(parts.get('xl/worksheets/sheet2.xml')!.match(/<row /g)?.length, 4)
    }))
})
