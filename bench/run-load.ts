import { load, type Stage } from '#imports'
import { buildCells } from '#measures'
import { readSettings } from '#platform/config'
import { plainDate } from '#values'
import { slices } from '../src/slices.ts'
import { prepareMeasures, stagesFor } from '../src/stages.ts'
import { sayTaken } from './child.ts'
import { measures24 } from './measures-24.ts'

/** Loads an extract as `throughline load` does: `run-load.ts EXTRACT DATA AS-AT all|24`. '24' counts the 24 measures alone. */
const [extract, dataDir, asAt, which] = process.argv.slice(2) as [string, string, string, string]

const counting24: Stage = {
  title: 'Counting 24 measures',
  tables: ['population', 'measure_cell', 'measure_run'],
  run: async (db, { authority, asAt }) => {
    await prepareMeasures(db, authority, asAt)
    await buildCells(db, measures24())
  },
}

const settings = await readSettings(dataDir)
const all = settings.ok ? stagesFor(settings.value) : settings
if (!all.ok) throw new Error(JSON.stringify(all.problems))
const steps: { title: string; at: number; cpu: number; peak: number }[] = []
const cpu = () => (process.cpuUsage().user + process.cpuUsage().system) / 1e6
const peak = () => Math.round((process.resourceUsage().maxRSS * 1024) / 1e6)
const began = performance.now()
const loaded = await load({
  dataDir,
  authority: '936',
  asAt: plainDate(asAt),
  paths: [extract],
  format: slices.children.format,
  stages: which === '24' ? [counting24] : all.value,
  now: '2026-04-02T06:00:00.000Z',
  threads: 2,
  ...(process.env.LIMIT ? { memoryLimit: process.env.LIMIT } : {}),
  onProgress: ({ title }) => {
    if (steps.at(-1)?.title !== title) steps.push({ title, at: performance.now(), cpu: cpu(), peak: peak() })
  },
})
if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
const ended = { at: performance.now(), cpu: cpu(), peak: peak() }
sayTaken(began, {
  rows: loaded.value.tables.reduce((sum, { loaded }) => sum + loaded, 0),
  steps: steps.map((step, i) => {
    const next = steps[i + 1] ?? ended
    return [step.title, (next.at - step.at) / 1000, next.cpu - step.cpu, next.peak]
  }),
})
