import { type Pool, transaction } from '#platform/db'

/**
 * Removes sessions that ended more than 30 days ago: by sign-out, or because they were idle for 45 minutes or 12 hours old, as
 * `access.enter` has it. What was looked at in them stays in the access log. Also the refresh tokens of sessions that can no
 * longer be used, whenever they ended.
 *
 * @param owner pool of the owner's role: the worker works for every authority
 * @returns how many sessions were removed
 */
export function removeOldSessions(owner: Pool): Promise<number> {
  return transaction(owner, async (tx) => {
    await tx.run(
      `delete from access.session_grant as held
       using access.session
       where session.authority_id = held.authority_id and session.session_hash = held.session_hash and ${ENDED} <= now()`,
    )
    return tx.run(`delete from access.session where ${ENDED} < now() - interval '30 days'`)
  })
}

/** When a session ended, or will if it is not used again. */
const ENDED = `least(ended_at, seen_at + interval '45 minutes', started_at + interval '12 hours')`
