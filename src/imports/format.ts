import type { CodeSet } from '#values'

/** How the cells of a column are read; see `readCell`. */
export type ColumnType = 'text' | 'date' | 'integer' | 'code' | 'postcode'

/** One column of a table: what it is called by us, what it is called in files, and what it holds. */
export interface Column {
  /** The name in our tables: snake_case, never changes. */
  readonly name: string
  /** The header as the standard prints it. */
  readonly header: string
  /** Other headers met in files. Case, spaces, punctuation and quotes do not count, so those need no entry. */
  readonly headers: readonly string[]
  /** Fits looser spellings of the header, in lower case. Used only where no other header and no other column fits. */
  readonly pattern?: RegExp
  readonly type: ColumnType
  /** The values allowed; given for every `code` column. */
  readonly codes?: CodeSet
  /** The standard wants a value in every row. An empty cell is a finding, not a reject. */
  readonly required: boolean
  /** We compute it again ourselves (an age), so a new value in the next extract is not a change of the row. */
  readonly derived?: boolean
  readonly note?: string
}

/**
 * Which rows one extract must hold. A row that should be there and no longer is has been withdrawn.
 *
 * - `event`: rows whose date `on` falls in the last `months` months, and open ones (`orOpen` is empty) where given.
 * - `open`: rows open on the day (`to` is empty, and `orEnds` too where given) or ended in the last `months` months.
 * - `current`: everyone entitled on the day; who is missing has left.
 */
export type Window =
  | {
      readonly kind: 'event'
      readonly on: string
      /** A column that is empty while the row is open: open rows are listed however old they are. */
      readonly orOpen?: string
      readonly months: number
    }
  | {
      readonly kind: 'open'
      readonly from: string
      readonly to: string
      /** A second column that also ends the row: an adoption ends with the order or with a decision against it. */
      readonly orEnds?: string
      /** An open row may leave the list without an end: adopters are listed only while they are in contact. */
      readonly mayLapse?: boolean
      readonly months: number
    }
  | { readonly kind: 'current' }

/** One table of a standard: a sheet of its workbook, or a file of its own. */
export interface TableFormat {
  /** The name in our database, singular. */
  readonly table: string
  readonly title: string
  /** The number that the standard gives it; 0 when it is not one of the standard's lists. */
  readonly list: number
  /** What one row is. */
  readonly grain: string
  /** Words by which the table is known when sheet or file names do not give the list's number. */
  readonly names: { readonly sheet: readonly string[]; readonly file: readonly string[] }
  readonly columns: readonly Column[]
  /** Names of the columns that tell one row from another. */
  readonly key: readonly string[]
  readonly window: Window
  /** Only a child's latest episode is listed, so an older row that disappears behind a newer one is not withdrawn. */
  readonly onePerChild?: boolean
  /** An extract without it is complete. */
  readonly optional?: boolean
}

/** Files of another standard that are easily taken for ours, known by headers that ours does not have. */
export interface Lookalike {
  readonly title: string
  readonly headers: readonly string[]
}

/** The files of one standard. */
export interface ImportFormat {
  readonly id: string
  readonly title: string
  readonly edition: string
  readonly source: string
  readonly tables: readonly TableFormat[]
  readonly lookalikes?: readonly Lookalike[]
}

const sqlTypes = {
  text: 'VARCHAR',
  code: 'VARCHAR',
  postcode: 'VARCHAR',
  date: 'DATE',
  integer: 'INTEGER',
} as const satisfies Record<ColumnType, string>

/** The DuckDB type that holds a column: DATE, INTEGER, otherwise VARCHAR. */
export function columnSqlType(column: Column): 'VARCHAR' | 'DATE' | 'INTEGER' {
  return sqlTypes[column.type]
}

/** The columns of a table as DuckDB declares them: `child_id VARCHAR, date_of_contact DATE`. */
export function columnsSql(table: TableFormat): string {
  return table.columns.map((column) => `${column.name} ${columnSqlType(column)}`).join(', ')
}

/** One `create table` statement for each table of the format, with the standard's columns and no others. */
export function createTablesSql(format: ImportFormat): string {
  return format.tables.map((table) => `create table ${table.table} (${columnsSql(table)});`).join('\n')
}
