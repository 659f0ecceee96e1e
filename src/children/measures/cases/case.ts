import type { SqlValue } from '#platform/lake'

/** A row of the record, as a test makes it. */
export type CaseRow = Readonly<Record<string, SqlValue>>

/** Numerator, denominator and, where they do not make it, the value. */
export type Expected = readonly [numerator: number | null, denominator: number | null, value?: number | null]

/**
 * A record small enough to count by hand, and what each measure must find in it at its headline period: the 12 months, the
 * month or the year to date that end with March 2026, or the day 31 March 2026. Of a share, one count for each category met.
 */
export interface MeasureCase {
  readonly title: string
  readonly tables: Readonly<Record<string, readonly CaseRow[]>>
  /** The day of the extract; 31 March 2026 unless told. */
  readonly asAt?: string
  /** First day that the lists cover; six years before unless told. */
  readonly coveredFrom?: string
  /** Population aged 0 to 17 in the middle of 2025. */
  readonly population?: number
  readonly expect: Readonly<Record<string, Expected | Readonly<Record<string, Expected>>>>
}
