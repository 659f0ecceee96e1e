import { isUtf8 } from 'node:buffer'
import type { ByteWindow } from './byte-window.ts'
import type { CsvDialect } from './csv.dialect.ts'
import { findNextLine, isSwallowed, RecordReader, type RecordState } from './csv.record.ts'
import type { CsvWriter } from './csv.writer.ts'
import { Refused } from './file-problem.ts'
import type { Limits } from './limits.ts'
import { RowLedger } from './row-ledger.ts'
import { FIRST_ROWS } from './staged-table.ts'
import { decodeWindows1252 } from './windows-1252.ts'

const reasons = {
  quote: 'a quote stands where none may stand',
  'quote-runs-on': 'a quote is opened and not closed',
  'cell-too-long': 'a cell is too long',
  record: 'the row is too long',
  cells: 'the row has more cells than the header',
  nul: 'the row holds a zero byte',
} as const

/**
 * Copies an irregular CSV file, record by record, into a regular one; see `StagedTable`.
 *
 * Rows too short are padded. Rows too long, and rows whose quotes do not close, are set aside; after such a quote,
 * reading goes on with the line below, so that it costs one row and not the rest of the file. Records that are not
 * valid UTF-8 are read as Windows-1252, each for itself.
 */
export class CsvRestager {
  readonly rows: RowLedger
  anyWindows1252 = false
  readonly #window: ByteWindow
  readonly #dialect: CsvDialect
  readonly #limits: Limits
  readonly #reader: RecordReader
  readonly #writer: CsvWriter
  #allUtf8 = false

  constructor(window: ByteWindow, dialect: CsvDialect, limits: Limits, writer: CsvWriter) {
    if (dialect.columns > limits.columns) throw new Refused('too-many-columns')
    this.#window = window
    this.#dialect = dialect
    this.#limits = limits
    this.#reader = new RecordReader(dialect.delimiter, limits)
    this.#writer = writer
    this.rows = new RowLedger(limits.oddRows)
  }

  /** Reads the window, and through it the file, to its end. */
  run(): void {
    const window = this.#window
    do {
      window.refill()
      this.#allUtf8 = isUtf8ToLastLineEnd(window)
      while (window.start < window.end && this.#readRecord()) {}
      if (window.isFull) this.#skipEndlessRow()
    } while (!window.atEnd || window.start < window.end)
  }

  /** Takes one record from the window; false when the window must be refilled first. */
  #readRecord(): boolean {
    const window = this.#window
    const state = this.#reader.read(window.bytes, window.start, window.end, window.atEnd)
    if (state === 'incomplete') return false
    if (state !== 'whole') return this.#setLineAside(state)
    if (this.#reader.innerLines > 0 && this.#joinsRecords()) return this.#setLineAside('quote')
    this.#placeRecord()
    window.start = this.#reader.next
    return true
  }

  /** Whether a quoted line end has probably come from stray quotes: the record has not the width it should have. */
  #joinsRecords(): boolean {
    const { bytes, start } = this.#window
    const { columns, delimiter } = this.#dialect
    const { cells, next } = this.#reader
    return cells !== columns || isSwallowed(bytes, start, trimLineEnd(bytes, next), columns, delimiter)
  }

  #setLineAside(state: Exclude<RecordState, 'whole' | 'incomplete'>): boolean {
    const window = this.#window
    const next = findNextLine(window.bytes, window.start, window.end)
    if (next === undefined && !window.atEnd) return false
    window.start = next ?? window.end
    this.rows.setAside(reasons[state])
    return true
  }

  #placeRecord(): void {
    const filled = this.#reader.filledCells(this.#window.bytes)
    const whole = this.#window.bytes.subarray(this.#window.start, this.#reader.next)
    const reason = this.#findFault(filled, whole)
    if (filled === 0) this.rows.skipBlank()
    else if (reason) this.rows.setAside(reason)
    else this.#writeRecord(Math.min(this.#reader.cells, this.#dialect.columns), this.#allUtf8 || isUtf8(whole))
  }

  #findFault(filled: number, whole: Buffer): string | undefined {
    if (filled > this.#dialect.columns) return reasons.cells
    if (whole.includes(0)) return reasons.nul
    return whole.length > this.#limits.recordBytes ? reasons.record : undefined
  }

  #writeRecord(cells: number, utf8: boolean): void {
    const writer = this.#writer
    const row = this.rows.take()
    if (!utf8) this.anyWindows1252 = true
    if (this.rows.first.length < FIRST_ROWS) this.rows.remember(row, this.#texts(cells, utf8))
    writer.beginRecord(row)
    for (let cell = 0; cell < cells; cell += 1) this.#writeCell(cell, utf8)
    writer.emptyCells(this.#dialect.columns - cells)
    writer.endRecord()
  }

  #writeCell(cell: number, utf8: boolean): void {
    const { starts, ends, quoted } = this.#reader
    const [from, to, isQuoted] = [starts[cell]!, ends[cell]!, quoted[cell] === 1]
    const bytes = this.#window.bytes
    const text = utf8 ? bytes : Buffer.from(decodeWindows1252(bytes.subarray(from, to)))
    this.#writer.bytesCell(text, utf8 ? from : 0, utf8 ? to : text.length, isQuoted)
  }

  #texts(cells: number, utf8: boolean): string[] {
    const { starts, ends, quoted } = this.#reader
    return Array.from({ length: this.#dialect.columns }, (_, cell) => {
      if (cell >= cells) return ''
      const bytes = this.#window.bytes.subarray(starts[cell], ends[cell])
      const text = (utf8 ? bytes.toString('utf8') : decodeWindows1252(bytes)).replace(/\r\n?/g, '\n')
      return quoted[cell] === 1 ? text.replaceAll('""', '"') : text
    })
  }

  /** Drops a row longer than the window, up to its line end, however far that is. */
  #skipEndlessRow(): void {
    const window = this.#window
    this.rows.setAside(reasons.record)
    for (;;) {
      const next = findNextLine(window.bytes, window.start, window.end)
      window.start = next ?? window.end
      if (next !== undefined || window.atEnd) return
      window.refill()
    }
  }
}

/** Whether all whole records of the window are UTF-8, so that they need not be asked one by one. */
function isUtf8ToLastLineEnd({ bytes, start, end, atEnd }: ByteWindow): boolean {
  const left = bytes.subarray(start, end)
  const to = atEnd ? left.length : Math.max(left.lastIndexOf(10), left.lastIndexOf(13)) + 1
  return to > 0 && isUtf8(left.subarray(0, to))
}

function trimLineEnd(bytes: Buffer, next: number): number {
  let end = next
  while (end > 0 && (bytes[end - 1] === 10 || bytes[end - 1] === 13)) end -= 1
  return end
}
