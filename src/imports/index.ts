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
export {
  createChildTable,
  createCurrentView,
  createEmptyRecord,
  createRecordTables,
  RECORD_COLUMNS,
  versionColumnsSql,
  versionTable,
} from './record.ts'
