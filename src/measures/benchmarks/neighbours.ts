import type { BenchmarkPeriod } from './benchmark-period.ts'
import { referenceRows } from './reference-file.ts'

/** A set of statistical neighbours, by the year its model was published. */
export type NeighbourEdition = '2021' | '2025'

/** One statistical neighbour, closest first; `closeness` is the publisher's word. */
export interface Neighbour {
  readonly code: string
  readonly closeness: string
}

/** The editions held, earliest first, with the first period end-year that each is used for. */
export const neighbourEditions = [
  { edition: '2021', title: 'April 2021', fromYear: 0 },
  { edition: '2025', title: 'May 2025', fromYear: 2025 },
] as const satisfies readonly {
  readonly edition: NeighbourEdition
  readonly title: string
  readonly fromYear: number
}[]

const loaded = new Map<NeighbourEdition, ReadonlyMap<string, readonly Neighbour[]>>()

/**
 * The edition of neighbours that a period is set beside: periods that end in 2024 or earlier take the model of April 2021, the
 * one that papers of those years used; from 2025 the model of May 2025. A rule of ours: the Department applies its newest
 * model to every year, which cannot reproduce an old paper. A caller may ask for either edition instead.
 */
export function neighbourEditionFor(period: BenchmarkPeriod): NeighbourEdition {
  return period.endYear < 2025 ? '2021' : '2025'
}

/** The ten neighbours of an authority in that edition, closest first; none when the edition does not list it. */
export function listNeighbours(authority: string, edition: NeighbourEdition): readonly Neighbour[] {
  return neighbourSets(edition).get(authority) ?? []
}

/** True for an edition that is held. */
export function isNeighbourEdition(text: string): text is NeighbourEdition {
  return neighbourEditions.some((one) => one.edition === text)
}

function neighbourSets(edition: NeighbourEdition): ReadonlyMap<string, readonly Neighbour[]> {
  const found = loaded.get(edition) ?? readNeighbours(edition)
  loaded.set(edition, found)
  return found
}

/** The file holds a row per authority and place: authority, place (1 is closest), neighbour, closeness. */
function readNeighbours(edition: NeighbourEdition): ReadonlyMap<string, readonly Neighbour[]> {
  const sets = new Map<string, Neighbour[]>()
  for (const { authority = '', neighbour = '', closeness = '' } of referenceRows(
    `benchmarks/neighbours-${edition}.csv`,
  )) {
    sets.set(authority, [...(sets.get(authority) ?? []), { code: neighbour, closeness }])
  }
  return sets
}
