import { englandCalendar, epochDay } from '#values'
import type { DuckDb } from './duckdb.ts'

/**
 * Teaches a DuckDB the working days of England and the date arithmetic of `#values`, as macros:
 *
 * - `add_working_days(start, n)`: the nth working day after `start`; n is 0 or more
 * - `working_days_between(a, b)`: working days after `a` up to and including `b`
 * - `add_months(d, n)`: the same day n months on, or the last day of that month
 * - `age_on(date_of_birth, d)`: completed years
 *
 * Outside the bank-holiday table the first two give NULL, so that one impossible date in a row stops no other row;
 * callers must say what a NULL means to them.
 */
export async function installCalendar(db: DuckDb): Promise<void> {
  const { coversFrom, ordinals, workingDays } = englandCalendar
  await db.run(`set variable calendar_from = date '${coversFrom}'`)
  await db.run(`set variable calendar_to = date '${englandCalendar.coversTo}'`)
  await db.run(`set variable ordinals = [${ordinals.join(',')}]::integer[]`)
  await db.run(
    `set variable working_days = list_transform([${workingDays.join(',')}]::integer[], d -> date '${coversFrom}' + (d - ${epochDay(coversFrom)}))`,
  )
  // An index of 0 or past the end of a list gives NULL; a negative one would count from its end.
  await db.run(`create macro working_day_ordinal(d) as
    getvariable('ordinals')[greatest(date_diff('day', getvariable('calendar_from'), d) + 1, 0)]`)
  await db.run(`create macro add_working_days(start, n) as case
    when n = 0 then start
    else getvariable('working_days')[working_day_ordinal(start) + n] end`)
  await db.run('create macro working_days_between(a, b) as (working_day_ordinal(b) - working_day_ordinal(a))::integer')
  await db.run('create macro add_months(d, n) as (d + to_months(n::integer))::date')
  // The last day of February stands for the 29th, so that who was born on the 29th is a year older on the 28th of other years.
  await db.run(`create macro month_and_day(d) as
    month(d) * 100 + case when month(d) = 2 and d = last_day(d) then 29 else day(d) end`)
  // Years between, less one where the birthday is still to come.
  await db.run(`create macro age_on(dob, d) as (
    year(d) - year(dob) - case when month_and_day(d) < month(dob) * 100 + day(dob) then 1 else 0 end
  )::integer`)
}
