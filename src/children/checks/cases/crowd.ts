import type { DuckDb } from '#platform/lake'
import type { CaseRecord } from './case.ts'
import { fill, openCaseRecord } from './case-record.ts'
import { cleanRecord } from './clean-record.ts'

/** A record of other children and workers, about whom no check has anything to say, to put cases among. */
export async function openCrowdedRecord(): Promise<DuckDb> {
  const db = await openCaseRecord()
  await fill(db, ofOthers(cleanRecord))
  return db
}

/** Checks that look at a list as a whole, so that more rows are another question. */
export function aboutTheWholeList(id: string): boolean {
  return (
    /-(column-empty|required-empty|counts-itself)$/.test(id) ||
    ['referral-count-differs', 'worker-without-area', 'team-in-two-areas'].includes(id)
  )
}

/** The clean record with other numbers, and workers, than those of the cases. */
function ofOthers(record: CaseRecord): CaseRecord {
  const renamed = [
    'child_id',
    'adopter_id',
    'adoptive_family_id',
    'worker',
    'team',
    'allocated_worker',
    'allocated_team',
  ]
  const other = (row: CaseRecord[string][number]) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, renamed.includes(name) && value ? `other ${value}` : value]),
    )
  return Object.fromEntries(Object.entries(record).map(([table, rows]) => [table, rows.map(other)]))
}
