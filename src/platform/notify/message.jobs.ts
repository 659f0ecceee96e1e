import { z } from 'zod'
import { type Pool, type Tx, transaction } from '#platform/db'
import { handler, type Job, type JobHandler, type JobRun } from '#platform/jobs'
import type { Mailer } from './mailer.ts'
import { endMessage, holdMessage } from './message.store.ts'
import { type Message, type MessageKind, mailOf } from './message.ts'

const RETRY_SECONDS = 30

/** After so long a message is given up, and its job with it. */
const RETRIES = (4 * 24 * 60 * 60) / RETRY_SECONDS

/** Sends one message to one person. `notify.tell` asks for it, by this queue. */
const mailJob: Job<{ message: string }> = {
  queue: 'mail',
  payload: z.strictObject({ message: z.uuid() }),
  retries: RETRIES,
  retryDelaySeconds: RETRY_SECONDS,
  expireSeconds: 120,
}

/** What sending messages needs of the program. */
export interface MailJobs {
  /** Of the ledger's owner: the worker works for every authority. */
  readonly owner: Pool
  readonly mailer: Mailer
  readonly kinds: readonly MessageKind[]
  /** The address of the site. */
  readonly site: string
  /** Where a person can be reached; undefined for who cannot be, or must not. */
  readonly addressOf: (tx: Tx, authority: string, person: number) => Promise<string | undefined>
  /** Instead of half a minute. */
  readonly retryDelaySeconds?: number
}

/** The job that tells people by mail. */
export function mailJobs(options: MailJobs): readonly JobHandler[] {
  const { retryDelaySeconds = RETRY_SECONDS } = options
  return [handler({ ...mailJob, retryDelaySeconds }, ({ message }, run) => sendMessage(options, message, run))]
}

/** Less than a transaction may wait for us, so that it is still there to say what was sent. */
const SEND_MS = 40_000

/**
 * Sends a message and says so, holding it meanwhile, so that no two processes send the same one. It is sent again only where
 * the program, the ledger or the connection is lost between the mail server's word that it has it and ours that it was sent.
 */
async function sendMessage(options: MailJobs, id: string, { authority }: Pick<JobRun, 'authority'>): Promise<void> {
  await transaction(options.owner, async (tx) => {
    const message = await holdMessage(tx, authority, id)
    if (message === undefined) return
    const isSent = !message.isLate && (await trySending(options, tx, authority, message))
    await endMessage(tx, authority, id, isSent ? 'sent' : 'given up')
  })
}

async function trySending(
  { kinds, mailer, site, addressOf }: MailJobs,
  tx: Tx,
  authority: string,
  message: Message,
): Promise<boolean> {
  const kind = kinds.find((one) => one.kind === message.kind)
  // A later version of the program may have kept it, and will know it.
  if (kind === undefined) throw new UnknownKind(message.kind)
  const to = await addressOf(tx, authority, message.person)
  if (to === undefined) return false
  return (await mailer.send(mailOf(message, kind, site, to), AbortSignal.timeout(SEND_MS))) === 'sent'
}

class UnknownKind extends Error {
  constructor(kind: string) {
    super(`nothing says what a message of the kind ${kind} says`)
    this.name = 'UnknownKind'
  }
}
