import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { createFacts } from '#children'
import { simulate, writeExtract } from '../../example/index.ts'
import { compareWithOracle } from '../../src/children/measures/oracle.compare.ts'
import { CountyFolder } from './loaded-county.ts'

test('over a county loaded from its files, dirt and all, thirty measures and more agree with a slow loop over the rows', async (t) => {
  const folder = new CountyFolder()
  try {
    const county = simulate({ seed: 11, children: 120, years: 3, asAt: '2026-03-31' })
    for (const asAt of ['2025-12-31', '2026-01-31', '2026-03-31']) {
      const dir = join(folder.root, asAt)
      writeExtract(county, { asAt, windowMonths: asAt === '2025-12-31' ? 'all' : 6, dir, style: 'county', dirt: 0.03 })
      await folder.load(dir, asAt)
    }
    const compared = await folder.open(async (db) => {
      await createFacts(db)
      return compareWithOracle(db, '2026-01', '2026-03')
    })
    t.diagnostic(`${compared.measures} measures, ${compared.figures} figures`)
    assert.ok(compared.measures >= 30 && compared.figures > 1_000)
    assert.deepEqual(compared.differences, [])
  } finally {
    folder.remove()
  }
})
