import { type DuckDb, sqlText } from '#platform/lake'
import { CELL_COLUMNS, RUN_COLUMNS } from './cell.ts'
import { compileCells, compileScan } from './compile-scan.ts'
import { type KnownPeriod, type KnownRecord, knownPeriods, missingTables } from './known-period.ts'
import { readKnownRecord } from './known-record.ts'
import type { Measure } from './measure.ts'
import { type Scan, scansOf } from './scan.ts'

/** What became of one measure. */
export interface MeasureRun {
  readonly measure: string
  readonly edition: string
  readonly status: 'run' | 'not run'
  /** Why it was not run, in a sentence; never a child's data. */
  readonly reason: string | null
}

/**
 * Counts all measures, and leaves the tables `measure_cell` and `measure_run` in the database, made anew.
 *
 * Each fact is read once for each of its day columns. When a pass fails, its measures are counted one by one, so that one
 * measure that cannot be computed takes no other with it.
 *
 * @returns one entry for each measure, in the order given
 */
export async function buildCells(db: DuckDb, measures: readonly Measure[]): Promise<readonly MeasureRun[]> {
  const record = await readKnownRecord(db)
  const problems = new Map(measures.flatMap((measure) => notSupplied(measure, record)))
  const computable = measures.filter((measure) => !problems.has(measure.id))
  await createTables(db, computable, record)
  for (const scans of scansByFact(computable)) {
    for (const [id, reason] of await runScans(db, scans, record)) problems.set(id, reason)
  }
  await fillWholes(
    db,
    computable.filter((measure) => !problems.has(measure.id)),
  )
  const runs = measures.map((measure) => runOf(measure, problems.get(measure.id)))
  await writeRuns(db, runs)
  return runs
}

function notSupplied(measure: Measure, record: KnownRecord): [string, string][] {
  const missing = missingTables(measure, record)
  return missing.length === 0 ? [] : [[measure.id, `never supplied: ${missing.join(', ')}`]]
}

function runOf(measure: Measure, reason: string | undefined): MeasureRun {
  const status = reason === undefined ? 'run' : 'not run'
  return { measure: measure.id, edition: measure.edition, status, reason: reason ?? null }
}

/**
 * Makes the tables to fill, and what the statements read: `measure_by`, the breakdowns of each measure, and `measure_known`, the
 * periods for which it can be computed. Many measures share their periods, so these are kept once for each different set.
 */
async function createTables(db: DuckDb, measures: readonly Measure[], record: KnownRecord): Promise<void> {
  await replaceTable(db, 'measure_cell', CELL_COLUMNS)
  await replaceTable(db, 'measure_run', RUN_COLUMNS)
  await db.run(`create or replace temp table measure_by (
    measure varchar, edition varchar, measure_kind varchar, dimension varchar, known integer)`)
  await db.run('create or replace temp table measure_known (known integer, kind varchar, on_date date)')
  const sets = new Map<string, readonly KnownPeriod[]>()
  const dimensions = measures.flatMap((measure) => {
    const periods = knownPeriods(measure, record)
    const set = JSON.stringify(periods.map((each) => [each.kind, each.on]))
    sets.set(set, periods)
    const known = String([...sets.keys()].indexOf(set))
    return ['', ...measure.by].map((dimension) => [measure.id, measure.edition, measure.kind, dimension, known])
  })
  const known = [...sets.values()].flatMap((periods, at) => periods.map(({ kind, on }) => [String(at), kind, on]))
  await insertTexts(db, 'measure_by', dimensions)
  await insertTexts(db, 'measure_known', known)
}

/** Makes a table anew, also where a view over a published one has its name. */
async function replaceTable(db: DuckDb, table: string, columns: readonly string[]): Promise<void> {
  const views = await db.rows('select view_name from duckdb_views() where view_name = $1', [table])
  if (views.length > 0) await db.run(`drop view ${table}`)
  await db.run(`create or replace table ${table} (${columns.join(', ')})`)
}

/** Rows of short texts of our own: ids, days, sentences. */
async function insertTexts(db: DuckDb, table: string, rows: readonly (readonly (string | null)[])[]): Promise<void> {
  const columns = rows[0]?.map((_, at) => rows.map((row) => row[at] ?? null)) ?? []
  if (columns.length === 0) return
  const lists = columns.map((column) => `unnest([${column.map(literal).join(', ')}])`)
  await db.run(`insert into ${table} select ${lists.join(', ')}`)
}

