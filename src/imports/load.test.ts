import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { type DuckDb, getExtract, LockedError, listSnapshots, parquetSql, snapshotDir } from '#platform/lake'
import { buildWorkbook, textRow } from '../../test/hostile/workbook.builder.ts'
import { heads, LoadingFolder, listFile } from './load.fixture.ts'
import { load } from './load.ts'
import type { StageContext } from './load.types.ts'

const folders: LoadingFolder[] = []
after(() => {
  for (const folder of folders) folder.remove()
})

function newFolder(): LoadingFolder {
  const folder = new LoadingFolder()
  folders.push(folder)
  return folder
}

const visit = (child: string, seenOn: string, ...rest: string[]) => [child, seenOn, ...rest]
const many = (n: number, from = 0) =>
  Array.from({ length: n }, (_, i) => visit(`c${from + i}`, `2026-02-${String((i % 28) + 1).padStart(2, '0')}`, 'A'))

test('a reject names file, sheet, row, column, value and reason; read is loaded and rejected together', async () => {
  const folder = newFolder()
  const rows = [
    heads.visit!,
    visit('1', '05/01/2026', 'A'),
    visit('2', '31/02/2026', 'A'),
    visit('', '05/01/2026', 'A'),
    visit('4', '', 'A'),
    visit('', '', 'A'),
  ]
  const sheet = { name: 'List 1', rows: rows.map((row, i) => textRow(i + 1, row)).join('') }
  const result = await folder.load({ 'book.xlsx': buildWorkbook({ sheets: [sheet] }) }, '2026-03-31')
  const where = { file: 'book.xlsx', sheet: 'List 1' }
  const empty = 'empty, but needed to tell this row from others'
  assert.deepEqual(
    [...result.rejects].sort((a, b) => a.row - b.row),
    [
      { ...where, row: 3, column: 'Seen On', value: '31/02/2026', reason: 'there is no such day' },
      { ...where, row: 4, column: 'Child ID', value: null, reason: empty },
      { ...where, row: 5, column: 'Seen On', value: null, reason: empty },
      { ...where, row: 6, column: 'Child ID', value: null, reason: empty },
    ],
  )
  const [{ read, loaded, rejected } = { read: 0, loaded: 0, rejected: 0 }] = result.tables
  assert.deepEqual([read, loaded, rejected], [5, 1, 4])
})

test('a cell outside the key that cannot be read is left empty and noted; its row is loaded', async () => {
  const folder = newFolder()
  const files = listFile('visit', [
    visit('1', '05/01/2026', 'Z', 'M', 'WBRI', '31/02/2010', 'ten', 'North'),
    visit('', '05/01/2026', 'Z'),
    visit('2', '06/01/2026', 'b', 'F', 'WBRI', '01/02/2010', '16', 'x'.repeat(501)),
  ])
  const result = await folder.load(files, '2026-03-31')
  assert.equal(result.tables[0]!.cellProblems, 4)
  assert.deepEqual(await folder.ask('select child_id, grade, date_of_birth, age, team from visit order by 1'), [
    { child_id: '1', grade: null, date_of_birth: null, age: null, team: 'North' },
    { child_id: '2', grade: 'B', date_of_birth: '2010-02-01', age: 16, team: null },
  ])
  const problems = await folder.ask<{ at: string }>(
    `select source_file || ' ' || source_row || ' ' || child_id || ' ' || column_name || ' ' || reason as at
    from cell_problem order by source_row, column_name`,
  )
  assert.deepEqual(
    problems.map(({ at }) => at),
    [
      'visit.csv 2 1 age not a whole number',
      'visit.csv 2 1 date_of_birth there is no such day',
      'visit.csv 2 1 grade not one of the values that this column allows',
      'visit.csv 4 2 team longer than 500 characters',
    ],
  )
})

