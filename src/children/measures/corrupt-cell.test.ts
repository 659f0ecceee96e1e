import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { buildCells, type Measure } from '#measures'
import { type DuckDb, type SqlValue, sqlName } from '#platform/lake'
import { openBuiltRecord } from '../../../test/record-builder.ts'
import { annexA } from '../annex-a/annex-a.ts'
import { createFacts } from '../facts/create-facts.ts'
import { childrenMeasures } from './children-measures.ts'
import { arbitraryTables } from './record.arbitrary.ts'

const teams = ['Red', 'Blue', 'Green'] as const

/** A record in which each child is of one team alone, so that what happens to Red's children cannot touch the others. */
function tablesByTeam() {
  const [tables] = fc.sample(arbitraryTables, { seed: 11, numRuns: 1 })
  return Object.fromEntries(
    Object.entries(tables!).map(([list, rows]) => [
      list,
      rows.map((row) =>
        'allocated_team' in row
          ? { ...row, allocated_team: teams[Number(row.child_id) % 3]!, allocated_worker: null }
          : row,
      ),
    ]),
  )
}

const corruptions = {
  date: ['0001-01-01', '9999-12-31'],
  integer: [2_147_483_647],
  text: [null],
  code: ['ZZZ'],
  postcode: [''],
} as const satisfies Record<string, readonly SqlValue[]>

async function cellsOfOthers(db: DuckDb, measures: readonly Measure[]): Promise<{ notRun: string[]; cells: unknown }> {
  const runs = await buildCells(db, measures)
  const cells = await db.rows(
    `select * from measure_cell where dimension = 'team' and value in ('Blue', 'Green') order by all`,
  )
  return { notRun: runs.filter(({ status }) => status === 'not run').map(({ measure }) => measure), cells }
}

describe('one corrupt cell', () => {
  for (const list of annexA.tables) {
    const measures = childrenMeasures.filter(({ of, needs }) =>
      [...of.sources, ...(needs?.tables ?? [])].includes(list.table),
    )
    if (measures.length === 0 || !list.columns.some(({ name }) => name === 'child_id')) continue
    test(`of ${list.title.toLowerCase()} stops no measure and changes no figure of another team`, async () => {
      const db = await openBuiltRecord({ tables: tablesByTeam(), coveredFrom: '2024-04-01' })
      try {
        await createFacts(db)
        const table = `${list.table}_version`
        const clean = await cellsOfOthers(db, measures)
        assert.deepEqual(clean.notRun, [])
        // child 3, 6, 9... are of team Red
        const { at } = await db.row<{ at: number }>(
          `select min(rowid) as at from ${table} where child_id::integer % 3 = 0`,
        )
        for (const { name, type } of list.columns) {
          if (name === 'child_id' || name === 'allocated_team') continue
          const before = await db.row<{ cell: SqlValue }>(
            `select ${sqlName(name)} as cell from ${table} where rowid = ${at}`,
          )
          for (const corrupt of corruptions[type]) {
            await db.run(`update ${table} set ${sqlName(name)} = $1 where rowid = ${at}`, [corrupt])
            assert.deepEqual(await cellsOfOthers(db, measures), clean, `${name} ${String(corrupt).slice(0, 20)}`)
          }
          await db.run(`update ${table} set ${sqlName(name)} = $1 where rowid = ${at}`, [before.cell])
        }
      } finally {
        db.close()
      }
    })
  }
})
