import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { AdmissionState } from './admission.ts'

/** A figure about the program, never about people: names and labels are words of the program. */
export interface Metric {
  readonly name: string
  readonly help: string
  readonly type: 'counter' | 'gauge'
  readonly value: number
  readonly labels?: Readonly<Record<string, string>>
}

/** Upper ends of the classes in which response times are counted, in seconds. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 1, 3, 15] as const

/** Counts responses, and prints them in the text format of Prometheus. */
export class Metrics {
  readonly #responses = new Map<string, number>()
  readonly #classes = BOUNDS.map(() => 0)
  readonly #delay = monitorEventLoopDelay({ resolution: 20 })
  #count = 0
  #seconds = 0

  constructor() {
    this.#delay.enable()
  }

  /** @param route the pattern of the address, not the address */
  count(method: string, route: string, status: number, seconds: number): void {
    const labels = labelled({ method, route, status: String(status) })
    this.#responses.set(labels, (this.#responses.get(labels) ?? 0) + 1)
    this.#count++
    this.#seconds += seconds
    for (const [i, bound] of BOUNDS.entries()) if (seconds <= bound) this.#classes[i] = (this.#classes[i] ?? 0) + 1
  }

  stop(): void {
    this.#delay.disable()
  }

  text(admission: AdmissionState, more: readonly Metric[] = []): string {
    const gauges: Metric[] = [
      metric('requests_in_flight', 'Requests being worked on', 'gauge', admission.inFlight),
      metric('requests_waiting', 'Requests that wait their turn', 'gauge', admission.waiting),
      metric('requests_refused_total', 'Requests refused because of too many others', 'counter', admission.refused),
      metric('resident_memory_bytes', 'Memory of the process', 'gauge', process.memoryUsage.rss()),
      metric(
        'event_loop_delay_p99_seconds',
        'How late the program gets to its work',
        'gauge',
        this.#delay.percentile(99) / 1e9,
      ),
    ]
    return [...this.#responseLines(), ...this.#timeLines(), ...[...gauges, ...more].flatMap(metricLines), ''].join('\n')
  }

  #responseLines(): string[] {
    const lines = [...this.#responses].map(([labels, count]) => `throughline_responses_total${labels} ${count}`)
    return [...head('throughline_responses_total', 'Responses', 'counter'), ...lines]
  }

  #timeLines(): string[] {
    const name = 'throughline_response_seconds'
    return [
      ...head(name, 'Time to the end of a response', 'histogram'),
      ...BOUNDS.map((bound, i) => `${name}_bucket${labelled({ le: String(bound) })} ${this.#classes[i]}`),
      `${name}_bucket${labelled({ le: '+Inf' })} ${this.#count}`,
      `${name}_sum ${this.#seconds}`,
      `${name}_count ${this.#count}`,
    ]
  }
}

function metric(name: string, help: string, type: Metric['type'], value: number): Metric {
  return { name: `throughline_${name}`, help, type, value }
}

function metricLines({ name, help, type, value, labels }: Metric): string[] {
  return [...head(name, help, type), `${name}${labels === undefined ? '' : labelled(labels)} ${value}`]
}

function head(name: string, help: string, type: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`]
}

function labelled(labels: Readonly<Record<string, string>>): string {
  const parts = Object.entries(labels).map(([name, value]) => `${name}="${value.replaceAll(/["\\\n]/g, '_')}"`)
  return `{${parts.join(',')}}`
}
