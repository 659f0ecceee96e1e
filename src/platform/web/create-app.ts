import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { AdmissionLimits } from './admission.ts'
import type { HealthOptions } from './health.ts'
import type { NavigationItem } from './layout.pages.ts'
import type { Route, RouteLimit } from './route.ts'
import type { Enter } from './visit.ts'

export interface AppOptions extends HealthOptions {
  readonly serviceName: string
  readonly routes: readonly Route[]
  readonly enter: Enter
  readonly navigation: readonly NavigationItem[]
  /** A pino logger, or one like it. */
  readonly log: FastifyBaseLogger
  /** 32 characters or more, kept with the ledger: signs flash messages, sign-ins under way and forms before sign-in. */
  readonly secret: string
  /** The address that people use, https; none for this machine alone, over http. */
  readonly publicUrl?: string
  /** Which proxies are believed about who asks: addresses or ranges, such as `loopback`. */
  readonly trustProxy?: string | readonly string[]
  /** `/sign-in` and `/sign-out` unless given. */
  readonly signInPath?: string
  readonly signOutPath?: string
  /** Origins of the identity provider, to which a form may lead. */
  readonly signInOrigins?: readonly string[]
  /** Where files of forms are kept; needed by a route with `upload`. */
  readonly uploadsDir?: string
  /** Requests in a minute for each kind of limit, instead of the usual. */
  readonly rates?: Partial<Readonly<Record<RouteLimit, number>>>
  /** How many requests at once, instead of the usual. */
  readonly admission?: Partial<AdmissionLimits>
  /** Milliseconds that one request may take, instead of 15 seconds; forms with files have 10 minutes. */
  readonly requestMs?: number
  /** How to reach who looks after the site, for its statements: words. */
  readonly contact?: string
}

/**
 * The web server of the site, ready to `listen`: routes, layout, error pages, sessions' cookies, forms' tokens and headers.
 *
 * The web server's packages are loaded by this call and not before, since every command shares the components of pages.
 *
 * @throws RangeError for routes without a rule or with the same address, for a short secret, for an address without https
 */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const { buildApp } = await import('./app.ts')
  return buildApp(options)
}
