import { hashSecret, type Vouched } from '#platform/auth'
import type { Tx } from '#platform/db'

/** What is kept of a session with which its provider can be asked again: the token is locked. */
export interface SessionGrant {
  readonly authority: string
  readonly token: Buffer
}

/** Keeps the locked token of a session, in place of the one before; of one that has ended nothing is kept. */
export async function keepGrant(tx: Tx, session: string, token: Buffer): Promise<void> {
  await tx.run('select access.keep_grant($1, $2)', [hashSecret(session), token])
}

/**
 * Takes it upon the caller to ask the provider of a session, if that was last done `afterSeconds` ago.
 *
 * @returns undefined when it is not due, or another does it
 */
export function claimGrant(tx: Tx, session: string, afterSeconds: number): Promise<SessionGrant | undefined> {
  return tx.maybe<SessionGrant>(
    'select authority_id as authority, token from access.claim_grant($1, make_interval(secs => $2))',
    [hashSecret(session), afterSeconds],
  )
}

/**
 * Makes a person's roles those that the provider gives now, and keeps the next token.
 *
 * @returns false when the session has ended: meanwhile, for want of a role, or because someone else was vouched for
 */
export async function confirmRoles(
  tx: Tx,
  session: string,
  { issuer, subject, claims }: Vouched,
  token: Buffer,
): Promise<boolean> {
  const { is_confirmed } = await tx.row<{ is_confirmed: boolean }>(
    'select access.confirm_roles($1, $2, $3, $4, $5) as is_confirmed',
    [hashSecret(session), issuer, subject, claims, token],
  )
  return is_confirmed
}
