import type { Tx } from '#platform/db'
import type { PlainDate } from '#values'
import type { WorklistLine } from '../worklist/worklist.ts'
import type { ChildNow, TimelineEvent } from './child.ts'
import type { FoundChild } from './search.pages.ts'

// Which children there are to find, row-level security says.

/** The child that addresses name so, among those this person answers for or has opened. */
export function findChildByRef(tx: Tx, ref: string): Promise<ChildNow | undefined> {
  return tx.maybe<ChildNow>(
    `select
        ref,
        child_id as child,
        date_of_birth as "dateOfBirth",
        sex,
        ethnicity,
        disability,
        status,
        since,
        team,
        area,
        worker,
        (
            select coalesce(json_agg(
                json_build_object('kind', one ->> 0, 'since', one ->> 1, 'team', one ->> 2, 'worker', one ->> 3)
                order by place
            ), '[]')
            from json_array_elements(cases) with ordinality as open_case (one, place)
        ) as cases,
        sealed
    from published.child
    where ref = $1`,
    [ref],
  )
}

/** What is due and late for a child, the longest late first. */
export function listDueOfChild(tx: Tx, child: string): Promise<readonly WorklistLine[]> {
  return tx.rows<WorklistLine>(
    `select
        ref,
        child_id as child,
        null::date as "dateOfBirth",
        timescale,
        started_on as "startedOn",
        due_on as "dueOn",
        state,
        reason,
        provisional,
        worker,
        team,
        area
    from published.obligation
    where child_id = $1 and to_do
    order by due_on nulls last, obligation_id`,
    [child],
  )
}

type StoredEvent = readonly [
  onDate: PlainDate,
  kind: string,
  detail: string | null,
  team: string | null,
  worker: string | null,
  endsOn: PlainDate | null,
]

/** The journey of a child, oldest first; empty where the lists hold no event. */
export async function getTimeline(tx: Tx, child: string): Promise<readonly TimelineEvent[]> {
  const found = await tx.maybe<{ readonly events: readonly StoredEvent[] }>(
    'select events from published.timeline where child_id = $1',
    [child],
  )
  return (found?.events ?? []).map(([onDate, kind, detail, team, worker, endsOn]) => ({
    onDate,
    kind,
    detail,
    team,
    worker,
    endsOn,
  }))
}

/** What is odd in the rows of a child, by the id of its check; errors first. */
export interface FindingOfChild {
  readonly check: string
  readonly severity: string
  readonly detail: string | null
}

export function listFindingsOfChild(tx: Tx, child: string): Promise<readonly FindingOfChild[]> {
  return tx.rows<FindingOfChild>(
    `select check_id as "check", severity, detail
    from published.finding
    where child_id = $1
    order by array_position(array['error', 'warning', 'query'], severity), check_id, finding_id`,
    [child],
  )
}

/** The reason for which this person has the record open outside the rules, and until when; undefined where they have not. */
export function findOpened(
  tx: Tx,
  child: string,
): Promise<{ readonly until: string; readonly reason: string } | undefined> {
  return tx.maybe<{ until: string; reason: string }>(
    `select expires_at as until, reason
    from access.break_glass
    where
        authority_id = (select access.in_authority())
        and person_id = (select access.me())
        and child_id = $1
        and expires_at > now()
    order by expires_at desc
    limit 1`,
    [child],
  )
}

/** What is asked of a search: a number, a day of birth, or both. */
export interface ChildSearch {
  readonly child?: string
  readonly dateOfBirth?: PlainDate
}

/** Children of that number and day of birth, by number. */
export function searchChildren(tx: Tx, asked: ChildSearch, most: number): Promise<readonly FoundChild[]> {
  return tx.rows<FoundChild>(
    `select ref, child_id as child, date_of_birth as "dateOfBirth", status, worker, team
    from published.child
    where ($1::text is null or child_id = $1) and ($2::date is null or date_of_birth = $2)
    order by child_id
    limit $3`,
    [asked.child ?? null, asked.dateOfBirth ?? null, most],
  )
}

/** A record that was opened outside the rules. */
export interface OpenedNow {
  readonly ref: string
  /** When it closes again: a moment. */
  readonly until: string
}

/**
 * Opens a record outside the rules for this person, and tells who must know; undefined where there is no child of that number.
 *
 * @throws DatabaseFault for a reason of fewer than 20 characters
 */
export async function breakGlass(tx: Tx, child: string, reason: string): Promise<OpenedNow | undefined> {
  return tx.maybe<OpenedNow>('select ref, expires_at as until from access.break_glass($1, $2)', [child, reason])
}
