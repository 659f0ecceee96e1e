import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fsyncDir, makeDirDurably } from '#platform/files'

/** A seal as the copy has it, after the lines of its entries. */
export interface CopiedSeal {
  readonly seal: number
  readonly sealedAt: string
  readonly entries: number
  /** Hexadecimal. */
  readonly hash: string
}

/**
 * The folder of an authority's copy: a file for each day, `2026-03-31.ndjson`, of lines of JSON; only ever added to. Point
 * whatever takes logs off the machine at it.
 */
export function copyFolder(dataDir: string, authority: string): string {
  return join(dataDir, 'access-log', encodeURIComponent(authority))
}

/** Adds lines to the file of a day, and returns once they would survive a power cut. What a crash left of a line goes. */
export async function appendLines(folder: string, day: string, lines: readonly string[]): Promise<void> {
  await makeDirDurably(folder)
  const handle = await open(join(folder, `${day}.ndjson`), 'a+')
  try {
    const { size } = await handle.stat()
    if (size > 0) await dropHalfLine(handle, size)
    await handle.appendFile(lines.map((line) => `${line}\n`).join(''))
    await handle.sync()
  } finally {
    await handle.close()
  }
  await fsyncDir(folder)
}

const TAIL = 65_536

type Handle = Awaited<ReturnType<typeof open>>

async function dropHalfLine(handle: Handle, size: number): Promise<void> {
  for (let end = size; end > 0; end -= TAIL) {
    const start = Math.max(end - TAIL, 0)
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(end - start), 0, end - start, start)
    const newline = buffer.subarray(0, bytesRead).lastIndexOf(0x0a)
    if (newline >= 0) return handle.truncate(start + newline + 1)
  }
  await handle.truncate(0)
}

/** Every seal of the copy, oldest first, with how many lines of entries stand before it since the seal before. */
export async function* readSeals(folder: string): AsyncGenerator<CopiedSeal & { readonly lines: readonly string[] }> {
  let lines: string[] = []
  for (const day of await daysOf(folder)) {
    const handle = await open(join(folder, day))
    try {
      for await (const line of handle.readLines()) {
        const seal = asSeal(line)
        if (seal === undefined) {
          lines.push(line)
          continue
        }
        yield { ...seal, lines }
        lines = []
      }
    } finally {
      await handle.close()
    }
  }
}

/** The newest seal of the copy; undefined for none. */
export async function lastSeal(folder: string): Promise<CopiedSeal | undefined> {
  for (const day of (await daysOf(folder)).reverse()) {
    const handle = await open(join(folder, day))
    let last: CopiedSeal | undefined
    try {
      for await (const line of handle.readLines()) last = asSeal(line) ?? last
    } finally {
      await handle.close()
    }
    if (last !== undefined) return last
  }
  return undefined
}

async function daysOf(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names.filter((name) => /^\d{4}-\d\d-\d\d\.ndjson$/.test(name)).sort()
}

function asSeal(line: string): CopiedSeal | undefined {
  return line.startsWith('{"seal":') && line.endsWith('}') ? (JSON.parse(line) as CopiedSeal) : undefined
}

export function sealLine({ seal, sealedAt, entries, hash }: CopiedSeal): string {
  return JSON.stringify({ seal, sealedAt, entries, hash })
}
