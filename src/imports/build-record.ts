import {
  type DuckDb,
  type ExtractManifest,
  extractDir,
  getExtract,
  parquetSql,
  type SnapshotManifest,
  snapshotDir,
  sqlName,
} from '#platform/lake'
import { addDays, type PlainDate, plainDate } from '#values'
import { accumulate } from './accumulate.ts'
import type { ImportFormat, TableFormat } from './format.ts'
import type { TableChange } from './load.types.ts'
import { arrived } from './read-table.ts'
import { createCurrentView, createEmptyRecord, createRecordTables, versionTable } from './record.ts'
import type { ExtractWindow } from './window.ts'

/** The span over which the record holds all that a list's windows should hold. */
export interface Coverage {
  readonly table: string
  readonly from: string
  readonly to: string
}

/** What the record is made from. The arriving extract has its rows in `arrived_<table>` and its odd cells in `cell_problem`. */
export interface RecordPlan {
  readonly dataDir: string
  readonly authority: string
  readonly format: ImportFormat
  readonly snapshots: readonly SnapshotManifest[]
  /** Ids of all extracts that the record is to hold, in the order in which they are laid: see `withExtract`. */
  readonly extracts: readonly string[]
  readonly arriving: ExtractManifest
  /** The folder in which the arriving extract stands until it is published. */
  readonly arrivingDir: string
}

/**
 * The extracts with one more, in the order of their as-at days, with which an id begins; of two of one day, the one
 * loaded later comes later, so that a corrected file sent for the same day is what is believed.
 */
export function withExtract(extracts: readonly string[], id: string): string[] {
  const dayOf = (extract: string) => extract.slice(0, 10)
  const later = extracts.findIndex((each) => dayOf(each) > dayOf(id))
  return later < 0 ? [...extracts, id] : extracts.toSpliced(later, 0, id)
}

/** What the record covers, and how the arriving extract changed it. */
export interface BuiltRecord {
  readonly asAt: PlainDate
  readonly coverage: readonly Coverage[]
  readonly extractDays: readonly { readonly table: string; readonly asAt: string }[]
  readonly changes: readonly TableChange[]
}

/**
 * Makes the record of `plan.extracts` in the database: version tables, current views, and the tables that describe it.
 *
 * It begins from the newest snapshot whose extracts all come first in the order of their days, and lays the others over
 * it. For the usual next extract that is one step; an extract that arrives late is put in its place and those after it
 * are laid again.
 */
export async function buildRecord(db: DuckDb, plan: RecordPlan): Promise<BuiltRecord> {
  await holdBackCellProblems(db)
  const base = findBase(plan)
  await openBase(db, plan, base)
  let coverage: readonly Coverage[] = base?.coverage ?? []
  let extractDays = base?.extractDays ?? []
  let changes: readonly TableChange[] = []
  let isFirst = true
  for (const id of plan.extracts.slice(base?.extracts.length ?? 0)) {
    const isArriving = id === plan.arriving.id
    const extract = isArriving ? plan.arriving : await getExtract(plan.dataDir, plan.authority, id)
    // What has just been read is still in the database, unless an extract before it has been laid in its place.
    if (!isArriving || !isFirst) await openArrived(db, plan, extract)
    isFirst = false
    const laid = await layExtract(db, plan.format, extract, coverage)
    coverage = widen(coverage, extract)
    extractDays = [...extractDays, ...extract.tables.map(({ table }) => ({ table, asAt: extract.asAt }))]
    if (isArriving) changes = laid
  }
  await describe(db, coverage, extractDays)
  return { asAt: plainDate(plan.extracts.at(-1)!.slice(0, 10)), coverage, extractDays, changes }
}

function findBase(plan: RecordPlan): SnapshotManifest | undefined {
  const isPrefix = (snapshot: SnapshotManifest) => snapshot.extracts.every((id, i) => plan.extracts[i] === id)
  return plan.snapshots
    .filter(isPrefix)
    .sort((a, b) => a.extracts.length - b.extracts.length)
    .at(-1)
}

/** The reader has put the arriving extract's odd cells into `cell_problem`; the record's own table takes that name. */
async function holdBackCellProblems(db: DuckDb): Promise<void> {
  await db.run('alter table cell_problem rename to arrived_cell_problem')
}

