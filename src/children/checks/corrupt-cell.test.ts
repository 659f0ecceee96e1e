import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import type { Check } from '#checks'
import { annexA } from '#children'
import type { Column } from '#imports'
import type { DuckDb, SqlValue } from '#platform/lake'
import type { CaseRecord } from './cases/case.ts'
import { fill, openCaseRecord, withCase } from './cases/case-record.ts'
import { cleanRecord, oddRows } from './cases/clean-record.ts'
import { childrenChecks } from './index.ts'

/** One cell of the clean record, and what stands in it instead. */
interface Corruption {
  readonly table: string
  readonly column: string
  readonly row: number
  readonly value: SqlValue
  /** The loader could not read the cell, left it empty and noted it. */
  readonly noted: boolean
}

let db: DuckDb
before(async () => {
  db = await openCaseRecord()
})
after(() => db.close())

const LONG = 'x'.repeat(10_000)

/** What a loader, or a source, can leave in a cell that should hold something else. */
function wrongValues(column: Column): readonly Pick<Corruption, 'value' | 'noted'>[] {
  const empty = [
    { value: null, noted: false },
    { value: null, noted: true },
  ]
  const wrong = { date: ['1900-01-01', '2999-12-31'], integer: [-2_147_483_648, 2_147_483_647] }
  const values = column.type === 'date' || column.type === 'integer' ? wrong[column.type] : [LONG]
  return [...empty, ...values.map((value) => ({ value, noted: false }))]
}

const corruptions: readonly Corruption[] = annexA.tables.flatMap(({ table, columns }) =>
  columns.flatMap((column) => wrongValues(column).map((wrong) => ({ table, column: column.name, row: 0, ...wrong }))),
)

function withOddRows(record: CaseRecord): CaseRecord {
  return Object.fromEntries(Object.entries(record).map(([table, rows]) => [table, [...rows, ...oddRows[table]!]]))
}

/** What checks find, by check, one text for each finding; asked without the engine, so that a query that fails is seen. */
async function found(checks: readonly Check[]): Promise<Map<string, string[]>> {
  const rows: { id: string; text: string }[] = []
  for (let i = 0; i < checks.length; i += 16) {
    const each = checks
      .slice(i, i + 16)
      .map(({ id, sql }) => `select '${id}' as id, concat_ws(' ', row_key, detail) as text from (${sql}) as odd`)
    rows.push(...(await db.rows<{ id: string; text: string }>(`${each.join(' union all ')} order by all`)))
  }
  return new Map(checks.map(({ id }) => [id, rows.filter((row) => row.id === id).map((row) => row.text)]))
}

/** What checks find while one cell of the record is corrupt. */
async function foundWith({ table, column, row, value, noted }: Corruption, checks: readonly Check[]) {
  await db.run('begin')
  try {
    await db.run(`update ${table}_version set ${column} = $1 where source_row = ${row + 2}`, [value])
    if (noted) {
      await db.run(
        `insert into cell_problem (table_name, column_name, raw_value, reason, extract, source_file, source_sheet, source_row)
        values ($1, $2, 'abc', 'not known', 'test', 'test.csv', '', ${row + 2})`,
        [table, column],
      )
    }
    return await found(checks)
  } finally {
    await db.run('rollback')
  }
}

const reads = (check: Check, { table, column, noted }: Corruption) =>
  [table, `${table}_version`].some((name) => ({ ...check.uses, ...check.needs })[name]?.includes(column)) ||
  (noted && check.uses?.cell_problem?.includes('raw_value'))

describe('a record without a fault', () => {
  it('has no findings', async () => {
    const findings = await withCase(db, cleanRecord, () => found(childrenChecks))
    assert.deepEqual(
      [...findings].filter(([, rows]) => rows.length > 0),
      [],
    )
  })

  it('has rows in every list', () => {
    assert.deepEqual(Object.keys(cleanRecord).sort(), annexA.tables.map(({ table }) => table).sort())
  })
})

describe('one corrupt cell', () => {
  let undisturbed: Map<string, string[]>
  before(async () => {
    await fill(db, withOddRows(cleanRecord))
    undisturbed = await found(childrenChecks)
  })

  it('stops no check, and hides nothing that was found in other rows', async () => {
    for (const corruption of corruptions) {
      const all = childrenChecks.filter((check) => reads(check, corruption))
      // A note tells nothing to checks that do not read notes: for them the cell is empty, which is a corruption of its own.
      const readers = corruption.noted ? all.filter((check) => check.uses?.cell_problem) : all
      for (const [id, rows] of await foundWith(corruption, readers)) {
        const lost = undisturbed.get(id)!.filter((text) => !rows.includes(text))
        assert.deepEqual(
          lost,
          [],
          `${id}: ${JSON.stringify({ ...corruption, value: String(corruption.value).slice(0, 20) })}`,
        )
      }
    }
  })

  it('changes nothing in checks that do not read its column', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...corruptions), async (corruption) => {
        const others = childrenChecks.filter((check) => !reads(check, corruption))
        for (const [id, rows] of await foundWith(corruption, others)) assert.deepEqual(rows, undisturbed.get(id), id)
      }),
      { numRuns: 6 },
    )
  })
})
