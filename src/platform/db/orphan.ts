import { readFile, readlink, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const POLL_MS = 50
/** How long a server may take to stop by itself, and then to drop everything, before it is killed. */
const steps = [
  ['SIGINT', 20_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
] as const satisfies readonly (readonly [NodeJS.Signals, number])[]

/**
 * Stops a PostgreSQL that a program killed before us left running on `data`, and clears its mark away where its number
 * now belongs to another process. Only for a process that holds the ledger's lock.
 *
 * @throws Error when it cannot be stopped
 */
export async function stopOrphan(data: string): Promise<void> {
  const mark = await readMark(data)
  if (!mark || !isAlive(mark.pid)) return
  if (!(await runsOn(mark.pid, data))) return rm(join(data, 'postmaster.pid'), { force: true })
  for (const [signal, patienceMs] of steps) {
    if (await stopWith(mark.pid, signal, patienceMs)) return
  }
  throw new Error(`PostgreSQL (process ${mark.pid}) still runs on ${data} and cannot be stopped`)
}

/** What a running server says of itself in `postmaster.pid`. */
export interface ServerMark {
  readonly pid: number
  readonly socketDir: string
  readonly isReady: boolean
}

/** The mark of the server in `data`; undefined when there is none or it is half-written. */
export async function readMark(data: string): Promise<ServerMark | undefined> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  const lines = text.split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  return { pid, socketDir: lines[4] ?? '', isReady: lines[7]?.trim() === 'ready' }
}

/** Whether a process is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** A postmaster's working directory is its data. Where that cannot be seen (no /proc), its mark is believed. */
async function runsOn(pid: number, data: string): Promise<boolean> {
  try {
    return (await readlink(`/proc/${pid}/cwd`)) === data
  } catch (error) {
    return process.platform !== 'linux' || (error as NodeJS.ErrnoException).code === 'EACCES'
  }
}

async function stopWith(pid: number, signal: NodeJS.Signals, patienceMs: number): Promise<boolean> {
  try {
    process.kill(pid, signal)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
  for (const until = Date.now() + patienceMs; Date.now() < until; await sleep(POLL_MS)) {
    if (!isAlive(pid)) return true
  }
  return false
}
