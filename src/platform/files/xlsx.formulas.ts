import { columnLetters } from './xlsx.values.ts'

interface RowFormulas {
  readonly row: number
  readonly first: string
  readonly count: number
  readonly firstEmpty: string
  readonly firstOther: string
}

/** The formulas below the header of a sheet: how many, the first one, and the first of those that may not be read. */
export interface FormulaCount {
  readonly count: number
  /** A cell's reference; '' when there is none. */
  readonly first: string
  /** The first that has no saved value. */
  readonly firstEmpty: string
  /** The first that is more than sums of numbers and cells of its own sheet. */
  readonly firstOther: string
}

/**
 * True for a formula that adds, subtracts, multiplies or divides numbers and cells of its own sheet, and nothing else. A
 * cell that shares another cell's formula has no text of its own; that other cell is judged.
 *
 * @param attributes of the element: an array formula or a data table is more than a sum
 */
export function isArithmetic(text: string, attributes: string): boolean {
  if (/\st\s*=\s*["'](?:array|dataTable)["']/.test(attributes)) return false
  return text.length <= 200 && /^(?:\$?[A-Z]{1,3}\$?\d{1,7}|\d+(?:\.\d+)?|[-+*/() ])*$/.test(text)
}

/**
 * Counts formulas, those above the header apart: a title may well be calculated.
 *
 * The header is the first of the first rows that is at least half as full as the fullest of them.
 */
export class FormulaLedger {
  readonly #early: RowFormulas[] = []
  readonly #seen: { readonly row: number; readonly cells: number }[] = []
  #late: RowFormulas = { row: 0, first: '', count: 0, firstEmpty: '', firstOther: '' }

  add(row: number, column: number, is: { readonly saved: boolean; readonly arithmetic: boolean }): void {
    const reference = `${columnLetters(column)}${row}`
    const one = {
      row,
      first: reference,
      count: 1,
      firstEmpty: is.saved ? '' : reference,
      firstOther: is.arithmetic ? '' : reference,
    }
    const last = this.#early.at(-1)
    if (last?.row === row) this.#early[this.#early.length - 1] = joined(last, one)
    else if (this.#early.length < 64) this.#early.push(one)
    else this.#late = joined(this.#late, one)
  }

  /** Tells of one of the first rows that has a value: how many cells of it have one. */
  seeRow(row: number, cells: number): void {
    this.#seen.push({ row, cells })
  }

  count(): FormulaCount {
    const most = Math.max(0, ...this.#seen.map((one) => one.cells))
    const header = this.#seen.find((one) => one.cells >= most / 2)?.row ?? 0
    return [...this.#early.filter((one) => one.row > header), this.#late].reduce(joined)
  }
}

function joined(one: RowFormulas, other: RowFormulas): RowFormulas {
  const { row } = one
  return {
    row,
    first: one.first || other.first,
    count: one.count + other.count,
    firstEmpty: one.firstEmpty || other.firstEmpty,
    firstOther: one.firstOther || other.firstOther,
  }
}
