import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { readCell } from './cell.ts'
import { book, heads, LoadingFolder } from './load.fixture.ts'

const folder = new LoadingFolder()
after(() => folder.remove())

const visit = book.tables[0]!
const ROWS = 1_500

/** Cells that look regular, nearly so, or not at all: the loader reads the first quickly and the others one by one. */
const cell = fc.oneof(
  fc.constantFrom(
    '2026-01-05',
    '2026-1-5',
    '2026-02-30',
    '1900-01-01',
    '1900-01-02',
    '1899-12-31',
    '2099-12-31',
    '2100-01-01',
  ),
  fc.constantFrom(
    '2101-01-01',
    '0026-01-05',
    '20260105',
    '+2026-01-05',
    '-2026-01-05',
    '2026-01-05T00:00',
    'infinity',
    'epoch',
    'today',
  ),
  fc.constantFrom(
    '2026-01-05 (BC)',
    '44000-01-01',
    '5/1/2026',
    '05.01.2026',
    '46027',
    '46027.5',
    ' 2026-01-05',
    '２０２６-01-05',
  ),
  fc.constantFrom(
    'null',
    'NULL',
    'None',
    'nan',
    'N/A',
    '-',
    '--',
    '.',
    '',
    ' ',
    '\uFEFF',
    '\uFEFFx',
    '\u00A0',
    'a\u00A0b',
    '\u200B',
  ),
  fc.constantFrom(
    '12',
    '12.0',
    '1,234',
    '-1',
    '+1',
    '1e3',
    '0x10',
    '２',
    '12.',
    '.5',
    '99999999999',
    '007',
    '1.23E+15',
    'true',
  ),
  fc.constantFrom(
    'A',
    'a',
    'a) A',
    'good',
    'B - Poor',
    'poor',
    'C',
    'e\u0301',
    '\u00e9',
    'A-1_b/c',
    'a b',
    "O'Neill",
    'x'.repeat(64),
    'x'.repeat(65),
  ),
  fc.string({ unit: fc.constantFrom(...'0123456789-/. ABab\uFEFF'), maxLength: 10 }),
  fc.string({ maxLength: 8 }).map((text) => text.replace(/[\0\r]/g, '')),
)

test('every cell of a file becomes what reading it alone says, whatever stands in the other cells', async () => {
  const columns = visit.columns.filter(({ name }) => name !== 'child_id' && name !== 'seen_on')
  const at = new Map(columns.map(({ name, header }) => [name, heads.visit!.indexOf(header)]))
  const property = fc.asyncProperty(
    fc.array(fc.array(cell, { minLength: columns.length, maxLength: columns.length }), {
      minLength: ROWS,
      maxLength: ROWS,
    }),
    async (rows) => {
      const file = rows.map((cells, i) => [`c${i}`, '2026-01-05', ...cells])
      const [asAt, authority] = ['2026-03-31', `a${Math.floor(Math.random() * 1e9)}`]
      const result = await folder.load({ 'visit.csv': [heads.visit!, ...file] }, asAt, { authority })
      assert.equal(result.tables[0]!.loaded, ROWS)
      const found = await folder.ask<Record<string, unknown>>('select * from visit order by source_row', undefined, {
        authority,
      })
      const problems = await folder.ask<{ at: string }>(
        "select child_id || ' ' || column_name as at from cell_problem",
        undefined,
        { authority },
      )
      const odd = new Set(problems.map((each) => each.at))
      for (const [i, cells] of file.entries()) {
        for (const column of columns) {
          const raw = cells[at.get(column.name)!]!
          const read = readCell(column, raw)
          const row = found[i]!
          assert.deepEqual(
            row[column.name],
            'value' in read ? read.value : null,
            `${column.name}: ${JSON.stringify(raw)}`,
          )
          assert.equal(odd.has(`c${i} ${column.name}`), 'problem' in read, `${column.name}: ${JSON.stringify(raw)}`)
        }
      }
    },
  )
  await fc.assert(property, { numRuns: Number(process.env.FUZZ_TIMES ?? 1), endOnFailure: true })
})
