export { installCalendar } from './calendar.ts'
export { type DuckDb, type DuckDbOptions, openDuckDb, type Row, type SqlValue, sqlName, sqlText } from './duckdb.ts'
export { inLanes } from './lanes.ts'
export {
  authorityDir,
  BUILDING,
  clearUnfinished,
  extractDir,
  getExtract,
  isAuthorityCode,
  listAuthorities,
  listSnapshots,
  parquetFile,
  parquetSql,
  snapshotDir,
} from './layout.ts'
export { LockedError, takeLock, withLock } from './lock.ts'
export type { ExtractManifest, ExtractTable, RecordChange, SnapshotManifest } from './manifest.ts'
export { lackingTables, putBack, snapshotBefore } from './put-back.ts'
