import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { plainDate } from '#values'
import { attentionPoints, MOST_POINTS } from './attention.ts'
import { compendiumFixture } from './compendium.fixture.ts'
import type { CompendiumMeasure } from './compendium.ts'

const [late] = compendiumFixture.themes[0]!.measures
const sustained = late!
const plain: CompendiumMeasure = {
  ...sustained,
  id: 'plain',
  title: 'Plain',
  control: null,
  target: null,
  beside: null,
}
const offTarget = { ...plain, id: 'off', target: { value: 70, source: 'the board' } }
const farOff = { ...plain, id: 'far', target: { value: 95, source: 'the board' } }
const worst = {
  ...plain,
  id: 'worst',
  beside: { ...sustained.beside!, rankWords: 'Ranked 150 of 151, where 1 is best: fourth (worst) quarter' },
}
const ids = (measures: readonly CompendiumMeasure[]) => attentionPoints(measures).map((point) => point.measure)

describe('attentionPoints', () => {
  test('a sustained change for the worse comes first, then the furthest off target, then the worst quarter', () => {
    assert.deepEqual(ids([worst, offTarget, plain, farOff, sustained]), ['visits-timely', 'far', 'off', 'worst'])
  })

  test('the sentences have the figure, its counts, its period, every reason and the direction of good', () => {
    assert.equal(
      attentionPoints([sustained])[0]!.sentence,
      '68.4% (130 of 190), 12 months to March 2026. Sustained fall: 8 in a row below the mean, since August 2025. 11.6 points below the target of 80.0%. Higher is better.',
    )
    assert.match(
      attentionPoints([worst])[0]!.sentence,
      /Published figures for 2025 are in the worst quarter of authorities \(ranked 150 of 151\)\. Higher is better\.$/,
    )
  })

  test('an unusual point alone, a change for the better and a met target raise nothing', () => {
    const unusual = {
      ...plain,
      control: {
        ...sustained.control!,
        verdict: 'Unusual point: May 2025 is below the limits',
        sustainedSince: null,
      },
    }
    const better = { ...plain, control: { ...sustained.control!, direction: 'better' as const } }
    assert.deepEqual(ids([unusual, better, { ...plain, target: { value: 60, source: 'the board' } }]), [])
  })

  test('no cases raise nothing', () => {
    const day = { kind: 'snapshot', from: plainDate('2026-03-31'), to: plainDate('2026-03-31') } as const
    assert.deepEqual(ids([{ ...farOff, headline: { period: day, numerator: 0, denominator: 0, value: null } }]), [])
  })

  test('no more are raised than people read, and no more than three of a kind', () => {
    const many = [sustained, farOff, worst].flatMap((one) =>
      Array.from({ length: 9 }, (_, i) => ({ ...one, id: `${one.id}-${i}` })),
    )
    const raised = ids(many)
    assert.equal(raised.length, MOST_POINTS)
    assert.deepEqual(raised, ['visits-timely-0', 'visits-timely-1', 'visits-timely-2', 'far-0', 'far-1', 'far-2'])
  })
})
