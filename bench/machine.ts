import { execFile } from 'node:child_process'
import { access, readFile } from 'node:fs/promises'
import { cpus, release, totalmem } from 'node:os'
import { promisify } from 'node:util'
import type { Cores } from './child.ts'

const run = promisify(execFile)

/** The machine in a line: processor, cores, memory, system. */
export function machine(): string {
  const cores = cpus()
  return `${cores.length} cores (${cores[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB of memory, Linux ${release()}`
}

/** The versions of what is measured. */
export async function versions(): Promise<string> {
  const duckdb = JSON.parse(await readFile('node_modules/@duckdb/node-api/package.json', 'utf8')).version
  return `Node ${process.versions.node}, DuckDB node-api ${duckdb}`
}

/** Holds what is measured to two cores, where there are more and `taskset` is there to do it. */
export async function twoCores(): Promise<Cores> {
  if (cpus().length <= 2) return undefined
  const there = await run('taskset', ['--version']).catch(() => undefined)
  return there ? '0,1' : undefined
}

/** A Python that has pandas: Debian's own first. */
export async function pythonWithPandas(): Promise<string | undefined> {
  for (const python of ['/usr/bin/python3', 'python3']) {
    if (await run(python, ['-c', 'import pandas']).catch(() => undefined)) return python
  }
  return undefined
}

/** True when there is such a file. */
export async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
