import { hashSecret, isSecret, newSecret } from '#platform/auth'
import type { Tx } from '#platform/db'

/** Whom an identity provider vouched for, or which persona was chosen. */
export interface SignIn {
  readonly authority: string
  readonly issuer: string
  readonly subject: string
  readonly name: string
  /** App roles or groups of the provider; null for people whose roles are given here. */
  readonly claims: readonly string[] | null
  readonly idToken: string | null
  /** The session of the same browser before, which ends. */
  readonly previous?: string | undefined
}

/** Signed in, with the secret for the cookie; or why not. */
export type SignInOutcome =
  | { readonly ok: true; readonly session: string }
  | { readonly ok: false; readonly reason: 'unknown' | 'disabled' | 'no-role' }

/**
 * Begins a session with a new secret, of which only the hash is kept. Roles and places that come from the provider are made
 * those of the claims; what was withdrawn here stays withdrawn.
 */
export async function signIn(tx: Tx, asker: SignIn): Promise<SignInOutcome> {
  const session = newSecret()
  const { outcome } = await tx.row<{ outcome: 'signed-in' | 'unknown' | 'disabled' | 'no-role' }>(
    'select access.sign_in($1, $2, $3, $4, $5, $6, $7, $8, $9) as outcome',
    [
      asker.authority,
      asker.issuer,
      asker.subject,
      asker.name,
      asker.claims,
      hashSecret(session),
      hashOf(asker.previous),
      newSecret(),
      asker.idToken,
    ],
  )
  return outcome === 'signed-in' ? { ok: true, session } : { ok: false, reason: outcome }
}

/** Ends a session. @returns the id token of its sign-in, for the provider's sign-out; null without one */
export async function signOut(tx: Tx, session: string | undefined): Promise<string | null> {
  const { hint } = await tx.row<{ hint: string | null }>('select access.sign_out($1) as hint', [hashOf(session)])
  return hint
}

/** Ends every session of the person who asks, on all their devices. @returns how many there were */
export async function signOutEverywhere(tx: Tx): Promise<number> {
  return (await tx.row<{ ended: number }>('select access.sign_out_everywhere() as ended')).ended
}

/** The authorities of the ledger, by code. */
export function listAuthorities(tx: Tx): Promise<{ authority_id: string; name: string; is_example: boolean }[]> {
  return tx.rows('select authority_id, name, is_example from access.authorities()')
}

function hashOf(session: string | undefined): Buffer | null {
  return session !== undefined && isSecret(session) ? hashSecret(session) : null
}
