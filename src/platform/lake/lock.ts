import { createHash } from 'node:crypto'
import { realpath } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { makeDirDurably } from '#platform/files'

/** Another process is loading into the same data directory. */
export class LockedError extends Error {
  /** The process that holds the lock; 'unknown' when it did not say. */
  readonly pid: string

  constructor(pid: string) {
    super(`another load is running (process ${pid}); wait for it to end, then load again`)
    this.name = 'LockedError'
    this.pid = pid
  }
}

/**
 * Runs `work` while no other process of this machine holds the lock on `dir`.
 *
 * The lock is a socket in Linux's abstract namespace, not a file: the kernel frees it when its process ends, however it
 * ends, so there is never a stale one to judge or to remove.
 *
 * @throws LockedError when another process holds it
 */
export async function withLock<T>(dir: string, work: () => Promise<T>): Promise<T> {
  const server = await listen(await lockName(dir))
  try {
    return await work()
  } finally {
    server.close()
  }
}

/**
 * Takes the same lock until the function returned is called, or the process ends; holding it keeps no process alive.
 *
 * @throws LockedError when another process holds it
 */
export async function takeLock(dir: string): Promise<() => Promise<void>> {
  const server = (await listen(await lockName(dir))).unref()
  return () => new Promise((resolve) => server.close(() => resolve()))
}

async function lockName(dir: string): Promise<string> {
  await makeDirDurably(dir)
  const digest = createHash('sha256').update(await realpath(dir))
  return `\0throughline-${digest.digest('hex')}`
}

const HOLDER_MS = 2_000

function listen(name: string): Promise<Server> {
  const server = createServer((socket) => socket.end(String(process.pid)))
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') reject(error)
      else holder(name).then((pid) => reject(new LockedError(pid)))
    })
    server.listen(name, () => resolve(server))
  })
}

/** The process that holds the lock; it may be gone again by the time it is asked. */
function holder(name: string): Promise<string> {
  return new Promise((resolve) => {
    let said = ''
    const socket = connect(name)
    socket.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    // A process that is stopped holds the lock and answers nobody.
    socket.setTimeout(HOLDER_MS, () => socket.destroy())
    socket.on('error', () => resolve('unknown'))
    socket.on('close', () => resolve(said || 'unknown'))
  })
}
