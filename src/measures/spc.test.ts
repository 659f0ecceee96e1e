import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { BASELINE, type Rebaseline, rebaselineProblems, type SpcPoint, sayVerdict, spcChart } from './spc.ts'

/** Figures of months in order, from January 2020. */
function months(values: readonly (number | null)[]): readonly SpcPoint[] {
  return values.map((value, i) => ({
    period: `${2020 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`,
    value,
  }))
}

/** Twelve figures around 10 that set nothing apart: mean 10, mean moving range 2 (9 and 11 by turns). */
const steady = [9, 11, 9, 11, 9, 11, 9, 11, 9, 11, 9, 11]
const twenty = [...steady, 9, 11, 9, 11, 9, 11, 9, 11]

function verdict(values: readonly (number | null)[], polarity: 'higher' | 'lower' | 'neither' = 'higher') {
  return spcChart(months(values), { polarity }).verdict
}

describe('spcChart limits', () => {
  /**
   * Ten batches of a flow rate: mean 50.81, mean moving range 1.8778, limits 55.8041 and 45.8159 (the handbook divides 3 by
   * 1.128 where we take 2.66). The ten figures are given twice over, so that the baseline is long enough: the mean stays, and
   * the one moving range between the two halves is counted by hand.
   * @source NIST/SEMATECH e-Handbook of Statistical Methods, section 6.3.2.2, individuals control charts
   */
  it('agree with the published example of the NIST handbook', () => {
    const flow = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
    const [segment] = spcChart(months([...flow, null, ...flow]), { polarity: 'neither' }).segments
    assert.ok(segment && segment.mean !== null && segment.meanMovingRange !== null)
    assert.ok(Math.abs(segment.mean - 50.81) < 1e-9)
    assert.ok(Math.abs(segment.meanMovingRange - 1.8778) < 5e-5)
    assert.ok(Math.abs((segment.upper ?? 0) - 55.8041) < 0.002)
    assert.ok(Math.abs((segment.lower ?? 0) - 45.8159) < 0.002)
  })

  it('are the mean and 2.66 mean moving ranges either side', () => {
    const [segment] = spcChart(months(twenty), { polarity: 'neither' }).segments
    assert.deepEqual([segment?.mean, segment?.meanMovingRange, segment?.baseline], [10, 2, 20])
    assert.ok(Math.abs((segment?.upper ?? 0) - 15.32) < 1e-9)
    assert.ok(Math.abs((segment?.lower ?? 0) - 4.68) < 1e-9)
  })

  it('rest on the first twenty figures and stay as they are', () => {
    const [before] = spcChart(months(twenty), { polarity: 'neither' }).segments
    const [after] = spcChart(months([...twenty, 90, 95, 99]), { polarity: 'neither' }).segments
    assert.deepEqual({ ...after, to: '' }, { ...before, to: '' })
  })

  it('need twelve figures', () => {
    assert.equal(spcChart(months(steady.slice(1)), { polarity: 'higher' }).segments[0]?.mean, null)
    assert.equal(spcChart(months(steady), { polarity: 'higher' }).segments[0]?.baseline, 12)
    assert.equal(verdict(steady.slice(1)).words, 'too few points')
    assert.equal(verdict([]).words, 'too few points')
    assert.equal(verdict(Array(30).fill(null)).words, 'too few points')
  })

  it('stop at what the figure can be', () => {
    const values = [1, 9, 1, 9, 1, 9, 1, 9, 1, 9, 1, 9]
    const [segment] = spcChart(months(values), { polarity: 'higher', bounds: { least: 0, most: 10 } }).segments
    assert.deepEqual([segment?.lower, segment?.upper], [0, 10])
  })

  it('take no moving range across a month without cases', () => {
    const [segment] = spcChart(months([...steady.slice(0, 6), null, ...steady.slice(6)]), {
      polarity: 'higher',
    }).segments
    assert.deepEqual([segment?.mean, segment?.meanMovingRange, segment?.baseline], [10, 2, 12])
  })
})

