import { join } from 'node:path'
import { parentPort } from 'node:worker_threads'
import type { FormulaPolicy, Limits } from './limits.ts'
import { type FileOutcome, stageFile } from './stage-file.ts'

/** A file for the worker to stage; what it writes goes to `dir`, under names that begin with `stem`. */
export interface StageJob {
  readonly path: string
  readonly file: string
  readonly bytes: number
  readonly dir: string
  readonly stem: string
  readonly limits: Limits
  readonly formulas: FormulaPolicy
  readonly isUnpacked: boolean
}

/** What the worker says: how far it has come, what became of the file, or the fault that stopped it. */
export type WorkerMessage =
  | { readonly kind: 'read'; readonly bytes: number }
  | { readonly kind: 'done'; readonly outcome: FileOutcome }
  | { readonly kind: 'fault'; readonly error: unknown }

const REPORT_BYTES = 8 * 2 ** 20

async function run(job: StageJob, say: (message: WorkerMessage) => void): Promise<void> {
  let tables = 0
  let unsaid = 0
  const newPath = (): string => join(job.dir, `${job.stem}-${++tables}.csv`)
  const onBytes = (bytes: number): void => {
    unsaid += bytes
    if (unsaid < REPORT_BYTES) return
    say({ kind: 'read', bytes: unsaid })
    unsaid = 0
  }
  const { dir: _dir, stem: _stem, bytes: _bytes, ...request } = job
  say({ kind: 'done', outcome: await stageFile({ ...request, newPath, onBytes }) })
}

parentPort?.on('message', (job: StageJob) => {
  const say = (message: WorkerMessage): void => parentPort?.postMessage(message)
  run(job, say).catch((error: unknown) => say({ kind: 'fault', error }))
})
