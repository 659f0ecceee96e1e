import { readFile } from 'node:fs/promises'
import { type LoadRequest, type LoadResult, load, writeRejects } from '#imports'
import { type Answer, type Call, type Command, textOption } from '#platform/cli'
import { parseJson, readSettings } from '#platform/config'
import { LockedError } from '#platform/lake'
import { formatDate, isPlainDate, type Outcome, type Problem, plainDate } from '#values'
import { slices } from '../slices.ts'
import { stagesFor } from '../stages.ts'
import { outProblems } from './out-path.ts'

const { children } = slices

/** `throughline load`: reads an extract and publishes a snapshot. */
export const loadCommand: Command = {
  name: 'load',
  summary: 'Load an extract (a workbook, CSV files, a zip or a folder) and publish a snapshot',
  usage:
    'PATH... --authority CODE --as-at YYYY-MM-DD [--accept] [--window-from YYYY-MM-DD] [--mapping FILE] [--rejects FILE]',
  options: {
    authority: { type: 'string' },
    'as-at': { type: 'string' },
    accept: { type: 'boolean' },
    'window-from': { type: 'string' },
    mapping: { type: 'string' },
    rejects: { type: 'string' },
  },
  describe: {
    authority: "the authority's code, such as 936",
    'as-at': 'the day on which the extract says how things stand',
    accept: 'load an extract that was held because it halved or doubled',
    'window-from': 'the first day the extract reaches back to; seen in the rows unless given',
    mapping: 'a JSON file that says what sheets and headers mean; remembered for the authority',
    rejects: 'a workbook (.xlsx) to write the rejected rows to',
  },
  words: [1, 200],
  run: runLoad,
}

async function runLoad(call: Call): Promise<Answer> {
  const request = await requestOf(call)
  if (!request.ok) return request
  const loaded = await load(request.value).catch(lockedProblem)
  if (!loaded.ok) return { problems: loaded.problems.map(sayAccept) }
  const rejects = textOption(call, 'rejects')
  if (rejects) await writeRejects(rejects, loaded.value.rejects)
  return { json: loaded.value, text: loadText(loaded.value) }
}

/** How a person who is right says so on the command line. */
function sayAccept(problem: Problem): Problem {
  if (problem.code !== 'held') return problem
  return { ...problem, message: `${problem.message}. If this is right, load again with --accept` }
}

/** Waiting one's turn is no fault: it is refused with the reason, and asked again. */
function lockedProblem(error: unknown): Outcome<never> {
  if (error instanceof LockedError) return { ok: false, problems: [{ code: 'locked', message: error.message }] }
  throw error
}

/** The request that a call makes; every problem of its options at once. */
async function requestOf(call: Call): Promise<Outcome<LoadRequest>> {
  const problems: Problem[] = []
  const authority = textOption(call, 'authority')
  if (authority === undefined)
    problems.push({ code: 'authority', field: 'authority', message: 'say whose extract it is: --authority CODE' })
  const asAt = dayOption(call, 'as-at', problems)
  if (asAt === undefined && problems.every(({ field }) => field !== 'as-at')) {
    problems.push({ code: 'as-at', field: 'as-at', message: 'say on which day things stood so: --as-at YYYY-MM-DD' })
  }
  if (asAt !== undefined && asAt > call.now.slice(0, 10)) {
    problems.push({ code: 'as-at', field: 'as-at', message: '--as-at is a day that has not come yet' })
  }
  const windowFrom = dayOption(call, 'window-from', problems)
  const settings = await readSettings(call.dataDir)
  const stages = settings.ok ? stagesFor(settings.value) : settings
  if (!stages.ok) problems.push(...stages.problems)
  const mapping = await mappingOption(call)
  problems.push(...(await outProblems(call, 'rejects')))
  if (!mapping.ok) problems.push(...mapping.problems)
  if (problems.length > 0 || !stages.ok || !mapping.ok) return { ok: false, problems }
  return {
    ok: true,
    value: {
      dataDir: call.dataDir,
      authority: authority!,
      asAt: plainDate(asAt!),
      paths: call.words,
      format: children.format,
      stages: stages.value,
      now: call.now,
      accept: call.options.accept === true,
      ...(windowFrom ? { windowFrom: plainDate(windowFrom) } : {}),
      ...(mapping.value === undefined ? {} : { mapping: mapping.value }),
      onProgress: ({ title, done, total }) => call.progress.at(title, done, total),
    },
  }
}

function dayOption(call: Call, name: string, problems: Problem[]): string | undefined {
  const text = textOption(call, name)
  if (text === undefined || isPlainDate(text)) return text
  problems.push({ code: name, field: name, message: `--${name} takes a day as YYYY-MM-DD` })
  return undefined
}

async function mappingOption(call: Call): Promise<Outcome<unknown>> {
  const path = textOption(call, 'mapping')
  if (path === undefined) return { ok: true, value: undefined }
  const text = await readFile(path, 'utf8').catch(() => undefined)
  return text === undefined
    ? { ok: false, problems: [{ code: 'mapping', field: 'mapping', message: 'the mapping file cannot be read' }] }
    : parseJson(text)
}

/** What a person reads after a load. */
function loadText(result: LoadResult): string {
  const rows = result.tables.map(
    ({ table, read, loaded, rejected, cellProblems }) =>
      `  ${table.padEnd(16)} ${count(read)} read = ${count(loaded)} loaded + ${count(rejected)} rejected; ${count(cellProblems)} odd cells`,
  )
  const loose = result.tables.flatMap(({ table, mapping, ignoredHeaders }) => [
    ...mapping
      .filter(({ how }) => how === 'pattern')
      .map(({ column, header }) => `  ${table}: “${header}” was read as ${column}`),
    ...(ignoredHeaders.length > 0 ? [`  ${table}: not used: ${ignoredHeaders.join('; ')}`] : []),
  ])
  const changed = result.changes
    .filter(({ changed, withdrawn, ended }) => changed + withdrawn + ended > 0)
    .map(
      ({ table, added, changed, withdrawn, ended }) =>
        `  ${table}: ${count(added)} added, ${count(changed)} changed, ${count(withdrawn)} withdrawn, ${count(ended)} ended`,
    )
  return [
    result.unchanged
      ? `These files were loaded before: nothing has changed. Snapshot ${result.snapshot}.`
      : `Snapshot ${result.snapshot}, as at ${formatDate(result.asAt)}.`,
    ...rows,
    ...section('Headers to look at:', loose),
    ...section('Since the extract before:', changed),
    ...section(
      'Worth a look:',
      result.warnings.map(({ message }) => `  ${message}`),
    ),
    ...section(
      'Left out:',
      result.skipped.map(({ file, sheet, reason }) => `  ${[file, sheet].filter(Boolean).join(', ')}: ${reason}`),
    ),
  ].join('\n')
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines]
}

function count(n: number): string {
  return n.toLocaleString('en-GB').padStart(9)
}
