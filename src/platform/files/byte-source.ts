import { createHash, type Hash } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'
import { TextDecoder } from 'node:util'
import type { SniffedEncoding } from './sniff.ts'
import type { SourceFile } from './staged-table.ts'

/** Called now and then with the bytes read since the last call. */
export type OnBytes = (bytes: number) => void

/**
 * The bytes of a text file, a piece at a time, without its byte-order mark and with UTF-16 turned into UTF-8.
 *
 * Bytes that are not UTF-8 come as they are. Whatever passes is hashed, so that a file is read once.
 */
export class ByteSource {
  readonly #fd: number
  readonly #hash: Hash = createHash('sha256')
  readonly #decoder: TextDecoder | undefined
  readonly #onBytes: OnBytes
  #skip: number
  #bytes = 0

  constructor(path: string, { encoding, bomBytes }: SniffedEncoding, onBytes: OnBytes = () => {}) {
    this.#fd = openSync(path, 'r')
    this.#skip = bomBytes
    this.#onBytes = onBytes
    this.#decoder = encoding.startsWith('utf-16') ? new TextDecoder(encoding, { ignoreBOM: true }) : undefined
  }

  /** Puts bytes into `into` from `at` on and returns how many; 0 when the file has ended. */
  read(into: Buffer, at: number): number {
    for (;;) {
      const raw = this.#readRaw(into, at)
      if (raw.length === 0) return this.#decoder ? into.write(this.#decoder.decode(), at) : 0
      const given = this.#decoder
        ? into.write(this.#decoder.decode(raw, { stream: true }), at)
        : this.#place(raw, into, at)
      if (given > 0) return given
    }
  }

  #place(raw: Buffer, into: Buffer, at: number): number {
    const stands = raw.byteOffset - into.byteOffset
    if (stands !== at) into.copyWithin(at, stands, stands + raw.length)
    return raw.length
  }

  #readRaw(into: Buffer, at: number): Buffer {
    // Two bytes of UTF-16 become three of UTF-8 at most.
    const room = this.#decoder ? Math.floor((into.length - at) / 2) : into.length - at
    const target = this.#decoder ? Buffer.allocUnsafe(room) : into.subarray(at)
    const read = readSync(this.#fd, target, 0, room, null)
    const raw = target.subarray(0, read)
    this.#hash.update(raw)
    this.#bytes += read
    this.#onBytes(read)
    const kept = raw.subarray(Math.min(this.#skip, read))
    this.#skip -= read - kept.length
    return kept
  }

  /** The name, hash and length of what was read; call it once, when `read` has returned 0. */
  finish(path: string): SourceFile {
    return { path, sha256: this.#hash.digest('hex'), bytes: this.#bytes }
  }

  close(): void {
    closeSync(this.#fd)
  }
}
