/** Statuses that have a page of their own. */
export type RefusalStatus = 400 | 401 | 403 | 404 | 413 | 422 | 429 | 500 | 503 | 507

/** Thrown by the shell to end a request with the page of a status; what was done in its transaction is undone. */
export class HttpRefusal extends Error {
  readonly status: RefusalStatus
  readonly retryAfterSeconds: number | undefined

  constructor(status: RefusalStatus, reason: string, retryAfterSeconds?: number) {
    super(reason)
    this.name = 'HttpRefusal'
    this.status = status
    this.retryAfterSeconds = retryAfterSeconds
  }
}
