import { Worker } from 'node:worker_threads'
import { fileProblem } from './file-problem.ts'
import type { StageJob, WorkerMessage } from './stage.worker.ts'
import type { FileOutcome } from './stage-file.ts'

/** What the thread is at: whom to tell of progress, and how to end it. */
interface Running {
  readonly job: StageJob
  readonly onBytes: (bytes: number) => void
  readonly resolve: (outcome: FileOutcome) => void
  readonly reject: (fault: unknown) => void
}

/**
 * One thread that stages files, one after the other, within a limit on memory and one on time.
 *
 * A thread that dies of either is a refusal of the file it was at; the next file gets a new thread.
 */
export class StageThread {
  #worker: Worker | undefined
  #running: Running | undefined

  /** Stages one file; `onBytes` hears of progress. Rejects with the fault that stopped the thread, if it was ours. */
  async run(job: StageJob, onBytes: (bytes: number) => void): Promise<FileOutcome> {
    this.#worker ??= this.#start(job.limits.heapMiB)
    const { seconds, slowestBytesPerSecond } = job.limits
    const timer = setTimeout(() => this.#stop(), (seconds + job.bytes / slowestBytesPerSecond) * 1_000)
    try {
      return await new Promise<FileOutcome>((resolve, reject) => {
        this.#running = { job, onBytes, resolve, reject }
        this.#worker?.postMessage(job)
      })
    } finally {
      clearTimeout(timer)
      this.#running = undefined
    }
  }

  async close(): Promise<void> {
    const worker = this.#worker
    this.#worker = undefined
    await worker?.terminate()
  }

  #start(heapMiB: number): Worker {
    const worker = new Worker(new URL('./stage.worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: heapMiB, maxYoungGenerationSizeMb: 32 },
    })
    worker.on('message', (message: WorkerMessage) => this.#hear(message))
    worker.on('error', (error: NodeJS.ErrnoException) => this.#lose(worker, error))
    worker.on('exit', () => this.#lose(worker, new Error('The thread that reads files has ended by itself.')))
    return worker
  }

  #hear(message: WorkerMessage): void {
    if (message.kind === 'read') this.#running?.onBytes(message.bytes)
    else if (message.kind === 'done') this.#running?.resolve(message.outcome)
    else this.#running?.reject(message.error)
  }

  #lose(worker: Worker, error: NodeJS.ErrnoException): void {
    if (this.#worker !== worker) return
    this.#worker = undefined
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') this.#refuse('memory')
    else this.#running?.reject(error)
  }

  #stop(): void {
    void this.close()
    this.#refuse('time')
  }

  #refuse(code: 'memory' | 'time'): void {
    const { job, resolve } = this.#running ?? {}
    if (job) resolve?.({ kind: 'refused', problems: [fileProblem(code, job.file)] })
  }
}
