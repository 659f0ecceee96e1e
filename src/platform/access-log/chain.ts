import { createHash } from 'node:crypto'

/** One look at children, as it was written down. */
export interface LogEntry {
  readonly entryId: number
  /** UTC, to the microsecond. */
  readonly at: string
  readonly personId: number
  readonly what: string
  readonly page: string
  readonly children: readonly string[]
  readonly rows: number
  readonly why: string | null
  readonly isExport: boolean
}

/** What a seal is made of, its entries apart. */
export interface SealHeader {
  readonly authority: string
  /** 1, 2, 3... without a gap. */
  readonly sealId: number
  /** UTC, to the microsecond. */
  readonly sealedAt: string
  /** Hash of the seal before; thirty-two zeros before the first. */
  readonly previous: Buffer
}

/** What the first seal of a chain follows. */
export const BEFORE_THE_FIRST = Buffer.alloc(32)

/**
 * The hash of a seal: SHA-256 over the seal before, its own number and time, and each entry in the order given, as JSON
 * with a fixed order of fields. Whoever changes, removes, adds or moves an entry gets another.
 */
export function sealHash(header: SealHeader, entries: readonly LogEntry[]): Buffer {
  const hash = createHash('sha256').update(header.previous)
  hash.update(`${JSON.stringify([header.authority, header.sealId, header.sealedAt, entries.length])}\n`)
  for (const entry of entries) hash.update(`${entryLine(entry)}\n`)
  return hash.digest()
}

/** An entry as one line of JSON, the same whoever writes it. */
export function entryLine(entry: LogEntry): string {
  const { entryId, at, personId, what, page, children, rows, why, isExport } = entry
  return JSON.stringify({ entryId, at, personId, what, page, children, rows, why, isExport })
}
