import { type Pool, type Tx, transaction } from '#platform/db'
import type { Message } from './message.ts'

/** Says, at each start, whether mail is set: where it is not, nothing is kept that could be sent. For the owner. */
export async function setMailing(tx: Tx, isOn: boolean): Promise<void> {
  await tx.run(
    `insert into notify.mailing as known (is_on) values ($1)
     on conflict (is_only) do update set is_on = excluded.is_on where known.is_on <> excluded.is_on`,
    [isOn],
  )
}

/** True where people are told by mail. */
export async function isMailing(tx: Tx): Promise<boolean> {
  return (await tx.row<{ is_on: boolean }>('select notify.is_on() as is_on')).is_on
}

/** A message that is still to be sent, and whether it has come too late. */
export interface WaitingMessage extends Message {
  readonly isLate: boolean
}

/**
 * A message that is still to be sent, held by this transaction: another that wants it waits until this one ends, and then
 * finds it sent or not. A process that dies lets go of it at once.
 *
 * @returns undefined when it was sent, or given up
 */
export function holdMessage(tx: Tx, authority: string, id: string): Promise<WaitingMessage | undefined> {
  return tx.maybe<WaitingMessage>(
    `select message_id as id, person_id as person, kind, event, happened_at as "happenedAt",
         happened_at < now() - interval '3 days' as "isLate"
     from notify.message
     where authority_id = $1 and message_id = $2 and sent_at is null and given_up_at is null
     for no key update`,
    [authority, id],
  )
}

/** Says of a message that is held that it was sent, or will not be. */
export async function endMessage(tx: Tx, authority: string, id: string, end: 'sent' | 'given up'): Promise<void> {
  await tx.run(
    `update notify.message
     set sent_at = case when $3 then clock_timestamp() end, given_up_at = case when not $3 then clock_timestamp() end
     where authority_id = $1 and message_id = $2`,
    [authority, id, end === 'sent'],
  )
}

/** Removes messages that ended more than 30 days ago, and the jobs that sent them. @returns how many messages */
export function removeOldMessages(owner: Pool): Promise<number> {
  return transaction(owner, async (tx) => {
    await tx.run(
      `delete from job.progress
       where queue = 'mail' and state in ('done', 'failed') and updated_at < now() - interval '30 days'`,
    )
    return tx.run(
      `delete from notify.message
       where coalesce(sent_at, given_up_at) < now() - interval '30 days'`,
    )
  })
}
