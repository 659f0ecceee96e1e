import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDuckDb } from './duckdb.ts'
import { inLanes } from './lanes.ts'

test('what is done in lanes comes back in the order of the items, and is there for the connection that asked', async () => {
  const db = await openDuckDb({ threads: 1 })
  try {
    await db.run('create table done (item integer)')
    const items = [5, 4, 3, 2, 1]
    const doubled = await inLanes(db, items, async (lane, item) => {
      await lane.run('create or replace temp table mine as select $1::integer as item', [item])
      await lane.run('insert into done from mine')
      return item * 2
    })
    assert.deepEqual(doubled, [10, 8, 6, 4, 2])
    assert.deepEqual(
      await db.rows('select item from done order by item'),
      [1, 2, 3, 4, 5].map((item) => ({ item })),
    )
  } finally {
    db.close()
  }
})

test('a fault in one lane is thrown once the other has ended what it had begun, and nothing more is begun', async () => {
  const db = await openDuckDb({ threads: 1 })
  const ended: number[] = []
  const second = Promise.withResolvers<void>()
  try {
    const work = inLanes(db, [1, 2, 3, 4], async (lane, item) => {
      if (item === 1) {
        await second.promise
        throw new Error('the first')
      }
      second.resolve()
      await lane.run('select count(*) from range(1_000_000)')
      ended.push(item)
    })
    await assert.rejects(work, /the first/)
    assert.deepEqual(ended, [2])
    assert.deepEqual(await db.row('select 1 as alive'), { alive: 1 })
  } finally {
    db.close()
  }
})
