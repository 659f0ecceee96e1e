import type { Timescale } from '#timescales'
import { latestIn } from '../latest-in-doubt.ts'
import { documents } from './sources.ts'

/** Assessments and checks lie at least this far apart, so one soon after its due day hides no other. */
const APART_DAYS = 90

const health = {
  kind: 'statutory',
  verified: 'secondary',
  tables: ['looked_after'],
  latestIn: latestIn('health-assessment'),
} as const

/** Health assessments known during a period of care, or in the three months before it, each with the next one. */
const HEALTH_STEP = `health as (
        select
            period.child_id,
            period.started_on as period_start,
            period.closed_on,
            period.date_of_birth,
            happened_on,
            lead(happened_on) over spell as next_on,
            lead(shown_after) over spell as next_shown_after,
            occurrence.worker,
            occurrence.team
        from care_period as period
        inner join occurrence
            on occurrence.child_id = period.child_id and occurrence.episode_start = period.started_on
        where kind = 'health-assessment'
            and happened_on >= add_months(period.started_on, -3)
            and (period.closed_on is null or happened_on <= period.closed_on)
        window spell as (partition by period.child_id, period.started_on order by happened_on)
    )`

function reviewSql(where: string, unknownReason: string): string {
  return `
    with ${HEALTH_STEP}
    select
        child_id,
        concat_ws('/', period_start, happened_on) as item_key,
        happened_on as started_on,
        next_on as met_on,
        closed_on,
        greatest(next_shown_after, happened_on) as seen_open_on,
        ${APART_DAYS} as apart_days,
        period_start as episode_start,
        ${unknownReason} as unknown_reason,
        worker,
        team
    from health
    where ${where}`
}

/** Under five on the day that falls six months after the assessment: on the fifth birthday the child is five. */
const UNDER_5 = 'age_on(date_of_birth, add_months(happened_on, 6)) < 5 and date_of_birth <= happened_on'

/** Health of children in care. */
export const healthTimescales = [
  {
    ...health,
    id: 'iha',
    title: 'Initial health assessment',
    source: { document: documents.carePlanning, paragraph: 'regulation 7: before the first review' },
    limit: { value: 20, unit: 'workingDays' },
    appliesTo: 'Every period of care, unless the child was assessed in the three months before it',
    starts: 'The day the child came into care',
    meets: 'The first health assessment on or after that day',
    proxy: `Annex A has only the latest assessment: one up to ${APART_DAYS} days after the due day is taken for the first.`,
    sql: `
    with assessed as (
        select
            child_id,
            episode_start,
            min(happened_on) filter (where happened_on >= episode_start) as assessed_on,
            arg_min_null(shown_after, happened_on) filter (where happened_on >= episode_start) as shown_after,
            bool_or(happened_on < episode_start and happened_on >= add_months(episode_start, -3)) as assessed_before
        from occurrence
        where kind = 'health-assessment'
        group by child_id, episode_start
    )
    select
        period.child_id,
        period.started_on::varchar as item_key,
        period.started_on,
        assessed_on as met_on,
        period.closed_on,
        case when assessed_before then 'assessed in the three months before care' end as not_applicable_reason,
        greatest(shown_after, period.started_on) as seen_open_on,
        ${APART_DAYS} as apart_days,
        period.started_on as episode_start,
        period.worker,
        period.team
    from care_period as period
    left join assessed on assessed.child_id = period.child_id and assessed.episode_start = period.started_on`,
  },
  {
    ...health,
    id: 'rha-under-5',
    title: 'Review health assessment, under five',
    source: { document: documents.carePlanning, paragraph: 'regulation 7(3)' },
    limit: { value: 6, unit: 'months' },
    appliesTo: 'Children in care who are still under five on the day that falls six months after the last assessment',
    starts: 'The last health assessment',
    meets: 'The next health assessment',
    recurrence: 'Six months from each actual assessment',
    sql: reviewSql(UNDER_5, 'null::varchar'),
  },
  {
    ...health,
    id: 'rha-5-plus',
    title: 'Review health assessment, five and over',
    source: { document: documents.carePlanning, paragraph: 'regulation 7(3)' },
    limit: { value: 12, unit: 'months' },
    appliesTo: 'Children in care who are five by the day that falls six months after the last assessment',
    starts: 'The last health assessment',
    meets: 'The next health assessment',
    recurrence: 'Twelve months from each actual assessment',
    sql: reviewSql(
      `(${UNDER_5}) is not true`,
      "case when date_of_birth is null or date_of_birth > happened_on then 'the date of birth is missing or cannot be true' end",
    ),
  },
  {
    id: 'dental',
    title: 'Dental check',
    kind: 'practice',
    source: { document: documents.lait, paragraph: 'children in care whose teeth were checked in the year' },
    verified: 'secondary',
    limit: { value: 12, unit: 'months' },
    appliesTo: 'Every child in care',
    starts: 'The last dental check, or the day the child came into care where none is known of the year before',
    meets: 'The next dental check; a refusal counts as none',
    recurrence: 'Twelve months from each actual check',
    tables: ['looked_after'],
    latestIn: latestIn('dental-check'),
    sql: `
    with checked as (
        select
            period.child_id,
            period.started_on as period_start,
            period.closed_on,
            happened_on,
            shown_after,
            occurrence.worker,
            occurrence.team
        from care_period as period
        inner join occurrence
            on occurrence.child_id = period.child_id and occurrence.episode_start = period.started_on
        where kind = 'dental-check'
            and happened_on >= add_months(period.started_on, -12)
            and (period.closed_on is null or happened_on <= period.closed_on)
    ),
    clock as (
        from checked
        union all by name
        select
            child_id,
            started_on as period_start,
            closed_on,
            started_on as happened_on,
            worker,
            team
        from care_period as period
        where not exists (
            select 1
            from checked
            where checked.child_id = period.child_id
                and checked.period_start = period.started_on
                and checked.happened_on <= period.started_on
        )
    )
    select
        child_id,
        concat_ws('/', period_start, happened_on) as item_key,
        happened_on as started_on,
        lead(happened_on) over spell as met_on,
        closed_on,
        greatest(lead(shown_after) over spell, happened_on) as seen_open_on,
        ${APART_DAYS} as apart_days,
        period_start as episode_start,
        worker,
        team
    from clock
    window spell as (partition by child_id, period_start order by happened_on)`,
  },
] as const satisfies readonly Timescale[]
