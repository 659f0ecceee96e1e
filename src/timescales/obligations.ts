import type { DuckDb } from '#platform/lake'
import { OBLIGATION_COLUMNS, obligationSql } from './obligation.sql.ts'
import type { Timescale } from './timescale.ts'

/** What became of one timescale: how many obligations it gave, or why it could not run. */
export interface TimescaleRun {
  readonly timescale: string
  readonly status: 'run' | 'not run'
  readonly reason: string | null
  readonly obligations: number
}

/**
 * Computes every obligation of the open snapshot into the table `obligation`, in one statement, and says in
 * `timescale_run` what ran. Both tables and `timescale_limit` are made anew.
 *
 * Needs the tables of the record, the calendar macros, and the views `team_area` and `worker_area`. A timescale whose
 * lists were never supplied, or whose query fails, is 'not run' with a reason, and all the others are computed.
 */
export async function computeObligations(db: DuckDb, timescales: readonly Timescale[]): Promise<TimescaleRun[]> {
  await timescaleLimits(db, timescales)
  const supplied = await suppliedTables(db)
  const missing = new Map(timescales.map((each) => [each.id, each.tables.filter((table) => !supplied.has(table))]))
  const able = timescales.filter((each) => missing.get(each.id)?.length === 0)
  const failures = await computeTogether(db, able)
  for (const [id, tables] of missing) if (tables.length > 0) failures.set(id, `never supplied: ${tables.join(', ')}`)
  return recordRuns(db, timescales, failures)
}

/** Makes `timescale_limit (id, value, unit, main_table)`: the limits in force, for measures that count by them. */
export async function timescaleLimits(db: DuckDb, timescales: readonly Timescale[]): Promise<void> {
  await db.run('create or replace table timescale_limit (id varchar, value integer, unit varchar, main_table varchar)')
  if (timescales.length === 0) return
  const marks = timescales.map((_, i) => `($${4 * i + 1}, $${4 * i + 2}, $${4 * i + 3}, $${4 * i + 4})`)
  const values = timescales.flatMap((each) => [each.id, each.limit.value, each.limit.unit, each.tables[0] ?? null])
  await db.run(`insert into timescale_limit values ${marks.join(', ')}`, values)
}

async function suppliedTables(db: DuckDb): Promise<ReadonlySet<string>> {
  const rows = await db.rows<{ table_name: string }>('select distinct table_name from coverage')
  return new Set(rows.map((row) => row.table_name))
}

/** Why timescales failed, by id; nothing when the one statement over all of them succeeds. */
async function computeTogether(db: DuckDb, timescales: readonly Timescale[]): Promise<Map<string, string>> {
  try {
    await db.run(`create or replace table obligation as ${obligationSql(timescales)}`)
    return new Map()
  } catch {
    // The statement does not say whose part failed, so each is tried by itself; the guilty ones report why.
    return computeApart(db, timescales)
  }
}

async function computeApart(db: DuckDb, timescales: readonly Timescale[]): Promise<Map<string, string>> {
  const failures = new Map<string, string>()
  await db.run(`create or replace table obligation (${OBLIGATION_COLUMNS.join(', ')})`)
  for (const each of timescales) {
    try {
      await db.run(`insert into obligation ${obligationSql([each])}`)
    } catch (error) {
      failures.set(each.id, `its query failed: ${safeMessage(error)}`)
    }
  }
  return failures
}

/** DuckDB's message where it speaks of names only; of errors raised by data just the kind, since it quotes the data. */
function safeMessage(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  const kind = message.split(':', 1)[0] ?? 'error'
  return /^(Binder|Catalog|Parser) Error/.test(kind) ? (message.split('\n', 1)[0] ?? kind) : kind
}

async function recordRuns(
  db: DuckDb,
  timescales: readonly Timescale[],
  failures: ReadonlyMap<string, string>,
): Promise<TimescaleRun[]> {
  const rows = await db.rows<{ timescale: string; obligations: number }>(
    'select timescale, count(*) as obligations from obligation group by timescale',
  )
  const counts = new Map(rows.map((row) => [row.timescale, row.obligations]))
  const runs = timescales.map(({ id }) => runOf(id, failures.get(id), counts.get(id) ?? 0))
  await db.run(
    'create or replace table timescale_run (timescale varchar, status varchar, reason varchar, obligations integer)',
  )
  await db.append('timescale_run', (appender) => {
    for (const run of runs) {
      appender.appendVarchar(run.timescale)
      appender.appendVarchar(run.status)
      if (run.reason === null) appender.appendNull()
      else appender.appendVarchar(run.reason)
      appender.appendInteger(run.obligations)
      appender.endRow()
    }
  })
  return runs
}

function runOf(timescale: string, reason: string | undefined, obligations: number): TimescaleRun {
  return { timescale, status: reason === undefined ? 'run' : 'not run', reason: reason ?? null, obligations }
}
