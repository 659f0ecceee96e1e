export { annexA } from './annex-a/annex-a.ts'
export { CASELOADS, teamHref, workerHref } from './caseload/caseload.pages.ts'
export { childrenChecks, runChildrenChecks } from './checks/index.ts'
export { type ChildrenRouteNeeds, childrenRoutes } from './children.routes.ts'
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
export {
  analyzePublished,
  beAuthority,
  type CaseKind,
  type CaseWeights,
  caseKinds,
  ensureAuthority,
  getStanding,
  localCaseWeights,
  type OnProgress,
  type PublishedCompendium,
  type PublishedMeasure,
  type PublishingLedger,
  publishedFrom,
  READ_MODEL,
  type RowFiles,
  removeOldPublications,
  type Standing,
  startRows,
  takeTurn,
  type Written,
  writeFirstPages,
  writePublication,
} from './published/index.ts'
export { createTeamArea } from './team-area.ts'
export {
  buildObligations,
  childrenTimescales,
  prepareTimescales,
  type UnfedTimescale,
  unfedTimescales,
} from './timescales/index.ts'
export { findOverview, type PlaceCounts, type WorklistOverview } from './worklist/overview.store.ts'
export { lineTable, partTiles, worklistHref } from './worklist/worklist.pages.ts'
export { childrenOf } from './worklist/worklist.routes.ts'
export { soonAfter } from './worklist/worklist.store.ts'
