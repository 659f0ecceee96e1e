import type { PlainDate } from '#values'

/** Which part of today's list: by how near the due day is, as at the day of the record. */
export const parts = {
  late: 'Late',
  today: 'Due today',
  soon: 'Due in the next 10 working days',
  later: 'Due later',
  unknown: 'Cannot be worked out',
} as const satisfies Record<string, string>

export type Part = keyof typeof parts

/** How the lines are put together. */
export const groupings = { none: 'Not grouped', child: 'By child', worker: 'By worker' } as const satisfies Record<
  string,
  string
>

export type Grouping = keyof typeof groupings

/** What the lines can be ordered by. */
export const orders = {
  due: 'Longest late first',
  child: 'Child',
  what: 'What is due',
  worker: 'Worker',
  team: 'Team',
} as const satisfies Record<string, string>

export type Order = keyof typeof orders

/** What was asked for. What is not asked for is left out. */
export interface WorklistFilter {
  readonly part?: Part
  readonly timescale?: string
  readonly worker?: string
  readonly team?: string
  readonly area?: string
  /** Only what is due on or before this day, late or not. */
  readonly dueBy?: PlainDate
  readonly group: Grouping
  readonly order: Order
  /** 1 is the first. */
  readonly page: number
}

/** One thing due. */
export interface WorklistLine {
  /** How addresses name the child; null for an adopter, who has no page. */
  readonly ref: string | null
  readonly child: string
  readonly dateOfBirth: PlainDate | null
  readonly timescale: string
  readonly startedOn: PlainDate | null
  readonly dueOn: PlainDate | null
  readonly state: string
  readonly reason: string | null
  readonly provisional: boolean
  readonly worker: string | null
  readonly team: string | null
  readonly area: string | null
}

/** How many lines each part has, under the other filters. */
export type PartCounts = Readonly<Record<Part, number>>

/** What the filters can be set to: what this person's children have, and of workers those of the team and area asked for. */
export interface WorklistChoices {
  readonly timescales: readonly string[]
  readonly workers: readonly string[]
  readonly teams: readonly string[]
  readonly areas: readonly string[]
}

/** One page of today's list. */
export interface Worklist {
  readonly lines: readonly WorklistLine[]
  readonly counts: PartCounts
  /** Children among all lines that match, not only on this page. */
  readonly children: number
  readonly choices: WorklistChoices
}

/** The most workers that one list to choose from holds: more make a page slow and are not read. */
export const MOST_WORKERS = 60

/** Lines on a page. */
export const PAGE_SIZE = 50

/** The lines that match the filter, in all its pages. */
export function matching(counts: PartCounts, part: Part | undefined): number {
  return part === undefined ? Object.values(counts).reduce((sum, n) => sum + n, 0) : counts[part]
}

/** The query of an address that asks for this; what is as usual is left out. */
export function filterQuery(filter: Partial<WorklistFilter>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(filter)) {
    if (value !== undefined && value !== USUAL[name as keyof typeof USUAL]) query.set(name, String(value))
  }
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

const USUAL = { group: 'none', order: 'due', page: 1 } as const
