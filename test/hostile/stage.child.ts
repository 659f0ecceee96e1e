import { stageSources } from '../../src/platform/files/index.ts'

/** What staging one path in a process of its own came to; printed as JSON. */
export interface ChildReport {
  /** The codes of the problems; empty when it was staged. */
  readonly codes: readonly string[]
  readonly records: number
  readonly oddRows: number
  readonly milliseconds: number
  readonly peakMiB: number
}

const [path = '', dir = ''] = process.argv.slice(2)
const started = performance.now()
const staged = await stageSources([path], { dir })
const tables = staged.ok ? staged.tables : []
const report: ChildReport = {
  codes: staged.ok ? [] : staged.problems.map((problem) => problem.code),
  records: tables.reduce((sum, table) => sum + table.records, 0),
  oddRows: tables.reduce((sum, table) => sum + table.oddRows.length, 0),
  milliseconds: Math.round(performance.now() - started),
  // maxRSS is in KiB on Linux.
  peakMiB: Math.round(process.resourceUsage().maxRSS / 1_024),
}
console.log(JSON.stringify(report))
