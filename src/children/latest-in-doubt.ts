import type { DuckDb } from '#platform/lake'
import type { ShownIn } from '#timescales'
import { beforeBirthSql, beforeEpisodeSql, type LatestColumn, type LatestKind, latestColumns } from './history.ts'

/** The columns that show when events of these kinds last happened. */
export function latestIn(...kinds: readonly LatestKind[]): readonly ShownIn[] {
  return latestColumns
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ table, column }): ShownIn => ({ table, column }))
}

/**
 * Makes the temporary table `latest_in_doubt (table_name, column_name, child_id, episode_start, known_until, reason)`: one
 * row for each newest row of a list whose latest date cannot be true, or could not be read. Something may then have
 * happened on a day that is not known. `known_until` is the newest date within the episode that the record does have, if
 * any: what had ended by then is not in doubt. Reads what `createHistory` made.
 *
 * A date after the day of the last extract that showed the row is in doubt; one of that day is not. A cell that could not be
 * read is known only while its row is current.
 */
export async function createLatestInDoubt(db: DuckDb): Promise<void> {
  await db.run(`create or replace temp table latest_in_doubt as ${latestInDoubtSql()}`)
}

const tables = [...new Set(latestColumns.map(({ table }) => table))]

const SAME_ROW = ['extract', 'source_file', 'source_sheet', 'source_row']
  .map((column) => `cell_problem.${column} = newest.${column}`)
  .join(' and ')

function latestInDoubtSql(): string {
  return `
    with extract_span as (
        select
            table_name,
            as_at,
            lag(as_at) over (partition by table_name order by as_at) as previous_on
        from (select distinct table_name, as_at from extract_day)
    ),
    ${tables.map(newestSql).join(',\n    ')},
    doubted as (
        ${latestColumns.map(doubtedSql).join('\n        union all\n        ')}
    )
    select
        doubted.table_name, column_name, doubted.child_id, doubted.episode_start,
        max(happened_on) as known_until,
        any_value(reason) as reason
    from doubted
    left join occurrence
        on occurrence.kind = doubted.kind
        and occurrence.child_id = doubted.child_id
        and occurrence.episode_start is not distinct from doubted.episode_start
        and coalesce(happened_on >= doubted.episode_start, true)
    where reason is not null
    group by doubted.table_name, column_name, doubted.child_id, doubted.episode_start`
}

/** `newest_T`: the newest version of each row, with the day of the last extract that showed it. */
function newestSql(table: string): string {
  return `newest_${table} as (
        select
            known.*,
            greatest(known_from, coalesce(previous_on, (select max(as_at) from extract_day where table_name = '${table}')))
                as last_shown_on
        from ${table}_known as known
        left join extract_span on extract_span.table_name = '${table}' and extract_span.as_at = gone_on
    )`
}

function doubtedSql(latest: LatestColumn): string {
  const { kind, table, episodeStart, column, says, notBefore } = latest
  return `select
            '${kind}' as kind, '${table}' as table_name, '${column}' as column_name, child_id,
            ${episodeStart ?? 'null::date'} as episode_start,
            '${says} ' || case
                when ${column} > last_shown_on then 'is after the day of the extract'
                when ${column} is null then case when exists (
                    select 1
                    from cell_problem
                    where table_name = '${table}' and column_name = '${column}' and ${SAME_ROW}
                ) then 'could not be read' end
                when ${beforeBirthSql(latest)} then 'is before the birth'
                when ${beforeEpisodeSql(latest)} then 'is before the start of ${notBefore}'
            end as reason
        from newest_${table} as newest`
}
