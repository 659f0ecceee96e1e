import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { type Recognition, recognise, type SheetStart, type TableFormat } from '#imports'
import { annexA } from './annex-a.ts'

/**
 * Every header of Lists 1 to 11 known from the template, from exports of authorities and from other tools: those of
 * liia-tools-pipeline @4aff918 Annex_A_schema.yml and its sample workbook of January 2024, liia-tools @0dd821c
 * samples/Annex_A.xlsx, and the column names of ssd-data-model @4987c73 AnnexA_sqlserver_v1.2.0.
 */
const headers: readonly { readonly table: string; readonly column: string; readonly header: string }[] = parse(
  readFileSync(new URL('./headers.fixture.csv', import.meta.url)),
  { columns: true },
)

const lists = annexA.tables.filter(({ list }) => list > 0)

const sheetOf = (table: TableFormat, row: readonly string[], name = `List ${table.list}`): SheetStart => ({
  file: 'annex-a.xlsx',
  sheet: name,
  firstRows: [row],
  columnCount: row.length,
})

const headersOf = (table: TableFormat) => table.columns.map(({ header }) => header)

function recognised(sheets: readonly SheetStart[]): Recognition['tables'] {
  const outcome = recognise(annexA, sheets)
  assert.ok(outcome.ok, JSON.stringify(outcome))
  return outcome.value.tables
}

describe('the declarations', () => {
  it('are eleven lists and the workers, each table once', () => {
    assert.deepEqual(
      lists.map(({ list }) => list),
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
    )
    assert.equal(new Set(annexA.tables.map(({ table }) => table)).size, 12)
  })

  it('have as many columns as the lists of the template', () => {
    assert.deepEqual(
      lists.map(({ columns }) => columns.length),
      [7, 8, 11, 12, 14, 14, 17, 34, 17, 16, 19],
    )
  })

  for (const table of annexA.tables) {
    const names = table.columns.map(({ name }) => name)
    const window = Object.entries(table.window).filter(([field]) => ['on', 'from', 'to', 'orEnds'].includes(field))

    it(`${table.table}: each column has one name, in snake case`, () => {
      assert.equal(new Set(names).size, names.length)
      assert.deepEqual(
        names.filter((name) => !/^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/.test(name)),
        [],
      )
    })

    it(`${table.table}: key and window are columns, and the window's are dates`, () => {
      assert.deepEqual(
        table.key.filter((name) => !names.includes(name)),
        [],
      )
      const types = window.map(([, name]) => table.columns.find((column) => column.name === name)?.type)
      assert.deepEqual(
        types,
        window.map(() => 'date'),
      )
    })

    it(`${table.table}: a column has a code set exactly when it holds codes`, () => {
      for (const { name, type, codes } of table.columns) assert.equal(codes !== undefined, type === 'code', name)
    })
  }
})

describe('headers', () => {
  for (const { table, column, header } of headers) {
    it(`${table}: “${header}” is ${column}`, () => {
      const format = lists.find((one) => one.table === table)!
      const row = format.columns.map((one) => (one.name === column ? header : one.header))
      const found = recognised([sheetOf(format, row)])[0]!.columns.find((one) => one.column === column)
      assert.equal(found?.header, header.trim())
      assert.match(found!.how, /^(?:exact|variant)$/)
    })
  }

  it('of a whole list are known in any order, among unknown ones, in any case, quotes and spaces', () => {
    const dressings: readonly ((header: string) => string)[] = [
      (header) => header,
      (header) => header.toUpperCase(),
      (header) => ` ${header.toLowerCase().replaceAll(' ', '  ')}`,
      (header) => header.replaceAll(' ', '\u00a0'),
      (header) => header.replaceAll("'", '’'),
      (header) => header.replaceAll(/[^A-Za-z0-9]/g, '_'),
      (header) => `${header}?`,
    ]
    const extras = fc.uniqueArray(fc.stringMatching(/^Local field [A-Z]{3,8}$/), { maxLength: 6 })
    fc.assert(
      fc.property(
        fc.constantFrom(...lists),
        fc.constantFrom(...dressings),
        extras,
        fc.gen(),
        (table, dress, more, gen) => {
          const row = gen(fc.shuffledSubarray, [...headersOf(table).map(dress), ...more], {
            minLength: table.columns.length + more.length,
          })
          const found = recognised([sheetOf(table, row)])[0]!
          assert.deepEqual(found.missing, [])
          assert.deepEqual(new Set(found.ignored.map(({ header }) => header)), new Set(more))
          for (const { column, index } of found.columns) {
            const header = table.columns.find(({ name }) => name === column)!.header
            assert.equal(row[index], dress(header))
          }
        },
      ),
    )
  })
})

describe('lists', () => {
  it('without a telling name are known by their headers, all eleven and the workers', () => {
    const sheets = annexA.tables.map((table, i) => sheetOf(table, headersOf(table), `Sheet${i + 1}`))
    assert.deepEqual(
      recognised(sheets).map(({ table, by }) => [table.table, by]),
      annexA.tables.map(({ table }) => [table, 'headers']),
    )
  })

  it('are known by their topics', () => {
    const topics = ['Contacts', 'Early Help', 'Referrals', 'Assessments', 'Sec47 and ICPC', 'CIN', 'CPP', 'LAC']
    const more = ['Care Leavers', 'Adoption', 'Adopters']
    const sheets = [...topics, ...more].map((name, i) => sheetOf(lists[i]!, headersOf(lists[i]!), name))
    assert.deepEqual(
      recognised(sheets).map(({ by }) => by),
      sheets.map(() => 'topic'),
    )
  })

  it('List 1, List 10 and List 11 are told apart', () => {
    const sheets = [1, 10, 11].map((list) => sheetOf(lists[list - 1]!, headersOf(lists[list - 1]!), `List_${list}`))
    assert.deepEqual(
      recognised(sheets).map(({ table, by }) => [table.list, by]),
      [
        [1, 'number'],
        [10, 'number'],
        [11, 'number'],
      ],
    )
  })

  it('List 9 of 2018 has thirteen columns, known by header and not by place', () => {
    const added = ['uasc_or_former', 'personal_adviser', 'pathway_plan_review', 'latest_contact']
    const careLeaver = lists[8]!
    const old = careLeaver.columns.filter(({ name }) => !added.includes(name)).map(({ header }) => header)
    assert.equal(old.length, 13)
    const found = recognised([sheetOf(careLeaver, old)])[0]!
    assert.deepEqual([found.missing, found.ignored], [added, []])
  })

  it('a workbook of the SEND inspections’ Annex A is refused by name', () => {
    const row = ['Unique ID', 'UPN', 'ULN', 'Date of birth', 'Gender', 'Ethnicity', 'SEN primary need']
    const outcome = recognise(annexA, [sheetOf(lists[0]!, row)])
    assert.ok(!outcome.ok)
    assert.deepEqual(
      outcome.problems.map(({ code }) => code),
      ['other-standard'],
    )
    assert.match(outcome.problems[0]!.message, /SEND/)
  })
})
