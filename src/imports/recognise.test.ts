import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Column, ImportFormat, TableFormat } from './format.ts'
import { type Mapping, noMapping, readMapping } from './mapping.ts'
import type { SheetStart } from './recognise.table.ts'
import { recognise } from './recognise.ts'

const text = (name: string, header: string, more: Partial<Column> = {}): Column => ({
  name,
  header,
  headers: [],
  type: 'text',
  required: true,
  ...more,
})

const table = (list: number, name: string, topic: string, key: readonly string[], columns: readonly Column[]) =>
  ({
    table: name,
    title: topic,
    list,
    grain: 'one row',
    names: { sheet: [topic], file: [] },
    columns,
    key,
    window: { kind: 'current' },
  }) satisfies TableFormat

const boatId = text('boat_id', 'Boat ID', { headers: ['Hull'], pattern: /\bboat\b.*\b(?:number|id)\b/ })
const name = text('name', 'Name')

const format: ImportFormat = {
  id: 'harbour',
  title: 'the harbour book',
  edition: '1',
  source: 'made up for these tests',
  tables: [
    table(1, 'boat', 'Boats', ['boat_id'], [boatId, name, text('built', 'Year Built', { headers: ['Built'] })]),
    table(
      2,
      'visit',
      'Visits',
      ['boat_id', 'day'],
      [boatId, name, text('day', 'Date of Visit'), text('fee', 'Fee (£)')],
    ),
    table(10, 'crew', 'Crew', ['sailor'], [text('sailor', 'Sailor'), name, text('rank', 'Rank')]),
  ],
  lookalikes: [{ title: 'the airport book', headers: ['Runway', 'Gate'] }],
}

const sheet = (name: string, rows: readonly (readonly string[])[], file = 'book.xlsx'): SheetStart => ({
  file,
  sheet: name,
  firstRows: rows,
  columnCount: Math.max(0, ...rows.map((row) => row.length)),
})

const boats = ['Boat ID', 'Name', 'Year Built']
const visits = ['Boat ID', 'Name', 'Date of Visit', 'Fee (£)']
const row = ['17', 'Heron', '1999']

function tablesOf(sheets: readonly SheetStart[], mapping: Mapping = noMapping) {
  const outcome = recognise(format, sheets, mapping)
  assert.ok(outcome.ok, JSON.stringify(outcome))
  return outcome.value.tables
}

function only(sheets: readonly SheetStart[], mapping: Mapping = noMapping) {
  const [first, ...rest] = tablesOf(sheets, mapping)
  assert.equal(rest.length, 0)
  return first!
}

function problemsOf(sheets: readonly SheetStart[], mapping: Mapping = noMapping) {
  const outcome = recognise(format, sheets, mapping)
  assert.ok(!outcome.ok)
  return outcome.problems
}

const told = (json: unknown): Mapping => {
  const outcome = readMapping(format, json)
  assert.ok(outcome.ok)
  return outcome.value
}

describe('which list a sheet holds', () => {
  const named = [
    ['List 1', boats, 'boat', 'number'],
    ['list_01', boats, 'boat', 'number'],
    ['LIST 2 - visits', visits, 'visit', 'number'],
    ['Annex List 10', ['Sailor', 'Name', 'Rank'], 'crew', 'number'],
    ['Visits', visits, 'visit', 'topic'],
    ['All the boats', boats, 'boat', 'topic'],
    ['Sheet7', visits, 'visit', 'headers'],
    ['Checklist 1', visits, 'visit', 'headers'],
    ['Crew', visits, 'visit', 'headers'],
  ] as const

  for (const [name, headers, table, by] of named) {
    it(`a sheet called ${name} is ${table}, by its ${by}`, () => {
      const found = only([sheet(name, [headers, row])])
      assert.deepEqual([found.table.table, found.by], [table, by])
    })
  }

  it('the file’s name counts when the file holds nothing else', () => {
    const csv = sheet('', [visits, row], 'from/Harbour_List_2_May.csv')
    assert.deepEqual([only([csv]).table.table, only([csv]).by], ['visit', 'number'])
    assert.equal(only([sheet('Sheet1', [visits, row], 'List 2.xlsx')]).by, 'number')
  })

  it('the file’s name does not count when it holds several sheets', () => {
    const found = tablesOf([sheet('x', [visits, row], 'List 1.xlsx'), sheet('y', [boats, row], 'List 1.xlsx')])
    assert.deepEqual(
      found.map(({ table, by }) => [table.table, by]),
      [
        ['visit', 'headers'],
        ['boat', 'headers'],
      ],
    )
  })

  it('the mapping wins over everything', () => {
    const mapping = told({ sheets: { 'List 1': 'visit' } })
    assert.deepEqual([only([sheet('List 1', [visits])], mapping).by], ['told'])
  })

  it('a sheet that the mapping leaves out is set aside, saying so', () => {
    const outcome = recognise(
      format,
      [sheet('List 1', [boats]), sheet('Old', [visits])],
      told({ sheets: { old: null } }),
    )
    assert.ok(outcome.ok)
    assert.deepEqual(
      outcome.value.skipped.map(({ source, reason }) => [source.sheet, reason]),
      [['Old', 'the mapping says to leave it out']],
    )
  })

  it('notes and empty sheets are set aside, saying so', () => {
    const notes = sheet('Notes', [
      ['Made in May', 'by the harbour'],
      ['Call us', ''],
    ])
    const outcome = recognise(format, [sheet('List 1', [boats]), notes, sheet('List 2', [])])
    assert.ok(outcome.ok)
    assert.deepEqual(
      outcome.value.skipped.map(({ reason }) => reason),
      ['it is no list we know', 'it holds no table'],
    )
  })
})

