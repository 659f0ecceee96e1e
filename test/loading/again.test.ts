import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { childrenMeasures } from '#children'
import { buildCells, measureValues } from '#measures'
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

test('a figure from the cells kept with a snapshot is the figure counted anew from its record', async () => {
  await folder.open(async (db, dir) => {
    for (const name of ['population', 'measure_cell', 'measure_run']) {
      await db.run(`create table ${name} as from ${parquetSql(dir, name)}`)
    }
    const kept = await measureValues(db, childrenMeasures, { from: '2024-01', to: '2026-02' })
    for (const name of ['population', 'measure_cell', 'measure_run']) await db.run(`drop table ${name}`)
    await prepareMeasures(db, folder.authority, plainDate(FIRST))
    assert.deepEqual(await measureValues(db, childrenMeasures, { from: '2024-01', to: '2026-02' }), kept)
  }, snapshots[0])
})
