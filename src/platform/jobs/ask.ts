import type { Tx } from '#platform/db'
import type { Job, JobProgress } from './job.ts'

/**
 * Asks for a job in the caller's transaction: it is done if that commits, and not if it does not.
 *
 * One job of a queue at a time for each key: asking again while it waits or runs changes nothing, and asking when it has
 * ended asks anew.
 *
 * @param key what the job is about, such as the id of an upload; no child's data
 * @returns false when it was already under way
 */
export async function askFor<Payload extends object>(
  tx: Tx,
  job: Job<Payload>,
  ask: { readonly authority: string; readonly key: string; readonly payload: Payload },
): Promise<boolean> {
  const touched = await tx.run(
    `insert into job.progress as p (authority_id, queue, job_key, payload)
    values ($1, $2, $3, $4)
    on conflict (authority_id, queue, job_key) do update
    set payload = excluded.payload, state = 'asked', asking = p.asking + 1, title = '', done = 0, total = 0,
        attempts = 0, asked_at = now(), updated_at = now()
    where p.state in ('done', 'failed')`,
    [ask.authority, job.queue, ask.key, JSON.stringify(job.payload.parse(ask.payload))],
  )
  return touched > 0
}

const COLUMNS =
  'queue, job_key as "key", state, title, done, total, attempts, asked_at as "askedAt", updated_at as "updatedAt"'

/** How far a job is; undefined when it was never asked for. Row-level security bounds it to the visit's authority. */
export function findProgress(tx: Tx, queue: string, key: string): Promise<JobProgress | undefined> {
  return tx.maybe<JobProgress>(
    `select ${COLUMNS} from job.progress
    where authority_id = (select current_setting('app.authority', true)) and queue = $1 and job_key = $2`,
    [queue, key],
  )
}

/** The jobs of a queue, the last asked for first. */
export function listProgress(tx: Tx, queue: string, most = 50): Promise<JobProgress[]> {
  return tx.rows<JobProgress>(
    `select ${COLUMNS} from job.progress
    where authority_id = (select current_setting('app.authority', true)) and queue = $1
    order by asked_at desc limit $2`,
    [queue, most],
  )
}
