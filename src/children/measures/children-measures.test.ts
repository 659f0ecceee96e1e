import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { measureValues } from '#measures'
import { found, measureCases, measuresOf, openCase, wanted } from './cases/index.ts'
import { childrenMeasures } from './children-measures.ts'

for (const [group, cases] of Object.entries(measureCases)) {
  describe(`measures of ${group}`, () => {
    for (const each of cases) {
      test(each.title, async () => {
        const db = await openCase(each)
        try {
          const values = await measureValues(db, measuresOf(each))
          assert.ok(values.ok)
          assert.deepEqual(found(values.value, each), wanted(each))
        } finally {
          db.close()
        }
      })
    }
  })
}

describe('childrenMeasures', () => {
  test('every measure has a case counted by hand', () => {
    const tested = new Set(
      Object.values(measureCases).flatMap((cases) => cases.flatMap((each) => Object.keys(each.expect))),
    )
    assert.deepEqual(
      childrenMeasures.filter(({ id }) => !tested.has(id)).map(({ id }) => id),
      [],
    )
  })

  test('every id is its own, in lower case with hyphens', () => {
    const ids = childrenMeasures.map(({ id }) => id)
    assert.equal(new Set(ids).size, ids.length)
    assert.deepEqual(
      ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)),
      [],
    )
  })

  test('at least 85 measures are declared, each with words, source, owner and edition', () => {
    assert.ok(childrenMeasures.length >= 85)
    for (const { id, title, theme, owner, source, edition } of childrenMeasures) {
      assert.ok(
        [title, theme, owner, source, edition].every((text) => text.length > 0),
        id,
      )
    }
  })

  test('the headline period is one of the periods, and stock is counted on days alone', () => {
    for (const { id, headline, periods, when } of childrenMeasures) {
      assert.ok(periods.includes(headline), id)
      assert.equal(
        'stock' in when,
        periods.every((kind) => kind === 'snapshot'),
        id,
      )
    }
  })
})
