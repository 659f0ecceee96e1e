import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { openLedger, transaction } from '#platform/db'

/** Migrations of the tests of the ledger itself. */
export const proofMigrations = [new URL('../ledger-migrations/', import.meta.url)] as const

const LONGEST_MS = 60_000

/** A program of its own that runs a ledger and writes numbers to it, one after another, as fast as it can. */
export interface LedgerRun {
  readonly child: ChildProcess
  /** Resolved once the ledger is open and the first number is written; rejected when the program ends before. */
  readonly opened: Promise<void>
  /** The numbers that the ledger has acknowledged so far. */
  readonly acknowledged: number[]
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null; readonly stderr: string }>
}

/** Starts one. @param from the first number to write */
export function startLedgerRun(dataDir: string, from = 0): LedgerRun {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), dataDir, String(from)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const acknowledged: number[] = []
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const ended = new Promise<Awaited<LedgerRun['ended']>>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, stderr }))
  })
  const opened = new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      acknowledged.push(Number(line))
      resolve()
    })
    ended.then(() => reject(new Error(`the program ended: ${stderr}`)))
  })
  opened.catch(() => {})
  return { child, opened, acknowledged, ended }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // Whoever started it may have failed: it does not run for ever.
  setTimeout(() => process.exit(1), LONGEST_MS).unref()
  const [, , dataDir = '', from = '0'] = process.argv
  const ledger = await openLedger({ dataDir, migrations: proofMigrations })
  for (let number = Number(from); ; number++) {
    try {
      await transaction(ledger.app, (tx) => tx.run('insert into proof.acknowledged (number) values ($1)', [number]))
      process.stdout.write(`${number}\n`)
    } catch (error) {
      // The server was killed: it is started again, and the number was written or was not.
      process.stderr.write(`${error}\n`)
    }
  }
}
