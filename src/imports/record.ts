import { type DuckDb, sqlName } from '#platform/lake'
import { columnsSql, type ImportFormat, type TableFormat } from './format.ts'

/**
 * What every row of the record carries beside the columns of its table.
 *
 * - `known_from`: as-at day of the extract in which this version of the row was first seen
 * - `known_to`: as-at day of the extract that changed or ended it; empty while it is the newest
 * - `ended_by`: why: 'changed', 'withdrawn' (its window should hold it and does not), 'gap' (it was open, and extracts
 *   were too far apart to see its end), 'superseded' (it was open, and the child's newer row took its place), 'left'
 *   (a list of everyone entitled no longer has it)
 * - `first_seen`: as-at day of the extract that first had the row, in any version
 * - `extract`, `source_file`, `source_sheet`, `source_row`: where the newest extract that has the row has it
 */
export const RECORD_COLUMNS = [
  'known_from date',
  'known_to date',
  'ended_by varchar',
  'first_seen date',
  'extract varchar',
  'source_file varchar',
  'source_sheet varchar',
  'source_row integer',
] as const

/** The column definitions of a table's versions in the record. */
export function versionColumnsSql(table: TableFormat): string {
  return `${columnsSql(table)}, ${RECORD_COLUMNS.join(', ')}`
}

/** The name of the table of all versions of `table`. */
export function versionTable(table: string): string {
  return `${table}_version`
}

/** Makes empty version tables for a format, and the views over them that hold the newest version of each row. */
export async function createEmptyRecord(db: DuckDb, format: ImportFormat): Promise<void> {
  for (const table of format.tables) {
    await db.run(`create table ${sqlName(versionTable(table.table))} (${versionColumnsSql(table)})`)
    await createCurrentView(db, table.table)
  }
}

/** The view `table`: the newest version of each row that the record still holds to be true. */
export async function createCurrentView(db: DuckDb, table: string): Promise<void> {
  await db.run(`create view ${sqlName(table)} as from ${sqlName(versionTable(table))} where known_to is null`)
}

/** Makes the tables that say what the record is: `snapshot_info`, `extract_day`, `coverage`, `cell_problem`. */
export async function createRecordTables(db: DuckDb): Promise<void> {
  await createDescribingTables(db)
  await db.run(CELL_PROBLEM_SQL)
}

/** Of those, the ones that a manifest fills. */
export async function createDescribingTables(db: DuckDb): Promise<void> {
  await db.run('create table snapshot_info (snapshot varchar, authority varchar, as_at date)')
  await db.run('create table extract_day (as_at date, table_name varchar)')
  await db.run('create table coverage (table_name varchar, covered_from date, covered_to date)')
}

/** Cells that could not be read, in rows that were loaded without them. */
export const CELL_PROBLEM_SQL = `create table cell_problem (
    table_name varchar, child_id varchar, column_name varchar, raw_value varchar, reason varchar,
    extract varchar, source_file varchar, source_sheet varchar, source_row integer
  )`

/**
 * Makes `child`: one row for each child in any list, with the newest values that are known.
 *
 * Of several lists of the newest extract, the one furthest along the journey is believed (care before contact), since
 * records are completed as work goes on. Disability is 'Y' when any list's newest row says so.
 */
export async function createChildTable(db: DuckDb, format: ImportFormat): Promise<void> {
  const tables = format.tables.filter((table) =>
    hasColumns(table, ['child_id', 'date_of_birth', 'gender', 'ethnicity']),
  )
  const mentions = tables.map(
    (table, i) => `select
        child_id, gender, ethnicity, date_of_birth,
        ${hasColumns(table, ['disability']) ? 'disability' : 'null'} as disability,
        (known_from - date '1900-01-01') * 1000 + ${i} as standing
    from ${sqlName(table.table)}`,
  )
  await db.run(`create table child as
    with mention as (
        ${mentions.join('\n        union all\n        ')}
    )
    select
        child_id,
        arg_max(gender, ${standingOf('gender')}) filter (where gender is not null) as gender,
        arg_max(ethnicity, ${standingOf('ethnicity')}) filter (where ethnicity is not null) as ethnicity,
        arg_max(date_of_birth, ${standingOf('date_of_birth')}) filter (where date_of_birth is not null) as date_of_birth,
        case
            when bool_or(disability = 'Y') then 'Y'
            when bool_or(disability = 'N') then 'N'
            else 'U'
        end as disability
    from mention
    group by child_id`)
}

/** How far a mention is to be believed; of two that stand alike the value itself decides, so the order of rows never does. */
function standingOf(column: string): string {
  return `(standing::bigint << 20) + (hash(${column}) & 1048575)::bigint`
}

function hasColumns(table: TableFormat, names: readonly string[]): boolean {
  return names.every((name) => table.columns.some((column) => column.name === name))
}
