import { type DuckDb, sqlName, sqlText } from '#platform/lake'
import { type CellProblem, readCell } from './cell.ts'
import { type Column, type ColumnType, columnSqlType, type TableFormat } from './format.ts'
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
 * Tables may be read at the same time on connections of their own, but not two sources of one table.
 *
 * @throws Error when DuckDB reads another number of records than were staged, which must never happen
 */
export async function readTable(db: DuckDb, toRead: TableToRead): Promise<TableCounts> {
  await createRaw(db, toRead)
  const readings = await prepareReadings(db, toRead)
  const read = await readRows(db, toRead, readings)
  const rejected = await rejectKeyless(db, toRead, readings)
  const cellProblems = await noteCellProblems(db, toRead, readings)
  for (const { map } of readings) if (map) await db.run(`drop table ${map}`)
  await db.run('drop table raw')
  return { read, loaded: read - rejected, rejected, cellProblems }
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
  await db.run(`create temp table raw as
    select ${csv.rowColumn ? 'f0::integer as row_number, ' : ''}${cells.join(', ')}
    from read_csv(${sqlText(csv.csvPath)}, header = false, auto_detect = false, columns = {${types}},
        delim = ${sqlText(csv.delimiter)},
        quote = '"', escape = '"', strict_mode = true, max_line_size = ${MAX_RECORD_BYTES},
        buffer_size = ${2 * MAX_RECORD_BYTES})`)
  const { n } = await db.row<{ n: number }>('select count(*) as n from raw')
  if (n !== csv.records) throw new Error(`${csv.records} records were staged, but ${n} came out`)
}

// The reader holds buffers of sixteen records of the longest kind unless told: 256 MB for each list.
const MAX_RECORD_BYTES = 16_000_000

/** How the cells of one column become values. */
interface Reading {
  readonly column: Column
  /** A small table from each text met that is not its own value to its value; absent where there is none. */
  readonly map: string | undefined
  readonly sql: string
  readonly hasProblems: boolean
}

/** Identifiers and names that need no reading: no blanks, dots or slashes, no word for empty, not the empty day of 1900. */
const REGULAR = `regexp_full_match(%, '[A-Za-z0-9][A-Za-z0-9_-]{0,63}')
    and lower(%) not in ('null', 'none', 'nan', 'nat') and not contains(%, '1900')`

/** Days as DuckDB itself would write them, of a year that can be, and not the empty day of spreadsheets. */
const REGULAR_DAY = `coalesce(try_cast(% as date)::varchar = %
    and try_cast(% as date) between date '1900-01-02' and date '2099-12-31', false)`

/** Cells that need no reading, as a condition on `%`; other columns have few different texts, and all are read. */
const regularCells: Readonly<Partial<Record<ColumnType, string>>> = { text: REGULAR, date: REGULAR_DAY }

type ReadCell = { readonly text: string; readonly cell: ReturnType<typeof readCell> }

/** Reads every different text of each column once, and keeps those that are not their own values in maps. */
async function prepareReadings(db: DuckDb, toRead: TableToRead): Promise<Reading[]> {
  const columns = toRead.table.columns.filter((column) => toRead.columns.some((match) => match.column === column.name))
  const met = await db.rows<{ place: number; behindDot: string }>(
    columns.map((column, place) => textsSql(toRead, column, place)).join(' union all '),
  )
  const cells = columns.map((): ReadCell[] => [])
  for (const { place, behindDot } of met) {
    const text = behindDot.slice(1)
    cells[place]!.push({ text, cell: readCell(columns[place]!, text) })
  }
  const mapped = cells.map((each) => (each.every(isItself) ? [] : each))
  await appendMet(db, mapped)
  const readings: Reading[] = []
  for (const [place, column] of columns.entries())
    readings.push(await prepareReading(db, column, mapped[place]!, place))
  await db.run('drop table met')
  return readings
}

/** The different texts of a column that need reading. The driver drops a byte-order mark that begins a text, so none may. */
function textsSql({ headerRow }: TableToRead, column: Column, place: number): string {
  const cell = sqlName(column.name)
  const regular = regularCells[column.type]?.replaceAll('%', cell)
  return `select ${place} as place, '.' || text as "behindDot"
    from (
        select distinct ${cell} as text from raw
        where rowid > ${headerRow} and ${cell} is not null ${regular ? `and not (${regular})` : ''}
    )`
}

/** True when a cell's text is its value. */
function isItself({ text, cell }: ReadCell): boolean {
  return !isProblem(cell) && cell.value !== null && String(cell.value) === text
}

/** `met`: the texts of all columns that have any to map, by the place of the column. */
async function appendMet(db: DuckDb, columns: readonly (readonly ReadCell[])[]): Promise<void> {
  await db.run('create temp table met (place integer, text varchar, value varchar, problem varchar)')
  await db.append('met', (appender) => {
    for (const [place, cells] of columns.entries()) {
      for (const { text, cell } of cells) {
        appender.appendInteger(place)
        appender.appendVarchar(text)
        const value = 'problem' in cell ? null : cell.value
        value === null ? appender.appendNull() : appender.appendVarchar(String(value))
        isProblem(cell) ? appender.appendVarchar(cell.problem.reason) : appender.appendNull()
        appender.endRow()
      }
    }
  })
}