test('of rows with the same key the fullest is kept, whatever the order of the file', async () => {
  const rows = [
    visit('1', '05/01/2026', 'A', 'M', 'WBRI', '01/01/2010', '16', 'North'),
    visit('1', '05/01/2026', 'A'),
    visit('1', '05/01/2026', 'A', 'M', 'WBRI', '01/01/2010', '16', 'North'),
    visit('1', '05/01/2026', 'B', 'M', 'WBRI', '01/01/2010', '16', ''),
    visit('2', '05/01/2026', 'A', '', '', '', '', 'East'),
    visit('2', '05/01/2026', 'A', '', '', '', '', 'West'),
  ]
  const orders = [rows, rows.toReversed(), [rows[4]!, rows[1]!, rows[3]!, rows[0]!, rows[5]!, rows[2]!]]
  const answers = []
  for (const order of orders) {
    const folder = newFolder()
    const result = await folder.load(listFile('visit', order), '2026-03-31')
    const same = result.rejects.filter(({ reason }) => reason.startsWith('says the same')).length
    const fuller = result.rejects.filter(({ reason }) => reason.includes('which is fuller')).length
    assert.deepEqual([result.tables[0]!.read, result.tables[0]!.loaded, same, fuller], [6, 2, 1, 3])
    answers.push(await folder.ask('select child_id, grade, team from visit order by child_id'))
  }
  assert.deepEqual(answers[0], [
    { child_id: '1', grade: 'A', team: 'North' },
    { child_id: '2', grade: 'A', team: 'West' },
  ])
  assert.deepEqual(answers[1], answers[0])
  assert.deepEqual(answers[2], answers[0])
})

test('headers may stand below titles, in any order, among columns nobody knows; trailing blank rows count for nothing', async () => {
  const folder = newFolder()
  const rows = [
    ['Visits of the quarter', '', '', '', ''],
    ['', '', '', '', ''],
    ['Notes', 'Grade', 'Seen On', 'Colour', 'Child ID'],
    ['first', 'A', '05/01/2026', 'red', '1'],
    ['second', 'B', '06/01/2026', 'blue', '2'],
    ['', '', '', '', ''],
    [' ', '', '', '', ''],
  ]
  const result = await folder.load({ 'visit.csv': rows }, '2026-03-31')
  assert.equal(result.tables[0]!.read, 2)
  assert.deepEqual(result.tables[0]!.ignoredHeaders, ['Notes', 'Colour'])
  assert.deepEqual(await folder.ask('select child_id, grade, source_row from visit order by 1'), [
    { child_id: '1', grade: 'A', source_row: 4 },
    { child_id: '2', grade: 'B', source_row: 5 },
  ])
})

test('cells that begin with a byte-order mark are read, and multiply no row', async () => {
  const folder = newFolder()
  const mark = '\uFEFF'
  const files = listFile('visit', [
    visit(`${mark}1`, `${mark}05/01/2026`, `${mark}A`),
    visit('2', '05/01/2026', 'A'),
    visit('3', '05/01/2026', 'A'),
  ])
  const result = await folder.load(files, '2026-03-31')
  assert.deepEqual([result.tables[0]!.read, result.tables[0]!.loaded], [3, 3])
  assert.deepEqual(
    (await folder.ask('select child_id || seen_on || grade as said from visit order by 1')).map(({ said }) => said),
    ['12026-01-05A', '22026-01-05A', '32026-01-05A'],
  )
})

test('two files of one name in different folders are told apart, in counts and in rejects', async () => {
  const folder = newFolder()
  const paths = [
    join(folder.write({ 'export.csv': [heads.visit!, visit('1', '2026-01-05'), visit('', 'x')] }), 'export.csv'),
    join(folder.write({ 'export.csv': [heads.order!, ['1', '2026-01-05'], ['', 'x'], ['', 'y']] }), 'export.csv'),
  ]
  const outcome = await load({ ...folder.request({}, '2026-03-31'), paths })
  if (!outcome.ok) assert.fail(JSON.stringify(outcome.problems))
  const counts = outcome.value.files.map(({ tables }) =>
    tables.map(({ table, read, rejected }) => [table, read, rejected]),
  )
  assert.deepEqual(counts, [[['visit', 2, 1]], [['order', 3, 2]]])
  assert.deepEqual(
    outcome.value.rejects.map(({ file, row }) => [file, row]).sort(),
    [
      [paths[0], 3],
      [paths[1], 3],
      [paths[1], 4],
    ].sort(),
  )
})

