import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { annexA, buildJourneys, childrenMeasures } from '#children'
import { isStock, type MeasureValue, measureValues } from '#measures'
import { type DuckDb, sqlName } from '#platform/lake'
import { plainDate } from '#values'
import { type County, simulate, writeExtract } from '../../example/index.ts'
import { prepareMeasures } from '../../src/stages.ts'
import { CountyFolder } from './loaded-county.ts'

/** Set FUZZ_TIMES for more counties; one is about twenty seconds. */
const times = Number(process.env.FUZZ_TIMES ?? 1)

const LAST = '2026-03-31'
const MONTH_ENDS = [
  '2025-04-30',
  '2025-05-31',
  '2025-06-30',
  '2025-07-31',
  '2025-08-31',
  '2025-09-30',
  '2025-10-31',
  '2025-11-30',
  '2025-12-31',
  '2026-01-31',
  '2026-02-28',
  LAST,
] as const

/** Measures of what happened, over lists of events and closed rows: what windows show and one wide extract shows alike. */
const flows = childrenMeasures.filter((measure) => !isStock(measure) && !measure.needs?.daysAfter)

async function loadWindows(county: County): Promise<CountyFolder> {
  const folder = new CountyFolder()
  const extracts = [{ asAt: '2025-03-31', windowMonths: 'all' as const }].concat(
    MONTH_ENDS.map((asAt) => ({ asAt, windowMonths: 6 as never })),
  )
  for (const { asAt, windowMonths } of extracts) {
    const dir = join(folder.root, asAt)
    writeExtract(county, { asAt, windowMonths, dir, style: 'plain' })
    await folder.load(dir, asAt)
  }
  return folder
}

async function loadWhole(county: County): Promise<CountyFolder> {
  const folder = new CountyFolder()
  const dir = join(folder.root, 'whole')
  writeExtract(county, { asAt: LAST, windowMonths: 'all', dir, style: 'plain' })
  await folder.load(dir, LAST)
  return folder
}

/** The rows of each list, without where they came from: of events all, of the others those that have ended. */
async function settledRows(db: DuckDb): Promise<Record<string, unknown[]>> {
  const rows: Record<string, unknown[]> = {}
  for (const { table, columns, window } of annexA.tables) {
    if (window.kind === 'current') continue
    const names = columns.filter(({ derived }) => !derived).map(({ name }) => sqlName(name))
    const ended =
      window.kind === 'open'
        ? ` where ${[window.to, window.orEnds].filter(Boolean).join(' is not null or ')} is not null`
        : ''
    rows[table] = await db.rows(`select ${names.join(', ')} from ${sqlName(table)}${ended} order by all`)
  }
  return rows
}

async function figures(db: DuckDb): Promise<Map<string, MeasureValue>> {
  await prepareMeasures(db, '936', plainDate(LAST))
  const values = await measureValues(db, flows, { period: 'rolling12', from: '2026-03', to: '2026-03' })
  if (!values.ok) assert.fail(JSON.stringify(values.problems))
  return new Map(values.value.map((value) => [value.measure, { ...value, snapshot: '' }]))
}

async function journeys(db: DuckDb): Promise<unknown[]> {
  await buildJourneys(db)
  return db.rows(`select child_id, on_date, kind, title, detail, ends_on from event
    where table_name in ('contact', 'early_help', 'referral', 'section_47') order by all`)
}

const look = async (folder: CountyFolder) =>
  folder.open(async (db) => ({ rows: await settledRows(db), figures: await figures(db), journeys: await journeys(db) }))

test('a wide extract and twelve monthly windows tell the same history, the same journeys and the same rolling figures as one extract of the whole', async () => {
  const property = fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000 }), async (seed) => {
    const county = simulate({ seed, children: 60, years: 4, asAt: LAST })
    const folders = [await loadWindows(county), await loadWhole(county)]
    try {
      const [windows, whole] = [await look(folders[0]!), await look(folders[1]!)]
      for (const table of Object.keys(whole.rows)) assert.deepEqual(windows.rows[table], whole.rows[table], table)
      assert.deepEqual(windows.journeys, whole.journeys)
      assert.ok(whole.figures.size > 40, `only ${whole.figures.size} figures`)
      for (const [id, value] of whole.figures) assert.deepEqual(windows.figures.get(id), value, id)
    } finally {
      for (const folder of folders) folder.remove()
    }
  })
  await fc.assert(property, { numRuns: times, endOnFailure: true })
})
