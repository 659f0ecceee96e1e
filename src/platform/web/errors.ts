import type { FastifyReply, FastifyRequest } from 'fastify'
import { errorPage } from './error.pages.ts'
import { button } from './govuk/button.ts'
import { HttpRefusal, type RefusalStatus } from './http-refusal.ts'
import { layout } from './layout.pages.ts'
import { sendPage } from './send.ts'
import type { Shell } from './shell.ts'
import { AccessRefused } from './visit.ts'

/** Seconds after which a busy or restarting service is worth asking again. */
const RETRY_SECONDS = 5

/**
 * Answers a request that ended with a throw, with a page that says so in plain words and nothing of what was asked.
 *
 * Faults are logged with the same reference number, without messages, which may quote data.
 */
export async function answerError(
  shell: Shell,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const status = statusOf(error)
  if (status >= 500 && !isBusy(error)) request.log.error({ fault: faultOf(error) }, 'request failed')
  if (status === 401 && request.method !== 'POST') return toSignIn(shell, request, reply)
  if (status === 503) reply.header('retry-after', String(retryAfter(error)))
  const more = status === 401 ? button({ text: 'Sign in', href: shell.site.signInPath }) : undefined
  return sendPage(reply, status, layout(shell.site, errorPage(status, request.id, more), { path: '' }))
}

/** Back to the same page after sign-in, but without its query, which may hold what was searched for. */
function toSignIn(shell: Shell, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const [path = '/'] = (request.raw.url ?? '/').split('?')
  const next = path === '/' ? '' : `?next=${encodeURIComponent(path)}`
  return reply
    .code(303)
    .header('cache-control', 'no-store')
    .header('location', `${shell.site.signInPath}${next}`)
    .send()
}

function retryAfter(error: unknown): number {
  return error instanceof HttpRefusal ? (error.retryAfterSeconds ?? RETRY_SECONDS) : RETRY_SECONDS
}

/** Too many requests at once is no fault of any of them. */
function isBusy(error: unknown): boolean {
  return error instanceof HttpRefusal && error.message === 'busy'
}

function statusOf(error: unknown): RefusalStatus {
  if (error instanceof HttpRefusal) return error.status
  if (error instanceof AccessRefused) return error.reason === 'signed-out' ? 401 : 403
  const { statusCode, code } = error as { readonly statusCode?: unknown; readonly code?: unknown }
  if (isDiskFull(code)) return 507
  if (isUnavailable(code)) return 503
  if ((error as { readonly status?: unknown }).status === 503) return 503
  if (statusCode === 503 || statusCode === 413 || statusCode === 429 || statusCode === 404) return statusCode
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? 400 : 500
}

/** Codes of the system, and of PostgreSQL, for a disk or a quota that is full. */
function isDiskFull(code: unknown): boolean {
  return code === 'ENOSPC' || code === 'EDQUOT' || code === '53100'
}

/** Codes of the ledger not being there, shutting down, being full, or taking too long; of PostgreSQL and of sockets. */
function isUnavailable(code: unknown): boolean {
  return typeof code === 'string' && /^(?:08...|53...|57P0.|57014|55P03|ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND)$/.test(code)
}

/**
 * What is logged of a fault: its kind, its code and where in the program it was. Of PostgreSQL's errors also the names of
 * things, never the message or the detail, which quote values.
 */
export function faultOf(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { name: typeof error }
  const { kind, code, constraint, table, column, routine } = error as Error & Readonly<Record<string, unknown>>
  const at = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const cause = error.cause === undefined ? undefined : faultOf(error.cause)
  return {
    name: error.name,
    kind,
    code,
    constraint,
    table,
    column,
    routine,
    at: at.slice(0, 12).map((line) => line.trim()),
    cause,
  }
}
