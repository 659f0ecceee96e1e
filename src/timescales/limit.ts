/** What a limit is counted in. */
export type LimitUnit = 'workingDays' | 'days' | 'weeks' | 'months'

/** How long may pass from the start: 45 working days, 6 months. Limits given in hours are whole days here: 72 hours are 3. */
export interface Limit {
  readonly value: number
  readonly unit: LimitUnit
}

export const LIMIT_UNITS = ['workingDays', 'days', 'weeks', 'months'] as const satisfies readonly LimitUnit[]

/**
 * SQL for the last day on which a thing that starts on `start` is in time, as DuckDB with the calendar macros reads it.
 *
 * The day of the start is day 0 whatever day it is. Working day 1 is the first working day after it; a week is 7 days; a
 * month later is the same day number, or the month's last day. No due day moves because it falls on a day of rest.
 *
 * @param start an SQL expression of type DATE, from a declaration
 * @returns an expression of type DATE: NULL when `start` is, or when working days leave the bank-holiday table
 * @example dueOnSql('started_on', { value: 45, unit: 'workingDays' }) // 'add_working_days(started_on, 45)'
 */
export function dueOnSql(start: string, limit: Limit): string {
  return dueOnUnitSql[limit.unit](start, String(limit.value))
}

/** Like `dueOnSql`, for a limit that stands in columns of the row: `value` an INTEGER and `unit` a `LimitUnit`. */
export function dueOnByRowSql(start: string, value: string, unit: string): string {
  const branches = LIMIT_UNITS.map((each) => `when '${each}' then ${dueOnUnitSql[each](start, value)}`)
  return `case ${unit}\n            ${branches.join('\n            ')}\n        end`
}

const dueOnUnitSql = {
  workingDays: (start, value) => `add_working_days(${start}, ${value})`,
  days: (start, value) => `(${start} + ${value})`,
  weeks: (start, value) => `(${start} + 7 * ${value})`,
  months: (start, value) => `add_months(${start}, ${value})`,
} as const satisfies Record<LimitUnit, (start: string, value: string) => string>

const unitWords = {
  workingDays: ['working day', 'working days'],
  days: ['day', 'days'],
  weeks: ['week', 'weeks'],
  months: ['month', 'months'],
} as const satisfies Record<LimitUnit, readonly [one: string, many: string]>

/** The limit as people read it. @example formatLimit({ value: 1, unit: 'weeks' }) // '1 week' */
export function formatLimit(limit: Limit): string {
  return `${limit.value} ${unitWords[limit.unit][limit.value === 1 ? 0 : 1]}`
}
