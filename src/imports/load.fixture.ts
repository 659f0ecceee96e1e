import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import type { DuckDb, Row } from '#platform/lake'
import { type Problem, plainDate } from '#values'
import type { Column, ColumnType, ImportFormat, TableFormat } from './format.ts'
import { load } from './load.ts'
import type { LoadRequest, LoadResult } from './load.types.ts'
import { openSnapshot } from './open-snapshot.ts'

/** A file's rows of cells, headers first; or its bytes as they are. */
export type FileContent = readonly (readonly string[])[] | string | Uint8Array

/** Files by name. */
export type Files = Readonly<Record<string, FileContent>>

type Options = Partial<Omit<LoadRequest, 'dataDir' | 'asAt' | 'paths'>>

const column = (type: ColumnType, name: string, header: string, more: Partial<Column> = {}): Column => ({
  name,
  header,
  headers: [],
  type,
  required: false,
  ...more,
})

const id = column('text', 'child_id', 'Child ID', { required: true })
const day = (name: string, header: string, required = false) => column('date', name, header, { required })
const grade = {
  id: 'grade',
  title: 'Grade',
  source: 'made up for these tests',
  values: [
    { code: 'A', label: 'Good' },
    { code: 'B', label: 'Poor' },
  ],
}

const list = (
  number: number,
  table: string,
  columns: readonly Column[],
  key: readonly string[],
  window: TableFormat['window'],
  more: Partial<TableFormat> = {},
): TableFormat => ({
  table,
  title: table,
  list: number,
  grain: 'one row',
  names: { sheet: [table], file: [table] },
  columns: [id, ...columns],
  key: ['child_id', ...key],
  window,
  ...more,
})

/** A small standard with a list of each kind: events, open rows, one open row a child, two kinds of end, all entitled. */
export const book: ImportFormat = {
  id: 'book',
  title: 'the book',
  edition: '1',
  source: 'made up for these tests',
  tables: [
    list(
      1,
      'visit',
      [
        day('seen_on', 'Seen On', true),
        column('code', 'grade', 'Grade', { codes: grade }),
        column('text', 'gender', 'Gender'),
        column('text', 'ethnicity', 'Ethnicity'),
        day('date_of_birth', 'Date of Birth'),
        column('integer', 'age', 'Age', { derived: true }),
        column('text', 'team', 'Team'),
      ],
      ['seen_on'],
      { kind: 'event', on: 'seen_on', months: 6 },
    ),
    list(2, 'plan', [day('began', 'Began', true), day('ended', 'Ended'), column('text', 'team', 'Team')], ['began'], {
      kind: 'open',
      from: 'began',
      to: 'ended',
      months: 6,
    }),
    list(
      3,
      'need',
      [day('began', 'Began', true), day('ended', 'Ended'), column('text', 'team', 'Team')],
      ['began'],
      { kind: 'open', from: 'began', to: 'ended', months: 6 },
      { onePerChild: true },
    ),
    list(
      4,
      'order',
      [day('decided', 'Decided', true), day('granted', 'Granted'), day('reversed', 'Reversed')],
      ['decided'],
      { kind: 'open', from: 'decided', to: 'granted', orEnds: 'reversed', months: 12 },
    ),
    list(5, 'leaver', [column('text', 'adviser', 'Adviser')], [], { kind: 'current' }, { onePerChild: true }),
  ],
}

/** Headers of the lists of the book, in order. */
export const heads = Object.fromEntries(
  book.tables.map(({ table, columns }) => [table, columns.map(({ header }) => header)]),
) as Readonly<Record<string, readonly string[]>>

/** The file of a list: `plan.csv` with its header and these rows, short rows filled up with empty cells. */
export function listFile(table: string, rows: readonly (readonly string[])[]): Files {
  const width = heads[table]!.length
  const filled = rows.map((row) => [...row, ...Array.from({ length: width - row.length }, () => '')])
  return { [`${table}.csv`]: [heads[table]!, ...filled] }
}