async function openBase(db: DuckDb, plan: RecordPlan, base: SnapshotManifest | undefined): Promise<void> {
  await createRecordTables(db)
  if (!base) return createEmptyRecord(db, plan.format)
  const dir = snapshotDir(plan.dataDir, plan.authority, base.id)
  for (const { table } of plan.format.tables) {
    await db.run(`create table ${sqlName(versionTable(table))} as from ${parquetSql(dir, versionTable(table))}`)
    await createCurrentView(db, table)
  }
  await db.run(`insert into cell_problem from ${parquetSql(dir, 'cell_problem')}`)
}

async function openArrived(db: DuckDb, plan: RecordPlan, extract: ExtractManifest): Promise<void> {
  const isArriving = extract.id === plan.arriving.id
  const dir = isArriving ? plan.arrivingDir : extractDir(plan.dataDir, plan.authority, extract.id)
  for (const { table } of extract.tables) {
    await db.run(`create or replace table ${arrived({ table })} as from ${parquetSql(dir, table)}`)
  }
  await db.run(`create or replace table arrived_cell_problem as from ${parquetSql(dir, 'cell_problem')}`)
}

async function layExtract(
  db: DuckDb,
  format: ImportFormat,
  extract: ExtractManifest,
  coverage: readonly Coverage[],
): Promise<TableChange[]> {
  const changes: TableChange[] = []
  const asAt = plainDate(extract.asAt)
  for (const table of format.tables) {
    const brought = extract.tables.find((each) => each.table === table.table)
    if (!brought) continue
    const known = coverage.find((each) => each.table === table.table)
    await accumulate(db, {
      table,
      asAt,
      extract: extract.id,
      window: brought.window as ExtractWindow,
      previousAsAt: known && plainDate(known.to),
    })
    changes.push(await changeOf(db, table, asAt))
    await layCellProblems(db, table, extract.id)
    await db.run(`drop table ${arrived(table)}`)
  }
  return changes
}

async function changeOf(db: DuckDb, { table }: TableFormat, asAt: PlainDate): Promise<TableChange> {
  const counts = await db.row<Omit<TableChange, 'table'>>(
    `select
        count(*) filter (where first_seen = $1::date and known_from = $1::date and known_to is null) as added,
        count(*) filter (where known_to = $1::date and ended_by = 'changed') as changed,
        count(*) filter (where known_to = $1::date and ended_by = 'withdrawn') as withdrawn,
        count(*) filter (where known_to = $1::date and ended_by not in ('changed', 'withdrawn')) as ended
    from ${sqlName(versionTable(table))}`,
    [asAt],
  )
  return { table, ...counts }
}

/** Odd cells are kept while the row they belong to is still read from the extract in which they were met. */
async function layCellProblems(db: DuckDb, { table }: TableFormat, extract: string): Promise<void> {
  await db.run(
    `insert into cell_problem
    select * replace ($1 as extract) from arrived_cell_problem where table_name = $2`,
    [extract, table],
  )
  await db.run(
    `delete from cell_problem as p
    where p.table_name = $1 and not exists (
        select 1 from ${sqlName(table)} as r
        where r.extract = p.extract and r.source_file = p.source_file and r.source_sheet = p.source_sheet and r.source_row = p.source_row
    )`,
    [table],
  )
}

/** Coverage after an extract: longer when its window joins on, begun anew when days between were never seen. */
function widen(coverage: readonly Coverage[], extract: ExtractManifest): Coverage[] {
  const widened = new Map(coverage.map((each) => [each.table, each]))
  for (const { table, window } of extract.tables) {
    const known = widened.get(table)
    const joins = known !== undefined && window.from <= addDays(plainDate(known.to), 1)
    const from = joins && known.from < window.from ? known.from : window.from
    widened.set(table, { table, from, to: window.to })
  }
  return [...widened.values()]
}

async function describe(
  db: DuckDb,
  coverage: readonly Coverage[],
  extractDays: BuiltRecord['extractDays'],
): Promise<void> {
  for (const { table, from, to } of coverage)
    await db.run('insert into coverage values ($1, $2, $3)', [table, from, to])
  for (const { table, asAt } of extractDays) await db.run('insert into extract_day values ($1, $2)', [asAt, table])
}
