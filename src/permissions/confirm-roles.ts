import { setTimeout as sleep } from 'node:timers/promises'
import { hashSecret, type Renewal, type TokenSafe } from '#platform/auth'
import { type Pool, type Tx, transaction } from '#platform/db'
import type { ReportFailure, SiteProviders } from './provider.routes.ts'
import { claimGrant, confirmRoles, keepGrant, type SessionGrant } from './session-grant.store.ts'
import { signOut } from './sessions.store.ts'

/** Asks identity providers again, while sessions last, whether people still have their roles. */
export interface Confirmation {
  /** What a session needs whose roles were confirmed so many seconds ago: to be asked about, and perhaps before its page. */
  needOf(unconfirmedSeconds: number | null): 'nothing' | 'asking' | 'waiting'
  /** Asks the provider of a session, unless that is being done. Never fails: what goes wrong is reported, and done again later. */
  ask(session: string): Promise<void>
  /** The same, for as long as a page may wait for it. */
  askBriefly(session: string): Promise<void>
  /** Resolved when nothing is being asked, so that no new token is lost when the program ends. */
  settled(): Promise<void>
}

export interface ConfirmationOptions {
  readonly app: Pool
  readonly providers: SiteProviders
  readonly safe: TokenSafe
  readonly report: ReportFailure
  /** Instead of ten minutes. */
  readonly afterSeconds?: number
  /** Instead of two seconds. */
  readonly waitMs?: number
}

const AFTER_SECONDS = 600
const WAIT_MS = 2_000

/**
 * The provider is asked beside the pages, which go on meanwhile with the roles that were known, and is asked once for each
 * session however many of its pages want it, in however many processes. Only who comes back after twice that time waits for
 * the answer, since roles so old are not believed when better are to be had.
 */
export function createConfirmation(options: ConfirmationOptions): Confirmation {
  const { afterSeconds = AFTER_SECONDS, waitMs = WAIT_MS } = options
  const underWay = new Map<string, Promise<void>>()
  const ask = (session: string): Promise<void> => {
    const asking =
      underWay.get(session) ?? confirm(options, session, afterSeconds).finally(() => underWay.delete(session))
    underWay.set(session, asking)
    return asking
  }
  return {
    needOf: (seconds) => {
      if (seconds === null || seconds < afterSeconds) return 'nothing'
      return seconds < 2 * afterSeconds ? 'asking' : 'waiting'
    },
    ask,
    askBriefly: (session) => Promise.race([ask(session), sleep(waitMs, undefined, { ref: false })]),
    settled: async () => void (await Promise.all(underWay.values())),
  }
}

/** No transaction is open while the provider is asked. */
async function confirm(options: ConfirmationOptions, session: string, afterSeconds: number): Promise<void> {
  const { app, report } = options
  let authority = ''
  try {
    const grant = await transaction(app, (tx) => claimGrant(tx, session, afterSeconds))
    if (grant === undefined) return
    authority = grant.authority
    const renewal = await renewalOf(options, session, grant)
    await transaction(app, (tx) => take(options, tx, session, { authority, renewal }))
  } catch (error) {
    report(authority, error)
  }
}

/** A token that was locked with another key cannot be used any more, so nobody vouches for its session. */
async function renewalOf(
  { providers, safe }: ConfirmationOptions,
  session: string,
  { authority, token }: SessionGrant,
): Promise<Renewal> {
  const provider = providers.get(authority)
  const refreshToken = safe.unlock(token, hashSecret(session))
  return provider === undefined || refreshToken === undefined ? { state: 'ended' } : provider.renew(refreshToken)
}

async function take(
  { safe, report }: ConfirmationOptions,
  tx: Tx,
  session: string,
  { authority, renewal }: { readonly authority: string; readonly renewal: Renewal },
): Promise<void> {
  const locked = (token: string) => safe.lock(token, hashSecret(session))
  switch (renewal.state) {
    case 'vouched':
      await confirmRoles(tx, session, renewal.vouched, locked(renewal.vouched.refreshToken))
      return
    case 'ended':
      await signOut(tx, session)
      return
    case 'unknown':
      report(authority, renewal.error)
      await keepGrant(tx, session, locked(renewal.refreshToken))
      return
    default:
      renewal satisfies never
  }
}
