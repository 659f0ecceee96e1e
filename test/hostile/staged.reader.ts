import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { defaultLimits, type FormulaPolicy, type Limits, type StagedTable } from '../../src/platform/files/index.ts'
import { type FileOutcome, stageFile } from '../../src/platform/files/stage-file.ts'

/** A folder for one test file, with ways to put files there, stage them and read back what was staged. */
export class StagingFolder {
  readonly dir: string = mkdtempSync(join(tmpdir(), 'staging-'))
  #made = 0
  #duckDb: DuckDBConnection | undefined

  /** Writes a file under a folder of its own and returns its path. */
  write(name: string, data: string | Uint8Array): string {
    const path = join(mkdtempSync(join(this.dir, 'in-')), name)
    writeFileSync(path, data)
    return path
  }

  /** Stages in this thread, which is quicker for many small files. */
  stage(
    path: string,
    limits: Partial<Limits> = {},
    formulas: FormulaPolicy = 'refuse',
    isUnpacked = false,
  ): Promise<FileOutcome> {
    const newPath = (): string => join(this.dir, `staged-${++this.#made}.csv`)
    return stageFile({
      path,
      file: 'extract',
      limits: { ...defaultLimits, ...limits },
      formulas,
      isUnpacked,
      newPath,
    })
  }

  /** Stages one file of one table. */
  async stageOne(data: string | Uint8Array, limits: Partial<Limits> = {}): Promise<StagedTable> {
    const outcome = await this.stage(this.write('extract.csv', data), limits)
    if (outcome.kind !== 'staged') assert.fail(`not staged: ${JSON.stringify(outcome)}`)
    assert.equal(outcome.tables.length, 1)
    return outcome.tables[0]!
  }

  /** The cells of a staged table as DuckDB reads them, strictly; an empty cell is ''. */
  async read(table: StagedTable): Promise<string[][]> {
    if (table.columnCount === 0) return []
    this.#duckDb ??= await (await DuckDBInstance.create(':memory:')).connect()
    const width = table.columnCount + (table.rowColumn ? 1 : 0)
    const columns = Array.from({ length: width }, (_, at) => `'c${at}': 'varchar'`).join(', ')
    const reader = await this.#duckDb.runAndReadAll(
      `select * from read_csv($1, columns = {${columns}}, auto_detect = false, header = false, quote = '"', escape = '"',
         null_padding = false, strict_mode = true, delim = '${table.delimiter}')`,
      [table.csvPath],
    )
    return reader.getRows().map((row) => row.map((cell) => String(cell ?? '')))
  }

  /** The cells of a staged table by row number, after checking that its counts add up and agree with DuckDB. */
  async readRows(table: StagedTable): Promise<Map<number, string[]>> {
    const rows = await this.read(table)
    assert.equal(rows.length, table.records)
    assert.equal(table.rowsRead, table.records + table.blankRows + table.oddRows.length)
    const numbered = rows.map((row, at): [number, string[]] =>
      table.rowColumn ? [Number(row[0]), row.slice(1)] : [at + 1, row],
    )
    assert.deepEqual(
      numbered.slice(0, 12),
      // The DuckDB driver drops a byte-order mark that begins a text.
      table.firstRows.map((row, at) => [table.firstRowNumbers[at], row.map((cell) => cell.replace(/^\uFEFF/, ''))]),
    )
    return new Map(numbered)
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true })
  }
}
