import type { Check, Severity } from '#checks'
import type { PlainDate } from '#values'

/** How many rows a check found, and how that changed since the snapshot before; all null where it could not be asked. */
export interface CheckStand {
  readonly check: string
  readonly found: number | null
  /** Why it could not be asked. */
  readonly notRun: string | null
  readonly fresh: number | null
  readonly still: number | null
  readonly mended: number | null
}

/** A declared check with how it stands. */
export interface StandingCheck extends CheckStand {
  readonly declared: Check
}

/** What a check found in one snapshot. */
export interface TrendPoint {
  readonly asAt: PlainDate
  readonly found: number | null
}

/** One odd row, as its page and its sheet show it. */
export interface QualityRow {
  readonly check: string
  readonly child: string | null
  readonly ref: string | null
  readonly table: string
  readonly detail: string | null
  readonly file: string | null
  readonly sheet: string | null
  readonly row: number | null
  readonly worker: string | null
  readonly team: string | null
  readonly area: string | null
  readonly isNew: boolean
}

/** Odd rows of one team, by severity. */
export interface TeamCounts {
  readonly team: string | null
  readonly error: number
  readonly warning: number
  readonly query: number
}

export const severities = {
  error: { title: 'Errors', one: 'Error', says: 'These cannot be true.', classes: 'govuk-tag--red' },
  warning: {
    title: 'Warnings',
    one: 'Warning',
    says: 'These make figures wrong or incomplete.',
    classes: 'govuk-tag--yellow',
  },
  query: {
    title: 'Queries',
    one: 'Query',
    says: 'These may be true, and are worth a look.',
    classes: 'govuk-tag--blue',
  },
} as const satisfies Record<Severity, object>

/** Checks that were asked and found something, most first; those that found nothing; those that could not be asked. */
export function sortStands(checks: readonly Check[], stands: readonly CheckStand[]) {
  const byId = new Map(checks.map((check) => [check.id, check]))
  const known = stands.flatMap((stand): StandingCheck[] => {
    const declared = byId.get(stand.check)
    return declared ? [{ ...stand, declared }] : []
  })
  const found = known.filter((each) => (each.found ?? 0) > 0)
  return {
    found: found.toSorted((a, b) => b.found! - a.found! || (a.check < b.check ? -1 : 1)),
    clean: known.filter((each) => each.found === 0),
    notRun: known.filter((each) => each.found === null),
  }
}