test('two authorities in one data directory know nothing of each other', async () => {
  const folder = newFolder()
  await folder.load(listFile('visit', [visit('1', '05/01/2026')]), '2026-03-31')
  await folder.load(listFile('visit', [visit('2', '05/01/2026')]), '2026-03-31', { authority: '935' })
  assert.deepEqual(await folder.ask('select child_id from visit'), [{ child_id: '1' }])
  assert.deepEqual(await folder.ask('select child_id from visit', undefined, { authority: '935' }), [{ child_id: '2' }])
  assert.equal((await listSnapshots(folder.dataDir, '936')).length, 1)
})

test('loading the same files again says so and changes nothing on disk', async () => {
  const folder = newFolder()
  const files = {
    ...listFile('visit', many(5)),
    ...listFile('plan', [
      ['1', '2025-11-01'],
      ['', ''],
    ]),
  }
  const first = await folder.load(files, '2026-03-31')
  const before = folder.disk()
  const again = await folder.load(files, '2026-03-31', { now: '2026-11-23T09:00:00.000Z' })
  assert.equal(again.unchanged, true)
  assert.deepEqual({ ...again, unchanged: false, changes: first.changes }, first)
  assert.deepEqual(folder.disk(), before)
})

test('A, then B, then A again is the record of A and B', async () => {
  const folder = newFolder()
  const a = listFile('visit', [visit('1', '2026-02-01', 'A'), visit('2', '2026-02-01', 'A')])
  const b = listFile('visit', [visit('1', '2026-02-01', 'B'), visit('2', '2026-02-01', 'A'), visit('3', '2026-04-01')])
  await folder.load(a, '2026-03-31')
  const second = await folder.load(b, '2026-04-30')
  const before = folder.disk()
  const third = await folder.load(a, '2026-03-31')
  assert.deepEqual([third.unchanged, third.snapshot], [true, second.snapshot])
  assert.deepEqual(folder.disk(), before)
  assert.deepEqual(await folder.ask('select child_id, grade from visit order by 1'), [
    { child_id: '1', grade: 'B' },
    { child_id: '2', grade: 'A' },
    { child_id: '3', grade: null },
  ])
})

test('of two extracts of one day the one loaded later is believed, whatever its bytes', async () => {
  for (const grades of ['AB', 'BA']) {
    const folder = newFolder()
    for (const grade of grades) await folder.load(listFile('visit', [visit('1', '2026-02-01', grade)]), '2026-03-31')
    assert.deepEqual(await folder.ask('select grade from visit'), [{ grade: grades[1] }])
  }
})

test('extracts loaded in any order make the same snapshot and the same record', async () => {
  const days = ['2026-01-31', '2026-02-28', '2026-03-31'] as const
  const files = (day: string) => ({
    ...listFile(
      'visit',
      ['2025-12-05', '2026-01-20', '2026-02-10', '2026-03-20']
        .filter((seen) => seen <= day && !(seen === '2026-01-20' && day === '2026-02-28'))
        .map((seen) => visit('1', seen, day === '2026-01-31' ? 'A' : 'B', '', '', 'nonsense')),
    ),
    ...listFile('plan', [['1', '2025-12-01', day === '2026-03-31' ? '2026-03-15' : '']]),
    ...(day === '2026-02-28' ? {} : listFile('leaver', [[day, 'adviser']])),
  })
  const orders = [
    [0, 1, 2],
    [2, 0, 1],
    [0, 2, 1],
  ]
  const answers = []
  for (const order of orders) {
    const folder = newFolder()
    let snapshot = ''
    for (const i of order) snapshot = (await folder.load(files(days[i]!), days[i]!)).snapshot
    const said: unknown[] = [snapshot]
    for (const table of [
      'visit_version',
      'plan_version',
      'leaver_version',
      'cell_problem',
      'coverage',
      'extract_day',
    ]) {
      said.push(await folder.ask(`select * from ${table} order by all`))
    }
    answers.push(said)
  }
  for (const [i, answer] of answers.entries()) assert.deepEqual(answer, answers[0], `order ${orders[i]}`)
})

