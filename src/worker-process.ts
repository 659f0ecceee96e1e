import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import type { Ledger, Pool } from '#platform/db'
import type { MailSettings } from '#platform/notify'

/** Where a role of the ledger comes in. */
export type LedgerAddress = ConstructorParameters<typeof Pool>[0]

/** What the worker is told when it begins. It goes through the channel between the two processes and stands in no list of them. */
export interface WorkerMessage {
  readonly dataDir: string
  readonly owner: LedgerAddress
  readonly publisher: LedgerAddress
  readonly logLevel: string
  /** How people are told of things by mail; they are not where this is left out. */
  readonly mail?: MailSettings | undefined
}

export interface WorkerProcess {
  readonly pid: number | undefined
  /** Resolved when the worker has first begun to take up jobs. */
  readonly ready: Promise<void>
  /** Asks the worker to end, and ends it when it has not after a while. */
  stop(): Promise<void>
}

const STOP_MS = 8_000
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 30_000
/** A worker that lived this long had begun well: when it ends, the next is begun at once. */
const WELL_MS = 60_000

/**
 * Starts the worker beside this process, and again whenever it ends: at once, then after longer and longer pauses.
 * What it was doing is taken up again from the ledger.
 */
export function startWorker(
  { owner, publisher }: Pick<Ledger, 'owner' | 'publisher'>,
  options: { readonly dataDir: string; readonly log: Logger; readonly mail?: MailSettings | undefined },
): WorkerProcess {
  const { dataDir, log, mail } = options
  const message: WorkerMessage = {
    dataDir,
    owner: addressOf(owner),
    publisher: addressOf(publisher),
    logLevel: log.level,
    mail,
  }
  let child: ChildProcess
  let stopping = false
  let pause = FIRST_PAUSE_MS
  let timer: NodeJS.Timeout | undefined
  let isReady = () => {}
  const ready = new Promise<void>((resolve) => {
    isReady = resolve
  })
  const start = () => {
    const began = Date.now()
    child = fork(fileURLToPath(new URL('./worker.ts', import.meta.url)), [], { stdio: ['ignore', 2, 2, 'ipc'] })
    child.on('message', isReady)
    // Without a listener a message that cannot be delivered would end the server.
    child.on('error', (error) => log.error({ fault: error.name }, 'the worker cannot be reached'))
    child.once('exit', (code, signal) => {
      if (stopping) return
      pause = Date.now() - began > WELL_MS ? FIRST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS)
      log.error({ code, signal, pause }, 'the worker ended; it is begun again')
      timer = setTimeout(start, pause)
    })
    child.send(message)
  }
  start()
  return {
    get pid() {
      return child.pid
    },
    ready,
    stop: async () => {
      stopping = true
      clearTimeout(timer)
      await ended(child)
    },
  }
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
    child.once('exit', () => {
      clearTimeout(late)
      resolve()
    })
    child.kill('SIGTERM')
  })
}

/** The address that a pool uses; the driver keeps its password out of what is listed. */
function addressOf({ options }: Pool): LedgerAddress {
  const { host, port, database, user, password, ssl } = options
  if (!host || !port || !database || !user || typeof password !== 'string') {
    throw new Error('the ledger does not say where it is')
  }
  return { host, port, database, user, password, ssl }
}