describe('spcChart rules', () => {
  const cases = [
    ['a point above the limits is unusual', [16], 'unusual point', false, 0],
    ['a point below the limits is unusual', [4], 'unusual point', true, 0],
    ['a point just within the limits is common cause', [15.3], 'common cause variation', null, 0],
    ['six in a row above the mean are common cause', [12, 11, 12, 11, 12], 'common cause variation', null, 0],
    ['seven in a row above the mean are a rise', [12, 11, 12, 11, 12, 11], 'sustained rise', false, 7],
    ['seven in a row below the mean are a fall', [9, 8, 9, 8, 9, 8, 9], 'sustained fall', true, 7],
    ['a point on the mean ends a run', [12, 11, 12, 10, 12, 11, 12], 'common cause variation', null, 0],
    ['a month without cases ends a run', [12, 11, 12, null, 12, 11, 12], 'common cause variation', null, 0],
    ['seven that each rise are a rise', [8, 8.5, 9, 9.5, 9.7, 10.5, 10.6], 'sustained rise', false, 7],
    ['seven that each fall are a fall', [12, 11.5, 11, 10.5, 9.9, 9.5, 9.2], 'sustained fall', true, 7],
    ['six that each rise are common cause', [8.5, 9, 9.5, 9.7, 10.5, 10.6], 'common cause variation', null, 0],
    ['an equal pair ends a rise', [8, 8.5, 9, 9, 9.7, 10.5, 10.6], 'common cause variation', null, 0],
    ['a run that is over is over', [12, 11, 12, 11, 12, 11, 12, 9], 'common cause variation', null, 0],
  ] as const
  for (const [title, values, words, adverse, points] of cases) {
    it(title, () => {
      const found = verdict([...twenty, ...values], 'higher')
      assert.deepEqual([found.words, found.adverse, found.points], [words, adverse, points])
    })
  }

  it('count the points of a rise from where it began, even after another', () => {
    const first = [8, 8.2, 8.4, 8.6, 8.8, 9, 9.2]
    const found = verdict([...twenty, ...first, 9.2, 9.4, 9.6, 9.8, 10.2, 10.4, 10.6])
    assert.deepEqual([found.words, found.points, found.since], ['sustained rise', 7, '2022-04'])
  })

  it('say a climb from below the mean is a rise, with both signals', () => {
    const found = verdict([...twenty, 6, 6.5, 7, 7.5, 8, 8.5, 9])
    assert.deepEqual([found.words, found.signals], ['sustained rise', ['run below', 'rising']])
  })

  it('call a change adverse by polarity, and never where there is no good direction', () => {
    const fall = [...twenty, 9, 8, 9, 8, 9, 8, 9]
    assert.deepEqual(
      (['higher', 'lower', 'neither'] as const).map((polarity) => verdict(fall, polarity).adverse),
      [true, false, null],
    )
  })

  it('find nothing in figures that never change, however they are written in binary', () => {
    const found = spcChart(months(Array(30).fill(0.1)), { polarity: 'higher' })
    assert.ok(found.points.every((point) => point.signals.length === 0))
    assert.equal(found.verdict.words, 'common cause variation')
  })

  it('say the verdict in words', () => {
    assert.equal(
      sayVerdict(verdict([...twenty, 9, 8, 9, 8, 9, 8, 9])),
      'sustained fall: 7 in a row below the mean, since 2021-09',
    )
    assert.equal(sayVerdict(verdict([...twenty, 16])), 'unusual point: 2021-09 is above the limits')
    assert.equal(sayVerdict(verdict(twenty)), 'common cause variation')
  })
})

describe('spcChart new baselines', () => {
  const better = twenty.map((value) => value + 20)
  const rebaseline: Rebaseline = { from: '2021-09', by: 'Head of performance', reason: 'New recording system' }

  it('judge what follows by itself, and keep what came before', () => {
    const chart = spcChart(months([...twenty, ...better]), { polarity: 'higher', rebaselines: [rebaseline] })
    assert.deepEqual(
      chart.segments.map((segment) => [segment.from, segment.mean]),
      [
        ['2020-01', 10],
        ['2021-09', 30],
      ],
    )
    assert.equal(chart.verdict.words, 'common cause variation')
    assert.deepEqual(chart.segments[1]?.rebaseline, rebaseline)
  })

  it('have too few points until there are twelve again', () => {
    const chart = spcChart(months([...twenty, ...better.slice(0, 11)]), {
      polarity: 'higher',
      rebaselines: [rebaseline],
    })
    assert.equal(chart.verdict.words, 'too few points')
    assert.ok(chart.points.every((point) => point.signals.length === 0))
  })

  it('need a person, a reason and a period of the series', () => {
    const wrong = [{ from: '1999-01', by: ' ', reason: '' }, rebaseline, rebaseline]
    const fields = rebaselineProblems(months(twenty.concat(9)), wrong).map((problem) => problem.field)
    assert.deepEqual(fields, ['reason', 'by', 'from', 'from'])
    assert.throws(() => spcChart(months(twenty), { polarity: 'higher', rebaselines: wrong }), RangeError)
  })
})

describe('spcChart properties', () => {
  const series = fc.array(fc.option(fc.integer({ min: 0, max: 1000 }), { freq: 10 }), { maxLength: 60 })
  const signalsOf = (values: readonly (number | null)[]) =>
    spcChart(months(values), { polarity: 'higher' }).points.map((point) => point.signals.toSorted())

  it('find the same when every figure is so much more, or so many times as much', () => {
    fc.assert(
      fc.property(
        series,
        fc.integer({ min: -500, max: 500 }),
        fc.integer({ min: 1, max: 50 }),
        (values, more, times) => {
          const moved = values.map((value) => (value === null ? null : value * times + more))
          assert.deepEqual(signalsOf(moved), signalsOf(values))
        },
      ),
    )
  })

  it('find the opposite when the figures are turned upside down', () => {
    const opposite = (words: string) =>
      words.replace(
        /above|below|rising|falling|rise|fall/,
        (word) =>
          ({ above: 'below', below: 'above', rising: 'falling', falling: 'rising', rise: 'fall', fall: 'rise' })[
            word
          ] ?? word,
      )
    fc.assert(
      fc.property(series, (values) => {
        const turned = values.map((value) => (value === null ? null : -value))
        assert.deepEqual(
          signalsOf(turned),
          signalsOf(values).map((signals) => signals.map(opposite).sort()),
        )
        assert.equal(verdict(turned).words, opposite(verdict(values).words))
      }),
    )
  })

  it('never change what was said of a month, once the baseline is fixed, save that a run or rise goes on to hold it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: BASELINE.most, maxLength: 50 }), (values) => {
        const all = signalsOf(values)
        const early = signalsOf(values.slice(0, BASELINE.most))
        early.forEach((signals, i) => {
          for (const signal of signals) assert.ok(all[i]?.includes(signal), `${i} ${signal}`)
        })
      }),
    )
  })
})
