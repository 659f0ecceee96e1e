import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const ZONES = ['UTC', 'Europe/London', 'Pacific/Auckland'] as const

interface Said {
  readonly today: readonly string[]
  readonly moments: readonly string[]
  readonly typed: readonly (string | null)[]
  readonly days: readonly string[]
  readonly ages: readonly number[]
  readonly pages: readonly string[]
}

/** What the program says when its process is in a time zone. */
async function saidIn(zone: string): Promise<Said> {
  const script = fileURLToPath(new URL('./clocks.child.ts', import.meta.url))
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...env, TZ: zone } })
  let out = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  await new Promise((resolve) => child.once('close', resolve))
  const found = /^SAID (.*)$/m.exec(out)?.[1]
  assert.ok(found, out)
  return JSON.parse(found) as Said
}

describe('whatever the time zone of the machine', { concurrency: false }, () => {
  const said = new Map<string, Said>()
  before(async () => {
    for (const zone of ZONES) said.set(zone, await saidIn(zone))
  })

  test('days, moments, typed days and pages are the same', () => {
    for (const zone of ZONES) assert.deepEqual(said.get(zone), said.get('UTC'), zone)
  })

  test('today is the day in England, also at half past midnight on 1 April', () => {
    const { today } = said.get('Pacific/Auckland')!
    assert.deepEqual(today, [
      '2026-03-29',
      '2026-03-29',
      '2026-03-31',
      '2026-04-01',
      '2026-10-25',
      '2026-10-25',
      '2026-10-25',
      '2026-12-31',
      '2028-02-29',
    ])
  })

  test('typed days are days, without a time zone, and 29 February comes once in four years', () => {
    const { typed, days, ages } = said.get('Pacific/Auckland')!
    assert.deepEqual(typed.slice(0, 5), ['2028-02-29', '2026-03-31', '2026-03-29', '2026-03-29', '2026-10-25'])
    assert.deepEqual(days, ['2026-03-29', '2026-03-30', '2026-10-26'])
    assert.deepEqual(ages, [17, 18])
  })

  test('looks are listed under the day that it was in England, also on the days when the clocks change', () => {
    const [all, april, october] = said.get('Pacific/Auckland')!.pages
    assert.match(all!, /\b9 looks/)
    assert.match(april!, /\b1 look\b/)
    assert.match(october!, /\b3 looks/)
  })
})
