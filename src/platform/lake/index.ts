export { installCalendar } from './calendar.ts'
export { type DuckDb, type DuckDbOptions, openDuckDb, type Row, type SqlValue, sqlName, sqlText } from './duckdb.ts'
