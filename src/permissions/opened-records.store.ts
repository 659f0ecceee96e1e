import type { Tx } from '#platform/db'
import { PAGE_ROWS } from '#platform/web'

/** One time that a record was opened outside the rules. */
export interface OpenedRecord {
  readonly id: number
  readonly person_id: number
  readonly person_name: string
  readonly child_id: string
  readonly reason: string
  readonly opened_at: string
  readonly expires_at: string
  readonly reviewed_at: string | null
  readonly reviewer_name: string | null
  readonly was_right: boolean | null
  readonly review: string | null
}

const OPENED = `select break_glass_id as id, opened.person_id, person.name as person_name, child_id, reason, opened_at,
    expires_at, reviewed_at, reviewer.name as reviewer_name, was_right, review
 from access.break_glass as opened
 join access.person as person on person.authority_id = opened.authority_id and person.person_id = opened.person_id
 left join access.person as reviewer
     on reviewer.authority_id = opened.authority_id and reviewer.person_id = opened.reviewed_by`

/** Those to review first, the newest of them first; then those that have been. */
export async function listOpenedRecords(
  tx: Tx,
  offset: number,
): Promise<{ total: number; waiting: number; opened: OpenedRecord[] }> {
  const opened = await tx.rows<OpenedRecord>(
    `${OPENED} order by reviewed_at is not null, break_glass_id desc limit ${PAGE_ROWS} offset $1`,
    [offset],
  )
  const counts = await tx.row<{ total: number; waiting: number }>(
    'select count(*) as total, count(*) filter (where reviewed_at is null) as waiting from access.break_glass',
  )
  return { ...counts, opened }
}

export function findOpenedRecord(tx: Tx, id: number): Promise<OpenedRecord | undefined> {
  return tx.maybe<OpenedRecord>(`${OPENED} where break_glass_id = $1`, [id])
}

/** Writes a review down, once. @returns false when someone had reviewed it already, or it was opened by who asks */
export async function reviewOpenedRecord(
  tx: Tx,
  id: number,
  given: { readonly wasRight: boolean; readonly review: string },
): Promise<boolean> {
  const touched = await tx.run(
    `update access.break_glass
     set reviewed_by = access.me(), reviewed_at = now(), was_right = $2, review = $3
     where break_glass_id = $1 and reviewed_at is null and person_id <> access.me()`,
    [id, given.wasRight, given.review],
  )
  return touched === 1
}

/** What this person is told. */
export interface Notice {
  readonly notice_id: number
  readonly told_at: string
  readonly by_name: string
  readonly child_id: string
  readonly reason: string
  readonly expires_at: string
  readonly reviewed_at: string | null
}

/** The newest notices for this person, of their roles and teams. */
export function listNotices(tx: Tx): Promise<Notice[]> {
  return tx.rows<Notice>(
    `select notice_id, told_at, by_name, child_id, reason, expires_at, reviewed_at from access.notices(${PAGE_ROWS})`,
  )
}