describe('which row holds the headers', () => {
  it('titles above the headers do not matter', () => {
    assert.equal(only([sheet('List 1', [['Boats of the harbour'], [], ['', 'May'], boats, row])]).headerRow, 3)
  })

  it('a row with more unknown headers than known is found by its key', () => {
    const found = only([sheet('List 2', [[...visits, 'a', 'b', 'c', 'd', 'e', 'f'], row])])
    assert.deepEqual([found.headerRow, found.ignored.length], [0, 6])
  })

  it('headers in the eleventh row are too far down', () => {
    const rows = [...Array.from({ length: 10 }, () => ['x', 'y']), boats]
    assert.equal(problemsOf([sheet('List 1', rows)])[0]!.code, 'key-columns-missing')
  })
})

describe('which header means which column', () => {
  const columnsOf = (headers: readonly string[], mapping = noMapping) =>
    only([sheet('List 1', [headers, row])], mapping).columns.map(({ column, index, how }) => [column, index, how])

  it('order does not matter, nor do extra columns', () => {
    assert.deepEqual(columnsOf(['Colour', 'Year Built', 'Name', 'Boat ID']), [
      ['boat_id', 3, 'exact'],
      ['name', 2, 'exact'],
      ['built', 1, 'exact'],
    ])
  })

  it('case, spaces and a question mark are no difference; underscores and missing spaces are a variant', () => {
    assert.deepEqual(columnsOf([' boat  id? ', 'NAME', 'year_built']), [
      ['boat_id', 0, 'exact'],
      ['name', 1, 'exact'],
      ['built', 2, 'variant'],
    ])
  })

  it('a loose spelling counts when it is the only one', () => {
    assert.deepEqual(columnsOf(['Number of boat', 'Boat’s number', 'Name', 'Built'])[0], ['boat_id', 1, 'pattern'])
  })

  it('a loose spelling does not count beside a known header', () => {
    const found = only([sheet('List 1', [['Old boat number', 'Boat ID', 'Name']])])
    assert.deepEqual(found.columns[0]!.index, 1)
    assert.deepEqual(found.ignored, [{ index: 0, header: 'Old boat number' }])
  })

  it('of two equal headers neither is taken', () => {
    const found = only([sheet('List 1', [['Boat ID', 'Name', 'Name', 'Built']])])
    assert.deepEqual(
      found.ambiguous.map(({ column, headers }) => [column, headers.map(({ index }) => index)]),
      [['name', [1, 2]]],
    )
    assert.deepEqual(found.missing, ['name'])
  })

  it('what a person said wins over a known header, and null leaves a header out', () => {
    const mapping = told({ columns: { boat: { 'Port number': 'boat_id', Built: null } } })
    const found = only([sheet('List 1', [['Boat ID', 'port NUMBER', 'Name', 'Built']])], mapping)
    assert.deepEqual(
      found.columns.map(({ column, index, how }) => [column, index, how]),
      [
        ['boat_id', 1, 'told'],
        ['name', 2, 'exact'],
      ],
    )
    assert.deepEqual([found.ignored.map(({ header }) => header), found.missing], [['Boat ID', 'Built'], ['built']])
  })
})

