import { type DuckDb, sqlText } from '#platform/lake'

/** The Parquet files in which an earlier snapshot keeps its `finding` and `check_run`. */
export interface EarlierFindings {
  readonly finding: string
  readonly checkRun: string
}

/**
 * How one check's odd rows changed since an earlier snapshot.
 *
 * `new`, `still` and `mended` are null when the check did not run in both: nothing is then known to be new or mended.
 */
export interface FindingTrend {
  readonly check: string
  readonly new: number | null
  readonly still: number | null
  readonly mended: number | null
}

/**
 * Sets the findings of the open record beside those of an earlier snapshot, matched on check and `row_key`, and keeps
 * the answer for each row in the table `finding_trend (check_id, table_name, row_key, child_id, team, state)`, where the
 * state is 'new', 'still' or 'mended'; a mended row is described as it was then.
 *
 * A row that was deleted at its source counts as mended: it is no longer odd, and the checks of the record's history
 * report the deletion.
 */
export async function compareFindings(db: DuckDb, earlier: EarlierFindings): Promise<FindingTrend[]> {
  await db.run(trendSql(earlier))
  return db.rows<FindingTrend>(
    `with before as (
        select check_id from read_parquet(${sqlText(earlier.checkRun)}, hive_partitioning = false) where state = 'ran'
    ),
    counted as (
        select
            check_id,
            count(*) filter (where state = 'new') as new_rows,
            count(*) filter (where state = 'still') as still_rows,
            count(*) filter (where state = 'mended') as mended_rows
        from finding_trend
        group by check_id
    )
    select
        check_run.check_id as "check",
        case when check_run.state = 'ran' and before.check_id is not null then coalesce(new_rows, 0) end as "new",
        case when check_run.state = 'ran' and before.check_id is not null then coalesce(still_rows, 0) end as still,
        case when check_run.state = 'ran' and before.check_id is not null then coalesce(mended_rows, 0) end as mended
    from check_run
    left join before on before.check_id = check_run.check_id
    left join counted on counted.check_id = check_run.check_id
    order by check_run.check_id`,
  )
}

/** Rows of checks that ran both times. One row may be found twice by a check (a cell wrong in two files): it is matched once. */
function trendSql(earlier: EarlierFindings): string {
  return `create or replace table finding_trend as
    with ran_twice as (
        select check_id
        from check_run
        semi join (select check_id from read_parquet(${sqlText(earlier.checkRun)}, hive_partitioning = false) where state = 'ran') as before
            using (check_id)
        where state = 'ran'
    ),
    now_odd as (
        select check_id, row_key, any_value(table_name) as table_name, any_value(child_id) as child_id, any_value(team) as team
        from finding
        semi join ran_twice using (check_id)
        group by check_id, row_key
    ),
    then_odd as (
        select check_id, row_key, any_value(table_name) as table_name, any_value(child_id) as child_id, any_value(team) as team
        from read_parquet(${sqlText(earlier.finding)}, hive_partitioning = false)
        semi join ran_twice using (check_id)
        group by check_id, row_key
    )
    select
        coalesce(now_odd.check_id, then_odd.check_id) as check_id,
        coalesce(now_odd.table_name, then_odd.table_name) as table_name,
        coalesce(now_odd.row_key, then_odd.row_key) as row_key,
        coalesce(now_odd.child_id, then_odd.child_id) as child_id,
        coalesce(now_odd.team, then_odd.team) as team,
        case
            when then_odd.check_id is null then 'new'
            when now_odd.check_id is null then 'mended'
            else 'still'
        end as state
    from now_odd
    full join then_odd on then_odd.check_id = now_odd.check_id and then_odd.row_key = now_odd.row_key
    order by check_id, row_key`
}
