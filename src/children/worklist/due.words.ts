import { formatLimit, type Timescale } from '#timescales'
import {
  daysBetween,
  englandCalendar,
  formatDate,
  type PlainDate,
  type WorkingDayCalendar,
  workingDaysBetween,
} from '#values'

/** What the words about one thing due are made from. */
export interface DueFacts {
  readonly state: string
  readonly startedOn: PlainDate | null
  readonly dueOn: PlainDate | null
  readonly reason: string | null
}

/**
 * How late or how near it is, as people say it: `12 days late`, `due today`, `due in 3 working days`.
 *
 * Counted in working days where the limit is in working days, and said so; in days of the calendar otherwise, and where
 * the working days between are none (due on Friday, seen on Saturday) or lie outside the bank-holiday table.
 */
export function dueWords(due: DueFacts, unit: Timescale['limit']['unit'], asAt: PlainDate): string {
  if (due.dueOn === null || due.state === 'unknown') return 'cannot be worked out'
  const days = daysBetween(due.dueOn, asAt)
  if (days === 0) return 'due today'
  if (days === -1) return 'due tomorrow'
  const counted = countWords(due.dueOn, asAt, unit)
  return days > 0 ? `${counted} late` : `due in ${counted}`
}

/** The days between, without sign, in the unit of the limit. */
function countWords(dueOn: PlainDate, asAt: PlainDate, unit: Timescale['limit']['unit']): string {
  const working = unit === 'workingDays' ? workingDays(dueOn, asAt, englandCalendar) : 0
  if (working > 0) return working === 1 ? '1 working day' : `${working} working days`
  const days = Math.abs(daysBetween(dueOn, asAt))
  return days === 1 ? '1 day' : `${days.toLocaleString('en-GB')} days`
}

function workingDays(one: PlainDate, other: PlainDate, calendar: WorkingDayCalendar): number {
  const known = (day: PlainDate) => day >= calendar.coversFrom && day <= calendar.coversTo
  return known(one) && known(other) ? Math.abs(workingDaysBetween(one, other, calendar)) : 0
}

/** What starts the clock and how long it runs: `10 working days from: the last visit, on 6 February 2018`. */
export function clockWords(due: DueFacts, timescale: Timescale): string {
  const from = timescale.starts.charAt(0).toLowerCase() + timescale.starts.slice(1)
  const on = due.startedOn === null ? '' : `, ${formatDate(due.startedOn)}`
  return `${formatLimit(timescale.limit)} from: ${from}${on}.`
}

const kindWords = {
  statutory: 'Required by law',
  'statutory-guidance': 'Required by statutory guidance',
  practice: 'Practice, which varies between authorities',
  local: 'A local rule',
  'published-measure': 'The threshold of a published figure, a target and not a duty',
} as const satisfies Record<Timescale['kind'], string>

const verifiedWords = {
  verified: 'checked against its text',
  secondary: 'checked against procedures that restate it',
  partly: 'checked in part',
  'local-example': 'taken from the procedures of other authorities: set your own',
  contradiction: 'sources differ',
  unverified: 'no source was found',
} as const satisfies Record<Timescale['verified'], string>

/** Who says so, and how far that was checked. */
export function sourceWords(timescale: Timescale): string {
  const { document, paragraph } = timescale.source
  return `${kindWords[timescale.kind]} (${verifiedWords[timescale.verified]}): ${document}, ${paragraph}.`
}

/** Why a due day may still move. */
export const PROVISIONAL_WHY =
  'The bank holidays of that time are not published yet, so the day may move later. It will not move earlier.'
