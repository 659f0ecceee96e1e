export { annexA } from './annex-a/annex-a.ts'
export { childrenChecks, runChildrenChecks } from './checks/index.ts'
export { createFacts } from './facts/create-facts.ts'
export {
  buildJourneys,
  type EventKind,
  type EventKindName,
  eventKinds,
  type JourneyEvent,
  journeyOf,
  SAME_DAY_RULE,
} from './journeys/index.ts'
export { childrenMeasures } from './measures/children-measures.ts'
export { createTeamArea } from './team-area.ts'
export {
  buildObligations,
  childrenTimescales,
  prepareTimescales,
  type UnfedTimescale,
  unfedTimescales,
} from './timescales/index.ts'
