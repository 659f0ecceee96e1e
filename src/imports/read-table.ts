import { type DuckDb, sqlName, sqlText } from '#platform/lake'
import { type CellProblem, readCell } from './cell.ts'
import { type Column, columnSqlType, type TableFormat } from './format.ts'
import type { RecognisedTable } from './recognise.table.ts'
import { CELL_PROBLEM_SQL } from './record.ts'

/** A sheet or file as a regular CSV file, as `#platform/files` stages it. */
export interface StagedCsv {
  readonly file: string
  readonly sheet: string
  readonly csvPath: string
  readonly delimiter: string
  readonly newLine: '\n' | '\r\n'
  /** Columns of the table, the row-number column not counted. */
  readonly columnCount: number
  /** The first column holds the row number; otherwise record n is row n. */
  readonly rowColumn: boolean
  readonly records: number
  /** The row numbers of the first records. */
  readonly firstRowNumbers: readonly number[]
}

/** A table to read: where it lies, below which record its rows begin, and where its columns are. */
export type TableToRead = Pick<RecognisedTable, 'table' | 'columns' | 'headerRow'> & { readonly source: StagedCsv }

/** How many rows of a sheet or file went where: read = loaded + rejected. */
export interface TableCounts {
  readonly read: number
  readonly loaded: number
  readonly rejected: number
  readonly cellProblems: number
}

/**
 * Reads a recognised table into the table `arrived_<table>` of typed rows, and adds to `reject` and `cell_problem`.
 *
 * A row is rejected when a cell that tells it from other rows (an identifier or a day of the key) is empty or cannot be
 * read. Any other cell that cannot be read is left empty and noted in `cell_problem`; its row is loaded. A row with
 * nothing in any known column is blank: neither read nor rejected.
 *
 * @throws Error when DuckDB reads another number of records than were staged, which must never happen
 */
export async function readTable(db: DuckDb, toRead: TableToRead): Promise<TableCounts> {
  await createRaw(db, toRead)
  const mapped = toRead.table.columns.filter((column) => toRead.columns.some((match) => match.column === column.name))
  const readings = []
  for (const column of mapped) readings.push(await prepareReading(db, column))
  await createTyped(db, toRead, readings)
  const cellProblems = await noteCellProblems(db, toRead, readings)
  const rejected = await rejectKeyless(db, toRead, readings)
  const loaded = await moveToArrived(db, toRead)
  for (const reading of readings) await db.run(`drop table if exists ${reading.map}`)
  await db.run('drop table raw; drop table typed')
  return { read: loaded + rejected, loaded, rejected, cellProblems }
}

/** Makes the tables that reading fills: one `arrived_<table>` for each table of the format, and `reject`. */
export async function createArrivalTables(db: DuckDb, tables: readonly TableFormat[]): Promise<void> {
  await db.run(CELL_PROBLEM_SQL)
  await db.run(
    'create table reject (file varchar, sheet varchar, row integer, "column" varchar, value varchar, reason varchar)',
  )
  for (const table of tables) {
    const columns = table.columns.map((column) => `${column.name} ${columnSqlType(column)}`)
    await db.run(
      `create table ${arrived(table)} (${columns.join(', ')}, source_file varchar, source_sheet varchar, source_row integer)`,
    )
  }
}

/** The table that holds the rows of `table` that have just been read. */
export function arrived(table: Pick<TableFormat, 'table'>): string {
  return sqlName(`arrived_${table.table}`)
}

