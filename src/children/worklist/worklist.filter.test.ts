import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { plainDate } from '#values'
import { readFilter } from './worklist.filter.ts'
import { filterQuery, groupings, matching, orders, parts, type WorklistFilter } from './worklist.ts'

const queryOf = (text: string) => Object.fromEntries(new URLSearchParams(text))

describe('readFilter', () => {
  test('an address without a query asks for everything, longest late first', () => {
    assert.deepEqual(readFilter({}), { filter: { group: 'none', order: 'due', page: 1 }, problems: [] })
  })

  test('what it does not know counts as not asked', () => {
    const { filter, problems } = readFilter({
      part: 'constructor',
      group: '__proto__',
      order: 'x',
      page: '-3',
      team: '  ',
    })
    assert.deepEqual(filter, { group: 'none', order: 'due', page: 1 })
    assert.deepEqual(problems, [])
  })

  test('a day is read as people type it', () => {
    assert.equal(readFilter({ dueBy: '27/3/2026' }).filter.dueBy, '2026-03-27')
    assert.equal(readFilter({ dueBy: '27 March 2026' }).filter.dueBy, '2026-03-27')
  })

  for (const typed of ['31/2/2026', 'soon', '45000', '1/2/26']) {
    test(`a day that cannot be read is a problem beside its field: ${typed}`, () => {
      const { filter, problems } = readFilter({ dueBy: typed })
      assert.equal(filter.dueBy, undefined)
      assert.deepEqual(
        problems.map(({ field }) => field),
        ['dueBy'],
      )
    })
  }

  test('what filterQuery writes, readFilter reads again', () => {
    const word = fc.string({ minLength: 1, maxLength: 60 }).filter((text) => text.trim() === text)
    const filters = fc.record(
      {
        part: fc.constantFrom(...(Object.keys(parts) as (keyof typeof parts)[])),
        timescale: word,
        worker: word,
        team: word,
        area: word,
        dueBy: fc.constantFrom(plainDate('2026-02-28'), plainDate('2024-02-29')),
        group: fc.constantFrom(...(Object.keys(groupings) as (keyof typeof groupings)[])),
        order: fc.constantFrom(...(Object.keys(orders) as (keyof typeof orders)[])),
        page: fc.integer({ min: 1, max: 99_999 }),
      },
      { requiredKeys: ['group', 'order', 'page'] },
    )
    fc.assert(
      fc.property(filters, (filter) => {
        assert.deepEqual(readFilter(queryOf(filterQuery(filter as WorklistFilter))).filter, { ...filter })
      }),
    )
  })
})

test('a part has its own lines, and no part has all of them', () => {
  const counts = { late: 3, today: 1, soon: 5, later: 8, unknown: 2 }
  assert.equal(matching(counts, 'late'), 3)
  assert.equal(matching(counts, undefined), 19)
})
