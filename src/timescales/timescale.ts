import type { Limit } from './limit.ts'

/**
 * What stands behind a timescale: an Act or regulations; guidance made under statute; practice that varies; one
 * authority's own rule; or the threshold of a published statistic, which is a target and not a duty.
 */
export type TimescaleKind = 'statutory' | 'statutory-guidance' | 'practice' | 'local' | 'published-measure'

/**
 * How far the limit has been checked: its legal text or named standard was read; it was read in procedures or tool
 * descriptions that restate it; only part of it was; it is the example of one or more authorities; sources differ; or no
 * source was found.
 */
export type Verified = 'verified' | 'secondary' | 'partly' | 'local-example' | 'contradiction' | 'unverified'

/** A column of a list of the record. */
export interface ShownIn {
  readonly table: string
  readonly column: string
}

/** One thing that has to be done within a time, and how the record shows whether it was. */
export interface Timescale {
  /** Never changes and is never used again. */
  readonly id: string
  readonly title: string
  readonly kind: TimescaleKind
  readonly source: { readonly document: string; readonly paragraph: string }
  readonly verified: Verified
  readonly limit: Limit
  /** True where authorities differ, so that settings may give another limit. */
  readonly configurable?: boolean
  /** Whom it is for, in words. */
  readonly appliesTo: string
  /** The event that starts the clock, in words. */
  readonly starts: string
  /** The event that meets it, in words. */
  readonly meets: string
  /** What stops the clock for a while, in words. */
  readonly pauses?: string
  /** How it comes round again, in words. */
  readonly recurrence?: string
  /** Where the data stand for what they do not say outright, or leave something out: said beside every figure. */
  readonly proxy?: string
  /** Lists without which it cannot be computed. The first is the one whose extracts decide what can be known. */
  readonly tables: readonly string[]
  /**
   * The columns that show only the latest of the events that meet it or start it again. Where such a cell cannot be true or
   * could not be read, something may have been done on a day that is not known: what is not known to be met is then
   * `unknown`, with the reason from the table `latest_in_doubt`. So is what is not due yet, since it may be done already.
   * What was met, what ended before it was due, and what ended by the newest day that is known, stay as they are.
   */
  readonly latestIn?: readonly ShownIn[]
  /**
   * One select with one row for each obligation. Its columns go by name, and those it has no use for may be left out:
   *
   * - `child_id`, `item_key` VARCHAR: together one row of this timescale; for adopters `child_id` is the adopter's
   * - `started_on` DATE: day 0; empty where the record lacks it
   * - `met_on` DATE: the first day on which it was met; empty while it was not
   * - `closed_on` DATE: the day the child left the cohort; what is still open then closes
   * - `not_applicable_reason`, `unknown_reason` VARCHAR, `declined` BOOLEAN: judged before any date is looked at
   * - `limit_value` INTEGER, `limit_unit` VARCHAR: a limit of the row's own
   * - `seen_open_on` DATE, `apart_days` INTEGER: for events of which extracts show only the latest. `seen_open_on` is
   *   the last day on which it is known not to have been met; a `met_on` more than `apart_days` after the due day may
   *   then hide an earlier event, and lateness is not asserted
   * - `episode_start` DATE: for timescales with `latestIn`, the start of the row that shows the latest event; empty where
   *   that row is simply the child's
   * - `worker`, `team` VARCHAR: who had, or has, to do it
   */
  readonly sql: string
}

/** The states of an obligation, in the order in which a worklist shows them. */
export const STATES = ['overdue', 'due', 'not due', 'unknown', 'met late', 'met', 'declined', 'not applicable'] as const

/**
 * - `met`: done on or before the due day; `met late`: done after it
 * - `due`: still to do, within the warning window; `not due`: further off; `overdue`: the due day has passed, or had when the child
 *   left the cohort
 * - `not applicable`: excluded, closed before it was due, or from before the extracts can show it; with the reason
 * - `declined`: offered and refused; counted neither met nor late
 * - `unknown`: the dates cannot be true, are missing, or cannot be reckoned; with the reason
 */
export type ObligationState = (typeof STATES)[number]
