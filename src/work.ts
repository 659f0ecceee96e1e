import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { publishedFrom } from '#children'
import { findMailAddress, keepSealing, openedRecordMessage, removeOldSessions } from '#permissions'
import { readSettings } from '#platform/config'
import { Pool } from '#platform/db'
import { handler, type JobHandler, type JobRun, runJobs } from '#platform/jobs'
import { listAuthorities } from '#platform/lake'
import { createMailer, type MailSettings, mailJobs, removeOldMessages } from '#platform/notify'
import { loadJobs, loadMessages, narrativeMessage, refreshTrend, removeForgottenUploads, removeOldUploads } from '#site'
import { publishJob } from './publish.jobs.ts'
import { publish } from './publish.ts'
import { slices } from './slices.ts'
import { stagesFor } from './stages.ts'
import type { WorkerMessage } from './worker-process.ts'

/** How often the lake is looked at for what a command line has loaded. */
const WATCH_MS = 3_000
const LOOK_AGAIN_MS = 500

/** Begins the work of the worker: jobs, and what others have put into the lake. */
export async function work(
  { dataDir, mail, ...addresses }: WorkerMessage,
  log: Logger,
): Promise<{ stop(graceMs: number): Promise<void> }> {
  const owner = new Pool(addresses.owner, 'worker', { connections: 6, transactionMs: undefined })
  const publisher = new Pool(addresses.publisher, 'worker', { connections: 2, transactionMs: undefined })
  const stopping = new AbortController()
  const publishCurrent = inTurn((authority: string, run?: Pick<JobRun, 'progress'>) =>
    publishNewest({ owner, publisher }, dataDir, authority, stopping.signal, run),
  )
  const jobs = await runJobs({
    owner,
    log,
    handlers: [
      ...loadJobs({
        dataDir,
        owner,
        format: slices.children.format,
        needed: publishedFrom,
        stages: async () => {
          const settings = await readSettings(dataDir)
          return settings.ok ? stagesFor(settings.value) : settings
        },
        publish: publishCurrent,
      }),
      handler(publishJob, (_, run) => publishCurrent(run.authority, run)),
      ...(mail === undefined ? [] : mailJobsOf(owner, mail)),
    ],
  })
  const uploads = join(dataDir, 'uploads')
  const tidying = everyDay(stopping.signal, log, {
    'old uploads': () => removeOldUploads(owner, uploads),
    'forgotten uploads': () => removeForgottenUploads(owner, uploads),
    'old sessions': () => removeOldSessions(owner),
    'old messages': () => removeOldMessages(owner),
  })
  const sealing = keepSealing(owner, dataDir, (error) =>
    log.error({ fault: nameOf(error) }, 'the access log was not sealed'),
  )
  const watching = watchLake(dataDir, stopping.signal, log, (authority) => publishCurrent(authority))
  return {
    stop: async (graceMs) => {
      stopping.abort()
      await Promise.all([
        jobs.stop(graceMs),
        within(graceMs, watching),
        within(graceMs, tidying),
        within(graceMs, sealing.stop()),
      ])
      await Promise.all([owner.end(), publisher.end()])
    },
  }
}

/** What people are told by mail: each slice says what of its own. */
function mailJobsOf(owner: Pool, mail: MailSettings): readonly JobHandler[] {
  return mailJobs({
    owner,
    mailer: createMailer(mail),
    kinds: [openedRecordMessage, narrativeMessage, ...loadMessages],
    site: mail.site,
    addressOf: findMailAddress,
  })
}

/** Publishes an authority's newest snapshot, unless readers see it, and brings trends in step. */
async function publishNewest(
  pools: { readonly owner: Pool; readonly publisher: Pool },
  dataDir: string,
  authority: string,
  signal: AbortSignal,
  run?: Pick<JobRun, 'progress'>,
): Promise<void> {
  for (;;) {
    const outcome = await publish(pools, { dataDir, authority }, (title, done, total) =>
      run?.progress({ title, done, total }),
    )
    if (!outcome.ok) {
      // Nothing has been loaded yet: there is nothing to publish, and nothing wrong.
      if (outcome.problems.every(({ code }) => code === 'no-snapshot')) return
      throw new NotPublished(outcome.problems.map(({ code }) => code).join(', '))
    }
    if (outcome.value.state !== 'busy') break
    await sleep(LOOK_AGAIN_MS, undefined, { signal })
  }
  await refreshTrend(pools.owner, dataDir, authority)
}

/** A snapshot that cannot be published, by the codes of the reasons. */
class NotPublished extends Error {
  constructor(codes: string) {
    super(codes)
    this.name = `NotPublished(${codes})`
  }
}

/** Calls of one process follow one another: two at once would only wait for each other, with two snapshots in memory. */
function inTurn<A extends unknown[]>(work: (...given: A) => Promise<void>): (...given: A) => Promise<void> {
  let last: Promise<unknown> = Promise.resolve()
  return (...given) => {
    const mine = last.then(
      () => work(...given),
      () => work(...given),
    )
    last = mine.catch(() => undefined)
    return mine
  }
}

/** Publishes what was loaded by others, such as from the command line. */
async function watchLake(
  dataDir: string,
  signal: AbortSignal,
  log: Logger,
  publishCurrent: (authority: string) => Promise<void>,
): Promise<void> {
  const told = new Set<string>()
  while (!signal.aborted) {
    for (const authority of await listAuthorities(dataDir)) {
      if (signal.aborted) return
      await publishCurrent(authority).catch((error: unknown) => {
        const fault = nameOf(error)
        if (told.has(`${authority} ${fault}`)) return
        told.add(`${authority} ${fault}`)
        log.error({ authority, fault }, 'a snapshot could not be published')
      })
    }
    await sleep(WATCH_MS, undefined, { signal }).catch(() => undefined)
  }
}

const DAY_MS = 24 * 60 * 60 * 1000

/** Removes what is old at once and then every day. What goes wrong is told, keeps no other back, and is tried the next day. */
async function everyDay(
  signal: AbortSignal,
  log: Logger,
  removals: Readonly<Record<string, () => Promise<number>>>,
): Promise<void> {
  while (!signal.aborted) {
    for (const [what, remove] of Object.entries(removals)) {
      await remove().catch((error: unknown) => log.error({ what, fault: nameOf(error) }, 'what is old was not removed'))
    }
    await sleep(DAY_MS, undefined, { signal }).catch(() => undefined)
  }
}

/** What may be said of a fault in the log: its kind. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error
}

function within(ms: number, work: Promise<unknown>): Promise<unknown> {
  return Promise.race([work, sleep(ms, undefined, { ref: false })])
}
