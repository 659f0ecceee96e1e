import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { countFindings, findingsFor, writeFindingsWorkbook } from '#checks'
import { load, type OpenSnapshot, openSnapshot, type Reject, writeRejects } from '#imports'
import { type Answer, type Call, type Command, numberOption } from '#platform/cli'
import { writeFileDurably } from '#platform/files'
import { listSnapshots } from '#platform/lake'
import { writeWorkbook } from '#platform/spreadsheets'
import { renderCompendiumHtml, writeCompendiumWorkbook } from '#reports'
import { dueList } from '#timescales'
import { formatDate, type Outcome, type Problem, plainDate } from '#values'
import { writeCounty } from '../../example/index.ts'
import { exampleCounty } from '../example-county.ts'
import { slices } from '../slices.ts'
import { stagesFor } from '../stages.ts'
import { compendiumOf } from './compendium.command.ts'
import { serve } from './serve.command.ts'

const { children } = slices

/** `throughline demo`: the whole line on the simulated county, from extract files to figures, and then the page. */
export const demoCommand: Command = {
  name: 'demo',
  summary: 'Build the example county, load it, write its papers and serve the site',
  usage: '[--once] [--children N] [--port N] [--host H]',
  options: {
    once: { type: 'boolean' },
    children: { type: 'string' },
    port: { type: 'string' },
    host: { type: 'string' },
    authority: { type: 'string' },
    snapshot: { type: 'string' },
  },
  describe: {
    once: 'set up, say what was found, and end without serving',
    children: 'a smaller county: how many open children in need',
    port: 'the port to serve on; 3000 unless given',
    host: 'the address to listen on; 127.0.0.1, this machine alone, unless given',
    authority: 'the example county, whatever is given',
    snapshot: 'an earlier snapshot to serve',
  },
  words: [0, 0],
  run: runDemo,
}

async function runDemo(call: Call): Promise<Answer> {
  const problems: Problem[] = []
  const size = numberOption(call, 'children', problems)
  if (problems.length > 0) return { problems }
  const files = join(call.dataDir, 'example')
  const papers = join(call.dataDir, 'papers')
  await mkdir(papers, { recursive: true })
  const county = await writeCounty({
    out: files,
    ...(size === undefined ? {} : { children: size }),
    onProgress: (message, done, of) => call.progress.at(`Simulating: ${message}`, done, of),
  })
  const loaded = await loadCounty(call, county.extracts)
  if (!loaded.ok) return loaded
  const opened = await openSnapshot({ dataDir: call.dataDir, authority: exampleCounty.code }, children.format)
  if (!opened.ok) return opened
  const found = await writePapers(call, opened.value, papers, loaded.value.rejects).finally(() =>
    opened.value.db.close(),
  )
  call.progress.end()
  const text = summary(call, found, loaded.value, files, papers)
  if (call.options.once === true || call.json)
    return { json: { ...found, ...loaded.value, rejects: loaded.value.rejects.length, files, papers }, text }
  process.stdout.write(`${text}\n`)
  return serve(call, 'warn')
}

interface LoadedCounty {
  readonly read: number
  readonly loaded: number
  readonly rejects: readonly Reject[]
  readonly extracts: number
}

async function loadCounty(
  call: Call,
  extracts: readonly { readonly dir: string; readonly asAt: string }[],
): Promise<Outcome<LoadedCounty>> {
  const stages = stagesFor({})
  if (!stages.ok) return stages
  const totals = { read: 0, loaded: 0, rejects: [] as Reject[], extracts: extracts.length }
  for (const [i, { dir, asAt }] of extracts.entries()) {
    const result = await load({
      // What was simulated here is right: in a small county lists double and halve by chance.
      accept: true,
      dataDir: call.dataDir,
      authority: exampleCounty.code,
      asAt: plainDate(asAt),
      paths: [dir],
      format: children.format,
      stages: stages.value,
      now: call.now,
      onProgress: ({ title }) =>
        call.progress.at(`Loading the extract of ${formatDate(plainDate(asAt))}: ${title}`, i, extracts.length),
    })
    if (!result.ok) return result
    for (const { read, loaded } of result.value.tables) {
      totals.read += read
      totals.loaded += loaded
    }
    totals.rejects.push(...result.value.rejects)
  }
  return { ok: true, value: totals }
}

