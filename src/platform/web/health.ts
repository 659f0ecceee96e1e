import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Admission } from './admission.ts'
import { isSame } from './cookies.ts'
import type { Metric, Metrics } from './metrics.ts'

/** What must be there for the site to be of use, by name: the ledger, a publication. */
export type Readiness = Readonly<Record<string, boolean>>

export interface HealthOptions {
  /** Asked by `/ready`; a throw is "not ready". */
  readonly ready?: () => Promise<Readiness>
  /** Who has this may read `/metrics` from elsewhere; without it only this machine may. */
  readonly metricsToken?: string
  /** Figures of other parts of the program. */
  readonly moreMetrics?: () => Promise<readonly Metric[]>
}

/** Addresses that machines ask, outside the table of routes: no person, no session, no data of anyone. */
export const machinePaths = ['/health', '/ready', '/metrics'] as const

export function addHealth(app: FastifyInstance, options: HealthOptions, metrics: Metrics, admission: Admission): void {
  app.get('/health', async (_, reply) => reply.header('cache-control', 'no-store').type('text/plain').send('ok\n'))
  app.get('/ready', async (request, reply) => {
    const ready = await readiness(options, request)
    const isReady = Object.values(ready).every(Boolean)
    return reply
      .code(isReady ? 200 : 503)
      .header('cache-control', 'no-store')
      .type('application/json')
      .send(JSON.stringify(ready))
  })
  app.get('/metrics', async (request, reply) => {
    if (!mayReadMetrics(request, options.metricsToken)) return reply.callNotFound()
    const more = await (options.moreMetrics?.() ?? [])
    return reply.type('text/plain; version=0.0.4').send(metrics.text(admission.state, more))
  })
}

async function readiness(options: HealthOptions, request: FastifyRequest): Promise<Readiness> {
  try {
    return { web: true, ...(await options.ready?.()) }
  } catch {
    request.log.warn('not ready: the question failed')
    return { web: true, answers: false }
  }
}

/** A proxy on this machine passes on requests from anywhere, and says so. */
function mayReadMetrics(request: FastifyRequest, token: string | undefined): boolean {
  const given = request.headers.authorization?.replace(/^Bearer /, '')
  if (token !== undefined && given !== undefined) return isSame(given, token)
  const isForwarded = ['x-forwarded-for', 'forwarded', 'x-real-ip'].some((name) => request.headers[name] !== undefined)
  return !isForwarded && /^(?:127\.|::1$|::ffff:127\.)/.test(request.socket.remoteAddress ?? '')
}
