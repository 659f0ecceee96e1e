import { type DuckDb, sqlName } from '#platform/lake'
import type { Check } from './check.ts'

/** A check that could not be asked of this record, and why, in words without any of the record's content. */
export interface CheckNotRun {
  readonly check: string
  readonly reason: string
}

/** What became of each check: how many rows it found, or why it did not run. */
export interface ChecksRun {
  readonly ran: readonly { readonly check: string; readonly found: number }[]
  readonly notRun: readonly CheckNotRun[]
}

/** Two views of the record that say which area a team, and a worker, belongs to: `(team, area)` and `(worker, area)`. */
export interface AreaViews {
  readonly team: string
  readonly worker: string
}

export interface RunChecksOptions {
  /** Without it no finding has an area. */
  readonly areas?: AreaViews
  readonly onCheck?: (done: number, of: number) => void
}

/** Checks asked in one statement: planning them together halves the time, and more together gain nothing. */
const TOGETHER = 16

const FOUND_SQL = `create or replace temp table found_row (
    check_id varchar, table_name varchar, child_id varchar, team varchar, worker varchar, detail varchar,
    source_file varchar, source_sheet varchar, source_row integer, extract varchar, row_key varchar
)`

const CHECK_RUN_SQL = `create or replace table check_run (
    check_id varchar, title varchar, severity varchar, table_name varchar, state varchar, reason varchar, found integer
)`

/**
 * Asks every check of the open record and keeps the answers in two tables:
 *
 * - `finding (check_id, table_name, severity, child_id, team, worker, area, detail, source_file, source_sheet, source_row,
 *   extract, row_key)`, one row for each odd row;
 * - `check_run (check_id, title, severity, table_name, state, reason, found)`, one row for each check: state is 'ran', or
 *   'not run' with its reason, and then `found` is empty rather than 0.
 *
 * Checks know nothing of each other: one that fails, or whose lists were never supplied, is kept as not run and the
 * others run. Running again replaces both tables.
 *
 * @throws RangeError when two checks share an id
 */
export async function runChecks(
  db: DuckDb,
  checks: readonly Check[],
  options: RunChecksOptions = {},
): Promise<ChecksRun> {
  refuseSharedIds(checks)
  await db.run('set variable as_at = (select as_at from snapshot_info)')
  await db.run(FOUND_SQL)
  await db.run(CHECK_RUN_SQL)
  const supplied = await suppliedLists(db)
  const reasons = new Map<string, string>()
  for (let done = 0; done < checks.length; done += TOGETHER) {
    const batch = checks.slice(done, done + TOGETHER)
    for (const [id, reason] of await askBatch(db, batch, supplied)) reasons.set(id, reason)
    options.onCheck?.(done + batch.length, checks.length)
  }
  await keepRuns(db, checks, reasons)
  await db.run(findingSql(options.areas))
  await db.run('drop table found_row')
  return summary(db)
}

function refuseSharedIds(checks: readonly Check[]): void {
  const ids = checks.map((check) => check.id)
  const shared = ids.filter((id, i) => ids.indexOf(id) !== i)
  if (shared.length > 0) throw new RangeError(`checks share an id: ${shared.join(', ')}`)
}

async function suppliedLists(db: DuckDb): Promise<ReadonlySet<string>> {
  const rows = await db.rows<{ name: string }>('select table_name as name from coverage')
  return new Set(rows.map((row) => row.name))
}

/** Why the check cannot run for want of a list; undefined when it has all it needs. */
function missingLists(check: Check, supplied: ReadonlySet<string>): string | undefined {
  const missing = Object.keys(check.needs)
    .map((name) => name.replace(/_version$/, ''))
    .filter((list) => !supplied.has(list))
  return missing.length > 0 ? `never supplied: ${[...new Set(missing)].join(', ')}` : undefined
}

/**
 * Puts the rows that some checks find into `found_row`. They are asked in one statement, and one by one when that fails:
 * a statement that fails leaves nothing behind.
 *
 * @returns the reason of each check that did not run
 */
