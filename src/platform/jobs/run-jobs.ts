import { createHash } from 'node:crypto'
import type { Pool } from 'pg'
import { type Job as BossJob, PgBoss } from 'pg-boss'
import type { JobHandler, JobRun } from './job.ts'

/** What the runner says of itself, ids only; a pino logger will do. */
export interface JobLog {
  info(details: object, message: string): void
  warn(details: object, message: string): void
  error(details: object, message: string): void
}

export interface RunJobs {
  /** Of the role that owns the ledger: pg-boss makes and migrates its own tables in the schema `job`. */
  readonly owner: Pool
  readonly handlers: readonly JobHandler[]
  readonly log: JobLog
  /** How often what was asked for is taken up. */
  readonly pollMs?: number
  /** Seconds without a sign of life after which a job is taken to have died with its process; at least 10. */
  readonly heartbeatSeconds?: number
}

export interface RunningJobs {
  /** Takes up no more, waits for what runs for at most `graceMs`, and leaves the rest to be begun again. */
  stop(graceMs: number): Promise<void>
}

const SCHEMA = 'job'
const POLL_MS = 500
const HEARTBEAT_SECONDS = 15
const SUPERVISE_SECONDS = 3
const SETTLE_EVERY = 10

/** What a job of pg-boss carries: which row of `job.progress` it does, and which asking of it. */
interface Carried {
  readonly authority: string
  readonly key: string
  readonly asking: number
  readonly payload: unknown
}

/**
 * Runs jobs until stopped: takes up what `job.progress` asks for, one job of a queue at a time for each authority.
 *
 * Any number of processes may run jobs of one ledger. A job whose process dies is begun again by whichever sees it first, some
 * `heartbeatSeconds` later, until its attempts are used up; then it is reported as failed and never silently dropped.
 *
 * @throws when pg-boss cannot make or migrate its tables
 */
export async function runJobs(options: RunJobs): Promise<RunningJobs> {
  const { owner, handlers, log } = options
  const boss = new PgBoss({
    db: { executeSql: (text, values) => owner.query(text, values) },
    schema: SCHEMA,
    schedule: false,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
  })
  boss.on('error', (error: Error) => log.error({ fault: faultOf(error) }, 'the queue met a fault'))
  await boss.start()
  for (const each of handlers) await openQueue(boss, each, options)
  for (const each of handlers) await workQueue(boss, each, options)
  const taking = repeat(options.pollMs ?? POLL_MS, log, async (round) => {
    await takeUp(boss, owner, handlers)
    if (round % SETTLE_EVERY === 0) await settleLost(owner, log)
  })
  return {
    stop: async (graceMs) => {
      await taking.stop()
      await boss.stop({ graceful: true, timeout: Math.max(graceMs, 1_000) })
    },
  }
}

async function openQueue(boss: PgBoss, { job }: JobHandler, options: RunJobs): Promise<void> {
  const settings = {
    retryLimit: job.retries,
    retryDelay: job.retryDelaySeconds,
    expireInSeconds: job.expireSeconds,
    heartbeatSeconds: options.heartbeatSeconds ?? HEARTBEAT_SECONDS,
  }
  await boss.createQueue(job.queue, { policy: 'singleton', ...settings })
  await boss.updateQueue(job.queue, settings)
}

async function workQueue(boss: PgBoss, each: JobHandler, { owner, log }: RunJobs): Promise<void> {
  const polling = { batchSize: 1, pollingIntervalSeconds: 0.5 } as const
  await boss.work<Carried>(each.job.queue, polling, async (jobs: BossJob<Carried>[]) => {
    for (const one of jobs) await runOne(owner, log, each, one)
  })
}

async function runOne(owner: Pool, log: JobLog, each: JobHandler, one: BossJob<Carried>): Promise<void> {
  const { queue } = each.job
  const { authority, key, asking } = one.data
  const attempt = one.retryCount + 1
  const named = { queue, authority, key, attempt }
  const mark = (state: string) =>
    owner.query(
      `update job.progress set state = $5, attempts = $6, updated_at = now()
      where authority_id = $1 and queue = $2 and job_key = $3 and asking = $4`,
      [authority, queue, key, asking, state, attempt],
    )
  await mark('working')
  log.info(named, attempt === 1 ? 'job begun' : 'job begun again')
  const progress = progressWriter(owner, log, [authority, queue, key, asking])
  const run: JobRun = { authority, key, attempt, signal: one.signal, progress: progress.say }
  try {
    await each.handle(each.job.payload.parse(one.data.payload) as never, run)
    await progress.end()
    await mark('done')
    log.info(named, 'job done')
  } catch (error) {
    await progress.end()
    await mark(attempt > each.job.retries ? 'failed' : 'queued')
    log.error({ ...named, fault: faultOf(error) }, 'job met a fault')
    // The queue keeps what is thrown: the kind of fault is enough there.
    throw new Error(faultOf(error).name)
  }
}

