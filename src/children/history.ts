import type { DuckDb } from '#platform/lake'
import { annexA } from './annex-a/annex-a.ts'

/** An event of which each extract gives only the latest, in a column of one list. */
export interface LatestColumn {
  /** What happened: the `kind` of the occurrence. */
  readonly kind: string
  readonly table: string
  /** The date that starts the row's episode (the plan, the period of care); none where a row is simply the child. */
  readonly episodeStart?: string
  readonly column: string
  /** A column that says more about the occurrence. */
  readonly detail?: string
  /** What the column gives, in words that a reason begins with: 'the date of the latest dental check'. */
  readonly says: string
  /** Given where a date before the start of the episode can only be a mistake: what starts then, in words. */
  readonly notBefore?: string
}

const plan = { table: 'protection_plan', episodeStart: 'plan_start_date' } as const
const care = { table: 'looked_after', episodeStart: 'started_looked_after' } as const

/** Every "latest" date of Annex A. Successive extracts show a new one each time, which together make a history. */
export const latestColumns = [
  {
    kind: 'cin-seen',
    table: 'child_in_need',
    episodeStart: 'cin_start_date',
    column: 'date_last_seen',
    says: 'the day the child was last seen',
  },
  {
    kind: 'cp-visit',
    ...plan,
    column: 'last_statutory_visit',
    detail: 'seen_alone',
    says: 'the date of the latest visit',
  },
  {
    kind: 'cp-review',
    ...plan,
    column: 'latest_review_conference',
    says: 'the date of the latest review conference',
    notBefore: 'the plan',
  },
  {
    kind: 'legal-status',
    ...care,
    column: 'legal_status_start',
    detail: 'legal_status',
    says: 'the start of the latest legal status',
  },
  {
    kind: 'placement',
    ...care,
    column: 'placement_start',
    detail: 'placement_type',
    says: 'the start of the latest placement',
  },
  { kind: 'care-visit', ...care, column: 'last_social_work_visit', says: 'the date of the latest visit' },
  {
    kind: 'care-review',
    ...care,
    column: 'latest_review',
    says: 'the date of the latest review',
    notBefore: 'the period of care',
  },
  {
    kind: 'iro-contact',
    ...care,
    column: 'last_iro_visit',
    says: 'the date of the latest contact with the reviewing officer',
  },
  {
    kind: 'health-assessment',
    ...care,
    column: 'last_health_assessment',
    says: 'the date of the latest health assessment',
  },
  { kind: 'dental-check', ...care, column: 'last_dental_check', says: 'the date of the latest dental check' },
  {
    kind: 'pathway-review',
    table: 'care_leaver',
    column: 'pathway_plan_review',
    says: 'the date of the latest pathway plan review',
  },
  {
    kind: 'care-leaver-contact',
    table: 'care_leaver',
    column: 'latest_contact',
    detail: 'in_touch',
    says: 'the date of the latest contact',
  },
] as const satisfies readonly LatestColumn[]

/** The kinds of occurrence. */
export type LatestKind = (typeof latestColumns)[number]['kind']

/** SQL: the latest date is before the birth, and before the episode too, since some are known of before they are born. */
export function beforeBirthSql({ column, episodeStart }: LatestColumn): string {
  return `(${column} < date_of_birth${episodeStart ? ` and ${column} < ${episodeStart}` : ''})`
}

/** SQL: the latest date is before the start of an episode that it can only be a part of. */
export function beforeEpisodeSql({ column, episodeStart, notBefore }: LatestColumn): string {
  return notBefore ? `(${column} < ${episodeStart})` : 'false'
}

/**
 * Makes what journeys and timescales read of the past:
 *
 * - for each list T with an end, the view `T_known`: the newest version of each row that was not withdrawn. It has every
 *   current row, and the rows that were open when extracts stopped showing them; `gone_on` is the day of the extract
 *   that no longer did.
 * - the table `occurrence`: one row for each date that any extract gave as the latest of its `kind`.
 *
 * `occurrence (kind, table_name, child_id, episode_start, happened_on, detail, first_shown_on, shown_after, worker,
 * team)`: `first_shown_on` is the day of the first extract with this date; `shown_after` the day of the extract before
 * that, where it had the row and was made before the day itself, so that it proves that this had not happened yet (an
 * earlier occurrence between the two could still not be seen); `worker` and `team` those of the newest extract with it.
 * Left out are dates still to come when last shown, dates before the birth, dates that a later extract replaced by an
 * earlier one (a correction), and rows that were withdrawn. A date before an episode that it can only be a part of
 * corrects none within it: either may be the mistake.
 */
