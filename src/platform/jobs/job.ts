import type { z } from 'zod'

/** A kind of work that is done in the background. */
export interface Job<Payload extends object = object> {
  /** Name of the queue. Never used again for something else: jobs of an earlier version may wait in it. */
  readonly queue: string
  /** Ids only. What they name is read when the job runs. */
  readonly payload: z.ZodType<Payload>
  /** How often it is tried again after a fault or a death before it counts as failed. */
  readonly retries: number
  /** Seconds before it is tried again. */
  readonly retryDelaySeconds: number
  /** Seconds after which it counts as hung and is begun again. */
  readonly expireSeconds: number
}

/** What a job is given while it runs. */
export interface JobRun {
  readonly authority: string
  readonly key: string
  /** 1 for the first time. */
  readonly attempt: number
  /** Aborted when the worker stops or the job has been taken away. */
  readonly signal: AbortSignal
  /** Says how far the work is; written at most twice a second. `total` 0 means that the end is not known. */
  progress(at: { readonly title: string; readonly done: number; readonly total: number }): void
}

/**
 * A job and what does it. `handle` may be begun again at any point, since its process may die at any: it must be safe to
 * do twice. What it throws is tried again; a refusal is no fault and is kept where the job's pages look.
 */
export interface JobHandler {
  readonly job: Job
  readonly handle: (payload: never, run: JobRun) => Promise<void>
}

/** Joins a job and its handler, so that the payload has the job's type. */
export function handler<Payload extends object>(
  job: Job<Payload>,
  handle: (payload: Payload, run: JobRun) => Promise<void>,
): JobHandler {
  return { job: job as unknown as Job, handle: handle as JobHandler['handle'] }
}

/** How far a job is. `asked` and `queued` wait; `failed` has used up its attempts. */
export type JobState = 'asked' | 'queued' | 'working' | 'done' | 'failed'

export interface JobProgress {
  readonly queue: string
  readonly key: string
  readonly state: JobState
  readonly title: string
  readonly done: number
  /** 0 where the end is not known. */
  readonly total: number
  readonly attempts: number
  readonly askedAt: string
  readonly updatedAt: string
}

/** True while a job waits or runs. */
export function isUnderWay({ state }: Pick<JobProgress, 'state'>): boolean {
  return state !== 'done' && state !== 'failed'
}
