import { tryChecks } from './check-mutants.ts'
import { tryMeasures } from './measure-mutants.ts'
import { killedShare, reportOf, wronglyExcused } from './report.ts'
import { tryTimescales } from './timescale-mutants.ts'

/**
 * Puts every small mistake that it knows into every declared rule, one at a time, and says which of them the rule's own
 * cases do not notice: `node test/mutation/main.ts [checks|timescales|measures] [part of an id]`.
 * Ends with 1 when fewer than 95 in 100 are noticed, or the table of equivalents is wrong.
 */
const WANTED = 0.95

const kinds = { checks: tryChecks, timescales: tryTimescales, measures: tryMeasures } as const
const [kind, id = ''] = process.argv.slice(2)

for (const [name, run] of Object.entries(kinds).filter(([each]) => !kind || kind === each)) {
  const outcomes = await run((of, mutants) => (of.includes(id) ? mutants : []))
  console.log(reportOf(name, outcomes))
  if (killedShare(outcomes) < WANTED || wronglyExcused(outcomes).length > 0) process.exitCode = 1
}
