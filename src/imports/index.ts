export { type CellProblem, type CellProblemCode, type CellValue, cellProblems, isBlank, readCell } from './cell.ts'
export {
  type Column,
  type ColumnType,
  columnSqlType,
  columnsSql,
  createTablesSql,
  type ImportFormat,
  type TableFormat,
  type Window,
} from './format.ts'
export { inspectFiles, type SheetSeen } from './inspect.ts'
export { load, rejectsOf } from './load.ts'
export type { LoadRequest, LoadResult, Progress, Reject, Stage, StageContext, TableChange } from './load.types.ts'
export { keptMapping } from './mapping.memory.ts'
export { type Mapping, noMapping, readMapping } from './mapping.ts'
export {
  findSnapshot,
  type OpenOptions,
  type OpenSnapshot,
  openPublished,
  openSnapshot,
  type SnapshotChoice,
} from './open-snapshot.ts'
export { type ColumnMatch, type HeaderCell, headerKey, matchHeaders, normaliseHeader } from './recognise.headers.ts'
export type { RecognisedBy, RecognisedTable, SheetStart } from './recognise.table.ts'
export { type Recognition, recognise } from './recognise.ts'
export {
  createChildTable,
  createCurrentView,
  createEmptyRecord,
  createRecordTables,
  RECORD_COLUMNS,
  versionColumnsSql,
  versionTable,
} from './record.ts'
export { rejectsWorkbook, writeRejects } from './rejects.workbook.ts'