test('of two loads at once one is told that another is running, and the other is well', async () => {
  const folder = newFolder()
  const requests = [many(40), many(41)].map((rows) => folder.request(listFile('visit', rows), '2026-03-31'))
  const ended = await Promise.allSettled(requests.map((request) => load(request)))
  const refused = ended.filter((each) => each.status === 'rejected').map(({ reason }) => reason)
  assert.equal(refused.length, 1)
  assert.ok(refused[0] instanceof LockedError)
  assert.match(refused[0].message, new RegExp(`another load is running \\(process ${process.pid}\\)`))
  assert.equal((await listSnapshots(folder.dataDir, '936')).length, 1)
  await folder.load(listFile('visit', many(42)), '2026-04-30')
})

test('a refused file is refused with all that came with it, and leaves nothing', async () => {
  const folder = newFolder()
  const good = listFile('visit', many(3))
  const codes = async (files: Record<string, string>) =>
    (await folder.refusal({ ...good, ...files }, '2026-03-31')).length
  assert.ok((await codes({ 'plan.xlsx': '%PDF-1.7 not a workbook' })) > 0)
  assert.ok((await codes({ 'List 2.csv': 'Colour,Size\nred,1\n' })) > 0)
  assert.ok((await folder.refusal({ 'notes.csv': 'Colour,Size\nred,1\n' }, '2026-03-31')).length > 0)
  assert.ok((await folder.refusal(good, '2026-03-31', { authority: '../936' })).length > 0)
})

test('an extract with half the rows, or twice, is held until a person accepts it', async () => {
  for (const n of [50, 200]) {
    const folder = newFolder()
    await folder.load(listFile('visit', many(100)), '2026-02-28')
    const held = await folder.refusal(listFile('visit', many(n)), '2026-03-31')
    assert.deepEqual(
      held.map(({ code }) => code),
      ['held'],
    )
    assert.match(
      held[0]!.message,
      new RegExp(`visit: ${n} rows in its window, against 100 when it was last loaded; nothing was loaded$`),
    )
    const accepted = await folder.load(listFile('visit', many(n)), '2026-03-31', { accept: true })
    assert.equal(accepted.tables[0]!.loaded, n)
  }
})

test('an extract that moves by more than a fifth is loaded with a warning, and by less without', async () => {
  const folder = newFolder()
  await folder.load(listFile('visit', many(100)), '2026-02-28')
  const down = await folder.load(listFile('visit', many(79)), '2026-03-31')
  assert.deepEqual(
    down.warnings.map(({ code }) => code),
    ['rows-moved'],
  )
  const same = await folder.load(listFile('visit', many(80)), '2026-04-30')
  assert.deepEqual(same.warnings, [])
})

test('an empty list is held; a list that is missing is warned of, and what follows is compared with the last that had it', async () => {
  const folder = newFolder()
  const both = { ...listFile('visit', many(60)), ...listFile('leaver', many(60)) }
  await folder.load(both, '2026-02-28')
  const empty = { ...listFile('visit', []), ...listFile('leaver', many(60)) }
  assert.deepEqual(
    (await folder.refusal(empty, '2026-03-31')).map(({ code }) => code),
    ['held'],
  )
  const missing = await folder.load(listFile('leaver', many(60)), '2026-03-31')
  assert.deepEqual(
    missing.warnings.map(({ code }) => code),
    ['list-missing'],
  )
  assert.equal((await folder.ask('select * from visit')).length, 60)
  const back = { ...listFile('visit', many(20)), ...listFile('leaver', many(60)) }
  assert.deepEqual(
    (await folder.refusal(back, '2026-04-30')).map(({ code }) => code),
    ['held'],
  )
})

