import { compareFindings, countFindings, findingGroups, findingsFor, writeFindingsWorkbook } from '#checks'
import type { OpenSnapshot } from '#imports'
import { type Answer, type Call, type Command, textOption } from '#platform/cli'
import { type DuckDb, listSnapshots, parquetFile, snapshotBefore, snapshotDir } from '#platform/lake'
import { slices } from '../slices.ts'
import { againOption, fromPublishedOr, snapshotOptions, snapshotOptionsDescribed } from './open.ts'
import { outProblems } from './out-path.ts'

const { children } = slices

/** `throughline check`: what is odd in a snapshot, row by row. */
export const checkCommand: Command = {
  name: 'check',
  summary: 'Say what is odd in the data, row by row, and what could not be checked',
  usage: '[--snapshot ID] [--check ID] [--team T] [--by table|team|area] [--out FILE.xlsx] [--count-again]',
  options: {
    ...snapshotOptions,
    check: { type: 'string' },
    team: { type: 'string' },
    by: { type: 'string' },
    out: { type: 'string' },
    ...againOption,
  },
  describe: {
    ...snapshotOptionsDescribed,
    check: 'one check by its id',
    team: "one team's cases",
    by: 'counts by table, team or area in place of the rows',
    out: 'a workbook (.xlsx) to write the rows to, one sheet a check',
    'count-again': 'asks every check of the stored record again, and does not read what was found at the load',
  },
  words: [0, 0],
  run: runCheck,
}

async function runCheck(call: Call): Promise<Answer> {
  const check = textOption(call, 'check')
  const team = textOption(call, 'team')
  if (check !== undefined && !children.checks.some(({ id }) => id === check)) {
    return {
      problems: [{ code: 'check', field: 'check', message: 'there is no such check; see throughline definitions' }],
    }
  }
  const problems = await outProblems(call, 'out')
  if (problems.length > 0) return { problems }
  const by = textOption(call, 'by')
  if (by !== undefined) return countsBy(call, by)
  const found = await fromPublishedOr(call, foundBy(call), async ({ db, manifest }) => {
    const findings = await findingsFor(db, { ...(check ? { check } : {}), ...(team ? { team } : {}) })
    const before = snapshotBefore(await listSnapshots(call.dataDir, manifest.authority), manifest)
    const dir = before && snapshotDir(call.dataDir, manifest.authority, before.id)
    const trend = dir
      ? await compareFindings(db, { finding: parquetFile(dir, 'finding'), checkRun: parquetFile(dir, 'check_run') })
      : []
    const out = textOption(call, 'out')
    if (out) await writeFindingsWorkbook(out, { findings, checks: children.checks, trend })
    return { ok: true, value: { findings, trend: new Map(trend.map((each) => [each.check, each])) } }
  })
  if (!found.ok) return found
  const { findings, trend } = found.value
  const json = findings.map((each) => ({ ...each, ...(trend.has(each.check) ? { trend: trend.get(each.check) } : {}) }))
  const lines = findings
    .filter(({ count }) => count !== 0)
    .map(({ check, title, severity, count, notRun }) => {
      const moved = trend.get(check)
      const change = moved?.new == null ? '' : ` (${moved.new} new, ${moved.mended} mended)`
      return `${severity.padEnd(8)}${count === null ? 'not run' : String(count).padStart(7)}  ${title}${change}${notRun ? `: ${notRun}` : ''}`
    })
  return {
    json,
    text: lines.length > 0 ? lines.join('\n') : 'Nothing odd was found.',
    findings: findings.some(({ count }) => count !== 0),
  }
}

/** Where findings come from: those of the load, while the checks are the same, or all checks asked anew. */
function foundBy(call: Call) {
  return {
    tables: ['finding', 'check_run'],
    isCurrent: async (db: DuckDb) => {
      const runs = await db.rows<{ id: string }>('select check_id as id from check_run order by id')
      return (
        runs.map(({ id }) => id).join() ===
        children.checks
          .map(({ id }) => id)
          .toSorted()
          .join()
      )
    },
    compute: ({ db }: OpenSnapshot) =>
      children.runChecks(db, { onCheck: (done, of) => call.progress.at('Checking the data', done, of) }),
  }
}

/** Findings counted by list, team or area: whose they are to mend. */
async function countsBy(call: Call, by: string): Promise<Answer> {
  if (!isFindingGroup(by)) {
    return { problems: [{ code: 'by', field: 'by', message: `--by takes ${Object.keys(findingGroups).join(', ')}` }] }
  }
  const counts = await fromPublishedOr(call, foundBy(call), async ({ db }) => {
    return { ok: true, value: await countFindings(db, by) }
  })
  if (!counts.ok) return counts
  const lines = counts.value.map(
    ({ value, error, warning, query }) =>
      `${value ?? 'none named'}: ${error} errors, ${warning} warnings, ${query} queries`,
  )
  return { json: counts.value, text: lines.join('\n'), findings: counts.value.length > 0 }
}

function isFindingGroup(text: string): text is keyof typeof findingGroups {
  return Object.hasOwn(findingGroups, text)
}
