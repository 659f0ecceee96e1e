export { type EventKind, type EventKindName, eventKinds, SAME_DAY_RULE } from './event-kinds.ts'
export { buildJourneys, type JourneyEvent, journeyOf } from './journeys.ts'
