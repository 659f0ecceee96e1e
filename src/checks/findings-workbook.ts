import { type SheetColumn, type WorkbookSheet, writeWorkbook } from '#platform/spreadsheets'
import type { Check } from './check.ts'
import type { FindingTrend } from './compare-findings.ts'
import type { CheckFindings, FoundRow } from './findings.ts'

/** What the workbook is made of: findings, the declarations that say why they matter, and the trend where there is one. */
export interface FindingsReport {
  readonly findings: readonly CheckFindings[]
  readonly checks: readonly Check[]
  readonly trend?: readonly FindingTrend[]
}

/** The most rows that a sheet of findings takes with its header; the rest are counted and said to be left out. */
const MOST_ROWS = 1_000_000

/**
 * Writes the findings as a workbook to work from: a contents sheet with every check, why it matters, what to do and how
 * many rows it found, and one sheet of rows for each check that found any. Checks that could not run say why.
 *
 * Cells never run as formulas and the file is written durably: see `writeWorkbook`.
 */
export async function writeFindingsWorkbook(path: string, report: FindingsReport): Promise<void> {
  await writeWorkbook(path, findingsSheets(report))
}

/** The sheets of that workbook. */
export function findingsSheets(report: FindingsReport): readonly WorkbookSheet[] {
  const found = report.findings.filter((each) => each.rows.length > 0)
  return [contents(report), ...found.map(rowsSheet)]
}

const contentsColumns: readonly SheetColumn[] = [
  { header: 'Check', width: 34 },
  { header: 'What is odd', width: 60 },
  { header: 'Severity', width: 10 },
  { header: 'List', width: 18 },
  { header: 'Rows', width: 10, format: 'integer' },
  { header: 'New since the snapshot before', width: 12, format: 'integer' },
  { header: 'Still there', width: 12, format: 'integer' },
  { header: 'Mended', width: 12, format: 'integer' },
  { header: 'Not run because', width: 30 },
  { header: 'Why it matters', width: 60 },
  { header: 'What to do', width: 60 },
  { header: 'Source', width: 40 },
]

function contents(report: FindingsReport): WorkbookSheet {
  const declared = new Map(report.checks.map((check) => [check.id, check]))
  const trends = new Map(report.trend?.map((trend) => [trend.check, trend]))
  const rows = report.findings.map((each) => {
    const check = declared.get(each.check)
    const trend = trends.get(each.check)
    return [
      each.check,
      each.title,
      each.severity,
      each.table,
      each.count,
      trend?.new,
      trend?.still,
      trend?.mended,
      each.notRun,
      check?.why,
      check?.todo,
      check?.source,
    ]
  })
  return { name: 'Contents', columns: contentsColumns, rows }
}

const rowColumns: readonly SheetColumn[] = [
  { header: 'Child', width: 16 },
  { header: 'What is odd', width: 80 },
  { header: 'Team', width: 28 },
  { header: 'Worker', width: 24 },
  { header: 'Area', width: 16 },
  { header: 'List', width: 18 },
  { header: 'File', width: 32 },
  { header: 'Sheet', width: 14 },
  { header: 'Row', width: 8 },
]

function rowsSheet(found: CheckFindings): WorkbookSheet {
  return { name: found.check, columns: rowColumns, rows: sheetRows(found.rows) }
}

function* sheetRows(rows: readonly FoundRow[]) {
  for (const row of rows.slice(0, MOST_ROWS)) {
    yield [row.child, row.detail, row.team, row.worker, row.area, row.table, row.file, row.sheet, row.row]
  }
  if (rows.length > MOST_ROWS) yield [null, `${rows.length - MOST_ROWS} more rows do not fit on this sheet`]
}
