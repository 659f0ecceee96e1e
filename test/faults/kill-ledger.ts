import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openLedger, transaction } from '#platform/db'
import { readMark } from '../../src/platform/db/orphan.ts'
import { ledgerFiles } from '../../src/platform/db/server-files.ts'
import { proofMigrations, startLedgerRun } from './run-ledger.ts'

/** How the kills went. */
export interface LedgerKills {
  programs: number
  servers: number
  acknowledged: number
  /** The longest that a start after a kill took, in milliseconds. */
  slowestStart: number
}

const RESTART_MS = 10_000
const ROUND = 1_000_000

/**
 * Kills (SIGKILL) in turn the program and its PostgreSQL, at random moments, while the program writes as fast as it can.
 * Fails when a number that was acknowledged is not there after the next start, or that start takes more than ten seconds.
 */
export async function killLedger(times: number, say: (line: string) => void = () => {}): Promise<LedgerKills> {
  const dataDir = mkdtempSync(join(tmpdir(), 'kill-ledger-'))
  const kills: LedgerKills = { programs: 0, servers: 0, acknowledged: 0, slowestStart: 0 }
  const known = new Set<number>()
  try {
    await (await openLedger({ dataDir, migrations: proofMigrations })).stop()
    for (let i = 0; i < times; i++) {
      const run = startLedgerRun(dataDir, i * ROUND)
      await run.opened
      await sleep(Math.random() * 400)
      if (i % 2 === 1) await killServer(dataDir, kills)
      await sleep(Math.random() * 100)
      run.child.kill('SIGKILL')
      await run.ended
      kills.programs++
      for (const number of run.acknowledged) known.add(number)
      kills.acknowledged = known.size
      await assertKept(dataDir, known, kills)
      say(`${i + 1} kills: ${known.size} acknowledged, none lost; slowest start ${Math.round(kills.slowestStart)} ms`)
    }
    return kills
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function killServer(dataDir: string, kills: LedgerKills): Promise<void> {
  const mark = await readMark(ledgerFiles(dataDir).data)
  assert.ok(mark)
  process.kill(mark.pid, 'SIGKILL')
  kills.servers++
}

async function assertKept(dataDir: string, known: ReadonlySet<number>, kills: LedgerKills): Promise<void> {
  const from = performance.now()
  const ledger = await openLedger({ dataDir, migrations: proofMigrations })
  const took = performance.now() - from
  kills.slowestStart = Math.max(kills.slowestStart, took)
  const rows = await transaction(ledger.owner, (tx) =>
    tx.rows<{ number: number }>('select number from proof.acknowledged'),
  )
  await ledger.stop()
  assert.ok(took < RESTART_MS, `a start took ${took} ms`)
  const found = new Set(rows.map(({ number }) => number))
  assert.equal([...known].filter((number) => !found.has(number)).length, 0, 'what was acknowledged was lost')
}
