import { HttpRefusal } from './http-refusal.ts'

/**
 * Does `work`, and gives up waiting for it after `ms`. The work itself goes on until it asks `isOver`, which it must before
 * it commits anything.
 *
 * @throws HttpRefusal 503 when the time is up
 */
export async function within<T>(ms: number, work: (isOver: () => boolean) => Promise<T>): Promise<T> {
  let isOver = false
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    isOver = true
    reject(new HttpRefusal(503, 'took too long'))
  }, ms)
  try {
    return await Promise.race([work(() => isOver), promise])
  } finally {
    clearTimeout(timer)
  }
}
