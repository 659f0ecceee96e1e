import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { placeOf } from './ranking.ts'

const tens = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100]

describe('placeOf', () => {
  for (const [value, polarity, rank, quartile] of [
    [100, 'higher', 1, 1],
    [10, 'higher', 10, 4],
    [10, 'lower', 1, 1],
    [100, 'lower', 10, 4],
    [80, 'higher', 3, 1],
    [70, 'higher', 4, 2],
    [30, 'lower', 3, 1],
    [40, 'lower', 4, 2],
  ] as const) {
    it(`puts ${value} of ten in its place where ${polarity} is better`, () => {
      assert.deepEqual(placeOf(value, tens, polarity), { rank, of: 10, quartile })
    })
  }

  it('gives equal figures the better place', () => {
    const values = [1, 1, 1, 4, 5, 6, 7, 8, 9, 10]
    assert.equal(placeOf(1, values, 'lower')?.rank, 1)
    assert.equal(placeOf(4, values, 'lower')?.rank, 4)
  })

  it('ranks nothing without a good direction, nor among fewer than ten', () => {
    assert.equal(placeOf(10, tens, 'neither'), undefined)
    assert.equal(placeOf(10, tens.slice(1), 'higher'), undefined)
  })

  it('turns round when polarity does: the two places of a figure without ties add up to one more than all', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer(), { minLength: 10, maxLength: 60 }), (values) => {
        for (const value of values) {
          const up = placeOf(value, values, 'higher')?.rank ?? 0
          assert.equal(up + (placeOf(value, values, 'lower')?.rank ?? 0), values.length + 1)
        }
      }),
    )
  })
})
