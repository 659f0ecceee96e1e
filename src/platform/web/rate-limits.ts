import { createHash } from 'node:crypto'
import type { RateLimitOptions } from '@fastify/rate-limit'
import type { FastifyRequest } from 'fastify'
import type { CookieJar } from './cookies.ts'
import type { RouteLimit } from './route.ts'

/**
 * How often in a minute. Sign-in is counted by address, behind which a whole authority may sit; the others by session, and by
 * address where there is none.
 */
export const usualRates = {
  'sign-in': 300,
  search: 60,
  export: 10,
} as const satisfies Record<RouteLimit, number>

export function rateLimitFor(limit: RouteLimit, perMinute: number, jar: CookieJar): RateLimitOptions {
  return {
    max: perMinute,
    timeWindow: 60_000,
    groupId: limit,
    keyGenerator: (request) => (limit === 'sign-in' ? request.ip : whoAsks(request, jar)),
  }
}

function whoAsks(request: FastifyRequest, jar: CookieJar): string {
  const session = jar.read(request.headers.cookie).get(jar.sessionName)
  return session === undefined ? request.ip : createHash('sha256').update(session).digest('base64url')
}
