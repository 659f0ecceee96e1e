import { type CsvWriter, csvCell } from './csv.writer.ts'
import { Refused } from './file-problem.ts'
import type { Limits } from './limits.ts'
import { RowLedger } from './row-ledger.ts'
import { FIRST_ROWS } from './staged-table.ts'
import { type CellTag, readCellTag, readDigits } from './xlsx.cell.ts'
import { FormulaLedger, isArithmetic } from './xlsx.formulas.ts'
import { SheetRow } from './xlsx.row.ts'
import { RichText, type SharedStrings } from './xlsx.strings.ts'
import type { StylesHandler } from './xlsx.styles.ts'
import { decodeEscapes, numberText, serialDate } from './xlsx.values.ts'
import type { XmlHandler } from './xml.reader.ts'
import { decodeXml } from './xml.text.ts'

const reasons = {
  columns: 'a value stands far to the right of any list',
  twice: 'two values stand in one cell',
  string: 'a cell refers to a text that the workbook does not hold',
  record: 'the row is too long',
} as const

/** Serial numbers, up to the year 2064, whose dates are worked out once. */
const DATES_KEPT = 60_000

/** Rows held back until the width is taken from them. */
const WAITING_ROWS = 1_000
const WAITING_BYTES = 4 * 2 ** 20

interface WaitingRow {
  readonly row: number
  readonly width: number
  readonly line: string
}

/** What the cells of a workbook's sheets have in common. */
export interface WorkbookContext {
  readonly strings: SharedStrings | undefined
  readonly styles: StylesHandler
  readonly is1904: boolean
  readonly limits: Limits
  /** Counts the bytes of cells, over all sheets, against the limit. */
  readonly countCellBytes: (bytes: number) => void
}

/**
 * Hears the elements of a sheet and writes its rows to a staged CSV file.
 *
 * The width is that of the widest row. It is not known until the end, so rows are written at `width` and a wider one
 * is noted in `widest`: the caller then reads the sheet again. Rows without a value are counted as blank, whatever
 * their format. Cells may come in any order, rows only from the top down.
 */
export class SheetHandler implements XmlHandler {
  readonly rows: RowLedger
  readonly formulas = new FormulaLedger()
  widest = 0
  readonly #context: WorkbookContext
  readonly #writer: CsvWriter
  #width: number
  readonly #text: RichText
  readonly #cell: CellTag = { column: -1, row: -1, style: 0, type: 'number' }
  readonly #dates = new Array<string | undefined>(DATES_KEPT)
  readonly #cells = new SheetRow()
  #row = 0
  #column = -1
  #value = ''
  #fault = ''
  #inRow = false
  #inCell = false
  #inValue = false
  #inInline = false
  #hasFormula = false
  #inFormula = false
  #formula = ''
  #formulaAttributes = ''
  #hasValue = false
  #waiting: WaitingRow[] | undefined
  #waitingBytes = 0

  /** Without a `width`, that of the widest of the first rows is taken. */
  constructor(context: WorkbookContext, writer: CsvWriter, width?: number) {
    this.#context = context
    this.#writer = writer
    this.#width = width ?? 0
    this.#waiting = width === undefined ? [] : undefined
    this.#text = new RichText(context.limits.cellBytes)
    this.rows = new RowLedger(context.limits.oddRows)
  }

  /** The width at which rows were written: too small when it is less than `widest`. */
  get width(): number {
    return this.#width
  }

  /** Call it when the sheet has ended. */
  finish(): void {
    this.#writeWaiting()
  }

  get wantsText(): boolean {
    return this.#inValue || this.#inFormula || (this.#inInline && this.#text.wantsText)
  }

