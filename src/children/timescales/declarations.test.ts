import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { annexA } from '../annex-a/annex-a.ts'
import { latestColumns } from '../history.ts'
import { childrenTimescales, unfedTimescales } from './index.ts'

const tables = new Set<string>(annexA.tables.map((table) => table.table))

describe('childrenTimescales', () => {
  test('each has an id of its own, which what cannot be fed does not have', () => {
    const ids = [...childrenTimescales, ...unfedTimescales].map((each) => each.id)
    assert.equal(new Set(ids).size, ids.length)
    for (const id of ids) assert.match(id, /^[a-z0-9]+(-[a-z0-9]+)*$/)
  })

  test('there are at least 28', () => assert.ok(childrenTimescales.length >= 28))

  for (const each of childrenTimescales) {
    test(`${each.id} says where it comes from, whom it is for, and what starts and meets it`, () => {
      const words = [each.title, each.source.document, each.source.paragraph, each.appliesTo, each.starts, each.meets]
      for (const text of words) assert.ok(text.trim().length > 2, text)
      assert.ok(each.tables.length > 0 && each.tables.every((table) => tables.has(table)))
      assert.ok(Number.isInteger(each.limit.value) && each.limit.value > 0)
    })

    test(`${each.id} names the columns of latest dates that it rests on, and their rows`, () => {
      const kinds = latestColumns.filter(({ kind }) => each.sql.includes(`kind = '${kind}'`))
      const named = each.latestIn ?? []
      for (const { column } of kinds)
        assert.ok(
          named.some((shown) => shown.column === column),
          column,
        )
      assert.ok(named.every(({ table }) => each.tables.includes(table)))
      const hasEpisodes = named.some(({ table }) => table !== 'care_leaver')
      assert.equal(/\bepisode_start,\n\s+(?:\w+\.)?\w|as episode_start\b/.test(each.sql) || !hasEpisodes, true)
    })

    test(`${each.id} can be changed only where no law fixes it, or a practice has grown beside the law`, () => {
      const beside = ['pa-contact', 'lac-visit-6m', 'permanence-plan']
      const allowed = each.kind === 'practice' || each.kind === 'local' || beside.includes(each.id)
      assert.ok(allowed || !each.configurable)
    })
  }
})
