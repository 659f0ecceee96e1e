import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { formatMoment } from './moment.ts'

describe('formatMoment', () => {
  const cases = [
    ['2026-01-05T09:07:00Z', '5 January 2026 at 9:07am', 'winter is as it stands'],
    ['2026-06-30T12:05:00Z', '30 June 2026 at 1:05pm', 'summer is an hour on'],
    ['2026-06-30T23:30:00Z', '1 July 2026 at 12:30am', 'midnight belongs to the next day, as people say it'],
    ['2026-03-29T00:59:59.999Z', '29 March 2026 at 12:59am', 'the last minute before the clocks go on'],
    ['2026-03-29T01:00:00Z', '29 March 2026 at 2:00am', 'and the next'],
    ['2026-11-22 12:00:00.123456+00', '22 November 2026 at 12:00pm', 'noon is pm'],
  ] as const
  for (const [moment, said, rule] of cases) test(rule, () => assert.equal(formatMoment(moment), said))

  test('what is no moment is refused', () => assert.throws(() => formatMoment('soon'), RangeError))
})
