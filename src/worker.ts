import { setPriority } from 'node:os'
import { pino } from 'pino'
import { work } from './work.ts'
import type { WorkerMessage } from './worker-process.ts'

/**
 * The worker: a process of its own for loading and publishing, so that pages stay quick. It begins when the server tells it where,
 * and ends when the server asks it to or is gone.
 */

/** As `nice` counts: whatever else wants the processor, and pages above all, comes first. */
const PRIORITY = 10
const GRACE_MS = 4_000

setPriority(PRIORITY)

process.once('message', (message: WorkerMessage) => {
  const log = pino({ level: message.logLevel, base: { process: 'worker' } }, pino.destination(2))
  const working = work(message, log)
  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    const running = await working.catch(() => undefined)
    await running?.stop(GRACE_MS)
    process.exit(0)
  }
  process.on('disconnect', stop)
  process.on('SIGTERM', stop)
  // A terminal sends this to both processes: the server decides.
  process.on('SIGINT', () => {})
  working.then(
    () => process.send?.({ kind: 'ready' }),
    (error: unknown) => {
      log.fatal({ fault: error instanceof Error ? error.name : typeof error }, 'the worker could not begin')
      process.exit(1)
    },
  )
})
