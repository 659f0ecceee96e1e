import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { tokenSafe } from './token-safe.ts'

const session = Buffer.alloc(32, 1)
const safe = tokenSafe('a secret of the test alone')

describe('a token that is kept', () => {
  test('comes back for what it was kept for, whatever is in it', () => {
    for (const token of ['', 'x', 'é'.repeat(3000), '0.AXoA-_.~']) {
      assert.equal(safe.unlock(safe.lock(token, session), session), token)
    }
  })

  test('is not in what is kept, and is kept otherwise each time', () => {
    const [one, two] = [safe.lock('a refresh token', session), safe.lock('a refresh token', session)]
    assert.ok(!one.includes('refresh'))
    assert.notDeepEqual(one, two)
  })

  test('does not come back for another session, with another secret, or changed', () => {
    const locked = safe.lock('a refresh token', session)
    assert.equal(safe.unlock(locked, Buffer.alloc(32, 2)), undefined)
    assert.equal(tokenSafe('another').unlock(locked, session), undefined)
    for (let i = 0; i < locked.length; i++) {
      const changed = Buffer.from(locked)
      changed[i]! ^= 1
      assert.equal(safe.unlock(changed, session), undefined, `byte ${i}`)
    }
    for (let i = 0; i < locked.length; i++) assert.equal(safe.unlock(locked.subarray(0, i), session), undefined)
  })
})
