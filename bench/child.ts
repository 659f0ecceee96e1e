import { spawn } from 'node:child_process'
import { join } from 'node:path'

/** What one run of a child process took. */
export interface Taken {
  /** Seconds from starting the process to its end. */
  readonly wall: number
  /** Seconds of the work alone, as the process itself says: without its start, its imports and its end. */
  readonly work: number
  /** Processor seconds over all threads, start included. */
  readonly cpu: number
  /** The most memory that was resident at once. */
  readonly peakBytes: number
  /** What else the process says. */
  readonly said: Readonly<Record<string, unknown>>
}

/** Says what this process took, for `measured` to read: call it once, at the end. `began` is `performance.now()` then. */
export function sayTaken(began: number, said: Readonly<Record<string, unknown>> = {}): void {
  const work = (performance.now() - began) / 1000
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  const cpuSeconds = (userCPUTime + systemCPUTime) / 1e6
  console.log(JSON.stringify({ ...said, seconds: work, cpuSeconds, peakBytes: maxRSS * 1024 }))
}

/** Runs one of the scripts beside this one in a process of its own. @throws Error with what it said when it fails */
export async function runScript(script: string, args: readonly string[], cores: Cores): Promise<Taken> {
  return measured(process.execPath, [join(import.meta.dirname, script), ...args], cores)
}

/** The cores that every measured process is held to; undefined where the machine has no more, or cannot hold to them. */
export type Cores = string | undefined

/** Runs a command whose last line is JSON with `seconds`, `cpuSeconds` and `peakBytes`. */
export async function measured(command: string, args: readonly string[], cores: Cores): Promise<Taken> {
  const [program, ...rest] = cores ? ['taskset', '-c', cores, command, ...args] : [command, ...args]
  const began = performance.now()
  const { code, stdout, stderr } = await finished(program!, rest)
  const wall = (performance.now() - began) / 1000
  if (code !== 0) throw new Error(`${[command, ...args].join(' ')} ended with ${code}:\n${stderr}`)
  const { seconds, cpuSeconds, peakBytes, ...said } = JSON.parse(stdout.trim().split('\n').at(-1)!)
  return { wall, work: seconds, cpu: cpuSeconds, peakBytes, said }
}

function finished(program: string, args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', (data) => {
      stdout += data
    })
    child.stderr.on('data', (data) => {
      stderr += data
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? -1, stdout, stderr }))
  })
}

/** The run with the middle wall time, with the most memory that any of them had. */
export async function medianOf(runs: number, run: (n: number) => Promise<Taken>): Promise<Taken> {
  const taken: Taken[] = []
  for (let n = 0; n < runs; n++) taken.push(await run(n))
  const middle = taken.toSorted((a, b) => a.wall - b.wall)[Math.floor((runs - 1) / 2)]!
  return { ...middle, peakBytes: Math.max(...taken.map(({ peakBytes }) => peakBytes)) }
}
