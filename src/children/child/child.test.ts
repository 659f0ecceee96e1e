import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { addDays, plainDate } from '#values'
import { eventKinds } from '../journeys/event-kinds.ts'
import {
  EVENTS_PER_PAGE,
  episodesOf,
  episodeWords,
  journeyPage,
  spanWords,
  strandCounts,
  strandOf,
  strands,
  type TimelineEvent,
} from './child.ts'

const asAt = plainDate('2026-03-31')
const event = (onDate: string, kind: string, endsOn: string | null = null): TimelineEvent => ({
  onDate: plainDate(onDate),
  kind,
  detail: null,
  team: null,
  worker: null,
  endsOn: endsOn === null ? null : plainDate(endsOn),
})

describe('strands', () => {
  test('every kind of event is in exactly one', () => {
    const all: readonly string[] = Object.values(strands).flatMap(({ kinds }) => kinds)
    assert.deepEqual(all.toSorted(), eventKinds.map(({ kind }) => kind).toSorted())
    for (const { kind } of eventKinds) assert.ok(strandOf(kind), kind)
  })

  test('those without an event are left out of the counts', () => {
    const counts = strandCounts([
      event('2026-01-01', 'contact'),
      event('2026-01-02', 'referral'),
      event('2026-01-03', 'cp-visit'),
    ])
    assert.deepEqual(
      [...counts],
      [
        ['front-door', 2],
        ['protection', 1],
      ],
    )
  })
})

describe('journeyPage', () => {
  const days = Array.from({ length: 130 }, (_, i) =>
    event(addDays(plainDate('2025-01-01'), i), i % 2 ? 'cp-visit' : 'contact'),
  )

  test('the newest month comes first, and in it the newest event', () => {
    const { months } = journeyPage(days, [], 1)
    assert.equal(months[0]?.month, '2025-05')
    assert.equal(months[0]?.events[0]?.onDate, '2025-05-10')
  })

  test('the pages together hold every event once', () => {
    const { pages, count } = journeyPage(days, [], 1)
    assert.equal(pages, Math.ceil(130 / EVENTS_PER_PAGE))
    const all = Array.from({ length: pages }, (_, i) => journeyPage(days, [], i + 1).months).flat()
    assert.deepEqual(
      all.flatMap(({ events }) => events),
      days.toReversed(),
    )
    assert.equal(count, 130)
  })

  test('a strand narrows it, and its count', () => {
    const { months, count } = journeyPage(days, ['protection'], 1)
    assert.equal(count, 65)
    assert.ok(months.every(({ events }) => events.every(({ kind }) => kind === 'cp-visit')))
  })
})

describe('spanWords', () => {
  const cases = [
    ['the same day', '2026-03-31', '2026-03-31', '0 days'],
    ['a day', '2026-03-30', '2026-03-31', '1 day'],
    ['60 days are still days', '2026-01-30', '2026-03-31', '60 days'],
    ['61 days are whole months', '2026-01-29', '2026-03-31', '2 months'],
    ['a year to the day', '2025-03-31', '2026-03-31', '1 year'],
    ['a day less than a year', '2025-04-01', '2026-03-31', '11 months'],
    ['years and months', '2024-03-03', '2025-06-04', '1 year 3 months'],
    ['from the leap day, a year ends on 28 February', '2024-02-29', '2025-02-28', '1 year'],
  ] as const
  for (const [rule, from, to, words] of cases) {
    test(rule, () => assert.equal(spanWords(plainDate(from), plainDate(to)), words))
  }
})

describe('episodes', () => {
  test('one with an end says from and to, one without says since', () => {
    const found = episodesOf([event('2024-03-03', 'plan-start', '2025-06-04'), event('2026-03-01', 'care-start')], asAt)
    assert.deepEqual(
      found.map((one) => [one.title, episodeWords(one, asAt)]),
      [
        ['In care', 'Since 1 March 2026 (30 days so far)'],
        ['Child protection plan', '3 March 2024 to 4 June 2025 (1 year 3 months)'],
      ],
    )
  })

  test('an end that is still to come is no end yet', () => {
    const [one] = episodesOf([event('2026-03-01', 'child-in-need-start', '2026-04-30')], asAt)
    assert.equal(one?.to, null)
  })
})
