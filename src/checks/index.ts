export { AS_AT, type Check, type Reads, type Severity } from './check.ts'
export { compareFindings, type EarlierFindings, type FindingTrend } from './compare-findings.ts'
export {
  type CheckFindings,
  countFindings,
  type FindingChoice,
  type FindingCount,
  type FoundRow,
  findingGroups,
  findingsFor,
} from './findings.ts'
export { type FindingsReport, findingsSheets, writeFindingsWorkbook } from './findings-workbook.ts'
export { type AreaViews, type CheckNotRun, type ChecksRun, type RunChecksOptions, runChecks } from './run-checks.ts'