  open(name: string, attributes: string): void {
    if (name === 'c') this.#openCell(attributes)
    else if (name === 'v') this.#openValue()
    else if (name === 'row') this.#openRow(attributes)
    else if (name === 'f') this.#openFormula(attributes)
    else if (name === 'is') this.#inInline = this.#inCell
    else if (this.#inInline) this.#text.open(name)
  }

  close(name: string): void {
    if (name === 'c') this.#closeCell()
    else if (name === 'v') this.#inValue = false
    else if (name === 'f') this.#inFormula = false
    else if (name === 'row') this.#closeRow()
    else if (name === 'is') this.#inInline = false
    else if (this.#inInline) this.#text.close(name)
  }

  text(raw: string): void {
    if (this.#inInline) {
      this.#text.text(raw)
      return
    }
    if (this.#inFormula) {
      // What is longer than any sum needs no more of its text to be told from one.
      if (this.#formula.length < 1_000) this.#formula += raw
      return
    }
    this.#value = this.#value === '' ? raw : this.#value + raw
    if (this.#value.length > this.#context.limits.cellBytes) throw new Refused('damaged-workbook')
  }

  #openRow(attributes: string): void {
    const given = /(?:^|\s)r\s*=\s*["'](\d+)["']/.exec(attributes)?.[1]
    const row = given === undefined ? this.#row + 1 : Number(given)
    const isNext = Number.isInteger(row) && row > this.#row && row <= 1_048_576
    if (!isNext || this.#inRow) throw new Refused('damaged-workbook', { at: `after row ${this.#row}` })
    this.#row = row
    this.#column = -1
    this.#inRow = true
  }

  #openFormula(attributes: string): void {
    this.#hasFormula = this.#inCell
    this.#inFormula = this.#inCell
    this.#formula = ''
    this.#formulaAttributes = attributes
  }

  #openValue(): void {
    this.#inValue = this.#inCell
    this.#hasValue = true
  }

  #openCell(attributes: string): void {
    const cell = this.#cell
    const isSound =
      this.#inRow && !this.#inCell && readCellTag(attributes, cell) && (cell.row < 0 || cell.row === this.#row)
    if (!isSound) throw new Refused('damaged-workbook', { at: `row ${this.#row}` })
    this.#column = cell.column < 0 ? this.#column + 1 : cell.column
    this.#inCell = true
    this.#hasFormula = false
    this.#hasValue = false
    this.#value = ''
    this.#text.value = ''
  }

  #closeCell(): void {
    this.#inCell = false
    // A row that is already set aside must not cost more.
    const ready = this.#fault === '' ? this.#readValue() : ''
    if (this.#hasFormula) {
      const arithmetic = isArithmetic(this.#formula, ` ${this.#formulaAttributes}`)
      this.formulas.add(this.#row, this.#column, { saved: this.#hasValue, arithmetic })
    }
    if (ready === '' || (ready.charCodeAt(0) <= 34 && !(ready.charCodeAt(1) > 34) && isBlank(ready))) return
    if (this.#column >= this.#context.limits.columns) this.#fault = reasons.columns
    else this.#place(this.#column, ready)
  }

  #place(column: number, ready: string): void {
    this.#cells.add(column, ready)
    if (this.#cells.bytes > this.#context.limits.recordBytes) this.#fault = reasons.record
  }

  /** The cell's value, ready for a staged CSV file. */
  #readValue(): string {
    const value = this.#value
    switch (this.#cell.type) {
      case 'shared':
        return value === '' ? '' : this.#sharedText(value)
      case 'inline':
        return csvCell(this.#text.take())
      case 'boolean':
        return value === '1' ? 'TRUE' : value === '0' ? 'FALSE' : csvCell(decodeXml(value))
      case 'number':
        return value === '' ? '' : this.#numberText(value)
      case 'text':
        return csvCell(decodeEscapes(decodeXml(value)))
    }
  }

  #sharedText(value: string): string {
    const text = this.#context.strings?.find(readDigits(value, 0, value.length))
    if (text === undefined) this.#fault = reasons.string
    return text ?? '?'
  }

  #numberText(value: string): string {
    const whole = readDigits(value, 0, value.length)
    if (!this.#context.styles.isDate(this.#cell.style))
      return whole > 0 && value.charCodeAt(0) !== 48 ? value : csvCell(decodeXml(numberText(value)))
    if (whole < 0 || whole >= DATES_KEPT) return this.#dateText(value)
    this.#dates[whole] ??= this.#dateText(value)
    return this.#dates[whole]
  }

  #dateText(value: string): string {
    return serialDate(Number(value), this.#context.is1904) ?? csvCell(decodeXml(numberText(value)))
  }

  #closeRow(): void {
    const cells = this.#cells
    this.#inRow = false
    this.#context.countCellBytes(cells.bytes + (cells.count > 0 ? this.#width : 0))
    if (this.#fault === '' && !cells.sort()) this.#fault = reasons.twice
    if (this.#fault !== '') this.rows.setAside(this.#fault, this.#row)
    else if (cells.count === 0) this.rows.skipBlank()
    else this.#keepRow()
    cells.clear()
    this.#fault = ''
  }

  #keepRow(): void {
    const cells = this.#cells
    this.rows.take()
    if (cells.width > this.widest) this.widest = cells.width
    if (this.rows.first.length < FIRST_ROWS) this.#remember()
    if (this.#waiting) this.#holdBack(this.#waiting)
    else if (cells.width <= this.#width) this.#writer.readyRecord(this.#row, cells.line(this.#width))
  }

  #holdBack(waiting: WaitingRow[]): void {
    const { width, bytes } = this.#cells
    waiting.push({ row: this.#row, width, line: this.#cells.line(0) })
    this.#waitingBytes += bytes
    if (waiting.length >= WAITING_ROWS || this.#waitingBytes >= WAITING_BYTES) this.#writeWaiting()
  }

  #writeWaiting(): void {
    if (!this.#waiting) return
    this.#width = this.widest
    for (const { row, width, line } of this.#waiting) {
      this.#writer.readyRecord(row, line + ','.repeat(this.#width - width))
    }
    this.#waiting = undefined
  }

  #remember(): void {
    this.rows.remember(this.#row, this.#cells.texts())
    this.formulas.seeRow(this.#row, this.#cells.count)
  }
}

/** Whether a cell ready for CSV holds nothing but spaces. */
function isBlank(ready: string): boolean {
  return /^"?\s*"?$/.test(ready)
}