/** A data directory with ways to load into it and to look at what is there; remove it when done. */
export class LoadingFolder {
  readonly root: string = mkdtempSync(join(tmpdir(), 'loading-'))
  readonly dataDir: string = join(this.root, 'data')

  /** Writes files into a folder of their own, whose path it gives. */
  write(files: Files): string {
    const dir = mkdtempSync(join(this.root, 'in-'))
    for (const [name, content] of Object.entries(files)) {
      const bytes = typeof content === 'string' || content instanceof Uint8Array ? content : csv(content)
      writeFileSync(join(dir, name), bytes)
    }
    return dir
  }

  request(files: Files | string, asAt: string, options: Options = {}): LoadRequest {
    return {
      dataDir: this.dataDir,
      authority: '936',
      asAt: plainDate(asAt),
      paths: [typeof files === 'string' ? files : this.write(files)],
      format: book,
      stages: [],
      now: '2026-11-22T09:00:00.000Z',
      threads: 1,
      ...options,
    }
  }

  /** Loads files that must not be refused. Every load is held to its account: read = loaded + rejected. */
  async load(files: Files | string, asAt: string, options: Options = {}): Promise<LoadResult> {
    const outcome = await load(this.request(files, asAt, options))
    if (!outcome.ok) assert.fail(`refused: ${JSON.stringify(outcome.problems)}`)
    assertAccounted(outcome.value)
    return outcome.value
  }

  /** The problems with which a load is refused; it must leave nothing behind. */
  async refusal(files: Files | string, asAt: string, options: Options = {}): Promise<readonly Problem[]> {
    const before = this.disk()
    const outcome = await load(this.request(files, asAt, options))
    assert.equal(outcome.ok, false, 'it was loaded')
    assert.deepEqual(this.disk(), before)
    return outcome.ok ? [] : outcome.problems
  }

  /** Asks the newest snapshot, or an earlier one. */
  async ask<T extends object = Row>(sql: string, snapshot?: string, options: Options = {}): Promise<T[]> {
    return this.withRecord((db) => db.rows<T>(sql), snapshot, options)
  }

  async withRecord<T>(work: (db: DuckDb) => Promise<T>, snapshot?: string, options: Options = {}): Promise<T> {
    const choice = { dataDir: this.dataDir, authority: options.authority ?? '936', ...(snapshot ? { snapshot } : {}) }
    const opened = await openSnapshot(choice, options.format ?? book, { threads: 1 })
    if (!opened.ok) assert.fail(JSON.stringify(opened.problems))
    try {
      return await work(opened.value.db)
    } finally {
      opened.value.db.close()
    }
  }

  /** Every file of the data directory with its bytes, and when it was last written. */
  disk(): Readonly<Record<string, string>> {
    const found: Record<string, string> = {}
    const walk = (dir: string): void => {
      for (const entry of readdirSync(dir, { withFileTypes: true })) {
        const path = join(dir, entry.name)
        if (entry.isDirectory()) walk(path)
        else found[relative(this.dataDir, path)] = `${statSync(path).mtimeMs} ${readFileSync(path).toString('latin1')}`
      }
    }
    mkdirSync(this.dataDir, { recursive: true })
    walk(this.dataDir)
    return found
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true })
  }
}

/** read = loaded + rejected, in every table, and every reject says where and why. */
export function assertAccounted(result: LoadResult): void {
  for (const { table, read, loaded, rejected } of result.tables) assert.equal(read, loaded + rejected, table)
  const rejected = result.tables.reduce((sum, each) => sum + each.rejected, 0)
  assert.equal(result.rejects.length, rejected)
  for (const reject of result.rejects) {
    assert.ok(reject.file.length > 0 && reject.row > 0 && reject.reason.length > 0, JSON.stringify(reject))
  }
}

/** Rows as a CSV file; every cell is quoted. */
export function csv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`).join('')
}
