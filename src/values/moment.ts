const PARTS = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  hour12: true,
})

/**
 * A moment as people in England say it, by the clock there: summer time or not is in the moment itself.
 *
 * @param moment ISO 8601 with its offset
 * @throws RangeError for what is no moment
 * @example formatMoment('2026-06-30T12:05:00Z') // '30 June 2026 at 1:05pm'
 */
export function formatMoment(moment: string): string {
  const parts = Object.fromEntries(PARTS.formatToParts(new Date(moment)).map(({ type, value }) => [type, value]))
  const half = parts.dayPeriod?.toLowerCase().replaceAll(/[^ap]/g, '')
  return `${parts.day} ${parts.month} ${parts.year} at ${parts.hour}:${parts.minute}${half}m`
}
