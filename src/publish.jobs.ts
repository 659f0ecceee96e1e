import { z } from 'zod'
import type { Job } from '#platform/jobs'

/** Publishes what is current of an authority again, such as after a target was changed. */
export const publishJob: Job<Record<string, never>> = {
  queue: 'publish',
  payload: z.strictObject({}),
  retries: 4,
  retryDelaySeconds: 2,
  expireSeconds: 30 * 60,
}
