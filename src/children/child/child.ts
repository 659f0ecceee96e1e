import { addMonths, daysBetween, formatDate, type PlainDate } from '#values'
import type { EventKindName } from '../journeys/event-kinds.ts'

/** Who a child is and where things stand, as at the day of the record. */
export interface ChildNow {
  readonly ref: string
  readonly child: string
  readonly dateOfBirth: PlainDate | null
  readonly sex: string | null
  readonly ethnicity: string | null
  readonly disability: string | null
  /** care, plan, need, leaver, assessment, early help or closed. */
  readonly status: string
  readonly since: PlainDate | null
  readonly team: string | null
  readonly area: string | null
  readonly worker: string | null
  /** Every open case, furthest-reaching first. */
  readonly cases: readonly OpenCase[]
  readonly sealed: boolean
}

/** One open case of a child. */
export interface OpenCase {
  readonly kind: string
  readonly since: PlainDate | null
  readonly team: string | null
  readonly worker: string | null
}

const statusTitles: Readonly<Record<string, string>> = {
  care: 'In care',
  plan: 'On a child protection plan',
  need: 'Child in need',
  leaver: 'Care leaver',
  assessment: 'Being assessed',
  'early help': 'Early help',
  closed: 'No open case',
}

/** What a status or a kind of case is called. */
export function statusWords(status: string): string {
  return statusTitles[status] ?? status
}

/** One event of the journey as a page shows it. */
export interface TimelineEvent {
  readonly onDate: PlainDate
  readonly kind: string
  readonly detail: string | null
  readonly team: string | null
  readonly worker: string | null
  readonly endsOn: PlainDate | null
}

/** What a journey can be narrowed to: kinds of events that belong together. */
export interface Strand {
  readonly title: string
  readonly kinds: readonly EventKindName[]
}

/** Every kind of event is in exactly one strand. */
export const strands = {
  'front-door': {
    title: 'Contacts, early help and referrals',
    kinds: ['contact', 'early-help-start', 'early-help-end', 'referral'],
  },
  assessment: { title: 'Assessments', kinds: ['assessment-start', 'assessment-authorised'] },
  need: { title: 'Child in need', kinds: ['child-in-need-start', 'cin-seen', 'case-closed'] },
  protection: {
    title: 'Child protection',
    kinds: ['section-47', 'initial-conference', 'plan-start', 'cp-visit', 'cp-review', 'plan-end'],
  },
  care: {
    title: 'Care',
    kinds: [
      'care-start',
      'legal-status',
      'placement',
      'placement-move',
      'care-visit',
      'iro-contact',
      'care-review',
      'missing',
      'care-end',
    ],
  },
  health: { title: 'Health', kinds: ['health-assessment', 'dental-check'] },
  adoption: {
    title: 'Adoption',
    kinds: [
      'adoption-decision',
      'ffa-placement',
      'placement-order',
      'matched',
      'placed-for-adoption',
      'adoption-order',
      'adoption-reversed',
    ],
  },
  leaving: { title: 'Leaving care', kinds: ['pathway-review', 'care-leaver-contact'] },
} as const satisfies Record<string, Strand>

export type StrandName = keyof typeof strands

const strandByKind: ReadonlyMap<string, StrandName> = new Map(
  (Object.keys(strands) as StrandName[]).flatMap((name) => strands[name].kinds.map((kind) => [kind, name] as const)),
)

/** The strand of a kind of event; undefined for a kind that is not known here. */
export function strandOf(kind: string): StrandName | undefined {
  return strandByKind.get(kind)
}

/** True for the name of a strand. */
export function isStrand(text: string): text is StrandName {
  return Object.hasOwn(strands, text)
}

/** How many events each strand has; strands without any are left out. */
export function strandCounts(events: readonly TimelineEvent[]): ReadonlyMap<StrandName, number> {
  const counts = new Map<StrandName, number>()
  for (const { kind } of events) {
    const strand = strandOf(kind)
    if (strand !== undefined) counts.set(strand, (counts.get(strand) ?? 0) + 1)
  }
  return counts
}

/** Events of a month, newest first. */
export interface JourneyMonth {
  /** The first day of the month. */
  readonly month: string
  readonly events: readonly TimelineEvent[]
}

/** Events on a page of the journey. */
export const EVENTS_PER_PAGE = 60

/** One page of the journey, newest first, by month; `chosen` narrows it to those strands, none being all. */
export function journeyPage(
  events: readonly TimelineEvent[],
  chosen: readonly StrandName[],
  page: number,
): { readonly months: readonly JourneyMonth[]; readonly count: number; readonly pages: number } {
  const wanted = chosen.length === 0 ? events : events.filter(({ kind }) => isOneOf(strandOf(kind), chosen))
  const shown = wanted.toReversed().slice((page - 1) * EVENTS_PER_PAGE, page * EVENTS_PER_PAGE)
  const months = [...Map.groupBy(shown, ({ onDate }) => onDate.slice(0, 7))]
  return {
    months: months.map(([month, own]) => ({ month, events: own })),
    count: wanted.length,
    pages: Math.max(1, Math.ceil(wanted.length / EVENTS_PER_PAGE)),
  }
}

function isOneOf(strand: StrandName | undefined, chosen: readonly StrandName[]): boolean {
  return strand !== undefined && chosen.includes(strand)
}

/** A stretch of time under one kind of help. */
export interface Episode {
  readonly title: string
  readonly from: PlainDate
  readonly to: PlainDate | null
}

const episodeTitles: ReadonlyMap<string, string> = new Map<EventKindName, string>([
  ['early-help-start', 'Early help'],
  ['child-in-need-start', 'Child in need'],
  ['assessment-start', 'Assessment'],
  ['plan-start', 'Child protection plan'],
  ['care-start', 'In care'],
])

/** The stretches of the journey that have a start and an end, newest start first. An end still to come is no end yet. */
export function episodesOf(events: readonly TimelineEvent[], asAt: PlainDate): readonly Episode[] {
  return events.toReversed().flatMap(({ kind, onDate, endsOn }) => {
    const title = episodeTitles.get(kind)
    return title === undefined ? [] : [{ title, from: onDate, to: endsOn !== null && endsOn <= asAt ? endsOn : null }]
  })
}

/** An episode in words: `3 March 2024 to 4 June 2025 (1 year 3 months)`, `since 3 March 2024 (2 years)`. */
export function episodeWords({ from, to }: Episode, asAt: PlainDate): string {
  const long = spanWords(from, to ?? asAt)
  return to === null
    ? `Since ${formatDate(from)} (${long} so far)`
    : `${formatDate(from)} to ${formatDate(to)} (${long})`
}

/** A length of time: days up to 60, then whole years and months. @example spanWords('2024-03-03', '2025-06-04') // '1 year 3 months' */
export function spanWords(from: PlainDate, to: PlainDate): string {
  const days = daysBetween(from, to)
  if (days <= 60) return counted(Math.max(days, 0), 'day')
  const months = wholeMonths(from, to)
  const [years, rest] = [Math.floor(months / 12), months % 12]
  return [years > 0 && counted(years, 'year'), rest > 0 && counted(rest, 'month')].filter(Boolean).join(' ')
}

function wholeMonths(from: PlainDate, to: PlainDate): number {
  const months =
    (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7))
  return addMonths(from, months) <= to ? months : months - 1
}

function counted(n: number, unit: string): string {
  return `${n} ${unit}${n === 1 ? '' : 's'}`
}
