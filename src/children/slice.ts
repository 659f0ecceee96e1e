import { annexA } from './annex-a/annex-a.ts'
import { childrenChecks, runChildrenChecks } from './checks/index.ts'
import { createFacts } from './facts/create-facts.ts'
import { buildJourneys, eventKinds } from './journeys/index.ts'
import { childrenMeasures } from './measures/children-measures.ts'
import { buildObligations, childrenTimescales, unfedTimescales } from './timescales/index.ts'

/** What children's social care plugs into the program. */
export const children = {
  format: annexA,
  checks: childrenChecks,
  timescales: childrenTimescales,
  notFed: unfedTimescales,
  measures: childrenMeasures,
  events: eventKinds,
  runChecks: runChildrenChecks,
  buildObligations,
  buildJourneys,
  createFacts,
} as const
