import { readdir, readFile } from 'node:fs/promises'

/** What processes have used so far. */
export interface Used {
  /** Processor seconds of the web server, of PostgreSQL with all its processes, and of the worker. */
  readonly web: number
  readonly postgres: number
  readonly worker: number
}

/** Processes that are measured. */
export interface Measured {
  readonly web: number
  readonly postgres: number
  readonly worker: number | undefined
}

/** Bytes that processes hold. */
export interface Held {
  readonly web: number
  /** Of PostgreSQL and all its processes, what they share counted once. */
  readonly postgres: number
}

const TICKS = 100

interface Stat {
  readonly parent: number
  readonly own: number
  /** Of children that have ended. */
  readonly ended: number
}

/** Processor seconds of each, of `/proc`. */
export async function used({ web, postgres, worker }: Measured): Promise<Used> {
  const children = await childrenOf(postgres)
  const own = await Promise.all([postgres, ...children].map(statOf))
  const [server, work] = await Promise.all([statOf(web), worker === undefined ? undefined : statOf(worker)])
  const ended = own[0]?.ended ?? 0
  return {
    web: (server?.own ?? 0) / TICKS,
    worker: (work?.own ?? 0) / TICKS,
    postgres: (own.reduce((sum, one) => sum + (one?.own ?? 0), 0) + ended) / TICKS,
  }
}

/** Resident memory of the server, and the proportional part of PostgreSQL's processes. */
export async function held({ web, postgres }: Measured): Promise<Held> {
  const processes = [postgres, ...(await childrenOf(postgres))]
  const parts = await Promise.all(processes.map((pid) => kilobytes(pid, 'smaps_rollup', 'Pss')))
  return {
    web: await kilobytes(web, 'status', 'VmRSS'),
    postgres: parts.reduce((sum, part) => sum + part, 0),
  }
}

/** Watches what is held every half second; `stop` gives the most of each. */
export function watchHeld(measured: Measured): { stop(): Promise<Held> } {
  let most: Held = { web: 0, postgres: 0 }
  const look = async () => {
    const now = await held(measured)
    most = { web: Math.max(most.web, now.web), postgres: Math.max(most.postgres, now.postgres) }
  }
  const timer = setInterval(look, 2_000)
  return {
    stop: async () => {
      clearInterval(timer)
      await look()
      return most
    },
  }
}

/** The process of PostgreSQL that started the others, as its own mark says. */
export async function postmaster(dataDir: string): Promise<number> {
  return Number((await readFile(`${dataDir}/ledger/data/postmaster.pid`, 'utf8')).split('\n')[0])
}

async function childrenOf(pid: number): Promise<number[]> {
  const pids = (await readdir('/proc')).map(Number).filter((one) => one > 0)
  const stats = await Promise.all(pids.map(statOf))
  return pids.filter((_, i) => stats[i]?.parent === pid)
}

/** Of a process that has ended, nothing. */
async function statOf(pid: number): Promise<Stat | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number)
  return { parent: fields[1]!, own: fields[11]! + fields[12]!, ended: fields[13]! + fields[14]! }
}

async function kilobytes(pid: number, file: string, name: string): Promise<number> {
  const text = await readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')
  const [, amount] = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text) ?? []
  return Number(amount ?? 0) * 1024
}
