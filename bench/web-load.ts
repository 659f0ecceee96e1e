import { readFile } from 'node:fs/promises'
import { type Answered, Connection } from './web-client.ts'
import type { Staff } from './web-staff.ts'
import { type Ask, Deck, type Kind } from './web-visits.ts'

/** What a process that makes load is told. */
export interface LoadOrder {
  readonly staffFile: string
  readonly host: string
  readonly port: number
  readonly seconds: number
  /** Arrivals in a second, at random moments as of people who know nothing of each other; or so many that ask without a pause. */
  readonly pace: { readonly rate: number } | { readonly connections: number }
  readonly only?: readonly Kind[]
  readonly seed: number
}

/** Milliseconds within which so many in a hundred were answered, from the moment at which each was to be sent. */
export interface Times {
  readonly count: number
  readonly p50: number
  readonly p90: number
  readonly p95: number
  readonly p99: number
  readonly most: number
}

export interface LoadResult {
  readonly sent: number
  /** Answered with what was asked for, in a second, while the load lasted. */
  readonly perSecond: number
  readonly all: Times
  readonly kinds: Readonly<Partial<Record<Kind, Times>>>
  readonly statuses: Readonly<Record<string, number>>
  /** Refusals as busy that do not say when to come again. */
  readonly withoutRetryAfter: number
  /** Requests without any answer within 20 seconds. */
  readonly hung: number
  /** Requests whose connection broke. */
  readonly broken: number
  /** The longest wait for a refusal, in milliseconds. */
  readonly slowestRefusal: number
  /** How late this process sent at the worst, in milliseconds: its own part of the times. */
  readonly late: number
  /** Its own processor seconds. */
  readonly cpu: number
  readonly connections: number
}

const HANG_MS = 20_000
const MOST_CONNECTIONS = 1_500

/** Makes load and counts what comes of it. */
class Load {
  readonly #order: LoadOrder
  readonly #deck: Deck
  readonly #idle: Connection[] = []
  readonly #queue: { readonly ask: Ask; readonly due: number }[] = []
  readonly #times = new Map<Kind, number[]>()
  readonly #statuses: Record<string, number> = {}
  #open = 0
  #mostOpen = 0
  #sent = 0
  #flying = 0
  #inTime = 0
  #hung = 0
  #broken = 0
  #withoutRetryAfter = 0
  #slowestRefusal = 0
  #late = 0
  #ends = 0

  constructor(order: LoadOrder, staff: Staff) {
    this.#order = order
    this.#deck = new Deck(staff, order.only, order.seed)
  }

  async run(): Promise<LoadResult> {
    const { pace, seconds } = this.#order
    const began = performance.now()
    this.#ends = began + seconds * 1000
    if ('rate' in pace) await this.#arrive(pace.rate, began)
    else await Promise.all(Array.from({ length: pace.connections }, () => this.#askOn()))
    const until = performance.now() + HANG_MS + 1000
    while (this.#flying + this.#queue.length > 0 && performance.now() < until) await pause(5)
    return this.#result()
  }

  /** Sends each request when it is due, whatever became of those before. */
  async #arrive(rate: number, began: number): Promise<void> {
    let due = began
    const next = () => (-Math.log(1 - this.#deck.random()) / rate) * 1000
    for (due += next(); due < this.#ends; ) {
      const now = performance.now()
      for (; due <= now && due < this.#ends; due += next()) {
        this.#late = Math.max(this.#late, now - due)
        this.#send(this.#deck.deal(), due)
      }
      await pause(1)
    }
  }

  async #askOn(): Promise<void> {
    while (performance.now() < this.#ends) await this.#send(this.#deck.deal(), performance.now())
  }

  #send(ask: Ask, due: number): Promise<void> {
    this.#sent++
    const connection = this.#connection()
    if (connection !== undefined) return this.#fly(connection, ask, due)
    this.#queue.push({ ask, due })
    return Promise.resolve()
  }

  #connection(): Connection | undefined {
    for (let one = this.#idle.pop(); one !== undefined; one = this.#idle.pop()) if (one.isOpen) return one
    if (this.#open >= MOST_CONNECTIONS) return undefined
    this.#open++
    this.#mostOpen = Math.max(this.#mostOpen, this.#open)
    return new Connection(this.#order.host, this.#order.port)
  }

  async #fly(connection: Connection, ask: Ask, due: number): Promise<void> {
    this.#flying++
    try {
      this.#count(ask, due, await connection.send(ask.text, HANG_MS))
    } catch (error) {
      if (error instanceof Error && error.message === 'no answer') this.#hung++
      else this.#broken++
      ask.answered?.(0)
    }
    this.#flying--
    if (connection.isOpen) this.#idle.push(connection)
    this.#open -= connection.isOpen ? 0 : 1
    const next = this.#queue.shift()
    if (next === undefined) return
    const other = this.#connection()
    if (other !== undefined) await this.#fly(other, next.ask, next.due)
  }

  #count(ask: Ask, due: number, { status, headers }: Answered): void {
    const now = performance.now()
    ask.answered?.(status)
    this.#statuses[status] = (this.#statuses[status] ?? 0) + 1
    if (status === 200 || status === 303) {
      const times = this.#times.get(ask.kind) ?? []
      times.push(now - due)
      this.#times.set(ask.kind, times)
      if (now <= this.#ends) this.#inTime++
    }
    if (status !== 503) return
    this.#slowestRefusal = Math.max(this.#slowestRefusal, now - due)
    if (!headers.has('retry-after')) this.#withoutRetryAfter++
  }

  #result(): LoadResult {
    const { user, system } = process.cpuUsage()
    return {
      sent: this.#sent,
      perSecond: this.#inTime / this.#order.seconds,
      all: timesOf([...this.#times.values()].flat()),
      kinds: Object.fromEntries([...this.#times].map(([kind, times]) => [kind, timesOf(times)])),
      statuses: this.#statuses,
      withoutRetryAfter: this.#withoutRetryAfter,
      hung: this.#hung + this.#flying + this.#queue.length,
      broken: this.#broken,
      slowestRefusal: this.#slowestRefusal,
      late: this.#late,
      cpu: (user + system) / 1e6,
      connections: this.#mostOpen,
    }
  }
}

/** Of no times at all, noughts. */
export function timesOf(times: readonly number[]): Times {
  const sorted = Float64Array.from(times).sort()
  const at = (share: number) => sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? 0
  return { count: sorted.length, p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99), most: at(1) }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

if (import.meta.main) {
  const order = JSON.parse(process.argv[2] ?? '') as LoadOrder
  const staff = JSON.parse(await readFile(order.staffFile, 'utf8')) as Staff
  const load = new Load(order, staff)
  console.log(JSON.stringify(await load.run()))
  process.exit(0)
}
