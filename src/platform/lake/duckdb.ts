import {
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBInstance,
  type DuckDBValue,
  JsonDuckDBValueConverter,
} from '@duckdb/node-api'

/** What can be given for `$1`, `$2`... in a statement. */
export type SqlValue = string | number | boolean | null

/** A row as text, whole numbers and decimals: days are 'YYYY-MM-DD', an integer that JavaScript can hold is a number. */
export type Row = Record<string, unknown>

/**
 * One connection to a DuckDB in memory: statements run one after another.
 * Close it when done; while it is open the process stays alive.
 */
export interface DuckDb {
  /** Runs one statement and drops its result. */
  run(sql: string, values?: readonly SqlValue[]): Promise<void>
  /** The rows of one statement. */
  rows<T extends object = Row>(sql: string, values?: readonly SqlValue[]): Promise<T[]>
  /** The single row of one statement. @throws Error when there is not exactly one */
  row<T extends object = Row>(sql: string, values?: readonly SqlValue[]): Promise<T>
  /**
   * The only column of a statement as text, some thousands of rows at a time as they are made: for results too large to
   * hold. Nothing else can be asked over this connection until the last has been read.
   */
  texts(sql: string, values?: readonly SqlValue[]): AsyncIterable<readonly string[]>
  /** Appends rows to a table that exists, quickly; `fill` is called with the appender, which is flushed afterwards. */
  append(table: string, fill: (appender: DuckDBAppender) => void): Promise<void>
  /**
   * Another connection to the same database, for work that runs at the same time: it has temporary tables and variables
   * of its own, and sees what the others have finished. Closing it leaves the database open; close it first.
   */
  beside(): Promise<DuckDb>
  close(): void
}

/** How much of the machine one DuckDB may use. */
export interface DuckDbOptions {
  readonly threads?: number
  /** As DuckDB writes it, '2GB'; what does not fit goes to `tempDir`. */
  readonly memoryLimit?: string
  readonly tempDir?: string
}

/** Opens a DuckDB in memory. */
export async function openDuckDb(options: DuckDbOptions = {}): Promise<DuckDb> {
  const instance = await DuckDBInstance.create(':memory:', {
    ...(options.threads ? { threads: String(options.threads) } : {}),
    ...(options.memoryLimit ? { memory_limit: options.memoryLimit } : {}),
    ...(options.tempDir ? { temp_directory: options.tempDir } : {}),
  })
  const connection = await instance.connect()
  return wrap(instance, connection, () => {
    connection.closeSync()
    instance.closeSync()
  })
}

function wrap(instance: DuckDBInstance, connection: DuckDBConnection, close: () => void): DuckDb {
  const rows = async <T extends object>(sql: string, values: readonly SqlValue[] = []) => {
    const reader = await connection.runAndReadAll(sql, [...values])
    const names = reader.deduplicatedColumnNames()
    return reader.convertRows(toPlain).map((values) => {
      const row: Row = {}
      for (const [i, name] of names.entries()) row[name] = values[i]
      return row as T
    })
  }
  return {
    run: async (sql, values = []) => {
      await connection.run(sql, [...values])
    },
    rows,
    row: async <T extends object>(sql: string, values?: readonly SqlValue[]) => {
      const found = await rows<T>(sql, values)
      if (found.length !== 1) throw new Error(`expected one row, got ${found.length}`)
      return found[0]!
    },
    texts: async function* (sql, values = []) {
      const result = await connection.stream(sql, [...values])
      for (;;) {
        const chunk = await result.fetchChunk()
        if (!chunk || chunk.rowCount === 0) return
        yield chunk.getColumnValues(0) as string[]
      }
    },
    append: async (table, fill) => {
      const appender = await connection.createAppender(table)
      fill(appender)
      appender.closeSync()
    },
    beside: async () => {
      const other = await instance.connect()
      return wrap(instance, other, () => other.closeSync())
    },
    close,
  }
}

/** DuckDB's own JSON form, but with integers as numbers: no figure of ours is beyond 2^53. */
const toPlain: typeof JsonDuckDBValueConverter = (value, type, converter) =>
  typeof value === 'bigint' ? Number(value) : JsonDuckDBValueConverter(value as DuckDBValue, type, converter)

/** `text` as an SQL name. Names come from declarations, never from input; the quotes allow for reserved words. */
export function sqlName(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}

/** `text` as an SQL string, for the few places that take no parameters (file paths in views). */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
