import type { DuckDb, SqlValue } from '#platform/lake'
import type { Severity } from './check.ts'

/** One odd row: whom it is about, what is odd, and where in the files it stands. */
export interface FoundRow {
  readonly child: string | null
  readonly table: string
  readonly team: string | null
  readonly worker: string | null
  readonly area: string | null
  readonly detail: string
  readonly file: string | null
  readonly sheet: string | null
  readonly row: number | null
  /** The row's natural key; with the check it names the finding from one snapshot to the next. */
  readonly key: string
}

/** What one check found; `count` is null, and `notRun` says why, when it could not be asked. */
export interface CheckFindings {
  readonly check: string
  readonly title: string
  readonly severity: Severity
  readonly table: string
  readonly count: number | null
  readonly notRun?: string
  readonly rows: readonly FoundRow[]
}

/** Which findings: of one check, or of one team's cases. */
export interface FindingChoice {
  readonly check?: string
  readonly team?: string
}

/**
 * The findings of the record by check, errors first; `runChecks` has run, or its two tables have been opened.
 *
 * Checks that found nothing are there with a count of 0. A choice of team narrows rows and counts, not the checks.
 */
export async function findingsFor(db: DuckDb, choice: FindingChoice = {}): Promise<CheckFindings[]> {
  const rows = await foundRows(db, choice)
  const byCheck = Map.groupBy(rows, (row) => row.check)
  return (await runs(db, choice)).map(({ reason, ...check }) => {
    const found = (byCheck.get(check.check) ?? []).map(({ check: _, ...row }) => row)
    return reason === null
      ? { ...check, count: found.length, rows: found }
      : { ...check, count: null, notRun: reason, rows: [] }
  })
}

interface Run {
  readonly check: string
  readonly title: string
  readonly severity: Severity
  readonly table: string
  readonly reason: string | null
}

function runs(db: DuckDb, choice: FindingChoice): Promise<Run[]> {
  return db.rows<Run>(
    `select check_id as "check", title, severity, table_name as "table", reason
    from check_run
    where $1::varchar is null or check_id = $1
    order by array_position(['error', 'warning', 'query'], severity), check_id`,
    [choice.check ?? null],
  )
}

function foundRows(db: DuckDb, choice: FindingChoice): Promise<(FoundRow & { check: string })[]> {
  const values: SqlValue[] = [choice.check ?? null, choice.team ?? null]
  return db.rows(
    `select
        check_id as "check", child_id as child, table_name as "table", team, worker, area, detail,
        source_file as file, source_sheet as sheet, source_row as row, row_key as key
    from finding
    where ($1::varchar is null or check_id = $1) and ($2::varchar is null or team = $2)
    order by check_id, table_name, child_id, row_key, source_file, source_row, detail`,
    values,
  )
}

/** What findings can be counted by. */
export const findingGroups = { table: 'table_name', team: 'team', area: 'area' } as const

/** How many findings of each severity a list, team or area has; `value` is null where the row names none. */
export interface FindingCount {
  readonly value: string | null
  readonly error: number
  readonly warning: number
  readonly query: number
}

/** Findings counted by list, team or area, in the order of their names. */
export function countFindings(db: DuckDb, by: keyof typeof findingGroups): Promise<FindingCount[]> {
  const column = findingGroups[by]
  return db.rows<FindingCount>(
    `select
        ${column} as value,
        count(*) filter (where severity = 'error') as error,
        count(*) filter (where severity = 'warning') as warning,
        count(*) filter (where severity = 'query') as query
    from finding
    group by ${column}
    order by ${column} nulls last`,
  )
}
