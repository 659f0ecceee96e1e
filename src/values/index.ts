export { type Code, type CodePattern, type CodeSet, findCode, readCode, words } from './code-set.ts'
export { englandCalendar } from './england-calendar.ts'
export { formatMoment } from './moment.ts'
export type { Outcome, Problem } from './outcome.ts'
export { type DateProblem, parseDate, readDate } from './parse-date.ts'
export {
  financialYearStart,
  holds,
  monthOf,
  monthsBetween,
  type Period,
  type PeriodKind,
  rolling12To,
  snapshotOn,
  yearToDate,
} from './period.ts'
export {
  addDays,
  addMonths,
  ageOn,
  compareDates,
  daysBetween,
  endOfMonth,
  epochDay,
  formatDate,
  formatMonth,
  fromEpochDay,
  isPlainDate,
  MONTHS,
  type PlainDate,
  plainDate,
  plainDateOf,
  startOfMonth,
} from './plain-date.ts'
export {
  addWorkingDays,
  type BankHolidays,
  isWorkingDay,
  type WorkingDayCalendar,
  workingDayCalendar,
  workingDaysBetween,
} from './working-days.ts'
