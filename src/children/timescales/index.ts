import type { DuckDb } from '#platform/lake'
import { computeObligations, type Timescale, type TimescaleRun } from '#timescales'
import { createHistory } from '../history.ts'
import { createLatestInDoubt } from '../latest-in-doubt.ts'
import { createTeamArea } from '../team-area.ts'
import { adoptionTimescales } from './adoption.timescales.ts'
import { assessmentTimescales } from './assessment.timescales.ts'
import { careLeaverTimescales } from './care-leaver.timescales.ts'
import { careReviewTimescales } from './care-review.timescales.ts'
import { careVisitTimescales } from './care-visit.timescales.ts'
import { healthTimescales } from './health.timescales.ts'
import { missingTimescales } from './missing.timescales.ts'
import { needTimescales } from './need.timescales.ts'
import { orderTimescales } from './order.timescales.ts'
import { createPeriods } from './periods.ts'
import { protectionTimescales } from './protection.timescales.ts'

export { type UnfedTimescale, unfedTimescales } from './not-fed.ts'

/** Every timescale that Annex A can feed, in the order of a child's journey. */
export const childrenTimescales: readonly Timescale[] = [
  ...assessmentTimescales,
  ...protectionTimescales,
  ...needTimescales,
  ...orderTimescales,
  ...careVisitTimescales,
  ...careReviewTimescales,
  ...healthTimescales,
  ...missingTimescales,
  ...careLeaverTimescales,
  ...adoptionTimescales,
]

/** Makes the views and tables that `childrenTimescales` and their areas are read from. */
export async function prepareTimescales(db: DuckDb): Promise<void> {
  await createTeamArea(db)
  await createHistory(db)
  await createLatestInDoubt(db)
  await createPeriods(db)
}

/**
 * Prepares the open snapshot and computes its obligations; see `computeObligations`.
 *
 * @param timescales the declared ones, or those with an authority's own limits from `applyTimescaleSettings`
 */
export async function buildObligations(
  db: DuckDb,
  timescales: readonly Timescale[] = childrenTimescales,
): Promise<TimescaleRun[]> {
  await prepareTimescales(db)
  return computeObligations(db, timescales)
}
