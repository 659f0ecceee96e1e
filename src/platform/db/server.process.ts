import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readMark, stopOrphan } from './orphan.ts'
import type { Address } from './pool.ts'
import type { RunAs } from './run-as.ts'
import { ensureCluster, makeSocketDir, SUPERUSER, serverEnvironment } from './server.cluster.ts'
import { serverSettings, settingArguments } from './server.settings.ts'
import type { LedgerFiles, ServerPrograms } from './server-files.ts'

/** What a server is started from. */
export interface ServerPlan {
  readonly programs: ServerPrograms
  readonly files: LedgerFiles
  readonly runAs: RunAs
  /** Settings beside those of every server. */
  readonly settings?: Readonly<Record<string, string>>
  readonly onTrouble?: ((message: string) => void) | undefined
}

/** A PostgreSQL that we run. */
export interface RunningServer {
  /** Where its superuser comes in. */
  readonly address: Address
  /** The process of the server now; it is another after the server fell over and was started again. */
  readonly pid: number
  /** Stops it: what runs is undone, what was acknowledged is written. */
  stop(): Promise<void>
}

/**
 * Starts PostgreSQL, making its data folder first where there is none and recovering it where it was cut off. While the
 * program lives, a server that falls over is started again. Only for a process that holds the ledger's lock.
 *
 * @throws Error with the end of the server's log when it does not start
 */
export async function startServer(plan: ServerPlan): Promise<RunningServer> {
  const password = await ensureCluster(plan.programs, plan.files, plan.runAs)
  await turnLog(plan.files.log)
  const socketDir = await makeSocketDir(plan.files, plan.runAs)
  const keeper = new Keeper(plan, socketDir)
  await startAlone(plan, keeper)
  return {
    address: { host: socketDir, port: 5432, database: 'postgres', user: SUPERUSER, password, ssl: false },
    get pid() {
      return keeper.pid
    },
    stop: async () => {
      await keeper.stop()
      await rm(socketDir, { recursive: true, force: true })
    },
  }
}

/** A program that was killed in the middle of a start may have left one that begins only after we looked: look again. */
async function startAlone(plan: ServerPlan, keeper: Keeper): Promise<void> {
  await stopOrphan(plan.files.data)
  try {
    await keeper.start()
  } catch {
    await stopOrphan(plan.files.data)
    await keeper.start()
  }
}

const START_MS = 120_000
const POLL_MS = 20
const STOP_MS = 30_000
const PAUSES_MS = [0, 500, 1_000, 2_000, 5_000] as const
const LOG_BYTES = 4_000_000

class Keeper {
  readonly #plan: ServerPlan
  readonly #socketDir: string
  #child: ChildProcess | undefined
  #isWanted = true
  #falls = 0

  constructor(plan: ServerPlan, socketDir: string) {
    this.#plan = plan
    this.#socketDir = socketDir
  }

  get pid(): number {
    return this.#child?.pid ?? 0
  }

  async start(): Promise<void> {
    const child = this.#spawn()
    this.#child = child
    await this.#ready(child)
    this.#falls = 0
    child.once('exit', () => void this.#fallen())
  }

  async stop(): Promise<void> {
    this.#isWanted = false
    const child = this.#child
    process.off('exit', this.#atExit)
    if (!child || hasEnded(child)) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.ref()
    child.kill('SIGINT')
    await Promise.race([ended, sleep(STOP_MS, undefined, { ref: false })])
    // Transactions are already undone by now: this only leaves the log to be gone through at the next start.
    if (!hasEnded(child)) child.kill('SIGQUIT')
    await ended
  }

  readonly #atExit = (): void => {
    this.#child?.kill('SIGINT')
  }

  #spawn(): ChildProcess {
    const { programs, files, runAs, settings } = this.#plan
    const args = settingArguments({ ...serverSettings, ...settings, unix_socket_directories: this.#socketDir })
    const command = [...runAs.prefix, join(programs.bin, 'postgres'), '-D', files.data, ...args]
    const log = openSync(files.log, 'a', 0o600)
    try {
      // A group of its own: Ctrl-C in a terminal goes to the program, which stops the server when it is done with it.
      const child = spawn(command[0]!, command.slice(1), {
        cwd: '/',
        detached: true,
        env: serverEnvironment(),
        stdio: ['ignore', log, log],
      })
      child.unref()
      process.off('exit', this.#atExit).once('exit', this.#atExit)
      return child
    } finally {
      closeSync(log)
    }
  }

  async #ready(child: ChildProcess): Promise<void> {
    let failed: Error | undefined
    child.once('error', (error) => {
      failed = error
    })
    for (const until = Date.now() + START_MS; Date.now() < until; await sleep(POLL_MS)) {
      if (failed) throw failed
      if (hasEnded(child)) throw new Error(`PostgreSQL did not start:\n${await this.#complaint()}`)
      const mark = await readMark(this.#plan.files.data)
      if (mark?.isReady && mark.pid === child.pid) return
    }
    child.kill('SIGQUIT')
    throw new Error(`PostgreSQL was not ready after ${START_MS / 1_000} seconds:\n${await this.#complaint()}`)
  }

  async #complaint(): Promise<string> {
    const lines = (await readFile(this.#plan.files.log, 'utf8')).trimEnd().split('\n')
    return lines.slice(-8).join('\n')
  }

  async #fallen(): Promise<void> {
    while (this.#isWanted) {
      const pause = PAUSES_MS[Math.min(this.#falls++, PAUSES_MS.length - 1)]!
      this.#plan.onTrouble?.('PostgreSQL fell over and is being started again')
      await sleep(pause, undefined, { ref: false })
      if (!this.#isWanted) return
      try {
        return await this.start()
      } catch (error) {
        this.#plan.onTrouble?.(error instanceof Error ? error.message : String(error))
      }
    }
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

/** Keeps one log before this one, so that it never grows without end. */
async function turnLog(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined)
  if (found && found.size > LOG_BYTES) await rename(path, `${path}.before`)
}
