import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { TestSite } from '../site/site.fixture.ts'
import { nameAtOnce, openSharedSite, repeatedForms, saveAtOnce, sendAgain, sharedForms } from './at-once.ts'

/** The long form: `node test/faults/main.ts at-once 50`. */
describe('what several people do at once', { concurrency: false }, () => {
  let site: TestSite
  before(async () => {
    site = await openSharedSite()
  })
  after(() => site?.close())

  test('of one record saved by fifty, one is kept and the others are told, with both texts', async (t) => {
    for (const [name, form] of Object.entries(await sharedForms(site))) {
      await t.test(name, async () => {
        await saveAtOnce(site, form, 50)
      })
    }
  })

  test('a form sent again and again makes one record and has one answer', async (t) => {
    for (const [name, form] of Object.entries(await repeatedForms(site))) {
      await t.test(name, () => sendAgain(site, form, 6))
    }
  })

  test('people who are named for one sealed record at once are all named, and sealing it again keeps them', async () => {
    assert.equal(await nameAtOnce(site, 12), 12)
    const { fields, url, subject } = (await repeatedForms(site))['sealing a record']!
    assert.equal((await site.post(url, fields, subject)).statusCode, 303)
    const { rows } = await site.ledger.owner.query<{ n: number }>(
      'select count(*)::int as n from access.sealed_child_person',
    )
    assert.equal(rows[0]!.n, 12)
  })
})