async function createRaw(db: DuckDb, toRead: TableToRead): Promise<void> {
  const csv = toRead.source
  const width = csv.columnCount + (csv.rowColumn ? 1 : 0)
  const types = Array.from({ length: width }, (_, i) => `'f${i}': 'VARCHAR'`).join(', ')
  const first = csv.rowColumn ? 1 : 0
  const cells = toRead.columns.map(({ column, index }) => `f${index + first} as ${sqlName(column)}`)
  // A table's rowid is its insertion order, which is the order of the file.
  await db.run(`create table raw as
    select ${csv.rowColumn ? 'f0::integer as row_number, ' : ''}${cells.join(', ')}
    from read_csv(${sqlText(csv.csvPath)}, header = false, auto_detect = false, columns = {${types}},
        delim = ${sqlText(csv.delimiter)},
        quote = '"', escape = '"', strict_mode = true, max_line_size = ${MAX_RECORD_BYTES})`)
  const { n } = await db.row<{ n: number }>('select count(*) as n from raw')
  if (n !== csv.records) throw new Error(`${csv.records} records were staged, but ${n} came out`)
}

const MAX_RECORD_BYTES = 16_000_000

/** How the cells of one column become values: as they are, or through a small table from each text met to its value. */
interface Reading {
  readonly column: Column
  readonly map: string
  readonly sql: string
  readonly hasProblems: boolean
}

/** Identifiers and names that need no reading: no blanks, dots or commas that might mean something else. */
const REGULAR =
  "regexp_full_match(%, '[A-Za-z0-9][A-Za-z0-9_/-]{0,63}') and lower(%) not in ('null', 'none', 'nan', 'nat')"

async function prepareReading(db: DuckDb, column: Column): Promise<Reading> {
  const raw = `raw.${sqlName(column.name)}`
  const map = sqlName(`map_${column.name}`)
  const asItIs = column.type === 'text'
  const regular = REGULAR.replaceAll('%', raw)
  // The driver drops a byte-order mark that begins a text, so none may begin with one.
  const met = await db.rows<{ behindDot: string }>(
    `select distinct '.' || ${raw} as "behindDot" from raw where ${raw} is not null ${asItIs ? `and not (${regular})` : ''}`,
  )
  const cells = met.map(({ behindDot }) => behindDot.slice(1)).map((text) => ({ text, cell: readCell(column, text) }))
  await db.run(`create table ${map} (text varchar, value ${columnSqlType(column)}, problem varchar)`)
  await fillMap(db, column, cells)
  const value = `${map}.value`
  return {
    column,
    map,
    sql: asItIs ? `case when ${map}.text is not null then ${value} else ${raw} end` : value,
    hasProblems: cells.some(({ cell }) => 'problem' in cell),
  }
}

type ReadCell = { readonly text: string; readonly cell: ReturnType<typeof readCell> }

async function fillMap(db: DuckDb, column: Column, cells: readonly ReadCell[]): Promise<void> {
  const staging = `${`map_${column.name}`}_text`
  await db.run(`create table ${sqlName(staging)} (text varchar, value varchar, problem varchar)`)
  await db.append(staging, (appender) => {
    for (const { text, cell } of cells) {
      appender.appendVarchar(text)
      const value = 'problem' in cell ? null : cell.value
      value === null ? appender.appendNull() : appender.appendVarchar(String(value))
      isProblem(cell) ? appender.appendVarchar(cell.problem.reason) : appender.appendNull()
      appender.endRow()
    }
  })
  const map = sqlName(`map_${column.name}`)
  await db.run(`insert into ${map} select text, value::${columnSqlType(column)}, problem from ${sqlName(staging)}`)
  await db.run(`drop table ${sqlName(staging)}`)
}

function isProblem(cell: ReturnType<typeof readCell>): cell is CellProblem {
  return 'problem' in cell
}

/** `typed`: a row for each record after the header with something in it, with its values beside its row number. */
async function createTyped(db: DuckDb, toRead: TableToRead, readings: readonly Reading[]): Promise<void> {
  const bySql = new Map(readings.map((reading) => [reading.column.name, reading.sql]))
  const values = toRead.table.columns.map(
    (column) => `${bySql.get(column.name) ?? `null::${columnSqlType(column)}`} as ${sqlName(column.name)}`,
  )
  const joins = readings.map(({ column, map }) => `left join ${map} on ${map}.text = raw.${sqlName(column.name)}`)
  const somethingIn = readings.map(({ column }) => `nullif(trim(raw.${sqlName(column.name)}), '')`)
  const row = rowNumber(toRead)
  await db.run(`create table typed as
    select raw.rowid as raw_row, ${values.join(', ')}, ${row} as source_row
    from raw ${joins.join(' ')}
    where ${row} > ${headerRowNumber(toRead)} and coalesce(${somethingIn.join(', ')}) is not null`)
}

