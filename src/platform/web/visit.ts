import type { Tx } from '#platform/db'
import type { PlainDate } from '#values'

/** One request of one person, in one transaction: who asks, what they may do, and the record of what they looked at. */
export interface Visit {
  /** Nobody when the person has not signed in. `worker` is their id as a worker in the extracts, where they are one. */
  readonly person?: {
    readonly id: number
    readonly name: string
    readonly roles: readonly string[]
    readonly worker: string | null
  }
  /** `example` is true for the authority of simulated data, of which every page then says so. */
  readonly authority?: { readonly code: string; readonly name: string; readonly example: boolean }
  /** The publication that every query of this visit reads. */
  readonly publication?: { readonly id: number; readonly snapshot: string; readonly asAt: PlainDate }
  /** Secret of the session that every form carries; empty text where there is no session. */
  readonly csrf: string
  readonly tx: Tx
  /** True when this person may do `what` at all; which children that is for, the rows that come back say. */
  may(what: string): boolean
  /** Notes that this response shows children; it is written before the same transaction commits. */
  looked(look: Look): void
}

/** What a response shows: of which children, on which page, and why; how many rows, and whether they leave as a file. */
export interface Look {
  readonly children: readonly string[]
  readonly page: string
  readonly why?: string
  readonly rows?: number
  readonly export?: boolean
}

/**
 * Opens a visit, does `work` in its transaction, writes what was looked at, and commits; a throw rolls everything back.
 *
 * @throws AccessRefused when the session is none or ended, or when this person may not do `what`
 */
export type Enter = <T>(
  ask: { readonly session?: string; readonly what: string },
  work: (visit: Visit) => Promise<T>,
) => Promise<T>

/** Thrown by `enter`: the answer is "sign in" or "not for you", and nothing was read. */
export class AccessRefused extends Error {
  readonly reason: 'signed-out' | 'forbidden'

  constructor(reason: 'signed-out' | 'forbidden') {
    super(reason)
    this.name = 'AccessRefused'
    this.reason = reason
  }
}