async function askBatch(
  db: DuckDb,
  checks: readonly Check[],
  supplied: ReadonlySet<string>,
): Promise<Map<string, string>> {
  const reasons = new Map<string, string>()
  for (const check of checks) {
    const missing = missingLists(check, supplied)
    if (missing) reasons.set(check.id, missing)
  }
  const askable = checks.filter((check) => !reasons.has(check.id))
  if (askable.length > 0 && (await ask(db, askable)) !== undefined) {
    for (const check of askable) {
      const reason = await ask(db, [check])
      if (reason !== undefined) reasons.set(check.id, reason)
    }
  }
  return reasons
}

/** @returns why the statement failed, or undefined */
async function ask(db: DuckDb, checks: readonly Check[]): Promise<string | undefined> {
  const each = checks.map((check, i) => `select $${i + 1} as check_id, odd.* from (\n${check.sql}\n) as odd`)
  try {
    await db.run(
      `insert into found_row by name ${each.join('\nunion all by name\n')}`,
      checks.map((check) => check.id),
    )
  } catch (error) {
    return `its query failed: ${safeMessage(error)}`
  }
}

// What DuckDB says of names and grammar quotes the query; what it says of values quotes the record.
const QUOTES_THE_QUERY = new Set(['Binder Error', 'Catalog Error', 'Parser Error'])

function safeMessage(error: unknown): string {
  const message = error instanceof Error ? error.message : ''
  const [, kind, said] = /^(?:Failed to extract statements:\s*)?([A-Za-z ]+ Error)(: [^\n]*)?/.exec(message) ?? []
  if (kind === undefined) return 'unknown error'
  return QUOTES_THE_QUERY.has(kind) ? kind + (said ?? '') : kind
}

async function keepRuns(db: DuckDb, checks: readonly Check[], reasons: ReadonlyMap<string, string>): Promise<void> {
  const found = await countFound(db)
  await db.append('check_run', (appender) => {
    for (const { id, title, severity, table } of checks) {
      const reason = reasons.get(id)
      for (const text of [id, title, severity, table]) appender.appendVarchar(text)
      appender.appendVarchar(reason === undefined ? 'ran' : 'not run')
      if (reason === undefined) appender.appendNull()
      else appender.appendVarchar(reason)
      if (reason === undefined) appender.appendInteger(found.get(id) ?? 0)
      else appender.appendNull()
      appender.endRow()
    }
  })
}

async function countFound(db: DuckDb): Promise<ReadonlyMap<string, number>> {
  const counts = await db.rows<{ id: string; n: number }>(
    'select check_id as id, count(*) as n from found_row group by check_id',
  )
  return new Map(counts.map(({ id, n }) => [id, n]))
}

function findingSql(areas: AreaViews | undefined): string {
  const joins = areas
    ? `left join ${sqlName(areas.team)} as team_place on team_place.team = found_row.team
    left join ${sqlName(areas.worker)} as worker_place on worker_place.worker = found_row.worker`
    : ''
  return `create or replace table finding as
    select
        found_row.check_id,
        coalesce(found_row.table_name, check_run.table_name) as table_name,
        check_run.severity,
        found_row.child_id,
        found_row.team,
        found_row.worker,
        ${areas ? 'coalesce(team_place.area, worker_place.area)' : 'null::varchar'} as area,
        found_row.detail,
        found_row.source_file,
        found_row.source_sheet,
        found_row.source_row,
        found_row.extract,
        found_row.row_key
    from found_row
    join check_run using (check_id)
    ${joins}
    order by check_id, table_name, row_key, source_file, source_sheet, source_row, detail`
}

async function summary(db: DuckDb): Promise<ChecksRun> {
  const runs = await db.rows<{ check: string; found: number | null; reason: string | null }>(
    'select check_id as "check", found, reason from check_run',
  )
  return {
    ran: runs.flatMap(({ check, found }) => (found === null ? [] : [{ check, found }])),
    notRun: runs.flatMap(({ check, reason }) => (reason === null ? [] : [{ check, reason }])),
  }
}