function headerRowNumber({ source, headerRow }: TableToRead): number {
  return source.firstRowNumbers[headerRow]!
}

function rowNumber(toRead: TableToRead): string {
  return toRead.source.rowColumn ? 'raw.row_number' : '(raw.rowid + 1)::integer'
}

async function noteCellProblems(db: DuckDb, toRead: TableToRead, readings: readonly Reading[]): Promise<number> {
  const before = await countOf(db, 'cell_problem')
  const key = rejectingColumns(toRead.table)
  for (const { column, map, hasProblems } of readings) {
    if (!hasProblems || key.includes(column.name)) continue
    const id = toRead.table.columns.some((each) => each.name === 'child_id') ? 'typed.child_id' : 'null'
    await db.run(
      `insert into cell_problem
      select $1, ${id}, $2, raw.${sqlName(column.name)}, ${map}.problem, null, $3, $4, typed.source_row
      from typed join raw on raw.rowid = typed.raw_row join ${map} on ${map}.text = raw.${sqlName(column.name)}
      where ${map}.problem is not null and ${key.map((name) => `typed.${sqlName(name)} is not null`).join(' and ')}
      order by typed.source_row`,
      [toRead.table.table, column.name, toRead.source.file, toRead.source.sheet],
    )
  }
  return (await countOf(db, 'cell_problem')) - before
}

/** The columns of the key without which a row cannot be told from others: identifiers and days the standard requires. */
export function rejectingColumns(table: TableFormat): string[] {
  return table.columns
    .filter((column) => table.key.includes(column.name) && column.required && column.type !== 'code')
    .map((column) => column.name)
}

async function rejectKeyless(db: DuckDb, toRead: TableToRead, readings: readonly Reading[]): Promise<number> {
  const before = await countOf(db, 'reject')
  for (const name of rejectingColumns(toRead.table)) {
    const reading = readings.find(({ column }) => column.name === name)
    if (!reading) continue
    const others = rejectingColumns(toRead.table).filter((other) => other < name)
    // A row with two faults is one reject: it is listed under the first of them.
    const notYet = others.map((other) => ` and typed.${sqlName(other)} is not null`).join('')
    await db.run(
      `insert into reject
      select $1, $2, typed.source_row, $3, raw.${sqlName(name)},
          coalesce(${reading.map}.problem, 'empty, but needed to tell this row from others')
      from typed join raw on raw.rowid = typed.raw_row
          left join ${reading.map} on ${reading.map}.text = raw.${sqlName(name)}
      where typed.${sqlName(name)} is null${notYet}
      order by typed.source_row`,
      [toRead.source.file, toRead.source.sheet, reading.column.header],
    )
  }
  return (await countOf(db, 'reject')) - before
}

async function moveToArrived(db: DuckDb, toRead: TableToRead): Promise<number> {
  const columns = toRead.table.columns.map((column) => sqlName(column.name)).join(', ')
  const whole = rejectingColumns(toRead.table).map((name) => `${sqlName(name)} is not null`)
  const target = arrived(toRead.table)
  const before = await countOf(db, target)
  await db.run(`insert into ${target} select ${columns}, $1, $2, source_row from typed where ${whole.join(' and ')}`, [
    toRead.source.file,
    toRead.source.sheet,
  ])
  return (await countOf(db, target)) - before
}

async function countOf(db: DuckDb, table: string): Promise<number> {
  return (await db.row<{ n: number }>(`select count(*) as n from ${table}`)).n
}
