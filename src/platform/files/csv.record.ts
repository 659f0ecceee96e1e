const LF = 10
const CR = 13
const QUOTE = 34

/** How reading one record ended. */
export type RecordState = 'whole' | 'incomplete' | 'quote' | 'quote-runs-on' | 'cell-too-long'

/** Limits on one record; see `Limits`. */
export interface RecordLimits {
  readonly cellBytes: number
  readonly quotedLines: number
}

/**
 * Reads records one at a time and keeps where each cell of the last one stands, so that nothing is allocated per cell.
 *
 * A cell is quoted when its first byte is a quote; any other quote is a character like the rest. LF, CRLF and CR end
 * a record.
 */
export class RecordReader {
  cells = 0
  /** Where the record after this one begins, once it is whole. */
  next = 0
  /** Line ends inside the quoted cells of this record. */
  innerLines = 0
  starts: Int32Array = new Int32Array(64)
  ends: Int32Array = new Int32Array(64)
  /** 1 when the cell stood in quotes: its bytes then are those between them, with quotes still doubled. */
  quoted: Uint8Array = new Uint8Array(64)
  readonly #delimiter: number
  readonly #limits: RecordLimits

  constructor(delimiter: number, limits: RecordLimits) {
    this.#delimiter = delimiter
    this.#limits = limits
  }

  /** Reads the record that begins at `from`; `incomplete` when it needs bytes beyond `end` and there may be some. */
  read(bytes: Buffer, from: number, end: number, atEnd: boolean): RecordState {
    this.cells = 0
    this.innerLines = 0
    let at = from
    for (;;) {
      const state =
        bytes[at] === QUOTE && at < end ? this.#quotedCell(bytes, at, end, atEnd) : this.#plainCell(bytes, at, end)
      if (state !== 'whole') return state
      at = this.next
      if (at >= end && !atEnd) return 'incomplete'
      if (at >= end) return 'whole'
      const byte = bytes[at]!
      if (byte === this.#delimiter) {
        at += 1
        continue
      }
      if (byte === CR && at + 1 >= end && !atEnd) return 'incomplete'
      this.next = at + (byte === CR && at + 1 < end && bytes[at + 1] === LF ? 2 : 1)
      return 'whole'
    }
  }

  #plainCell(bytes: Buffer, from: number, end: number): RecordState {
    const delimiter = this.#delimiter
    let at = from
    while (at < end) {
      const byte = bytes[at]!
      if (byte === delimiter || byte === LF || byte === CR) break
      at += 1
    }
    if (at - from > this.#limits.cellBytes) return 'cell-too-long'
    this.#keep(from, at, 0)
    this.next = at
    return 'whole'
  }

  #quotedCell(bytes: Buffer, from: number, end: number, atEnd: boolean): RecordState {
    let at = from + 1
    for (; at < end; at += 1) {
      const byte = bytes[at]!
      if (byte === LF || (byte === CR && bytes[at + 1] !== LF)) this.innerLines += 1
      if (this.innerLines >= this.#limits.quotedLines) return 'quote-runs-on'
      if (at - from > this.#limits.cellBytes) return 'cell-too-long'
      if (byte !== QUOTE) continue
      if (at + 1 >= end || bytes[at + 1] !== QUOTE) break
      at += 1
    }
    if (at >= end) return atEnd ? 'quote-runs-on' : 'incomplete'
    if (at + 1 >= end && !atEnd) return 'incomplete'
    this.#keep(from + 1, at, 1)
    this.next = at + 1
    return at + 1 >= end || this.#endsCell(bytes[at + 1]!) ? 'whole' : 'quote'
  }

  #endsCell(byte: number): boolean {
    return byte === this.#delimiter || byte === LF || byte === CR
  }

  #keep(start: number, end: number, quoted: number): void {
    if (this.cells === this.starts.length) this.#grow()
    this.starts[this.cells] = start
    this.ends[this.cells] = end
    this.quoted[this.cells] = quoted
    this.cells += 1
  }

  #grow(): void {
    const length = this.cells * 2
    const [starts, ends, quoted] = [new Int32Array(length), new Int32Array(length), new Uint8Array(length)]
    starts.set(this.starts)
    ends.set(this.ends)
    quoted.set(this.quoted)
    this.starts = starts
    this.ends = ends
    this.quoted = quoted
  }

  /** Cells up to the last that holds more than spaces; 0 for a blank record. */
  filledCells(bytes: Buffer): number {
    let filled = this.cells
    while (filled > 0 && isSpace(bytes, this.starts[filled - 1]!, this.ends[filled - 1]!)) filled -= 1
    return filled
  }
}

function isSpace(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at]!
    if (byte !== 32 && (byte < 9 || byte > 13)) return false
  }
  return true
}

/**
 * Whether a record with line ends inside its quotes looks like several records that two stray quotes have joined:
 * each of its lines, quotes ignored, has as many cells as a record should.
 *
 * A long note in one cell of a wide table does not look so, by far; tables of one or two columns are not asked about.
 */
export function isSwallowed(bytes: Buffer, from: number, to: number, cells: number, delimiter: number): boolean {
  if (cells < 3) return false
  let found = 1
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at]!
    if (byte === delimiter) found += 1
    else if (byte === LF || (byte === CR && bytes[at + 1] !== LF)) {
      if (found !== cells) return false
      found = 1
    }
  }
  return found === cells
}

/** Where the line that begins at `from` ends and the next begins; undefined when it does not end before `end`. */
export function findNextLine(bytes: Buffer, from: number, end: number): number | undefined {
  for (let at = from; at < end; at += 1) {
    const byte = bytes[at]!
    if (byte === LF) return at + 1
    if (byte === CR && at + 1 < end) return bytes[at + 1] === LF ? at + 2 : at + 1
  }
  return undefined
}
