import { versionTable } from '#imports'
import { type DuckDb, type SqlValue, sqlName } from '#platform/lake'
import { openBuiltRecord } from '../../../../test/record-builder.ts'
import { AS_AT_DAY, type CaseRecord, COVERED_FROM, formatOf } from './case.ts'

/** An empty record to put cases into one after another: opening one for each would take most of the time. */
export async function openCaseRecord(): Promise<DuckDb> {
  const db = await openBuiltRecord({ asAt: AS_AT_DAY, coveredFrom: COVERED_FROM, tables: {} })
  await db.run(`set variable as_at = date '${AS_AT_DAY}'`)
  // A list that reaches further back than those asked about, so that it matters whose cover is looked at.
  await db.run(`insert into coverage values ('another list', '1990-01-01', '${AS_AT_DAY}')`)
  // The list of workers, of which no check asks more, was handed in on no day: a case may say when it last was.
  await db.run(`delete from extract_day where table_name = 'worker'`)
  return db
}

/** Fills the record with a case, runs `use` and takes the case out again. */
export async function withCase<T>(db: DuckDb, record: CaseRecord, use: () => Promise<T>): Promise<T> {
  await db.run('begin')
  try {
    await fill(db, record)
    return await use()
  } finally {
    await db.run('rollback')
  }
}

/** Adds the rows of a record. */
export async function fill(db: DuckDb, record: CaseRecord): Promise<void> {
  for (const [table, rows] of Object.entries(record)) await insertRows(db, table, rows)
}

async function insertRows(db: DuckDb, table: string, rows: CaseRecord[string]): Promise<void> {
  const full = rows.map((row, i) => complete(table, row, i))
  const target = formatOf(table) ? versionTable(table) : table
  for (const [names, alike] of Map.groupBy(full, (row) => Object.keys(row).join(' '))) {
    const columns = names.split(' ')
    const marks = alike.map((_, r) => `(${columns.map((_, c) => `$${r * columns.length + c + 1}`).join(', ')})`)
    await db.run(
      `insert into ${sqlName(target)} (${columns.map(sqlName).join(', ')}) values ${marks.join(', ')}`,
      alike.flatMap((row) => Object.values(row)),
    )
  }
}

function complete(table: string, row: Readonly<Record<string, SqlValue>>, index: number) {
  const format = formatOf(table)
  if (!format) return row
  const has = (name: string) => format.columns.some((column) => column.name === name)
  const seen = row.known_from ?? AS_AT_DAY
  return {
    ...(has('child_id') ? { child_id: '1' } : {}),
    ...(has('adopter_id') ? { adopter_id: 'A' } : {}),
    known_from: seen,
    first_seen: seen,
    extract: 'test',
    source_file: 'test.csv',
    source_sheet: '',
    source_row: index + 2,
    ...row,
  }
}
