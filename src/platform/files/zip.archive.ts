import { statSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { Refused } from './file-problem.ts'
import type { Limits } from './limits.ts'

const STORED = 0
const DEFLATED = 8
const CHUNK_BYTES = 128 * 1_024

/**
 * A zip opened for reading, its list of entries checked: how many, their names, their declared sizes.
 *
 * What is unpacked is counted as it comes, so a declared size is never trusted.
 */
export class ZipArchive {
  readonly entries: ReadonlyMap<string, Entry>
  readonly #zip: ZipFile
  readonly #limits: Limits
  readonly #expandedLimit: number
  readonly #expanded = new Map<string, number>()

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>, limits: Limits, expandedLimit: number) {
    this.#zip = zip
    this.entries = entries
    this.#limits = limits
    this.#expandedLimit = expandedLimit
  }

  /** @throws Refused when the file is no sound zip, or declares more than the limits let it */
  static async open(path: string, limits: Limits): Promise<ZipArchive> {
    if (statSync(path).size > limits.compressedBytes) throw new Refused('too-large')
    const zip = await asRefusal(openPromise(path, { lazyEntries: true, autoClose: false }))
    try {
      const entries = await asRefusal(listEntries(zip, limits))
      const expandedLimit = isWorkbook(entries) ? limits.expandedBytes : limits.zipExpandedBytes
      refuseDeclaredBomb(entries, limits, expandedLimit)
      return new ZipArchive(zip, entries, limits, expandedLimit)
    } catch (error) {
      zip.close()
      throw error
    }
  }

  get isWorkbook(): boolean {
    return isWorkbook(this.entries)
  }

  close(): void {
    this.#zip.close()
  }

  /**
   * The unpacked bytes of an entry, piece by piece; the pieces may be kept.
   *
   * @throws Refused when the entry is encrypted or damaged, or unpacks to more than the limits let it
   */
  async *read(entry: Entry): AsyncGenerator<Buffer> {
    if (entry.isEncrypted()) throw new Refused('encrypted')
    if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) throw new Refused('damaged-zip')
    let bytes = 0
    let checksum = 0
    for await (const chunk of this.#unpack(entry)) {
      bytes += chunk.length
      checksum = crc32(chunk, checksum)
      if (bytes > entry.uncompressedSize) throw new Refused('damaged-zip')
      this.#count(entry, bytes)
      yield chunk
    }
    if (bytes !== entry.uncompressedSize || checksum !== entry.crc32) throw new Refused('damaged-zip')
  }

  async *#unpack(entry: Entry): AsyncGenerator<Buffer> {
    const packed = await asRefusal(this.#zip.openReadStreamPromise(entry, { decodeFileData: false }))
    const unpacked = entry.compressionMethod === STORED ? packed : inflate(packed)
    try {
      for await (const chunk of unpacked) yield chunk
    } catch (error) {
      throw refusalOf(error)
    } finally {
      packed.destroy()
      unpacked.destroy()
    }
  }

  /** An entry read a second time counts once. */
  #count(entry: Entry, bytes: number): void {
    const { expansionFreeBytes, expansionRatio } = this.#limits
    if (bytes > expansionFreeBytes && bytes > entry.compressedSize * expansionRatio) throw new Refused('zip-bomb')
    this.#expanded.set(entry.fileName, Math.max(bytes, this.#expanded.get(entry.fileName) ?? 0))
    let sum = 0
    for (const one of this.#expanded.values()) sum += one
    if (sum > this.#expandedLimit) throw new Refused('too-large')
  }
}

function inflate(packed: Readable): Readable {
  const inflating = createInflateRaw({ chunkSize: CHUNK_BYTES })
  packed.on('error', (error) => inflating.destroy(error))
  return packed.pipe(inflating)
}

async function listEntries(zip: ZipFile, limits: Limits): Promise<Map<string, Entry>> {
  if (zip.entryCount > limits.entries) throw new Refused('too-many-entries')
  const entries = new Map<string, Entry>()
  for await (const entry of zip.eachEntry()) {
    if (entries.has(entry.fileName)) throw new Refused('duplicate-entry')
    entries.set(entry.fileName, entry)
    if (entries.size > limits.entries) throw new Refused('too-many-entries')
  }
  return entries
}

function refuseDeclaredBomb(entries: ReadonlyMap<string, Entry>, limits: Limits, expandedLimit: number): void {
  let [packed, unpacked] = [0, 0]
  for (const entry of entries.values()) {
    packed += entry.compressedSize
    unpacked += entry.uncompressedSize
  }
  if (unpacked > limits.expansionFreeBytes && unpacked > packed * limits.expansionRatio) throw new Refused('zip-bomb')
  if (unpacked > expandedLimit) throw new Refused('too-large')
}

function isWorkbook(entries: ReadonlyMap<string, Entry>): boolean {
  return entries.has('[Content_Types].xml')
}

async function asRefusal<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading
  } catch (error) {
    throw refusalOf(error)
  }
}

/** What a zip's own bytes bring about is a refusal; what the machine does stays what it is. */
function refusalOf(error: unknown): unknown {
  if (error instanceof Refused || !(error instanceof Error) || 'syscall' in error) return error
  if (/^(absolute path|invalid relative path|invalid characters in fileName)/.test(error.message)) {
    return new Refused('unsafe-path')
  }
  return new Refused('damaged-zip')
}
