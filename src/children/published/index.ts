export { ensureAuthority, getStanding, type Standing } from './authority.store.ts'
export { type CaseKind, type CaseWeights, caseKinds, localCaseWeights } from './case-weights.ts'
export { writeFirstPages } from './first-pages.ts'
export { analyzePublished, removeOldPublications } from './remove-publications.ts'
export { publishedFrom, READ_MODEL } from './tables.ts'
export {
  beAuthority,
  type OnProgress,
  type PublishedCompendium,
  type PublishedMeasure,
  type PublishingLedger,
  takeTurn,
  type Written,
  writePublication,
} from './write-publication.ts'
export { type RowFiles, startRows } from './write-rows.ts'
