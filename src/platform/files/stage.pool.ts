import { Worker } from 'node:worker_threads'
import { fileProblem } from './file-problem.ts'
import type { StageJob, WorkerMessage } from './stage.worker.ts'
import type { FileOutcome } from './stage-file.ts'

/**
 * One thread that stages files, one after the other, within a limit on memory and one on time.
 *
 * A thread that dies of either is a refusal of the file it was at; the next file gets a new thread.
 */
export class StageThread {
  #worker: Worker | undefined

  /** Stages one file; `onBytes` hears of progress. Rejects with the fault that stopped the thread, if it was ours. */
  run(job: StageJob, onBytes: (bytes: number) => void): Promise<FileOutcome> {
    const worker = this.#worker ?? startWorker(job.limits.heapMiB)
    this.#worker = worker
    return new Promise<FileOutcome>((resolve, reject) => {
      const refuse = (code: 'memory' | 'time'): void => {
        this.#worker = undefined
        finish(() => resolve({ kind: 'refused', problems: [fileProblem(code, job.file)] }))
      }
      const timer = setTimeout(() => {
        refuse('time')
        void worker.terminate()
      }, job.limits.seconds * 1_000)
      const finish = (settle: () => void): void => {
        clearTimeout(timer)
        // By name: without names Node's own listeners go too, and the thread is never heard again.
        worker.removeAllListeners('message')
        worker.removeAllListeners('error')
        worker.on('error', () => {})
        settle()
      }
      worker.on('message', (message: WorkerMessage) => {
        if (message.kind === 'read') return onBytes(message.bytes)
        if (message.kind === 'done') return finish(() => resolve(message.outcome))
        finish(() => reject(message.error))
      })
      worker.on('error', (error: Error & { code?: string }) => {
        if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') return refuse('memory')
        this.#worker = undefined
        finish(() => reject(error))
      })
      worker.postMessage(job)
    })
  }

  async close(): Promise<void> {
    await this.#worker?.terminate()
    this.#worker = undefined
  }
}

function startWorker(heapMiB: number): Worker {
  return new Worker(new URL('./stage.worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: heapMiB, maxYoungGenerationSizeMb: 32 },
  })
}
