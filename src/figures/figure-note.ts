import type { PlainDate } from '#values'

/** Who answers for a measure. */
export interface Owner {
  readonly person: number
  readonly name: string
}

/** A figure to reach in place of the declared one. `version` goes up with each change. */
export interface SetTarget {
  readonly value: number
  readonly source: string
  readonly version: number
}

/** A new baseline from a period on, which `from` is the first day of. */
export interface Baseline {
  readonly from: PlainDate
  readonly reason: string
  readonly by: string
  readonly at: string
}

/**
 * A question to the owner about a change, and the answer when there is one.
 *
 * @property since first day of the period in which the change began
 * @property askedBy null where the figures asked: a sustained change for the worse asks by itself
 */
export interface Narrative {
  readonly id: number
  readonly measure: string
  readonly since: PlainDate
  readonly question: string
  readonly askedBy: string | null
  readonly askedAt: string
  readonly answer: string | null
  readonly answeredBy: string | null
  readonly answeredAt: string | null
  readonly version: number
}

/** All that people say about one measure. Narratives: the newest change first. */
export interface FigureNotes {
  readonly owner: Owner | null
  readonly target: SetTarget | null
  readonly baselines: readonly Baseline[]
  readonly narratives: readonly Narrative[]
}
