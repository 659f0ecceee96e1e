import type { DuckDb } from '#platform/lake'
import type { PlainDate } from '#values'
import type { KnownRecord } from './known-period.ts'

/** Reads what a snapshot opened for work can speak of. @throws Error when it is not exactly one snapshot */
export async function readKnownRecord(db: DuckDb): Promise<KnownRecord> {
  const info = await db.row<{ snapshot: string; as_at: PlainDate }>('select snapshot, as_at from snapshot_info')
  return {
    snapshot: info.snapshot,
    asAt: info.as_at,
    coverage: await db.rows('select table_name as "table", covered_from as "from", covered_to as "to" from coverage'),
    extractDays: await db.rows('select table_name as "table", as_at as "asAt" from extract_day'),
  }
}
