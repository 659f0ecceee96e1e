import type { FastifyBaseLogger } from 'fastify'
import type { CookieJar, Signer } from './cookies.ts'
import type { Site } from './layout.pages.ts'
import type { PublicPlace } from './same-origin.ts'
import type { Enter } from './visit.ts'

/** What answering a request needs, made once. */
export interface Shell {
  readonly site: Site
  readonly enter: Enter
  readonly place: PublicPlace
  readonly jar: CookieJar
  readonly signer: Signer
  readonly log: FastifyBaseLogger
  /** Milliseconds that answering one request may take. */
  readonly requestMs: number
}
