import { isUtf8 } from 'node:buffer'
import type { ByteWindow } from './byte-window.ts'
import { isSwallowed } from './csv.record.ts'
import type { Limits } from './limits.ts'

const ORDINARY = 0
const DELIMITER = 1
const LF = 2
const CR = 3
const QUOTE = 4
const NUL = 5

/** What a wholly regular CSV file holds; see `scanRegular`. */
export interface RegularCsv {
  readonly records: number
  readonly columns: number
  readonly newLine: '\n' | '\r\n'
}

/**
 * Counts the records of a CSV file, as long as it is one that DuckDB reads strictly as it stands.
 *
 * That is: valid UTF-8; LF line ends throughout or CRLF throughout, inside quotes too; quotes only around whole cells
 * and doubled inside them; every record the same number of cells; no blank record; no NUL; nothing beyond the limits;
 * no quoted cell that seems to have swallowed whole records.
 *
 * @returns undefined at the first thing that is otherwise; the window has then been moved on and is of no more use
 */
export function scanRegular(window: ByteWindow, delimiter: number, limits: Limits): RegularCsv | undefined {
  const scanner = new RegularScanner(delimiter, limits)
  while (!window.atEnd) {
    window.refill()
    const consumed = scanner.scan(window.bytes, window.end, window.atEnd)
    if (consumed === undefined || (consumed === 0 && window.isFull)) return undefined
    // A record ends in an ASCII byte, so no character is cut.
    if (!isUtf8(window.bytes.subarray(0, consumed))) return undefined
    window.start = consumed
  }
  return scanner.result()
}

class RegularScanner {
  readonly #classes: Uint8Array
  readonly #limits: Limits
  readonly #delimiter: number
  #records = 0
  #columns = 0
  #crlf: boolean | undefined

  constructor(delimiter: number, limits: Limits) {
    this.#limits = limits
    this.#delimiter = delimiter
    this.#classes = new Uint8Array(256)
    this.#classes.set([NUL], 0)
    this.#classes.set([LF], 10)
    this.#classes.set([CR], 13)
    this.#classes.set([QUOTE], 34)
    this.#classes.set([DELIMITER], delimiter)
  }

  result(): RegularCsv | undefined {
    if (this.#records === 0) return undefined
    return { records: this.#records, columns: this.#columns, newLine: this.#crlf ? '\r\n' : '\n' }
  }

  /**
   * Reads the whole records of `bytes[0, end)`.
   *
   * One long function with its state in locals: this loop sees every byte of every file.
   *
   * @returns where the first record that is not whole begins; undefined when something is irregular
   */
  scan(bytes: Buffer, end: number, atEnd: boolean): number | undefined {
    const classes = this.#classes
    const { cellBytes, recordBytes } = this.#limits
    // The sentinel ends every run of ordinary bytes, so the inner loop need not look for the end.
    bytes[end] = 10
    let record = 0
    let cell = 0
    let cells = 1
    let lines = 1
    let at = 0
    for (;;) {
      while (classes[bytes[at]!] === ORDINARY) at += 1
      const kind = classes[bytes[at]!]!
      if (kind === DELIMITER) {
        if (at - cell > cellBytes) return undefined
        cells += 1
        at += 1
        cell = at
        continue
      }
      if (kind === LF || kind === CR) {
        if (at === end && (!atEnd || record === end)) return record
        const crlf = kind === CR
        if (at < end) {
          if (crlf && at + 1 === end) return atEnd ? undefined : record
          if (crlf && bytes[at + 1] !== 10) return undefined
          if (this.#crlf === undefined) this.#crlf = crlf
          else if (this.#crlf !== crlf) return undefined
        }
        if (at - cell > cellBytes || at - record > recordBytes) return undefined
        if (!this.#isRegular(bytes, record, at, cells, lines)) return undefined
        at += crlf ? 2 : 1
        if (at > end) return end
        record = at
        cell = at
        cells = 1
        lines = 1
        continue
      }
      if (kind === NUL || at !== cell) return undefined
      // A quoted cell: find the quote that closes it.
      at += 1
      for (;;) {
        while (classes[bytes[at]!]! <= DELIMITER) at += 1
        const inside = classes[bytes[at]!]!
        if (at >= end) return atEnd ? undefined : record
        if (inside === NUL) return undefined
        if (inside === QUOTE) {
          if (bytes[at + 1] === 34 && at + 1 < end) {
            at += 2
            continue
          }
          break
        }
        const crlf = inside === CR
        if (crlf && at + 1 === end) return atEnd ? undefined : record
        if (crlf && bytes[at + 1] !== 10) return undefined
        if (this.#crlf === undefined || this.#crlf !== crlf) return undefined
        lines += 1
        at += crlf ? 2 : 1
      }
      at += 1
      if (at === end && !atEnd) return record
      const next = classes[bytes[at]!]!
      if (next !== DELIMITER && next !== LF && next !== CR) return undefined
    }
  }

  #isRegular(bytes: Buffer, from: number, to: number, cells: number, lines: number): boolean {
    if (this.#records === 0) this.#columns = cells
    this.#records += 1
    if (cells !== this.#columns || cells > this.#limits.columns) return false
    if (isBlank(bytes, from, to, this.#delimiter)) return false
    if (lines === 1) return true
    return lines <= this.#limits.quotedLines && !isSwallowed(bytes, from, to, cells, this.#delimiter)
  }
}

/** Whether a record holds nothing but delimiters, quotes and spaces. */
function isBlank(bytes: Buffer, from: number, to: number, delimiter: number): boolean {
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at]!
    if (byte > 34 ? byte !== delimiter : byte === 33) return false
    if (byte < 32 && (byte < 9 || byte > 13)) return false
  }
  return true
}
