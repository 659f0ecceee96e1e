/**
 * What rows can be counted: a DuckDB view with one row for each thing, made by a slice over the record.
 *
 * A flow fact holds things that happened, with the days on which they did. A stock fact holds things that were so on a
 * day: one row for each thing on each counted day.
 */
export interface Fact {
  /** `children.referral`: the slice and what one row is. Never changes. */
  readonly id: string
  /** The view's name in DuckDB. */
  readonly view: string
  /** What one row is, in words: 'one referral of a child'. */
  readonly grain: string
  /** Tables of the record without which the view says nothing: each must have been supplied, over the whole period. */
  readonly sources: readonly string[]
  /** Columns that tell one row from another, shown to those who open a figure. */
  readonly key: readonly string[]
  /** Columns that name the child, the team and the worker of a row, where it has them. */
  readonly child?: string
  readonly team?: string
  readonly worker?: string
}