async function prepareReading(db: DuckDb, column: Column, cells: readonly ReadCell[], place: number): Promise<Reading> {
  const type = columnSqlType(column)
  // Texts above the header are in `raw` too and cannot always be cast.
  const asItIs = `try_cast(raw.${sqlName(column.name)} as ${type})`
  if (cells.length === 0) return { column, map: undefined, sql: asItIs, hasProblems: false }
  const map = sqlName(`map_${column.name}`)
  await db.run(`create temp table ${map} as
    select text, value::${type} as value, problem from met where place = ${place}`)
  const rest = regularCells[column.type] ? asItIs : `null::${type}`
  return {
    column,
    map,
    sql: `case when ${map}.text is not null then ${map}.value else ${rest} end`,
    hasProblems: cells.some(({ cell }) => isProblem(cell)),
  }
}

function isProblem(cell: ReturnType<typeof readCell>): cell is CellProblem {
  return 'problem' in cell
}

/** Adds a row to the table for each record after the header with something in it. @returns how many */
async function readRows(db: DuckDb, toRead: TableToRead, readings: readonly Reading[]): Promise<number> {
  const bySql = new Map(readings.map((reading) => [reading.column.name, reading.sql]))
  const values = toRead.table.columns.map(
    (column) => `${bySql.get(column.name) ?? `null::${columnSqlType(column)}`} as ${sqlName(column.name)}`,
  )
  const joins = readings.flatMap(({ column, map }) =>
    map ? [`left join ${map} on ${map}.text = raw.${sqlName(column.name)}`] : [],
  )
  const somethingIn = readings.map(({ column }) => `nullif(trim(raw.${sqlName(column.name)}), '')`)
  const target = arrived(toRead.table)
  const source = [toRead.source.file, toRead.source.sheet]
  await db.run(
    `insert into ${target}
    select ${values.join(', ')}, $1, $2, ${rowNumber(toRead)}
    from raw ${joins.join(' ')}
    where raw.rowid > ${toRead.headerRow} and coalesce(${somethingIn.join(', ')}) is not null`,
    source,
  )
  return (await db.row<{ n: number }>(`select count(*) as n from ${target} where ${HERE}`, source)).n
}

function rowNumber(toRead: TableToRead): string {
  return toRead.source.rowColumn ? 'raw.row_number' : '(raw.rowid + 1)::integer'
}

/** The rows of this table that came from this source; `$1` and `$2` are its file and sheet. */
const HERE = 'source_file = $1 and source_sheet = $2'

async function noteCellProblems(db: DuckDb, toRead: TableToRead, readings: readonly Reading[]): Promise<number> {
  const key = rejectingColumns(toRead.table)
  for (const { column, map, hasProblems } of readings) {
    if (!map || !hasProblems || key.includes(column.name)) continue
    const id = toRead.table.columns.some((each) => each.name === 'child_id') ? 'typed.child_id' : 'null'
    await db.run(
      `insert into cell_problem
      select $3, ${id}, $4, raw.${sqlName(column.name)}, ${map}.problem, null, $1, $2, typed.source_row
      from raw
      join ${map} on ${map}.text = raw.${sqlName(column.name)} and ${map}.problem is not null
      join ${arrived(toRead.table)} as typed on typed.source_row = ${rowNumber(toRead)} and ${HERE}
      order by typed.source_row`,
      [toRead.source.file, toRead.source.sheet, toRead.table.table, column.name],
    )
  }
  const { n } = await db.row<{ n: number }>(
    `select count(*) as n from cell_problem where ${HERE} and table_name = $3`,
    [toRead.source.file, toRead.source.sheet, toRead.table.table],
  )
  return n
}

/** The columns of the key without which a row cannot be told from others: identifiers and days the standard requires. */
export function rejectingColumns(table: TableFormat): string[] {
  return table.columns
    .filter((column) => table.key.includes(column.name) && column.required && column.type !== 'code')
    .map((column) => column.name)
}

/** Moves rows that lack a part of their key to `reject`. @returns how many */
async function rejectKeyless(db: DuckDb, toRead: TableToRead, readings: readonly Reading[]): Promise<number> {
  const table = arrived(toRead.table)
  const source = [toRead.source.file, toRead.source.sheet]
  const key = rejectingColumns(toRead.table)
  const keyless = key.map((name) => `${sqlName(name)} is null`).join(' or ')
  const { n } = await db.row<{ n: number }>(`select count(*) as n from ${table} where ${HERE} and (${keyless})`, source)
  if (n === 0) return 0
  for (const name of key) {
    const others = key.filter((other) => other < name)
    await listKeyless(db, toRead, name, others, readings)
  }
  await db.run(`delete from ${table} where ${HERE} and (${keyless})`, source)
  return n
}

/** Lists rows that lack `name`. A row with two faults is one reject: it is listed under the first of them. */
async function listKeyless(
  db: DuckDb,
  toRead: TableToRead,
  name: string,
  others: readonly string[],
  readings: readonly Reading[],
): Promise<void> {
  const reading = readings.find(({ column }) => column.name === name)
  const notYet = others.map((other) => ` and typed.${sqlName(other)} is not null`).join('')
  const cell = reading ? `raw.${sqlName(name)}` : 'null'
  const empty = "'empty, but needed to tell this row from others'"
  await db.run(
    `insert into reject
    select $1, $2, typed.source_row, $3, ${cell}, ${reading?.map ? `coalesce(${reading.map}.problem, ${empty})` : empty}
    from ${arrived(toRead.table)} as typed
    join raw on ${rowNumber(toRead)} = typed.source_row
    ${reading?.map ? `left join ${reading.map} on ${reading.map}.text = ${cell}` : ''}
    where ${HERE} and typed.${sqlName(name)} is null${notYet}
    order by typed.source_row`,
    [toRead.source.file, toRead.source.sheet, toRead.table.columns.find((column) => column.name === name)!.header],
  )
}
