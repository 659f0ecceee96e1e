import { formatMoment } from '#values'
import type { Mail } from './mailer.ts'

/**
 * A kind of thing that people are told of by mail. What a mail says is the same for all of its kind: mail is read by others
 * on the way and after.
 */
export interface MessageKind {
  /** As it is kept with messages: never changed, never used again for something else. */
  readonly kind: string
  readonly subject: string
  /** What happened, as the beginning of a sentence that goes on with when. Names nobody and nothing. */
  readonly happened: string
  /** The page where more is read. @param event which of its kind, as `notify.tell` was given it */
  readonly path: (event: string) => string
}

/** Something that one person is told. */
export interface Message {
  readonly id: string
  readonly person: number
  readonly kind: string
  readonly event: string
  readonly happenedAt: string
}

/** The mail that tells it. */
export function mailOf({ id, event, happenedAt }: Message, kind: MessageKind, site: string, to: string): Mail {
  const text = `${kind.happened}, on ${formatMoment(happenedAt)}.

To read more, sign in at
${site}${kind.path(event)}

This message names nobody and gives no reasons, because others may read
it on its way to you. Answers to it are not read.
`
  return { id, to, subject: `Throughline: ${kind.subject}`, text }
}
