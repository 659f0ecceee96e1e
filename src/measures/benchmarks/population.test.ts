import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { plainDate } from '#values'
import { findBenchmark } from './benchmark.ts'
import { population } from './population.ts'

const on = (area: string, day: string) => {
  const found = population(area, plainDate(day))
  return found && [found.midYear, found.children]
}

describe('population', () => {
  it('takes the estimate of the latest mid-year on or before the day', () => {
    assert.deepEqual(on('936', '2018-03-31'), [2017, 257025])
    assert.deepEqual(on('936', '2018-06-29'), [2017, 257025])
    assert.deepEqual(on('936', '2018-06-30'), [2018, 257259])
  })

  it('takes the newest estimate for a day past it, and says which', () => {
    assert.deepEqual(on('936', '2030-01-01'), [2024, 269339])
  })

  it('has none before the first estimate, nor for authorities that do not exist on the day', () => {
    assert.equal(on('936', '2012-06-29'), undefined)
    assert.equal(on('942', '2023-06-29'), undefined)
    assert.deepEqual(on('942', '2023-06-30'), [2023, 52019])
    assert.deepEqual(on('909', '2023-03-31'), [2022, 90547])
    assert.equal(on('909', '2023-04-01'), undefined)
    assert.equal(on('nowhere', '2018-06-30'), undefined)
  })

  it('knows England and the regions', () => {
    assert.deepEqual(on('England', '2024-12-31'), [2024, 12183016])
    assert.deepEqual(on('North East', '2024-12-31'), [2024, 542710])
  })

  it('gives the rates that the Department publishes from its counts', () => {
    for (const [year, day] of [
      ['2018', '2018-03-31'],
      ['2022', '2022-03-31'],
      ['2025', '2025-03-31'],
    ] as const) {
      const count = findBenchmark('referrals', { authority: '936', year })
      const rate = findBenchmark('referrals-rate', { authority: '936', year })
      assert.ok(count.ok && rate.ok)
      const children = population('936', plainDate(day))?.children ?? 0
      assert.ok(
        Math.abs(((count.value.value ?? 0) / children) * 10_000 - (rate.value.value ?? 0)) < 0.06,
        `${year} ${((count.value.value ?? 0) / children) * 1e4} ${rate.value.value}`,
      )
    }
  })
})
