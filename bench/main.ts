import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { listSnapshots, snapshotDir } from '#platform/lake'
import { writeBenchExtract } from '../example/bench-extract.ts'
import { changeExtract } from './change-extract.ts'
import { type Cores, measured, medianOf, runScript, type Taken } from './child.ts'
import { compareCells } from './compare-cells.ts'
import { isThere, machine, pythonWithPandas, twoCores, versions } from './machine.ts'
import { type Line, printLines, writePerformancePage } from './report.ts'

/**
 * `npm run bench [-- --children 12000 --years 6 --scale 1,10 --quick --write]`: how long the program takes, beside pandas.
 *
 * Every figure of ours is compared with pandas' before any time is given; where one differs, it ends with 1 and says
 * which. Extracts are kept in the temporary directory, so the next run need not write them again.
 */
const { values: options } = parseArgs({
  options: {
    children: { type: 'string', default: '12000' },
    years: { type: 'string', default: '6' },
    scale: { type: 'string', default: '1' },
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
})

const AS_AT = '2026-03-31'
const DAY_AFTER = '2026-04-01'
const children = Number(options.children)
const years = Number(options.years)
const runs = options.quick ? 1 : 5
const slowRuns = options.quick ? 1 : 3
const work = join(tmpdir(), `throughline-bench-${process.pid}`)
let loads = 0

await mkdir(work, { recursive: true })
try {
  const cores = await twoCores()
  const python = await pythonWithPandas()
  const lines: Line[] = []
  const scales = options.scale.split(',').map(Number)
  if (scales.includes(1)) lines.push(...(await atScaleOne(cores, python)))
  const growth: Taken[] = []
  for (const scale of scales) growth.push(await grown(scale, cores))
  if (scales.some((scale) => scale !== 1)) lines.push(...growthLines(scales, growth))
  printLines(lines)
  if (options.write) {
    const pandas = lines.find(({ taken }) => taken.said.pandas)?.taken.said.pandas
    const all = [await versions(), ...(pandas ? [`pandas ${pandas}`] : [])].join(', ')
    await writePerformancePage(lines, { machine: machine(), versions: all })
  }
} finally {
  await rm(work, { recursive: true, force: true })
}

/** An extract of so many times the size, written once and kept. */
async function extractAt(scale: number): Promise<string> {
  const out = join(tmpdir(), `throughline-bench-extract-${children}-${years}-${scale}`)
  const done = join(out, '.whole')
  if (await isThere(done)) return out
  say(`writing the extract of ${scale} times ${children} children in ${out}`)
  const { rows } = writeBenchExtract({ out, children, years, scale })
  await writeFile(done, `${rows}\n`)
  return out
}

async function atScaleOne(cores: Cores, python: string | undefined): Promise<Line[]> {
  const extract = await extractAt(1)
  const changed = join(work, 'changed')
  const changedRows = await changeExtract(extract, changed)

  say('checking that all cells are equal')
  const before = await loaded(extract, AS_AT, '24', cores)
  const after = await reloaded(before.data, changed, cores)
  if (python) {
    await mustAgree(python, extract, before.data, cores)
    await mustAgree(python, changed, after.data, cores)
  } else say('pandas is not installed (Debian: apt-get install python3-pandas): nothing to compare with')
  await rm(after.data, { recursive: true })

  say('measuring')
  const pandas = python ? await medianOf(slowRuns, () => analysed(python, extract, cores)) : undefined
  const fromCsv = await medianOf(slowRuns, async () => dropped(await loaded(extract, AS_AT, '24', cores)))
  const kept = await medianOf(runs, () => runScript('run-figures.ts', [before.data, 'cells'], cores))
  const figures = await medianOf(runs, () => runScript('run-figures.ts', [before.data, 'figures'], cores))
  const counted = await medianOf(runs, () => runScript('run-measures.ts', [before.data, '24'], cores))
  if (kept.said.cells !== counted.said.cells) throw new Error('the cells kept are not as many as those counted again')
  const all = await medianOf(runs, () => runScript('run-measures.ts', [before.data, 'all'], cores))
  const reload = await medianOf(slowRuns, async () => dropped(await reloaded(before.data, changed, cores)))
  const whole = await medianOf(slowRuns, async () => dropped(await loaded(extract, AS_AT, 'all', cores)))
  const journeys = await medianOf(runs, () => runScript('run-journeys.ts', [before.data], cores))
  say(`steps of the whole load: ${JSON.stringify(whole.said.steps)}`)
  const full = pandas?.wall
  const reading = pandas && (pandas.said.phases as Record<string, number>).read!
  return [
    ...(pandas
      ? [{ what: 'pandas: 24 measures from the CSV files, process and all', taken: pandas, seconds: full! }]
      : []),
    ...(pandas
      ? [{ what: 'pandas: the same without reading and without start', taken: pandas, seconds: pandas.work - reading! }]
      : []),
    beside('24 measures from the CSV files, snapshot written; process and all', fromCsv, fromCsv.wall, full, 2, 4),
    beside(
      `24 measures read from the cells that the snapshot keeps, ${kept.said.cells} cells; without start`,
      kept,
      kept.work,
      pandas && pandas.work - reading!,
      10,
      20,
    ),
    { what: `the same as ${figures.said.figures} figures, noughts and all`, taken: figures, seconds: figures.work },
    beside(
      '24 measures counted again from the stored record; without start',
      counted,
      counted.work,
      pandas && pandas.work - reading!,
    ),
    atMost(
      `all ${all.said.measures} measures with all breakdowns, counted again from the stored record; without start`,
      all,
      all.work,
      counted.work * 3,
    ),
    beside(`reload with ${changedRows} rows changed (1%), 24 measures; process and all`, reload, reload.wall, full, 20),
    {
      what: `the whole load of ${whole.said.rows} rows: read, reject, record, journeys, timescales, checks, measures`,
      taken: whole,
      seconds: whole.wall,
      aim: 'under 1 GB',
      met: whole.peakBytes < 1e9,
    },
    atMost(
      `journeys of ${journeys.said.children} children as lists of ${journeys.said.events} events; from the open record`,
      journeys,
      journeys.work,
      2,
    ),
  ]
}

function beside(
  what: string,
  taken: Taken,
  seconds: number,
  than: number | undefined,
  aim?: number,
  stretch?: number,
): Line {
  const times = than === undefined ? undefined : than / seconds
  const line = { what, taken, seconds, ...(times ? { times } : {}) }
  if (aim === undefined) return line
  const wanted = `${aim} times as fast${stretch ? ` (stretch ${stretch})` : ''}`
  return { ...line, aim: wanted, ...(times ? { met: times >= aim } : {}) }
}

function atMost(what: string, taken: Taken, seconds: number, most: number): Line {
  return { what, taken, seconds, aim: `at most ${most.toFixed(2)} s`, met: seconds <= most }
}

interface Loaded {
  readonly data: string
  readonly taken: Taken
}

async function loaded(extract: string, asAt: string, which: '24' | 'all', cores: Cores): Promise<Loaded> {
  const data = join(work, `data-${++loads}`)
  return { data, taken: await runScript('run-load.ts', [extract, data, asAt, which], cores) }
}

/** Loads the changed extract over a copy of what an earlier load left; the copying is not timed. */
async function reloaded(earlier: string, changed: string, cores: Cores): Promise<Loaded> {
  const data = join(work, `data-${++loads}`)
  await cp(earlier, data, { recursive: true })
  return { data, taken: await runScript('run-load.ts', [changed, data, DAY_AFTER, '24'], cores) }
}

async function dropped({ data, taken }: Loaded): Promise<Taken> {
  await rm(data, { recursive: true })
  return taken
}

function analysed(python: string, extract: string, cores: Cores): Promise<Taken> {
  return measured(python, [join(import.meta.dirname, 'analyst.py'), extract, join(work, 'analyst.csv')], cores)
}

/** @throws Error that names the first cells in which we and pandas differ */
async function mustAgree(python: string, extract: string, data: string, cores: Cores): Promise<void> {
  await analysed(python, extract, cores)
  const newest = (await listSnapshots(data, '936')).at(-1)!
  const { cells, different, first } = await compareCells(snapshotDir(data, '936', newest.id), join(work, 'analyst.csv'))
  if (different > 0 || cells === 0)
    throw new Error(`${different} of ${cells} cells differ: ${JSON.stringify(first, null, 1)}`)
  say(`${cells} cells, all equal`)
}

/** One whole load and what it takes at a scale. */
async function grown(scale: number, cores: Cores): Promise<Taken> {
  const extract = await extractAt(scale)
  say(`growth: the whole load at ${scale} times the size`)
  return dropped(await loaded(extract, AS_AT, 'all', cores))
}

function growthLines(scales: readonly number[], growth: readonly Taken[]): Line[] {
  const perRow = growth.map(({ wall, said }) => wall / Number(said.rows))
  return growth.map((taken, i) => ({
    what: `growth: the whole load of ${taken.said.rows} rows (${scales[i]} times), ${(perRow[i]! * 1e6).toFixed(1)} µs for each row`,
    taken,
    seconds: taken.wall,
    aim: 'time per row no worse, under 4 GB',
    met: perRow[i]! <= perRow[0]! * 1.1 && taken.peakBytes < 4e9,
  }))
}

function say(message: string): void {
  console.error(message)
}
