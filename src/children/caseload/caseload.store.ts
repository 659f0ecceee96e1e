import type { Tx } from '#platform/db'
import type { WorkerCaseload } from './caseload.ts'

// Which workers there are to read, row-level security says.

/** Which caseloads: of one team, of one worker, or all that this person answers for. */
export interface CaseloadChoice {
  readonly team?: string
  readonly worker?: string
}

/** Caseloads by worker, those with most late first, then by name. */
export function listCaseloads(tx: Tx, choice: CaseloadChoice = {}): Promise<readonly WorkerCaseload[]> {
  return tx.rows<WorkerCaseload>(
    `select
        worker,
        team,
        area,
        service,
        cases,
        weighted::float8 as weighted,
        assessing,
        in_need as "inNeed",
        on_plan as "onPlan",
        in_care as "inCare",
        leavers,
        overdue,
        due_soon as "dueSoon",
        history
    from published.caseload
    where ($1::text is null or team = $1) and ($2::text is null or worker = $2)
    order by overdue desc, worker`,
    [choice.team ?? null, choice.worker ?? null],
  )
}