describe('what is refused', () => {
  it('a list without a column of its key, naming the headers found and what to do', () => {
    const [problem] = problemsOf([sheet('List 2', [['Boat ID', 'Name', 'Fee (£)', 'When'], row])])
    assert.deepEqual([problem!.code, problem!.sheet, problem!.field], ['key-columns-missing', 'List 2', 'day'])
    assert.match(problem!.message, /“Date of Visit”.*Boat ID; Name; Fee \(£\); When.*mapping.*column day/s)
  })

  it('a list without headers, naming none of its cells', () => {
    const [problem] = problemsOf([
      sheet('List 1', [
        ['17', 'Heron', '1999'],
        ['18', 'Egret', '2001'],
      ]),
    ])
    assert.equal(problem!.code, 'key-columns-missing')
    assert.doesNotMatch(problem!.message, /Heron|Egret|1999/)
  })

  it('two headers for a column of the key, naming both', () => {
    const [problem] = problemsOf([sheet('List 1', [['Boat ID', 'boat id', 'Name', 'Built']])])
    assert.match(problem!.message, /“Boat ID” and “boat id” mean the same column/)
  })

  it('a number that the headers contradict', () => {
    const [problem] = problemsOf([sheet('List 1', [['Sailor', 'Rank', 'Name']])])
    assert.equal(problem!.code, 'name-and-headers-differ')
    assert.match(problem!.message, /List 1 \(Boats\).*List 10 \(Crew\)/)
  })

  it('a list without its key, though a smaller list’s key is there', () => {
    const [problem] = problemsOf([sheet('Sheet1', [['Sailor', 'Name', 'Date of Visit', 'Fee (£)'], row])])
    assert.deepEqual([problem!.code, problem!.field], ['key-columns-missing', 'boat_id'])
  })

  it('a list given twice', () => {
    const [problem] = problemsOf([sheet('List 1', [boats]), sheet('Boats again', [boats])])
    assert.deepEqual([problem!.code, problem!.sheet], ['table-twice', 'Boats again'])
  })

  it('a list that cannot be told from its place or its headers', () => {
    const [problem] = problemsOf([sheet('', [['Name', 'Boats', 'Rank', 'Fee (£)'], row], 'data.csv')])
    assert.equal(problem!.code, 'no-known-list')
    const [other] = problemsOf([sheet('', [['Name', 'Built', 'Fee (£)'], row], 'data.csv')])
    assert.equal(other!.code, 'list-unknown')
  })

  it('files of another standard, by name', () => {
    const [problem] = problemsOf([sheet('List 1', [['Flight', 'runway', 'GATE'], row])])
    assert.equal(problem!.code, 'other-standard')
    assert.match(problem!.message, /the airport book/)
  })

  it('files without any list, saying what was looked at', () => {
    const [problem] = problemsOf([
      sheet('Minutes', [
        ['Item', 'Said'],
        ['1', 'Welcome'],
      ]),
    ])
    assert.equal(problem!.code, 'no-known-list')
    assert.match(problem!.message, /Minutes.*List 1 \(Boats\)/)
    assert.equal(problemsOf([])[0]!.code, 'no-known-list')
  })

  it('a row of sixteen thousand headers soon, and in few words', () => {
    const wide = Array.from({ length: 16_384 }, (_, i) => `Name of boat number id ${'x'.repeat(i % 400)} ${i}`)
    const started = performance.now()
    const [problem] = problemsOf([
      sheet(
        'List 1',
        Array.from({ length: 12 }, () => wide),
      ),
    ])
    assert.ok(performance.now() - started < 3000)
    assert.ok(problem!.message.length < 10_000)
  })

  it('every sheet that is wrong, not only the first', () => {
    const problems = problemsOf([sheet('List 1', [['Name', 'Built']]), sheet('List 2', [['Name', 'Fee (£)']])])
    assert.deepEqual(
      problems.map(({ sheet }) => sheet),
      ['List 1', 'List 2'],
    )
  })
})

describe('readMapping', () => {
  it('refuses tables and columns that the format does not have, and says which it has', () => {
    const outcome = readMapping(format, { sheets: { A: 'ship' }, columns: { boat: { B: 'size' }, raft: {} } })
    assert.ok(!outcome.ok)
    assert.deepEqual(
      outcome.problems.map(({ code, field }) => [code, field]),
      [
        ['mapping-unknown-table', 'sheets.A'],
        ['mapping-unknown-column', 'columns.boat.B'],
        ['mapping-unknown-table', 'columns.raft'],
      ],
    )
    assert.match(outcome.problems[1]!.message, /It has boat_id, name, built/)
  })

  it('refuses what is no mapping', () => {
    for (const json of [null, [], { columns: { boat: { B: 3 } } }, { colums: {} }]) {
      const outcome = readMapping(format, json)
      assert.ok(!outcome.ok && outcome.problems.every(({ code }) => code === 'mapping-shape'))
    }
  })

  it('takes an empty object for nothing said', () => {
    assert.deepEqual(readMapping(format, {}), { ok: true, value: noMapping })
  })
})
