/** A row that was read and set aside: it is reported and not loaded. */
export interface OddRow {
  /** The row of the spreadsheet or the record of the CSV file, from 1. */
  readonly row: number
  /** A phrase that says what is wrong and holds nothing of the row's content. */
  readonly reason: string
}

/** How the text of a file was written; `windows-1252` when at least one record is not valid UTF-8. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/**
 * One sheet or CSV file as a regular CSV file that DuckDB reads strictly.
 *
 * Read `csvPath` with `header = false`, `auto_detect = false`, `quote = '"'`, `escape = '"'`, `delim = delimiter` and
 * all columns VARCHAR: it holds exactly `records` records. Each has `columnCount` columns, after one more with the
 * number of the row when `rowColumn` is true; when it is false, record n is row n. Leave `new_line` out: DuckDB 1.5
 * finds LF and CRLF by itself, but told of CRLF it meets a record too many at the end.
 *
 * Every row is accounted for: `rowsRead = records + blankRows + oddRows.length`.
 */
export interface StagedTable {
  /** The file's base name, or its path inside the zip. */
  readonly file: string
  /** The name of the sheet, '' for a CSV file. */
  readonly sheet: string
  /** Whether Excel hides the sheet; it is read all the same. */
  readonly hidden: boolean
  /** An absolute path: of the file itself when it is regular as it stands, otherwise in the folder given. */
  readonly csvPath: string
  readonly delimiter: string
  readonly newLine: '\n' | '\r\n'
  readonly encoding: TextEncoding
  readonly rowColumn: boolean
  /** Columns of the table, not counting the one that holds the row number; 0 when the sheet is empty. */
  readonly columnCount: number
  readonly records: number
  /** Rows with nothing but spaces in them, among the data or after it. */
  readonly blankRows: number
  readonly oddRows: readonly OddRow[]
  readonly rowsRead: number
  /** The first records (12 at most), headers and all, each with `columnCount` cells. */
  readonly firstRows: readonly (readonly string[])[]
  /** The row numbers of `firstRows`. */
  readonly firstRowNumbers: readonly number[]
  /** Cells below the header whose value a formula gave: how many, and the first one's reference, such as `H2`. */
  readonly formulas: { readonly count: number; readonly first: string; readonly firstOther: string }
}

/** A file that was read whole: its base name, or its path inside the zip, with the hash and length of its bytes. */
export interface SourceFile {
  readonly path: string
  /** Lower-case hexadecimal. */
  readonly sha256: string
  readonly bytes: number
}

/** What a table says that has no formulas. */
export const noFormulas: StagedTable['formulas'] = { count: 0, first: '', firstOther: '' }

/** How many records `StagedTable.firstRows` holds at most. */
export const FIRST_ROWS = 12
