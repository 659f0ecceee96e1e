import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { LoadResult } from '#imports'
import { type DuckDb, parquetSql } from '#platform/lake'
import { simulate, writeExtract } from '../../example/index.ts'
import { csv } from '../../src/imports/load.fixture.ts'
import { stagesFor } from '../../src/stages.ts'
import { CountyFolder } from '../loading/loaded-county.ts'

/** What may stand in a cell that it should not. */
export const WRONG = ['', '31/02/2025', '1900', 'some text', '\0', 'x'.repeat(10_000)] as const

const AS_AT = '2026-03-31'

interface Table {
  readonly name: string
  readonly rows: string[][]
}

/** What a load says of the children whose rows nobody touched, and which questions it could not answer at all. */
interface Said {
  readonly result: LoadResult
  readonly findings: readonly object[]
  readonly obligations: readonly object[]
  readonly events: readonly object[]
  readonly notRun: readonly object[]
}

/** How many cells were spoiled and how many children were left alone. */
export interface Spoiled {
  cells: number
  childrenLeftAlone: number
}

/**
 * Spoils one cell in every column of every list, each in another row, loads the whole, and fails when anything is said
 * otherwise of a child whose rows were left alone, when a row is not accounted for, or when a check, a timescale or a
 * measure could no longer be asked. Each round gives every column another of the wrong values: six rounds are all of them.
 */
export async function spoilCells(rounds: number, say: (line: string) => void = () => {}): Promise<Spoiled> {
  const folder = new CountyFolder()
  const tally: Spoiled = { cells: 0, childrenLeftAlone: 0 }
  try {
    const clean = writeCleanExtract(folder)
    const before = await ask(folder, join(folder.root, 'clean'), 'clean')
    for (let round = 0; round < rounds; round++) {
      const { tables, touched, cells } = spoil(clean, round)
      const dir = join(folder.root, `round-${round}`)
      writeTables(dir, tables)
      const after = await ask(folder, dir, `round-${round}`)
      assertSameElsewhere(before, after, touched)
      tally.cells += cells
      tally.childrenLeftAlone = new Set(before.events.map((event) => childOf(event))).size - touched.size
      say(`round ${round + 1}: ${cells} cells spoiled`)
    }
    return tally
  } finally {
    folder.remove()
  }
}

function writeCleanExtract(folder: CountyFolder): Table[] {
  const county = simulate({ seed: 5, children: 80, years: 3, asAt: AS_AT })
  const dir = join(folder.root, 'clean')
  writeExtract(county, { asAt: AS_AT, windowMonths: 'all', dir, style: 'plain' })
  return readdirSync(dir)
    .filter((name) => name.endsWith('.csv'))
    .map((name) => ({ name, rows: parse(readFileSync(join(dir, name)), { bom: true, relaxColumnCount: true }) }))
}

function writeTables(dir: string, tables: readonly Table[]): void {
  mkdirSync(dir)
  for (const { name, rows } of tables) writeFileSync(join(dir, name), csv(rows))
}

/** Each column of each list has one cell spoiled: the rows are taken in turn, so that each carries as few as can be. */
function spoil(clean: readonly Table[], round: number): { tables: Table[]; touched: Set<string>; cells: number } {
  const touched = new Set<string>()
  let cells = 0
  const tables = clean.map(({ name, rows }) => {
    const copy = rows.map((row) => [...row])
    const idAt = rows[0]!.findIndex((header) => /^child unique id$/i.test(header))
    for (let column = 0; column < rows[0]!.length && rows.length > 1; column++) {
      const row = 1 + ((column * 7 + round) % (rows.length - 1))
      copy[row]![column] = WRONG[(column + round) % WRONG.length]!
      if (idAt >= 0) touched.add(rows[row]![idAt]!)
      cells++
    }
    return { name, rows: copy }
  })
  return { tables, touched, cells }
}

async function ask(folder: CountyFolder, dir: string, authority: string): Promise<Said> {
  const stages = stagesFor({})
  if (!stages.ok) assert.fail(JSON.stringify(stages.problems))
  const mine = Object.assign(Object.create(folder) as CountyFolder, { authority })
  const result = await mine.load(dir, AS_AT, stages.value)
  return mine.open(async (db, snapshotDir) => ({ result, ...(await readSaid(db, snapshotDir)) }))
}

async function readSaid(db: DuckDb, dir: string): Promise<Omit<Said, 'result'>> {
  const of = (table: string, columns: string, where: string) =>
    db.rows(`select ${columns} from ${parquetSql(dir, table)} where ${where} order by all`)
  return {
    findings: await of('finding', 'child_id, check_id, table_name, row_key, detail', 'child_id is not null'),
    obligations: await of(
      'obligation',
      'child_id, timescale, started_on, due_on, met_on, state, days_over, worker, team',
      'child_id is not null',
    ),
    events: await of('event', 'child_id, on_date, kind, detail, ends_on, worker, team', 'true'),
    notRun: [
      ...(await of('check_run', 'check_id as id', 'reason is not null')),
      ...(await of('timescale_run', 'timescale as id', "status <> 'run'")),
      ...(await of('measure_run', 'measure as id', "status <> 'run'")),
    ],
  }
}

const childOf = (row: object): string => (row as { child_id: string }).child_id

function assertSameElsewhere(before: Said, after: Said, touched: ReadonlySet<string>): void {
  const reads = ({ result }: Said) => result.tables.map(({ table, read }) => `${table} ${read}`).sort()
  assert.deepEqual(reads(after), reads(before))
  const known = new Set(before.events.map(childOf))
  const elsewhere = (rows: readonly object[]) =>
    rows.filter((row) => known.has(childOf(row)) && !touched.has(childOf(row)))
  for (const what of ['events', 'obligations', 'findings'] as const) {
    assert.deepEqual(elsewhere(after[what]), elsewhere(before[what]), what)
  }
  assert.deepEqual(after.notRun, before.notRun)
}
