import type { Tx } from '#platform/db'
import type { CheckStand, QualityRow, TeamCounts, TrendPoint } from './quality.ts'

/** How every check stands in the visit's publication. */
export function listStands(tx: Tx): Promise<CheckStand[]> {
  return tx.rows<CheckStand>(
    `select check_id as "check", found, not_run as "notRun", fresh, still, mended
    from published.check_run
    where authority_id = (select access.in_authority()) and publication_id = (select access.in_publication())`,
  )
}

/** Odd rows by team and severity, of those that this person may see. */
export function countByTeam(tx: Tx): Promise<TeamCounts[]> {
  return tx.rows<TeamCounts>(
    `select
        team,
        count(*) filter (where severity = 'error') as error,
        count(*) filter (where severity = 'warning') as warning,
        count(*) filter (where severity = 'query') as query
    from published.finding
    where authority_id = (select access.in_authority()) and publication_id = (select access.in_publication())
    group by team
    order by team nulls last`,
  )
}

/** Odd rows of one team by check, of those that this person may see; null is the team of rows that name none. */
export function countTeamChecks(
  tx: Tx,
  team: string | null,
): Promise<{ readonly check: string; readonly found: number; readonly fresh: number }[]> {
  return tx.rows(
    `select check_id as "check", count(*) as found, count(*) filter (where is_new) as fresh
    from published.finding
    where
        authority_id = (select access.in_authority())
        and publication_id = (select access.in_publication())
        and team is not distinct from $1
    group by check_id`,
    [team],
  )
}

/** Which rows of a check: of one team, only those that are new. */
export interface RowChoice {
  readonly check: string
  readonly team?: string | undefined
  readonly isNew?: boolean | undefined
}

/** All that the page of one check needs, in one statement. */
export interface CheckRows {
  readonly stand: CheckStand | null
  readonly total: number
  readonly rows: readonly QualityRow[]
  readonly teams: readonly { readonly team: string; readonly rows: number }[]
  readonly trend: readonly TrendPoint[]
}

const ROW = `'check', check_id, 'child', child_id, 'ref', ref, 'table', table_name, 'detail', detail, 'file', file,
        'sheet', sheet, 'row', row, 'worker', worker, 'team', team, 'area', area, 'isNew', is_new`

export function findCheckRows(
  tx: Tx,
  { check, team, isNew }: RowChoice,
  part: { readonly limit: number; readonly offset: number },
): Promise<CheckRows> {
  return tx.row<CheckRows>(
    `with mine as materialized (
        select finding_id, check_id, child_id, ref, table_name, detail, file, sheet, row, worker, team, area, is_new
        from published.finding
        where
            authority_id = (select access.in_authority())
            and publication_id = (select access.in_publication())
            and check_id = $1
    ),
    chosen as (
        select * from mine where ($2::text is null or team = $2) and (not $3 or is_new)
    ),
    shown as (
        select * from chosen order by is_new desc, team nulls last, finding_id limit $4 offset $5
    ),
    teams as (
        select team, count(*) as rows from mine where team is not null group by team
    ),
    trend as (
        select distinct on (as_at) as_at, found
        from quality.check_count
        where authority_id = (select access.in_authority()) and check_id = $1
        order by as_at, sequence desc
    )
    select
        (
            select json_build_object('check', check_id, 'found', found, 'notRun', not_run, 'fresh', fresh, 'still', still, 'mended', mended)
            from published.check_run
            where
                authority_id = (select access.in_authority())
                and publication_id = (select access.in_publication())
                and check_id = $1
        ) as stand,
        (select count(*) from chosen) as total,
        coalesce((select json_agg(json_build_object(${ROW}) order by is_new desc, team nulls last, finding_id) from shown), '[]') as rows,
        coalesce((select json_agg(json_build_object('team', team, 'rows', rows) order by team) from teams), '[]') as teams,
        coalesce((select json_agg(json_build_object('asAt', as_at, 'found', found) order by as_at) from trend), '[]') as trend`,
    [check, team ?? null, isNew === true, part.limit, part.offset],
  )
}

/** Rows to take out: of a check or a team or both. */
export function listRows(
  tx: Tx,
  choice: { readonly check?: string | undefined; readonly team?: string | null | undefined },
  most: number,
): Promise<QualityRow[]> {
  return tx.rows<QualityRow>(
    `select
        check_id as "check", child_id as child, ref, table_name as "table", detail, file, sheet, row, worker, team, area,
        is_new as "isNew"
    from published.finding
    where
        authority_id = (select access.in_authority())
        and publication_id = (select access.in_publication())
        and ($1::text is null or check_id = $1)
        and (not $2 or team is not distinct from $3)
    order by check_id, is_new desc, team nulls last, finding_id
    limit $4`,
    [choice.check ?? null, choice.team !== undefined, choice.team ?? null, most],
  )
}

/** One count of the trend, as it is written. */
export interface CheckCount {
  readonly snapshot: string
  readonly as_at: string
  readonly sequence: number
  readonly check_id: string
  readonly found: number | null
}

/** Snapshots whose counts are there already, with their place. */
export function listCounted(
  tx: Tx,
  authority: string,
): Promise<{ readonly snapshot: string; readonly sequence: number }[]> {
  return tx.rows('select distinct snapshot, sequence from quality.check_count where authority_id = $1', [authority])
}

/** Makes the counts of an authority those of `kept`, which are there, and `added`. */
export async function writeCounts(
  tx: Tx,
  authority: string,
  kept: readonly string[],
  added: readonly CheckCount[],
): Promise<void> {
  await tx.run('delete from quality.check_count where authority_id = $1 and snapshot <> all ($2)', [authority, kept])
  await tx.run(
    `insert into quality.check_count (authority_id, snapshot, as_at, sequence, check_id, found)
    select $1, snapshot, as_at, sequence, check_id, found
    from jsonb_to_recordset($2) as counted (snapshot text, as_at date, sequence integer, check_id text, found integer)
    on conflict do nothing`,
    [authority, JSON.stringify(added)],
  )
}
