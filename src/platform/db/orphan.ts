import { readFileSync } from 'node:fs'
import { readdir, readFile, readlink, rm } from 'node:fs/promises'
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
 * Stops what a program killed before us left running on `data`: a server, one that was just being started, or the last
 * processes of one that was killed. Clears a mark away that would keep the next from starting although nobody is there
 * (a process that nobody has reaped, or another that has its number now). Only for a process that holds the ledger's lock.
 *
 * @throws Error when it cannot be stopped
 */
export async function stopOrphan(data: string): Promise<void> {
  for (const pid of await serversOn(data)) await stopProcess(pid, data)
  for (const until = Date.now() + LAST_MS; (await workersOn(data)) > 0 && Date.now() < until; ) await sleep(POLL_MS)
  const mark = await readMark(data)
  if (mark && isThere(mark.pid)) await rm(join(data, 'postmaster.pid'), { force: true })
}

/** How long the last processes of a server that was killed may take to see it. */
const LAST_MS = 10_000

async function stopProcess(pid: number, data: string): Promise<void> {
  for (const [signal, patienceMs] of steps) {
    if (await stopWith(pid, signal, patienceMs)) return
  }
  throw new Error(`PostgreSQL (process ${pid}) still runs on ${data} and cannot be stopped`)
}

/** The servers that run on `data` or are being started on it. Where there is no /proc, the one that its mark names. */
async function serversOn(data: string): Promise<number[]> {
  if (process.platform !== 'linux') {
    const mark = await readMark(data)
    return mark && isAlive(mark.pid) ? [mark.pid] : []
  }
  return processesWhere(async (pid) => {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8')
    return command.includes(`\0-D\0${data}\0`)
  })
}

/** How many processes of a server work in `data`, which is the working directory of each. */
async function workersOn(data: string): Promise<number> {
  if (process.platform !== 'linux') return 0
  return (await processesWhere(async (pid) => (await readlink(`/proc/${pid}/cwd`)) === data)).length
}

async function processesWhere(isWanted: (pid: number) => Promise<boolean>): Promise<number[]> {
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0 && pid !== process.pid)
  // Processes come and go, and those of other users keep to themselves.
  const wanted = await Promise.all(pids.map((pid) => isWanted(pid).catch(() => false)))
  return pids.filter((_, i) => wanted[i])
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

/** Whether a process runs; one that has ended and that nobody has reaped does not. */
export function isAlive(pid: number): boolean {
  if (!isThere(pid)) return false
  if (process.platform !== 'linux') return true
  try {
    return !/^\d+ \(.*\) [ZX] /s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

/** Whether a number belongs to a process, ended or not: all that PostgreSQL itself asks. */
function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
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
