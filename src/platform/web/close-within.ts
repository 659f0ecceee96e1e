import type { FastifyInstance } from 'fastify'

/**
 * Stops taking requests, lets those under way finish, and after `ms` ends those that have not.
 * @returns true when all of them finished
 */
export async function closeWithin(app: FastifyInstance, ms: number): Promise<boolean> {
  let isCut = false
  const timer = setTimeout(() => {
    isCut = true
    app.server.closeAllConnections()
  }, ms)
  try {
    await app.close()
  } finally {
    clearTimeout(timer)
  }
  return !isCut
}
