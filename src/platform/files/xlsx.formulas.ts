import { columnLetters } from './xlsx.values.ts'

interface RowFormulas {
  readonly row: number
  readonly first: string
  readonly count: number
  readonly firstEmpty: string
}

/** The formulas below the header of a sheet: how many, the first one, and the first that has no saved value. */
export interface FormulaCount {
  readonly count: number
  /** A cell's reference; '' when there is none. */
  readonly first: string
  readonly firstEmpty: string
}

/**
 * Counts formulas, those above the header apart: a title may well be calculated.
 *
 * The header is the first of the first rows that is at least half as full as the fullest of them.
 */
export class FormulaLedger {
  readonly #early: RowFormulas[] = []
  readonly #seen: { readonly row: number; readonly cells: number }[] = []
  #late: RowFormulas = { row: 0, first: '', count: 0, firstEmpty: '' }

  add(row: number, column: number, hasValue: boolean): void {
    const reference = `${columnLetters(column)}${row}`
    const one = { row, first: reference, count: 1, firstEmpty: hasValue ? '' : reference }
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
  }
}
