import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Admission } from './admission.ts'

describe('Admission', () => {
  test('lets in as many as it may, lets some wait, and refuses the rest at once', async () => {
    const admission = new Admission({ inFlight: 2, waiting: 1, waitMs: 1000 })
    await Promise.all([admission.enter(), admission.enter()])
    const third = admission.enter()
    await assert.rejects(admission.enter(), { status: 503 })
    assert.deepEqual(admission.state, { inFlight: 2, waiting: 1, refused: 1 })
    admission.leave()
    await third
    assert.deepEqual(admission.state, { inFlight: 2, waiting: 0, refused: 1 })
  })

  test('who waits too long is refused, and the place goes to those after', async () => {
    const admission = new Admission({ inFlight: 1, waiting: 5, waitMs: 20 })
    await admission.enter()
    await assert.rejects(admission.enter(), { status: 503 })
    const next = admission.enter()
    admission.leave()
    await next
    admission.leave()
    assert.deepEqual(admission.state, { inFlight: 0, waiting: 0, refused: 1 })
  })

  test('who has waited longest is next', async () => {
    const admission = new Admission({ inFlight: 1, waiting: 5, waitMs: 1000 })
    await admission.enter()
    const order: number[] = []
    const waiting = [1, 2, 3].map((n) => admission.enter().then(() => order.push(n)))
    for (const one of waiting) {
      admission.leave()
      await one
    }
    assert.deepEqual(order, [1, 2, 3])
  })
})
