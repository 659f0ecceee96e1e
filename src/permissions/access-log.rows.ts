import type { LogEntry } from '#platform/access-log'

/** A moment as text that is the same for every driver and setting. */
export const MOMENT = (sql: string) => `to_char(${sql} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/** Columns of an entry, as it is sealed. */
export const ENTRY_COLUMNS = `entry_id, ${MOMENT('at')} as at, person_id, what, page, children, rows, why, is_export`

export interface EntryRow {
  readonly entry_id: number
  readonly at: string
  readonly person_id: number
  readonly what: string
  readonly page: string
  readonly children: readonly string[]
  readonly rows: number
  readonly why: string | null
  readonly is_export: boolean
}

export const sealColumns = `seal_id, entries, entry_ids, ${MOMENT('sealed_at')} as sealed_at, previous, hash`

export interface SealRow {
  readonly seal_id: number
  readonly entries: number
  readonly entry_ids: readonly number[]
  readonly sealed_at: string
  readonly previous: Buffer
  readonly hash: Buffer
}

export function entryOf(row: EntryRow): LogEntry {
  const { entry_id: entryId, person_id: personId, is_export: isExport, ...rest } = row
  return { entryId, personId, isExport, ...rest }
}

/** After this time an entry that was numbered has been committed, or never will be: pages take seconds. */
export const SETTLED = `interval '10 minutes'`
