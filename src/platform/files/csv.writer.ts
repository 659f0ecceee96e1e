import { closeSync, openSync, writeSync } from 'node:fs'

const BUFFER_BYTES = 2 ** 20
const COMMA = 44
const QUOTE = 34
const LF = 10
const CR = 13

/**
 * Writes a staged CSV file: UTF-8, LF, comma, quotes where needed, the row number first, every record equally wide.
 *
 * Cells are given as bytes of a buffer or as UTF-8 bytes in a latin1 string, whichever the reader has, so that text
 * passes through without being decoded.
 */
export class CsvWriter {
  readonly path: string
  readonly #fd: number
  #buffer = Buffer.allocUnsafe(BUFFER_BYTES)
  #at = 0

  constructor(path: string) {
    this.path = path
    this.#fd = openSync(path, 'wx')
  }

  /** Begins a record with its row number. */
  beginRecord(row: number): void {
    this.#need(16)
    this.#at += this.#buffer.write(String(row), this.#at, 'latin1')
  }

  endRecord(): void {
    this.#need(1)
    this.#buffer[this.#at++] = LF
  }

  emptyCells(count: number): void {
    this.#need(count)
    this.#buffer.fill(COMMA, this.#at, this.#at + count)
    this.#at += count
  }

  /** Writes bytes `[from, to)` as one cell; in a `quoted` cell quotes already stand doubled. Line ends become LF. */
  bytesCell(bytes: Buffer, from: number, to: number, quoted: boolean): void {
    this.#need((to - from) * 2 + 3)
    const buffer = this.#buffer
    let at = this.#at
    buffer[at++] = COMMA
    const start = at
    let special = quoted && to > from
    if (special) buffer[at++] = QUOTE
    for (let read = from; read < to; read += 1) {
      const byte = bytes[read]!
      if (byte === QUOTE || byte === COMMA || byte === LF || byte === CR) {
        if (!special) {
          this.#at = start
          this.#quoteBytes(bytes, from, to)
          return
        }
        if (byte === CR) {
          if (bytes[read + 1] !== LF || read + 1 === to) buffer[at++] = LF
          continue
        }
      }
      buffer[at++] = byte
    }
    special &&= to > from
    if (special) buffer[at++] = QUOTE
    this.#at = at
  }

  #quoteBytes(bytes: Buffer, from: number, to: number): void {
    const buffer = this.#buffer
    let at = this.#at
    buffer[at++] = QUOTE
    for (let read = from; read < to; read += 1) {
      const byte = bytes[read]!
      if (byte === QUOTE) buffer[at++] = QUOTE
      buffer[at++] = byte
    }
    buffer[at++] = QUOTE
    this.#at = at
  }

  /** Writes a whole record whose cells `csvCell` has made ready, joined by commas, as latin1 bytes. */
  readyRecord(row: number, line: string): void {
    this.#need(line.length + 16)
    this.#at += this.#buffer.write(`${row},${line}\n`, this.#at, 'latin1')
  }

  #need(bytes: number): void {
    if (this.#at + bytes <= this.#buffer.length) return
    this.#flush()
    if (bytes > this.#buffer.length) this.#buffer = Buffer.allocUnsafe(bytes)
  }

  #flush(): void {
    for (let from = 0; from < this.#at; ) from += writeSync(this.#fd, this.#buffer, from, this.#at - from)
    this.#at = 0
  }

  close(): void {
    try {
      this.#flush()
    } finally {
      closeSync(this.#fd)
    }
  }
}

/** A cell as it stands in a staged CSV file: quoted when it must be, line ends LF. Bytes and latin1 alike. */
export function csvCell(text: string): string {
  if (!/[",\r\n]/.test(text)) return text
  return `"${text.replaceAll('"', '""').replace(/\r\n?/g, '\n')}"`
}