/** Jobs of pg-boss for what has been asked. Their ids follow from what was asked, so that doing it twice makes one. */
async function takeUp(boss: PgBoss, owner: Pool, handlers: readonly JobHandler[]): Promise<void> {
  const asked = await owner.query<Carried & { readonly queue: string }>(
    `select authority_id as authority, queue, job_key as "key", asking, payload
    from job.progress
    where state = 'asked' and queue = any ($1)
    order by asked_at limit 100`,
    [handlers.map(({ job }) => job.queue)],
  )
  for (const { queue, ...carried } of asked.rows) {
    const id = uuidOf([carried.authority, queue, carried.key, String(carried.asking)])
    await boss.send(queue, carried, { id, singletonKey: carried.authority })
    await owner.query(
      `update job.progress set state = 'queued', boss_id = $5, updated_at = now()
      where authority_id = $1 and queue = $2 and job_key = $3 and asking = $4 and state = 'asked'`,
      [carried.authority, queue, carried.key, carried.asking, id],
    )
  }
}

/** Jobs that died too often end in the queue and not in their handler: their pages are told here. */
async function settleLost(owner: Pool, log: JobLog): Promise<void> {
  const lost = await owner.query<{ queue: string; key: string }>(
    `update job.progress as p set state = 'failed', updated_at = now()
    where p.state in ('queued', 'working') and p.updated_at < now() - interval '2 seconds'
        and not exists (
            select 1 from job.job as j where j.id = p.boss_id and j.name = p.queue and j.state in ('created', 'retry', 'active')
        )
    returning p.queue, p.job_key as "key"`,
  )
  for (const { queue, key } of lost.rows) log.error({ queue, key }, 'job failed: its attempts are used up')
}

const WRITE_MS = 500

/** Writes the newest progress, one statement at a time and not too often. */
function progressWriter(owner: Pool, log: JobLog, keys: readonly unknown[]) {
  let newest: Parameters<JobRun['progress']>[0] | undefined
  let writing: Promise<void> | undefined
  let lastAt = 0
  const write = async (): Promise<void> => {
    const at = newest
    newest = undefined
    if (!at) return
    lastAt = performance.now()
    await owner
      .query(
        `update job.progress set title = $5, done = $6, total = $7, updated_at = now()
        where authority_id = $1 and queue = $2 and job_key = $3 and asking = $4`,
        [...keys, at.title, Math.round(at.done), Math.round(at.total)],
      )
      // The job matters more than the word of how far it is.
      .catch((error: unknown) => log.warn({ fault: faultOf(error) }, 'progress could not be written'))
  }
  const say: JobRun['progress'] = (at) => {
    newest = at
    if (writing || performance.now() - lastAt < WRITE_MS) return
    writing = write().finally(() => {
      writing = undefined
    })
  }
  return { say, end: async () => void (await writing) }
}

/** Runs `work` again and again, `ms` after it last ended. A fault is told and does not end it. */
function repeat(ms: number, log: JobLog, work: (round: number) => Promise<void>): { stop(): Promise<void> } {
  let stopped = false
  let wake: (() => void) | undefined
  const loop = (async () => {
    for (let round = 0; !stopped; round++) {
      await work(round).catch((error: unknown) => log.error({ fault: faultOf(error) }, 'asked jobs were not taken up'))
      if (stopped) return
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  })()
  return {
    stop: async () => {
      stopped = true
      wake?.()
      await loop
    },
  }
}

/** What may be said of a fault where no child's data may stand: its kind, its code, and where in our code it was met. */
function faultOf(error: unknown): { readonly name: string; readonly code?: unknown; readonly at: string } {
  if (!(error instanceof Error)) return { name: typeof error, at: '' }
  const at = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const { code } = error as Error & { code?: unknown }
  return {
    name: error.name,
    ...(code === undefined ? {} : { code }),
    at: at.slice(0, 6).join('; ').replaceAll(/\s+/g, ' '),
  }
}

/** A UUID that follows from these words. */
function uuidOf(words: readonly string[]): string {
  const hex = createHash('sha256').update(JSON.stringify(words)).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
