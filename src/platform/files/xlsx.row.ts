import { fromUtf8 } from './xml.text.ts'

/** The cells of one row that have a value, ready for a staged CSV file; one object serves for all rows of a sheet. */
export class SheetRow {
  /** Cells up to the last that has a value; 0 for a blank row. */
  width = 0
  /** Cells that have a value. */
  count = 0
  bytes = 0
  #inOrder = true
  readonly #columns: number[] = []
  readonly #cells: string[] = []

  add(column: number, cell: string): void {
    this.#inOrder &&= column >= this.width
    this.#columns[this.count] = column
    this.#cells[this.count] = cell
    this.count += 1
    this.bytes += cell.length + 1
    if (column >= this.width) this.width = column + 1
  }

  clear(): void {
    this.width = 0
    this.count = 0
    this.bytes = 0
    this.#inOrder = true
  }

  /** Puts the cells in the order of their columns; false when two stand in one place. */
  sort(): boolean {
    if (this.#inOrder) return true
    const order = Array.from({ length: this.count }, (_, at) => at)
    order.sort((one, other) => this.#columns[one]! - this.#columns[other]!)
    const [columns, cells] = [order.map((at) => this.#columns[at]!), order.map((at) => this.#cells[at]!)]
    for (const [at, column] of columns.entries()) {
      this.#columns[at] = column
      this.#cells[at] = cells[at]!
    }
    return columns.every((column, at) => column !== columns[at - 1])
  }

  /** The row as it stands in the file, filled up to `width` cells (or its own width, if that is more). */
  line(width: number): string {
    let line = ''
    let next = 0
    for (let at = 0; at < this.count; at += 1) {
      const column = this.#columns[at]!
      if (column > next) line += commas(column - next)
      line += this.#cells[at]!
      next = column
    }
    return width > next + 1 ? line + commas(width - next - 1) : line
  }

  /** The texts of the row, as ordinary strings. */
  texts(): string[] {
    const texts = new Array<string>(this.width).fill('')
    for (let at = 0; at < this.count; at += 1) texts[this.#columns[at]!] = fromUtf8(textOf(this.#cells[at]!))
    return texts
  }
}

const known: string[] = []

function commas(count: number): string {
  known[count] ??= ','.repeat(count)
  return known[count]
}

/** The text of a cell that was made ready for CSV. */
function textOf(cell: string): string {
  return cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell
}
