import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openBuiltRecord } from '../../test/record-builder.ts'
import { createTeamArea } from './team-area.ts'

type WorkerRow = { worker: string; team: string; area?: string; service?: string }

async function placesOf(rows: readonly WorkerRow[], view: 'team_area' | 'worker_area') {
  const db = await openBuiltRecord({ tables: { worker: rows } })
  try {
    await createTeamArea(db)
    return await db.rows(`select * from ${view} order by all`)
  } finally {
    db.close()
  }
}

describe('createTeamArea', () => {
  test('a team is in the area that most of its workers are listed under', async () => {
    const rows = [
      { worker: 'Ann', team: 'Red', area: 'North', service: 'Assessment' },
      { worker: 'Bob', team: 'Red', area: 'South', service: 'Assessment' },
      { worker: 'Cy', team: 'Red', area: 'South', service: 'Care' },
      { worker: 'Di', team: 'Red', area: 'South', service: 'Care' },
    ]
    assert.deepEqual(await placesOf(rows, 'team_area'), [{ team: 'Red', area: 'South', service: 'Care' }])
  })

  test('of areas named equally often the first by name counts', async () => {
    const rows = [
      { worker: 'Ann', team: 'Red', area: 'South' },
      { worker: 'Bob', team: 'Red', area: 'North' },
    ]
    assert.deepEqual(await placesOf(rows, 'team_area'), [{ team: 'Red', area: 'North', service: null }])
  })

  test('rows without an area never outvote rows with one', async () => {
    const rows = [
      { worker: 'Ann', team: 'Red' },
      { worker: 'Bob', team: 'Red' },
      { worker: 'Cy', team: 'Red', area: 'East' },
    ]
    assert.deepEqual(await placesOf(rows, 'team_area'), [{ team: 'Red', area: 'East', service: null }])
  })

  test('a worker of several teams has one area too', async () => {
    const rows = [
      { worker: 'Ann', team: 'Red', area: 'East' },
      { worker: 'Ann', team: 'Blue', area: 'West' },
      { worker: 'Ann', team: 'Green', area: 'West' },
    ]
    assert.deepEqual(await placesOf(rows, 'worker_area'), [{ worker: 'Ann', area: 'West', service: null }])
  })

  test('both views are empty without a list of workers', async () => {
    assert.deepEqual(await placesOf([], 'team_area'), [])
    assert.deepEqual(await placesOf([], 'worker_area'), [])
  })
})
