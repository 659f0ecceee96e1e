import { annexA } from '#children'
import { createChildTable, createEmptyRecord, createRecordTables, versionTable } from '#imports'
import { type DuckDb, installCalendar, openDuckDb, type SqlValue, sqlName } from '#platform/lake'

type BuiltRow = Readonly<Record<string, SqlValue>>

/** What a test wants the record to hold: rows by table; system columns may be given too (`known_from`, `known_to`...).
 * Tables of the record itself, such as `cell_problem`, can be filled as well. */
export interface BuiltRecord {
  /** As-at day of the snapshot; '2026-03-31' unless told. */
  readonly asAt?: string
  /** First day that every supplied table covers; six years before `asAt` unless told. */
  readonly coveredFrom?: string
  /** Lists handed in: all of them unless told. */
  readonly supplied?: readonly string[]
  readonly tables: Readonly<Record<string, readonly BuiltRow[]>>
}

/**
 * A record of hand-made rows, open for work as a snapshot is: version tables, current views, `child`, `coverage`,
 * calendar macros. Columns that a row does not name are empty. Close it with `db.close()`.
 */
export async function openBuiltRecord(record: BuiltRecord): Promise<DuckDb> {
  const asAt = record.asAt ?? '2026-03-31'
  const coveredFrom = record.coveredFrom ?? `${Number(asAt.slice(0, 4)) - 6}-04-01`
  const db = await openDuckDb({ threads: 1 })
  await installCalendar(db)
  await createEmptyRecord(db, annexA)
  await createRecordTables(db)
  await db.run('insert into snapshot_info values ($1, $2, $3)', ['test', '936', asAt])
  for (const table of record.supplied ?? annexA.tables.map((each) => each.table)) {
    await db.run('insert into extract_day values ($1, $2)', [asAt, table])
    await db.run('insert into coverage values ($1, $2, $3)', [table, coveredFrom, asAt])
  }
  for (const [table, rows] of Object.entries(record.tables)) {
    for (const [i, row] of rows.entries()) await insert(db, table, row, asAt, i)
  }
  await createChildTable(db, annexA)
  return db
}

function complete(row: BuiltRow, asAt: string, index: number): BuiltRow {
  const seen = (row.known_from as string | undefined) ?? asAt
  return {
    known_from: seen,
    first_seen: seen,
    extract: 'test',
    source_file: 'test.csv',
    source_sheet: '',
    source_row: index + 2,
    ...row,
  }
}

async function insert(db: DuckDb, table: string, given: BuiltRow, asAt: string, index: number): Promise<void> {
  const listed = annexA.tables.some((each) => each.table === table)
  const target = listed ? versionTable(table) : table
  const row = listed ? complete(given, asAt, index) : given
  const names = Object.keys(row)
  const marks = names.map((_, i) => `$${i + 1}`).join(', ')
  await db.run(
    `insert into ${sqlName(target)} (${names.map(sqlName).join(', ')}) values (${marks})`,
    Object.values(row),
  )
}
