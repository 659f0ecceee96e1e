import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { assertLakeIsWhole, type LakeState } from './lake-is-whole.ts'
import { AUTHORITY, startLoad, writeSmallExtract } from './run-load.ts'

/** How many loads were killed, and how many were done before the kill came. */
export interface Kills {
  killed: number
  finished: number
  /** Kills after which an unfinished folder stood, which the next load had to remove. */
  unfinished: number
}

/**
 * Kills loads (SIGKILL) at moments spread over their whole duration, one after another into the same data directory,
 * and fails unless after each the lake is whole, every snapshot published before is the same to the byte, and the newest
 * is the last good one or the one just being made. Every tenth load is left to end and must succeed.
 */
export async function killLoads(times: number, say: (line: string) => void = () => {}): Promise<Kills> {
  const root = mkdtempSync(join(tmpdir(), 'kills-'))
  const dataDir = join(root, 'data')
  try {
    const started = performance.now()
    await loadWell(dataDir, writeSmallExtract(root, 0))
    let lasts = performance.now() - started
    let state = await assertLakeIsWhole(dataDir, AUTHORITY)
    const kills: Kills = { killed: 0, finished: 0, unfinished: 0 }
    for (let i = 1, n = 1; i <= times; i++) {
      const after = await killOne(
        dataDir,
        writeSmallExtract(root, n),
        lasts * ((i - Math.random()) / times) * 1.05,
        kills,
      )
      assertKept(state, after)
      if (after.newest !== state.newest || i % 2 === 0) n++
      state = after
      if (i % 10 !== 0 && i !== times) continue
      const from = performance.now()
      await loadWell(dataDir, writeSmallExtract(root, n++))
      lasts = performance.now() - from
      const well = await assertLakeIsWhole(dataDir, AUTHORITY)
      assertKept(state, well)
      assert.notEqual(well.newest, state.newest)
      assert.deepEqual(well.unfinished, [])
      state = well
      say(`${i} loads: ${kills.killed} killed, ${kills.finished} done first; the lake is whole`)
    }
    return kills
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

async function killOne(
  dataDir: string,
  extract: { readonly path: string; readonly asAt: string },
  afterMs: number,
  kills: Kills,
): Promise<LakeState> {
  const { child, ended } = startLoad(dataDir, extract)
  await Promise.race([sleep(afterMs), ended])
  child.kill('SIGKILL')
  const { code, stderr } = await ended
  assert.ok(code === null || code === 0, stderr)
  if (code === null) kills.killed++
  else kills.finished++
  const state = await assertLakeIsWhole(dataDir, AUTHORITY)
  if (state.unfinished.length > 0) kills.unfinished++
  return state
}

async function loadWell(dataDir: string, extract: { readonly path: string; readonly asAt: string }): Promise<void> {
  const { code, stderr } = await startLoad(dataDir, extract).ended
  assert.equal(code, 0, stderr)
}

/** What was published stays as it was; at most one snapshot is new. */
function assertKept(before: LakeState, after: LakeState): void {
  for (const [id, digest] of before.digests) assert.equal(after.digests.get(id), digest, `snapshot ${id} changed`)
  assert.ok(after.digests.size <= before.digests.size + 1)
  if (after.digests.size === before.digests.size) assert.equal(after.newest, before.newest)
}
