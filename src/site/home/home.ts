import type { WorklistOverview } from '#children'
import type { Narrative } from '#figures'
import type { Role } from '#permissions'
import type { AttentionPoint, MeasureSummary } from '#reports'
import type { PlainDate } from '#values'

/** The parts that a first page can have, in the order in which they stand. */
export const sections = ['list', 'attention', 'data', 'breakGlass', 'setUp', 'figures'] as const

export type Section = (typeof sections)[number]

const sectionsByRole = {
  worker: ['list'],
  manager: ['list'],
  serviceManager: ['list'],
  quality: ['attention', 'data', 'list'],
  director: ['attention', 'data'],
  analyst: ['data'],
  member: ['figures'],
  dataProtection: ['breakGlass'],
  administrator: ['setUp'],
} as const satisfies Record<Role, readonly Section[]>

/** What a person with these roles comes for; each part once, however many roles ask for it. */
export function sectionsFor(held: readonly string[]): readonly Section[] {
  const wanted = new Set<Section>(held.flatMap((role) => (isRole(role) ? sectionsByRole[role] : [])))
  return sections.filter((section) => wanted.has(section))
}

function isRole(role: string): role is Role {
  return Object.hasOwn(sectionsByRole, role)
}

/** Today's list is told by team to who answers for several, and by worker to who answers for one. */
export type ListView = 'own' | 'workers' | 'teams'

export function listViewFor(held: readonly string[]): ListView {
  if (held.some((role) => role === 'serviceManager' || role === 'quality')) return 'teams'
  return held.includes('manager') ? 'workers' : 'own'
}

/** A point that needs attention, with what its owner says is being done where that was asked. */
export interface AttentionWithAnswer extends AttentionPoint {
  readonly measure: string
  readonly narrative?: Narrative
}

/** How far the data can be trusted. */
export interface DataState {
  readonly snapshot: string
  readonly loadedAt: string
  readonly errors: number
  readonly warnings: number
  readonly queries: number
  /** Odd rows that were not odd in the snapshot before, and those mended since. */
  readonly fresh: number
  readonly mended: number
  /** Checks that could not be asked. */
  readonly notRun: number
  /** Uploads that wait for a person to say that they are right; null for who may not see loads. */
  readonly held: number | null
}

/** A record that someone opened outside the rules, told to who reviews it. */
export interface OpenedOutside {
  readonly by: string
  readonly at: string
  readonly reason: string
  readonly isReviewed: boolean
}

/** What an authority has of what it needs. */
export interface SetUp {
  readonly hasPublication: boolean
  readonly people: number
  readonly withoutRole: number
  readonly managersWithoutTeam: number
}

/** Everything that a first page says. What a person has no part in is left out. */
export interface Home {
  readonly authority: string
  /** Missing until something has been loaded. */
  readonly asAt?: PlainDate
  readonly list?: { readonly view: ListView; readonly overview: WorklistOverview }
  readonly attention?: { readonly points: readonly AttentionWithAnswer[] }
  readonly data?: DataState
  readonly opened?: readonly OpenedOutside[]
  readonly setUp?: SetUp
  readonly figures?: readonly MeasureSummary[]
  readonly mayLoad: boolean
  /** True for who is told when a record of theirs is opened outside the rules. */
  readonly mayReadNotices: boolean
}

/** The most figures on a first page. */
const MOST_FIGURES = 8

/** Figures that can be shown and have a target to be held to, in the order of themes; where none has, the first there are. */
export function keyFigures(
  themes: readonly { readonly measures: readonly MeasureSummary[] }[],
): readonly MeasureSummary[] {
  const all = themes.flatMap(({ measures }) => measures).filter(({ headline }) => typeof headline?.value === 'number')
  const held = all.filter(({ target }) => target !== null)
  return (held.length > 0 ? held : all).slice(0, MOST_FIGURES)
}
