import { openPublished } from '#imports'
import { measureValues } from '#measures'
import { sqlText } from '#platform/lake'
import { sayTaken } from './child.ts'
import { measures24 } from './measures-24.ts'

/**
 * Reads the 24 measures by all breakdowns and months from what the newest snapshot keeps: `run-figures.ts DATA cells|figures`.
 * 'cells' leaves them in a table in memory, as counting and pandas do; 'figures' hands over each as the commands give it.
 */
const [dataDir, which] = process.argv.slice(2) as [string, string]

const measures = measures24()
const breakdowns = [undefined, ...new Set(measures.flatMap(({ by }) => by))]

const began = performance.now()
const opened = await openPublished({ dataDir, authority: '936' }, ['population', 'measure_cell', 'measure_run'], {
  threads: 2,
})
if (!opened.ok) throw new Error(JSON.stringify(opened.problems))
const { db } = opened.value
sayTaken(began, which === 'cells' ? await readCells() : { figures: await readFigures() })
db.close()

async function readCells(): Promise<{ cells: number }> {
  const ids = measures.map(({ id }) => sqlText(id)).join(', ')
  await db.run(`create table cell as from measure_cell where measure in (${ids})`)
  return db.row<{ cells: number }>('select count(*) as cells from cell')
}

async function readFigures(): Promise<number> {
  let figures = 0
  for (const by of breakdowns) {
    for (const period of ['month', 'snapshot'] as const) {
      const query = { ...(by ? { by } : {}), period, from: '1900-01', to: '9999-12' }
      const values = await measureValues(db, measures, query)
      if (values.ok) figures += values.value.length
    }
  }
  return figures
}
