/**
 * The long table of everything counted, published with a snapshot.
 *
 * One row for each measure, period and group: `kind` is month or snapshot, and for measures that cannot be added also
 * rolling12 or ytd; `on_date` is the first day of the period's last month, or the day of a snapshot; `dimension` and `value`
 * are empty for the whole. A count has no denominator; a median has its number of cases there and its days in `middle`.
 * The whole is there for every known period, with noughts where nothing happened; a group only where something did.
 */
export const CELL_COLUMNS = [
  'measure varchar',
  'edition varchar',
  'kind varchar',
  'on_date date',
  'dimension varchar',
  'value varchar',
  'numerator bigint',
  'denominator bigint',
  'middle double',
] as const

/** One row for each measure: 'run', or 'not run' and why. */
export const RUN_COLUMNS = ['measure varchar', 'edition varchar', 'status varchar', 'reason varchar'] as const
