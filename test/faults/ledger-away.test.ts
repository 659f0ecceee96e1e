import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { LedgerSite, takeAway, type ways } from './ledger-away.ts'

/** The long form, with all away for a minute: `node test/faults/main.ts away 60`. */
describe('while the ledger', { concurrency: false }, () => {
  let site: LedgerSite
  before(async () => {
    site = await LedgerSite.open()
  })
  after(() => site?.close())

  const cases: readonly (readonly [way: keyof typeof ways, ms: number, toldAtLeast: number])[] = [
    ['refuses connections', 1_000, 5],
    ['is killed', 0, 1],
    ['stands still', 4_000, 1],
  ]
  for (const [way, ms, toldAtLeast] of cases) {
    test(`${way}, every request is answered, and all are again within five seconds of its return`, async (t) => {
      const away = await takeAway(site, way, ms)
      t.diagnostic(JSON.stringify(away))
      assert.ok(away.unavailable >= toldAtLeast, `${away.unavailable} of ${away.asked} were told`)
    })
  }
})
