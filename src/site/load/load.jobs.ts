import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { type ImportFormat, inspectFiles, type LoadResult, load, type Stage } from '#imports'
import { type Pool, transaction } from '#platform/db'
import { handler, type Job, type JobHandler, type JobRun } from '#platform/jobs'
import { LockedError, listSnapshots, putBack } from '#platform/lake'
import { type Outcome, type Problem, plainDate } from '#values'
import { endUpload, findUploadToLoad } from './upload.store.ts'
import type { LoadOutcome, Upload } from './upload.ts'

/** Loads an upload and publishes what came of it. */
export const loadUploadJob: Job<{ upload: string }> = {
  queue: 'load-upload',
  payload: z.strictObject({ upload: z.uuid() }),
  retries: 4,
  retryDelaySeconds: 2,
  expireSeconds: 2 * 60 * 60,
}

/** Puts an authority back to an earlier snapshot and publishes that. */
export const putBackJob: Job<{ snapshot: string; now: string }> = {
  queue: 'put-back',
  payload: z.strictObject({ snapshot: z.string().min(1).max(80), now: z.iso.datetime() }),
  retries: 4,
  retryDelaySeconds: 2,
  expireSeconds: 30 * 60,
}

/** What the jobs of loading need of the program. */
export interface LoadJobs {
  readonly dataDir: string
  /** Of the ledger's owner: the worker works for every authority. */
  readonly owner: Pool
  readonly format: ImportFormat
  /** Tables that a snapshot has to keep to be published. */
  readonly needed: readonly string[]
  readonly stages: () => Promise<Outcome<readonly Stage[]>>
  /** Publishes the authority's current snapshot unless it is published. */
  readonly publish: (authority: string, run: Pick<JobRun, 'progress'>) => Promise<void>
}

export function loadJobs(options: LoadJobs): readonly JobHandler[] {
  return [
    handler(loadUploadJob, ({ upload }, run) => loadUpload(options, upload, run)),
    handler(putBackJob, ({ snapshot, now }, run) => putBackTo(options, snapshot, now, run)),
  ]
}

/** Safe to do twice: what is loaded is known by its files, and an attempt that died after loading is answered as it was. */
async function loadUpload(options: LoadJobs, id: string, run: JobRun): Promise<void> {
  const { authority } = run
  const upload = await transaction(options.owner, (tx) => findUploadToLoad(tx, authority, id))
  if (upload === undefined) return
  if (upload.state === 'stored') {
    const result = await loadFiles(options, upload, run)
    const end = result.ok ? loaded(result.value) : await refused(options, authority, upload, result.problems)
    await transaction(options.owner, (tx) => endUpload(tx, authority, upload, end))
  }
  await options.publish(authority, run)
}

async function loadFiles(options: LoadJobs, upload: Upload, run: JobRun): Promise<Outcome<LoadResult>> {
  const stages = await options.stages()
  if (!stages.ok) return stages
  return whenFree(run, () =>
    load({
      dataDir: options.dataDir,
      authority: run.authority,
      asAt: plainDate(upload.asAt),
      paths: upload.files.map(({ path }) => path),
      format: options.format,
      stages: stages.value,
      now: upload.loadMoment ?? upload.uploadedAt,
      accept: upload.isAccepted,
      ...(upload.windowFrom ? { windowFrom: plainDate(upload.windowFrom) } : {}),
      ...(upload.mapping === null ? {} : { mapping: upload.mapping }),
      onProgress: run.progress,
    }),
  )
}

function loaded(result: LoadResult): Pick<Upload, 'state' | 'snapshot' | 'extract' | 'outcome'> {
  return {
    state: result.unchanged ? 'unchanged' : 'loaded',
    snapshot: result.snapshot,
    extract: result.extract,
    outcome: {
      tables: result.tables,
      changes: result.changes,
      skipped: result.skipped,
      warnings: result.warnings,
      rejects: result.rejects.length,
    },
  }
}

async function refused(
  { dataDir, format }: LoadJobs,
  authority: string,
  upload: Upload,
  problems: readonly Problem[],
): Promise<Pick<Upload, 'state' | 'snapshot' | 'extract' | 'outcome'>> {
  const isHeld = problems.every(({ code }) => code === 'held')
  const outcome: LoadOutcome = { problems }
  const refusal = { state: isHeld ? 'held' : 'refused', snapshot: null, extract: null } as const
  if (isHeld) return { ...refusal, outcome }
  const paths = upload.files.map(({ path }) => path)
  const seen = await inspectFiles({
    dataDir,
    authority,
    paths,
    format,
    ...(upload.mapping === null ? {} : { mapping: upload.mapping }),
  })
  return { ...refusal, outcome: seen.ok ? { ...outcome, sheets: seen.value } : outcome }
}

/** Safe to do twice: an authority that is there already is left as it is. */
async function putBackTo(options: LoadJobs, snapshot: string, now: string, run: JobRun): Promise<void> {
  const { dataDir } = options
  const isDone = (await listSnapshots(dataDir, run.authority)).some(
    ({ id, putBack: times }) => id === snapshot && times?.some(({ at }) => at === now),
  )
  // One that cannot be shown is refused, and the current one stays. Asked again after it was done, it must not undo what has been loaded since.
  if (!isDone) await whenFree(run, () => putBack(dataDir, run.authority, snapshot, now, options.needed))
  await options.publish(run.authority, run)
}

const LOOK_AGAIN_MS = 1_000

/** Waits while another load of the authority runs, such as one from the command line. */
async function whenFree<T>(run: JobRun, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof LockedError) || run.signal.aborted) throw error
    }
    run.progress({ title: 'Waiting for another load to end', done: 0, total: 0 })
    await sleep(LOOK_AGAIN_MS, undefined, { signal: run.signal })
  }
}
