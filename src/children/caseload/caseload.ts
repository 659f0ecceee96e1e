import type { PlainDate } from '#values'

/** The open cases of one worker, and what is late and due for them. */
export interface WorkerCaseload {
  readonly worker: string
  readonly team: string | null
  readonly area: string | null
  readonly service: string | null
  readonly cases: number
  /** Cases counted by how much work their kind is: see `weightWords`. */
  readonly weighted: number
  readonly assessing: number
  readonly inNeed: number
  readonly onPlan: number
  readonly inCare: number
  readonly leavers: number
  readonly overdue: number
  /** Due from the day of the record to the tenth working day after it. */
  readonly dueSoon: number
  /** Cases at each of the last twelve month ends, earliest first. */
  readonly history: readonly (readonly [day: PlainDate, cases: number])[]
}

/** The workers of one team together. */
export interface TeamCaseload {
  /** Null for workers whose cases name no team. */
  readonly team: string | null
  readonly area: string | null
  readonly workers: number
  readonly cases: number
  readonly weighted: number
  /** The most cases that one worker has. */
  readonly most: number
  readonly overdue: number
  readonly dueSoon: number
}

/** Workers put together by team, teams by area and name; workers without a team come last. */
export function teamsOf(workers: readonly WorkerCaseload[]): readonly TeamCaseload[] {
  const byTeam = Map.groupBy(workers, ({ team }) => team)
  const teams = [...byTeam].map(([team, own]) => teamOf(team, own))
  return teams.toSorted((a, b) => compareWords(a.area, b.area) || compareWords(a.team, b.team))
}

function teamOf(team: string | null, own: readonly WorkerCaseload[]): TeamCaseload {
  return {
    team,
    area: own[0]?.area ?? null,
    workers: own.length,
    cases: total(own, 'cases'),
    weighted: total(own, 'weighted'),
    most: Math.max(...own.map(({ cases }) => cases)),
    overdue: total(own, 'overdue'),
    dueSoon: total(own, 'dueSoon'),
  }
}

/** The sum of one number over caseloads. */
export function total<K extends string>(own: readonly Readonly<Record<K, number>>[], key: K): number {
  return own.reduce((sum, each) => sum + each[key], 0)
}

function compareWords(a: string | null, b: string | null): number {
  if (a === b) return 0
  if (a === null || b === null) return a === null ? 1 : -1
  return a < b ? -1 : 1
}

/** What a year did to a caseload, in words: `12 at the end of April 2025, 18 now`. Empty with fewer than two points. */
export function changeOver(
  history: WorkerCaseload['history'],
): { readonly first: number; readonly last: number } | undefined {
  const [first, last] = [history[0], history.at(-1)]
  return first === undefined || last === undefined || first === last ? undefined : { first: first[1], last: last[1] }
}
