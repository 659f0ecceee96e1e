import { openSnapshot } from '#imports'
import { buildCells } from '#measures'
import type { PlainDate } from '#values'
import { slices } from '../src/slices.ts'
import { prepareMeasures } from '../src/stages.ts'
import { sayTaken } from './child.ts'
import { measures24 } from './measures-24.ts'

/** Counts measures anew from the newest stored snapshot: `run-measures.ts DATA all|24`. */
const [dataDir, which] = process.argv.slice(2) as [string, string]

const began = performance.now()
const opened = await openSnapshot({ dataDir, authority: '936' }, slices.children.format, { threads: 2 })
if (!opened.ok) throw new Error(JSON.stringify(opened.problems))
const { db, manifest } = opened.value
await prepareMeasures(db, manifest.authority, manifest.asAt as PlainDate)
const runs = await buildCells(db, which === '24' ? measures24() : slices.children.measures)
const notRun = runs.filter(({ status }) => status !== 'run')
if (notRun.length > 0)
  throw new Error(`not run: ${notRun.map(({ measure, reason }) => `${measure} ${reason}`).join('; ')}`)
const { cells } = await db.row<{ cells: number }>('select count(*) as cells from measure_cell')
sayTaken(began, { measures: runs.length, cells })
db.close()