interface Found {
  readonly snapshot: string
  readonly asAt: string
  readonly snapshots: number
  readonly findings: number
  readonly errors: number
  readonly overdue: number
  readonly due: number
  readonly measures: number
  readonly attention: readonly string[]
}

async function writePapers(call: Call, open: OpenSnapshot, papers: string, rejects: readonly Reject[]): Promise<Found> {
  const model = await compendiumOf(call, open)
  const { db, manifest } = open
  call.progress.at('Writing papers', 0, 0)
  await writeFileDurably(join(papers, 'compendium.html'), renderCompendiumHtml(model))
  await writeCompendiumWorkbook(model, join(papers, 'compendium.xlsx'))
  const findings = await findingsFor(db)
  await writeFindingsWorkbook(join(papers, 'data-quality.xlsx'), { findings, checks: children.checks })
  await writeRejects(join(papers, 'rejected-rows.xlsx'), rejects)
  const due = await dueList(db)
  await writeDue(join(papers, 'due.xlsx'), due)
  const errors = (await countFindings(db, 'table')).reduce((sum, { error }) => sum + error, 0)
  return {
    snapshot: manifest.id,
    asAt: manifest.asAt,
    snapshots: (await listSnapshots(call.dataDir, manifest.authority)).length,
    findings: findings.reduce((sum, { count }) => sum + (count ?? 0), 0),
    errors,
    overdue: due.filter(({ state }) => state === 'overdue').length,
    due: due.filter(({ state }) => state === 'due').length,
    measures: model.themes.reduce((sum, theme) => sum + theme.measures.length, 0),
    attention: model.attention.map(({ title, sentence }) => `${title}: ${sentence}`),
  }
}

async function writeDue(path: string, due: Awaited<ReturnType<typeof dueList>>): Promise<void> {
  const titles = new Map(children.timescales.map(({ id, title }) => [id, title]))
  await writeWorkbook(path, [
    {
      name: 'Due and late',
      columns: [
        { header: 'State', width: 10 },
        { header: 'What', width: 50 },
        { header: 'Child', width: 14 },
        { header: 'Started', format: 'date' },
        { header: 'Due', format: 'date' },
        { header: 'Days over', format: 'integer', width: 10 },
        { header: 'Worker', width: 26 },
        { header: 'Team', width: 30 },
        { header: 'Area', width: 18 },
      ],
      rows: due.map((item) => [
        item.state,
        titles.get(item.timescale) ?? item.timescale,
        item.child,
        item.startedOn,
        item.dueOn,
        item.daysOver,
        item.worker,
        item.team,
        item.area,
      ]),
    },
  ])
}

/** Ten lines: what was found and where to look. */
function summary(call: Call, found: Found, loaded: LoadedCounty, files: string, papers: string): string {
  const n = (count: number) => count.toLocaleString('en-GB')
  return [
    `${exampleCounty.name} is simulated: no child, worker or place in it is real.`,
    `${n(loaded.extracts)} extracts in ${files}: ${n(loaded.read)} rows read = ${n(loaded.loaded)} loaded + ${n(loaded.rejects.length)} rejected.`,
    `${n(found.snapshots)} snapshots; the newest is ${found.snapshot}, as at ${formatDate(plainDate(found.asAt))}.`,
    `${n(found.findings)} odd rows, ${n(found.errors)} of them errors: ${join(papers, 'data-quality.xlsx')} and rejected-rows.xlsx.`,
    `${n(found.overdue)} things overdue and ${n(found.due)} due soon: ${join(papers, 'due.xlsx')}.`,
    `${n(found.measures)} measures: ${join(papers, 'compendium.html')} and compendium.xlsx.`,
    ...found.attention.slice(0, 3),
    `Ask more: npx throughline help (with --data ${call.dataDir}).`,
  ].join('\n')
}
