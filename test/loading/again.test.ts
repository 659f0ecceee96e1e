import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { childrenMeasures } from '#children'
import { openPublished } from '#imports'
import { buildCells, type MeasureValue, measureValues } from '#measures'
import { type DuckDb, parquetSql } from '#platform/lake'
import { plainDate } from '#values'
import { simulate, writeExtract } from '../../example/index.ts'
import { prepareMeasures, stagesFor } from '../../src/stages.ts'
import { CountyFolder } from './loaded-county.ts'

const folder = new CountyFolder()
after(() => folder.remove())

const FIRST = '2026-02-28'
const snapshots: string[] = []

before(async () => {
  const county = simulate({ seed: 3, children: 60, years: 3, asAt: '2026-03-31' })
  const figures = stagesFor({})
  if (!figures.ok) assert.fail(JSON.stringify(figures.problems))
  const counting = figures.value.filter(({ tables }) => tables.includes('measure_cell'))
  for (const asAt of [FIRST, '2026-03-31']) {
    const dir = join(folder.root, asAt)
    writeExtract(county, { asAt, windowMonths: asAt === FIRST ? 'all' : 6, dir, style: 'plain', dirt: 0.02 })
    snapshots.push((await folder.load(dir, asAt, counting)).snapshot)
  }
})

const CELLS = 'measure, edition, kind, on_date, dimension, value, numerator, denominator, middle'

async function measureAgain(db: DuckDb, asAt: string): Promise<unknown[]> {
  await prepareMeasures(db, folder.authority, plainDate(asAt))
  await buildCells(db, childrenMeasures)
  return db.rows(`select ${CELLS} from measure_cell order by all`)
}

test('an earlier snapshot measured again gives the figures that were published with it, to the last digit', async () => {
  await folder.open(async (db, dir) => {
    const published = await db.rows(`select ${CELLS} from ${parquetSql(dir, 'measure_cell')} order by all`)
    assert.ok(published.length > 1000, `only ${published.length} cells`)
    assert.deepEqual(await measureAgain(db, FIRST), published)
  }, snapshots[0])
})

/** Every figure there is: each breakdown and kind of period, over all months. */
async function everyFigure(db: DuckDb): Promise<readonly MeasureValue[]> {
  const dimensions = [undefined, ...new Set(childrenMeasures.flatMap(({ by }) => by))]
  const found: MeasureValue[] = []
  for (const by of dimensions) {
    for (const period of ['month', 'rolling12', 'ytd', 'snapshot'] as const) {
      const query = { ...(by ? { by } : {}), period, from: '2020-01', to: FIRST.slice(0, 7) }
      const values = await measureValues(db, childrenMeasures, query)
      if (values.ok) found.push(...values.value)
    }
  }
  return found
}

test('figures read from the cells kept with a snapshot are those counted anew from its record, for all measures and breakdowns', async () => {
  const choice = { dataDir: folder.dataDir, authority: folder.authority, snapshot: snapshots[0]! }
  const published = await openPublished(choice, ['population', 'measure_cell', 'measure_run'])
  if (!published.ok) assert.fail(JSON.stringify(published.problems))
  const kept = await everyFigure(published.value.db).finally(() => published.value.db.close())
  assert.equal(new Set(kept.map(({ measure }) => measure)).size, childrenMeasures.length)
  assert.ok(kept.length > 50_000, `only ${kept.length} figures`)
  await folder.open(async (db) => {
    await prepareMeasures(db, folder.authority, plainDate(FIRST))
    const anew = await everyFigure(db)
    assert.equal(anew.length, kept.length)
    assert.deepEqual(anew, kept)
  }, snapshots[0])
})