export async function createHistory(db: DuckDb): Promise<void> {
  for (const table of ['assessment', 'early_help', 'child_in_need', ...historyTables()]) {
    await db.run(`create or replace view ${table}_known as ${knownSql(table)}`)
  }
  await db.run(`create or replace table occurrence as ${occurrenceSql()}`)
}

function historyTables(): readonly string[] {
  return ['protection_plan', 'looked_after', 'care_leaver', 'adoption', 'adopter']
}

/** How a row may have stopped being current and yet be true: it was open, and its end was not seen. */
const GONE = "('gap', 'superseded', 'left')"

function keyOf(table: string): readonly string[] {
  const found = annexA.tables.find((each) => each.table === table)
  if (!found) throw new Error(`Annex A has no table ${table}`)
  return found.key
}

/** Few rows go, so the current ones are not ranked: a gone row counts only where its key is not current again. */
function knownSql(table: string): string {
  const key = keyOf(table)
  const sameKey = key.map((column) => `again.${column} is not distinct from gone.${column}`)
  return `
    select
        *,
        null::date as gone_on
    from ${table}_version
    where known_to is null
    union all
    select
        *,
        known_to as gone_on
    from ${table}_version as gone
    where ended_by in ${GONE} and not exists (
        select 1
        from ${table}_version as again
        where again.known_to is null and ${sameKey.join(' and ')}
    )
    qualify row_number() over (partition by ${key.join(', ')} order by known_from desc) = 1`
}

function occurrenceSql(): string {
  const tables = [...new Set(latestColumns.map((each) => each.table))]
  return `
    with extract_span as (
        -- each day with an extract of the list, and the extract before it
        select
            table_name,
            as_at,
            lag(as_at) over (partition by table_name order by as_at) as previous_on,
            max(as_at) over (partition by table_name) as newest_on
        from (select distinct table_name, as_at from extract_day)
    ),
    ${tables.map(shownSql).join(',\n    ')},
    shown as (
        ${latestColumns.map(latestSql).join('\n        union all\n        ')}
    ),
    dated as (
        select
            kind, table_name, child_id, episode_start, happened_on, is_before_episode,
            arg_max_null(detail, known_from) as detail,
            min(known_from) as first_shown_on,
            min(first_seen) as first_seen,
            arg_max_null(worker, known_from) as worker,
            arg_max_null(team, known_from) as team
        from shown
        where happened_on is not null and child_id is not null
        group by kind, table_name, child_id, episode_start, happened_on, is_before_episode
        having happened_on <= max(last_shown_on)
    ),
    uncorrected as (
        select *
        from dated
        qualify coalesce(
            happened_on <= min(happened_on) over (
                partition by kind, child_id, episode_start, is_before_episode
                order by first_shown_on, happened_on
                rows between 1 following and unbounded following
            ),
            true
        )
    )
    select
        kind, uncorrected.table_name, child_id, episode_start, happened_on, detail, first_shown_on,
        case when extract_span.previous_on >= first_seen and extract_span.previous_on < happened_on
            then extract_span.previous_on
        end as shown_after,
        worker, team
    from uncorrected
    left join extract_span
        on extract_span.table_name = uncorrected.table_name and extract_span.as_at = first_shown_on`
}

/** `shown_T`: each version of a row that was not withdrawn, with the last extract that showed it. */
function shownSql(table: string): string {
  const sameKey = keyOf(table).map((column) => `gone.${column} is not distinct from version.${column}`)
  return `shown_${table} as (
        select
            version.*,
            greatest(version.known_from, coalesce(until.previous_on, newest.newest_on)) as last_shown_on
        from ${table}_version as version
        left join extract_span as until on until.table_name = '${table}' and until.as_at = version.known_to
        left join (select max(newest_on) as newest_on from extract_span where table_name = '${table}') as newest
            on version.known_to is null
        where not exists (
            select 1
            from ${table}_version as gone
            where gone.ended_by = 'withdrawn' and gone.known_to >= coalesce(version.known_to, date '9999-12-31')
                and ${sameKey.join(' and ')}
        )
    )`
}

function latestSql(latest: LatestColumn): string {
  const { kind, table, episodeStart, column, detail } = latest
  return `select '${kind}' as kind, '${table}' as table_name, child_id, ${episodeStart ?? 'null::date'} as episode_start,
            ${column} as happened_on, ${detail ?? 'null::varchar'} as detail, known_from, first_seen, last_shown_on,
            ${beforeEpisodeSql(latest)} as is_before_episode, allocated_worker as worker, allocated_team as team
        from shown_${table}
        where ${beforeBirthSql(latest)} is not true`
}
