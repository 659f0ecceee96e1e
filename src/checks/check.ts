/**
 * How much an odd row matters: an `error` cannot be true, a `warning` makes figures wrong or incomplete, a `query` may
 * be true and is worth a look.
 */
export type Severity = 'error' | 'warning' | 'query'

/** Tables with the columns that are read of them. What every row carries (where it came from) need not be named. */
export type Reads = Readonly<Record<string, readonly string[]>>

/**
 * The as-at day of the snapshot, within a check's SQL. A variable, which `runChecks` sets: asking for it in a subquery each
 * time makes checks with many dates slow to plan.
 */
export const AS_AT = "getvariable('as_at')"

/**
 * A question put to the record whose answer is the rows that are odd.
 *
 * `sql` is one DuckDB query, with named steps and no values bound. It gives `detail` (what is odd about the row, in plain
 * words) and `row_key` (names the row from one snapshot to the next), and where they are known `child_id`, `team`,
 * `worker`, `source_file`, `source_sheet`, `source_row`, `extract` and, when the rows come from more lists than one,
 * `table_name`. Other columns are an error. `AS_AT` stands in it for the as-at day of the snapshot.
 */
export interface Check {
  /** Never changes and is never used again. */
  readonly id: string
  readonly title: string
  readonly severity: Severity
  /** The list whose rows are found; `any` when they come from several. */
  readonly table: string
  /** Lists without which the question cannot be asked. */
  readonly needs: Reads
  /** Lists, and tables of the record itself, that are read if they are there; an absent list counts as empty. */
  readonly uses?: Reads
  /** Why it matters. */
  readonly why: string
  /** What to do about it. */
  readonly todo: string
  /** Document, edition and paragraph, or `house rule`. */
  readonly source: string
  readonly sql: string
}
