/** What a timescale of first events is made of: the period that starts the clock and the event that meets it. */
interface FirstEvent {
  readonly period: 'plan_period' | 'care_period'
  /** The kind of occurrence that meets it. */
  readonly kind: string
  /** Events this many days past the due day may hide an earlier one; see `Timescale.sql`. */
  readonly apartDays: number
  /** True when an event on the day of the start is not yet the first. */
  readonly notOnFirstDay?: boolean
  /** A further condition on `period`. */
  readonly where?: string
}

/** One row for each period: from its start to the first known event of a kind. */
export function firstEventSql(first: FirstEvent): string {
  return `
    with first as (
        select
            child_id,
            episode_start,
            min(happened_on) as met_on,
            arg_min_null(shown_after, happened_on) as shown_after
        from occurrence
        where kind = '${first.kind}' and happened_on ${first.notOnFirstDay ? '>' : '>='} episode_start
        group by child_id, episode_start
    )
    select
        period.child_id,
        period.started_on::varchar as item_key,
        period.started_on,
        met_on,
        period.closed_on,
        greatest(shown_after, period.started_on) as seen_open_on,
        ${first.apartDays} as apart_days,
        period.started_on as episode_start,
        period.worker,
        period.team
    from ${first.period} as period
    left join first on first.child_id = period.child_id and first.episode_start = period.started_on
    ${first.where ? `where ${first.where}` : ''}`
}

interface NextReview {
  readonly table: 'plan_review' | 'care_review'
  readonly apartDays: number
  /** Which reviews start the clock: a condition on `nth`. */
  readonly where: string
  /** SQL for the day on which the item closes; `closed_on` unless told. */
  readonly closedOn?: string
}

/** One row for each known review: from it to the next one. */
export function nextReviewSql(next: NextReview): string {
  return `
    select
        child_id,
        concat_ws('/', period_start, happened_on) as item_key,
        happened_on as started_on,
        next_on as met_on,
        ${next.closedOn ?? 'closed_on'} as closed_on,
        greatest(next_shown_after, happened_on) as seen_open_on,
        ${next.apartDays} as apart_days,
        period_start as episode_start,
        worker,
        team
    from ${next.table}
    where ${next.where}`
}

/** One row for each known social work visit under a rule: from it to the next visit in the same placement. */
export function nextVisitSql(where: string): string {
  return `
    select
        child_id,
        concat_ws('/', episode_start, happened_on) as item_key,
        happened_on as started_on,
        next_on as met_on,
        closed_on,
        greatest(next_shown_after, happened_on) as seen_open_on,
        0 as apart_days,
        episode_start,
        worker,
        team
    from care_visit
    where ${where}`
}

/**
 * The step `case_closure`: for lists with no closing day of their own, the first day on or after an open item's start on
 * which the child's case closed. `open` is a select of the `child_id` and `started_on` of the items still open, few
 * enough to be joined on the child alone.
 */
export function caseClosureStep(open: string): string {
  return `open_item as (
        ${open}
    ),
    case_closure as (
        select open_item.child_id, open_item.started_on, min(cin_closure_date) as closed_on
        from open_item
        inner join child_in_need_known as need
            on need.child_id = open_item.child_id and need.cin_closure_date >= open_item.started_on
        group by open_item.child_id, open_item.started_on
    )`
}