test('a late extract is compared with the one before its day, not with the newest', async () => {
  const folder = newFolder()
  await folder.load(listFile('visit', many(60)), '2026-01-31')
  await folder.load(listFile('visit', many(150)), '2026-03-31', { accept: true })
  const late = await folder.load(listFile('visit', many(61)), '2026-02-28')
  assert.deepEqual(late.warnings, [])
  assert.equal(late.asAt, '2026-03-31')
})

test('a wider extract is not taken for a doubled one', async () => {
  const folder = newFolder()
  await folder.load(listFile('visit', many(60)), '2026-02-28')
  const history = Array.from({ length: 300 }, (_, i) =>
    visit(`h${i}`, `2024-${String((i % 12) + 1).padStart(2, '0')}-10`),
  )
  const wide = await folder.load(listFile('visit', [...many(60), ...history]), '2026-03-31')
  assert.deepEqual([wide.warnings, wide.tables[0]!.window], [[], { from: '2024-01-10', to: '2026-03-31', how: 'seen' }])
})

test('a fault in any stage of a load publishes nothing, and the next load is well', async () => {
  const folder = newFolder()
  const first = await folder.load(listFile('visit', many(5)), '2026-02-28')
  const before = folder.disk()
  const failing = {
    title: 'Failing',
    tables: [],
    run: async () => {
      throw new Error('the stage')
    },
  }
  const next = listFile('visit', many(6))
  await assert.rejects(load(folder.request(next, '2026-03-31', { stages: [failing] })), /the stage/)
  assert.deepEqual(folder.disk(), before)
  const seen: unknown[] = []
  const looking = {
    title: 'Looking',
    tables: ['kept'],
    run: async (db: DuckDb, context: StageContext) => {
      seen.push(context)
      await db.run('create table kept as select count(*) as n from visit')
    },
  }
  const second = await folder.load(next, '2026-03-31', { stages: [looking] })
  const dir = (id: string) => snapshotDir(folder.dataDir, '936', id)
  assert.deepEqual(seen, [
    { authority: '936', snapshot: second.snapshot, asAt: '2026-03-31', previousSnapshotDir: dir(first.snapshot) },
  ])
  assert.deepEqual(await folder.ask(`select n from ${parquetSql(dir(second.snapshot), 'kept')}`), [{ n: 6 }])
})

test('a mapping is remembered for the authority, and only once a load by it has succeeded', async () => {
  const folder = newFolder()
  const files = {
    'visit.csv': [
      ['Kid', 'Seen On', 'Grade'],
      ['1', '2026-02-01', 'A'],
    ],
  }
  assert.ok((await folder.refusal(files, '2026-03-31')).length > 0)
  const mapping = { columns: { visit: { Kid: 'child_id' } } }
  await folder.load(files, '2026-03-31', { mapping })
  const next = await folder.load(
    {
      'visit.csv': [
        ['Kid', 'Seen On', 'Grade'],
        ['2', '2026-04-01', 'A'],
      ],
    },
    '2026-04-30',
  )
  assert.equal(next.tables[0]!.loaded, 1)
  assert.ok((await folder.refusal(files, '2026-03-31', { authority: '935' })).length > 0)
})

test('the manifest of an extract holds counts and headers, and no cell of any row', async () => {
  const folder = newFolder()
  const result = await folder.load(
    listFile('visit', [visit('secret-child', '2026-02-01', 'Z', '', '', 'x'), visit('secret-other', 'not a day')]),
    '2026-03-31',
  )
  const [snapshot] = await listSnapshots(folder.dataDir, '936')
  const manifest = await getExtract(folder.dataDir, '936', snapshot!.extracts[0]!)
  assert.doesNotMatch(JSON.stringify(manifest), /secret/)
  assert.doesNotMatch(JSON.stringify(snapshot), /secret/)
  assert.deepEqual([manifest.tables[0]!.read, manifest.tables[0]!.rejected, snapshot!.rows.visit], [2, 1, 1])
  assert.equal(result.rejects[0]!.value, 'not a day')
})
