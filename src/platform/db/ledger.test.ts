import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { testServers, withTestLedger } from '../../../test/ledger.ts'
import { transaction } from './index.ts'

for (const server of testServers) {
  describe(`the ledger on ${server.name}`, () => {
    test('each pool comes as its role', async () => {
      const ledger = await withTestLedger({ server })
      after(() => ledger.stop())
      for (const pool of ['app', 'publisher', 'owner'] as const) {
        const { role } = await transaction(ledger[pool], (tx) =>
          tx.row<{ role: string }>('select current_user as role'),
        )
        assert.equal(role, `throughline_${pool}`)
      }
    })
  })
}
