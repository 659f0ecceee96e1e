export { calendarWarning } from './calendar-warning.ts'
export { type DueFilter, type DueItem, dueList, isDueState } from './due-list.ts'
export { dueOnByRowSql, dueOnSql, formatLimit, LIMIT_UNITS, type Limit, type LimitUnit } from './limit.ts'
export { OBLIGATION_COLUMNS, obligationSql } from './obligation.sql.ts'
export { computeObligations, type TimescaleRun, timescaleLimits } from './obligations.ts'
export { applyTimescaleSettings } from './timescale.settings.ts'
export {
  type ObligationState,
  type ShownIn,
  STATES,
  type Timescale,
  type TimescaleKind,
  type Verified,
} from './timescale.ts'
