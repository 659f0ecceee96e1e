import {
  daysBetween,
  englandCalendar,
  formatDate,
  type PlainDate,
  type Problem,
  type WorkingDayCalendar,
} from '#values'

/** Bank holidays are published about two years ahead, so a table with less than this left has been forgotten. */
const WARN_DAYS = 400

/**
 * A warning when the bank-holiday table ends less than 400 days after `asAt`, or has ended; otherwise undefined.
 * Due days in working days past its end are provisional (weekends left out, holidays not yet known), and unknown once
 * `asAt` itself is past it.
 */
export function calendarWarning(
  asAt: PlainDate,
  calendar: Pick<WorkingDayCalendar, 'coversTo'> = englandCalendar,
): Problem | undefined {
  const left = daysBetween(asAt, calendar.coversTo)
  if (left >= WARN_DAYS) return undefined
  const state = left < 0 ? 'ended' : 'ends'
  return {
    code: 'bank-holidays-end',
    message:
      `The table of bank holidays ${state} on ${formatDate(calendar.coversTo)}. ` +
      'Add the newly published ones to reference/bank-holidays.json: working days cannot be counted past its end.',
  }
}