function literal(text: string | null): string {
  return text === null ? 'null' : sqlText(text)
}

function scansByFact(measures: readonly Measure[]): readonly (readonly Scan[])[] {
  return [...Map.groupBy(scansOf(measures), (scan) => scan.fact.id).values()]
}

/** Runs the passes over one fact. The rows of things that happened are worked out once when several passes read them. */
async function runScans(db: DuckDb, scans: readonly Scan[], record: KnownRecord): Promise<readonly Failure[]> {
  const failed: Failure[] = []
  const source = await keepRows(db, scans)
  for (const scan of scans) failed.push(...(await runScan(db, source ? { ...scan, source } : scan, record)))
  return failed
}

async function keepRows(db: DuckDb, scans: readonly Scan[]): Promise<string | undefined> {
  if (scans.filter((scan) => scan.kind === 'month' || scan.kind === 'span').length < 2) return undefined
  try {
    await db.run(`create or replace temp table measure_fact as from ${scans[0]!.fact.view}`)
    return 'measure_fact'
  } catch {
    // A row that one column cannot digest must not stop measures that do not read the column: the passes read the view.
    return undefined
  }
}

/** A measure that could not be computed, and why. */
type Failure = readonly [id: string, reason: string]

/** Runs one pass. @returns the measures that could not be computed, with the reason */
async function runScan(db: DuckDb, scan: Scan, record: KnownRecord): Promise<readonly Failure[]> {
  const periods = scan.measures.flatMap((measure) => knownPeriods(measure, record))
  if (periods.length === 0) return []
  try {
    await countScan(db, scan, periods)
    return []
  } catch (error) {
    if (scan.measures.length === 1) return [[scan.measures[0]!.id, reasonOf(error)]]
    const failed: Failure[] = []
    for (const measure of scan.measures) failed.push(...(await runScan(db, { ...scan, measures: [measure] }, record)))
    return failed
  }
}

async function countScan(db: DuckDb, scan: Scan, periods: readonly KnownPeriod[]): Promise<void> {
  if (scan.kind === 'span') await createSpans(db, periods)
  const first = periods.map((each) => each.from).sort()[0]!
  const last = periods
    .map((each) => each.to)
    .sort()
    .at(-1)!
  await db.run(`create or replace temp table measure_scan as ${compileScan(scan)}`, [first, last])
  await db.run(compileCells(scan))
}

async function createSpans(db: DuckDb, periods: readonly KnownPeriod[]): Promise<void> {
  const spans = new Map(periods.map((each) => [`${each.kind} ${each.on}`, [each.kind, each.on, each.from, each.to]]))
  await db.run('create or replace temp table measure_span (kind varchar, on_date date, from_date date, to_date date)')
  await insertTexts(db, 'measure_span', [...spans.values()])
}

/** DuckDB's messages can quote a cell, so only the kind of the error is told. */
function reasonOf(error: unknown): string {
  const kind = error instanceof Error ? /^(\w+(?: \w+)*) Error\b/.exec(error.message)?.[1] : undefined
  return `its query failed (${kind ? `${kind.toLowerCase()} error` : 'unknown error'})`
}

/** Known periods in which nothing happened are noughts, not gaps. */
async function fillWholes(db: DuckDb, measures: readonly Measure[]): Promise<void> {
  await db.run('create or replace temp table measure_counted (measure varchar)')
  await insertTexts(
    db,
    'measure_counted',
    measures.map(({ id }) => [id]),
  )
  await db.run(`insert into measure_cell
    select
        measure_by.measure, measure_by.edition, known.kind, known.on_date, '', '',
        case when measure_by.measure_kind not in ('median', 'share') then 0 end,
        case when measure_by.measure_kind not in ('count', 'perTenThousand') then 0 end,
        null
    from measure_by
    join measure_counted on measure_counted.measure = measure_by.measure
    join measure_known as known on known.known = measure_by.known
    anti join measure_cell as cell on cell.measure = measure_by.measure and cell.kind = known.kind
        and cell.on_date = known.on_date and cell.dimension = ''
    where measure_by.dimension = ''`)
}

async function writeRuns(db: DuckDb, runs: readonly MeasureRun[]): Promise<void> {
  await insertTexts(
    db,
    'measure_run',
    runs.map(({ measure, edition, status, reason }) => [measure, edition, status, reason]),
  )
}
