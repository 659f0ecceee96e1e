import { type Check, type ChecksRun, type RunChecksOptions, runChecks } from '#checks'
import type { DuckDb } from '#platform/lake'
import { createTeamArea } from '../team-area.ts'
import { adoptionChecks } from './adoption.checks.ts'
import { assessmentChecks } from './assessment.checks.ts'
import { careLeaverChecks } from './care-leaver.checks.ts'
import { cellChecks } from './cell.checks.ts'
import { childChecks } from './child.checks.ts'
import { childInNeedChecks } from './child-in-need.checks.ts'
import { earlyHelpChecks } from './early-help.checks.ts'
import { everyListChecks } from './every-list.checks.ts'
import { historyChecks } from './history.checks.ts'
import { lookedAfterChecks } from './looked-after.checks.ts'
import { protectionPlanChecks } from './protection-plan.checks.ts'
import { referralChecks } from './referral.checks.ts'
import { section47Checks } from './section-47.checks.ts'
import { workerChecks } from './worker.checks.ts'

/** Everything that is asked of the record of children's services: what is odd, why it matters and what to do. */
export const childrenChecks: readonly Check[] = [
  ...cellChecks,
  ...everyListChecks,
  ...earlyHelpChecks,
  ...referralChecks,
  ...assessmentChecks,
  ...section47Checks,
  ...childInNeedChecks,
  ...protectionPlanChecks,
  ...lookedAfterChecks,
  ...careLeaverChecks,
  ...adoptionChecks,
  ...childChecks,
  ...workerChecks,
  ...historyChecks,
]

/** Asks all of `childrenChecks` of the open record; findings have the area of their team, or of their worker. */
export async function runChildrenChecks(
  db: DuckDb,
  options: Pick<RunChecksOptions, 'onCheck'> = {},
): Promise<ChecksRun> {
  await createTeamArea(db)
  return runChecks(db, childrenChecks, { ...options, areas: { team: 'team_area', worker: 'worker_area' } })
}
