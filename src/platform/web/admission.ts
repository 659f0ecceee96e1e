import { HttpRefusal } from './http-refusal.ts'

export interface AdmissionLimits {
  /** Requests worked on at once: more only wait for the same connections of the ledger. */
  readonly inFlight: number
  /** Requests that wait for one of those to end. */
  readonly waiting: number
  /** Milliseconds that one may wait: a person who has waited longer has pressed reload. */
  readonly waitMs: number
}

/** How the server is doing, for metrics. */
export interface AdmissionState {
  readonly inFlight: number
  readonly waiting: number
  readonly refused: number
}

interface Waiting {
  readonly admit: () => void
  readonly timer: NodeJS.Timeout
}

/**
 * Lets in as many requests as the server can work on, lets a few more wait for a moment, and refuses the rest at once, so that
 * past its limit it still answers most of what it can and never hangs.
 */
export class Admission {
  readonly #limits: AdmissionLimits
  readonly #queue: Waiting[] = []
  #inFlight = 0
  #refused = 0

  constructor(limits: AdmissionLimits) {
    this.#limits = limits
  }

  get state(): AdmissionState {
    return { inFlight: this.#inFlight, waiting: this.#queue.length, refused: this.#refused }
  }

  /**
   * Resolves when a request may begin; each that did must `leave` once.
   * @throws HttpRefusal 503 when too many wait, or it waited too long
   */
  async enter(): Promise<void> {
    if (this.#inFlight < this.#limits.inFlight) {
      this.#inFlight++
      return
    }
    if (this.#queue.length >= this.#limits.waiting) throw this.#refusal()
    await this.#turn()
  }

  /** Hands the place on to the request that has waited longest. */
  leave(): void {
    const next = this.#queue.shift()
    if (next === undefined) {
      this.#inFlight--
      return
    }
    clearTimeout(next.timer)
    next.admit()
  }

  #turn(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const waiting: Waiting = {
      admit: resolve,
      timer: setTimeout(() => {
        this.#queue.splice(this.#queue.indexOf(waiting), 1)
        reject(this.#refusal())
      }, this.#limits.waitMs),
    }
    this.#queue.push(waiting)
    return promise
  }

  #refusal(): HttpRefusal {
    this.#refused++
    return new HttpRefusal(503, 'busy', 2)
  }
}
