import { Refused } from './file-problem.ts'
import { FIRST_ROWS, type OddRow } from './staged-table.ts'

/** Keeps account of the rows of one table, so that each is a record, blank or odd. */
export class RowLedger {
  records = 0
  blankRows = 0
  readonly oddRows: OddRow[] = []
  readonly first: string[][] = []
  readonly firstNumbers: number[] = []
  readonly #oddLimit: number

  constructor(oddLimit: number) {
    this.#oddLimit = oddLimit
  }

  /** Rows met so far, which in a CSV file is also the number of the row last met. */
  get rowsRead(): number {
    return this.records + this.blankRows + this.oddRows.length
  }

  /** Counts a record and returns the number of its row, if rows are numbered as they come. */
  take(): number {
    this.records += 1
    return this.rowsRead
  }

  skipBlank(): void {
    this.blankRows += 1
  }

  /** @throws Refused when that makes more odd rows than a file may have */
  setAside(reason: string, row: number = this.rowsRead + 1): void {
    this.oddRows.push({ row, reason })
    if (this.oddRows.length > this.#oddLimit) throw new Refused('too-many-odd-rows')
  }

  /** Keeps the texts of one of the first records. */
  remember(row: number, texts: string[]): void {
    if (this.first.length >= FIRST_ROWS) return
    this.first.push(texts)
    this.firstNumbers.push(row)
  }
}
