import assert from 'node:assert/strict'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openLedger, transaction } from '#platform/db'
import { readMark } from '../../src/platform/db/orphan.ts'
import { ledgerFiles } from '../../src/platform/db/server-files.ts'
import { Disk } from './cut-power.ts'
import { proofMigrations, startLedgerRun } from './run-ledger.ts'

/** How the cuts went. */
export interface LedgerCuts {
  cuts: number
  acknowledged: number
}

const ROUND = 1_000_000
const MEGABYTES = 400

/**
 * Cuts the power while a program writes to its ledger as fast as it can: the file system's image is copied as it stands,
 * with nothing that was not flushed, and mounted again. PostgreSQL must start in it and have every number that had been
 * acknowledged before the cut.
 */
export async function cutLedgerPower(times: number, say: (line: string) => void = () => {}): Promise<LedgerCuts> {
  const root = mkdtempSync(join(tmpdir(), 'cut-ledger-'))
  chmodSync(root, 0o755)
  const disk = new Disk(root, undefined, MEGABYTES)
  const done: LedgerCuts = { cuts: 0, acknowledged: 0 }
  const known = new Set<number>()
  try {
    for (let i = 0; i < times; i++) {
      const run = startLedgerRun(join(disk.at, 'data'), i * ROUND)
      await run.opened
      await sleep(200 + Math.random() * 500)
      const server = await processesOf(join(disk.at, 'data'))
      for (const number of run.acknowledged) known.add(number)
      writeFileSync(join(disk.at, `unflushed-${i}`), 'lost')
      // A cut is of one moment: nobody writes while the image is copied.
      for (const pid of server) process.kill(pid, 'SIGSTOP')
      const found = disk.cut(root)
      for (const pid of server) process.kill(pid, 'SIGCONT')
      try {
        assert.ok(!existsSync(join(found.at, `unflushed-${i}`)), 'the cut loses nothing, so it proves nothing')
        await assertKept(join(found.at, 'data'), known)
      } finally {
        found.unmount()
        rmSync(found.image)
        run.child.kill('SIGTERM')
        await run.ended
      }
      done.cuts++
      done.acknowledged = known.size
      say(`${done.cuts} cuts: ${known.size} acknowledged, none lost`)
    }
    return done
  } finally {
    disk.unmount()
    rmSync(root, { recursive: true, force: true })
  }
}

/** The server's processes: the first of them, and those it made. */
async function processesOf(dataDir: string): Promise<number[]> {
  const mark = await readMark(ledgerFiles(dataDir).data)
  assert.ok(mark)
  const children = readFileSync(`/proc/${mark.pid}/task/${mark.pid}/children`, 'utf8').trim().split(' ').map(Number)
  assert.ok(children.length > 1)
  return [mark.pid, ...children]
}

async function assertKept(dataDir: string, known: ReadonlySet<number>): Promise<void> {
  const ledger = await openLedger({ dataDir, migrations: proofMigrations })
  try {
    const rows = await transaction(ledger.owner, (tx) =>
      tx.rows<{ number: number }>('select number from proof.acknowledged'),
    )
    const found = new Set(rows.map(({ number }) => number))
    assert.equal([...known].filter((number) => !found.has(number)).length, 0, 'what was acknowledged was lost')
  } finally {
    await ledger.stop()
  }
}
