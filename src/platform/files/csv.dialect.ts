import { RecordReader } from './csv.record.ts'
import type { Limits } from './limits.ts'

const candidates = [',', ';', '\t', '|'].map((text) => text.charCodeAt(0))
const SAMPLE_RECORDS = 1_000
const HEADER_RECORDS = 12

/** How wide the records of a sample are: all cells, and those up to the last that is filled. */
interface Widths {
  readonly cells: readonly number[]
  readonly filled: readonly number[]
}

/** What the beginning of a CSV file tells about the whole. */
export interface CsvDialect {
  readonly delimiter: number
  /** Cells that each record should have. */
  readonly columns: number
}

/**
 * Finds the delimiter of a CSV file (comma, semicolon, tab or bar) and how many columns it has.
 *
 * The delimiter is the one that cuts the most records into the same number of cells (more than one), the header among
 * them. The header is the first record at least half as full as the fullest of the first 12; if most records below
 * it are wider, they say how many columns there are.
 */
export function findDialect(sample: Buffer, atEnd: boolean, limits: Limits): CsvDialect {
  const found = candidates
    .map((delimiter) => ({ delimiter, widths: sampleWidths(sample, delimiter, atEnd, limits) }))
    .map(({ delimiter, widths }) => ({ delimiter, widths, score: consistency(widths) }))
  const best = found.reduce((kept, next) => (next.score > kept.score ? next : kept))
  return { delimiter: best.delimiter, columns: columnsOf(best.widths) }
}

function sampleWidths(sample: Buffer, delimiter: number, atEnd: boolean, limits: Limits): Widths {
  const reader = new RecordReader(delimiter, limits)
  const cells: number[] = []
  const filled: number[] = []
  for (let at = 0; at < sample.length && cells.length < SAMPLE_RECORDS; ) {
    const state = reader.read(sample, at, sample.length, atEnd)
    if (state === 'incomplete') break
    const count = state === 'whole' ? reader.filledCells(sample) : 0
    if (count > 0) {
      cells.push(reader.cells)
      filled.push(count)
    }
    at = state === 'whole' ? reader.next : nextLine(sample, at)
  }
  return { cells, filled }
}

function nextLine(sample: Buffer, at: number): number {
  const found = sample.indexOf(10, at)
  return found < 0 ? sample.length : found + 1
}

function consistency({ cells, filled }: Widths): number {
  const mode = modeOf(cells)
  if (mode < 2) return 0
  const share = cells.filter((width) => width === mode).length / cells.length
  const header = cells[headerAt(filled)]
  return share * Math.log2(mode) * (header === mode ? 1 : 0.3)
}

function modeOf(values: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].reduce((kept, next) => (next[1] > kept[1] ? next : kept), [0, 0])[0] ?? 0
}

function headerAt(filled: readonly number[]): number {
  const first = filled.slice(0, HEADER_RECORDS)
  const most = Math.max(0, ...first)
  return Math.max(
    0,
    first.findIndex((width) => width >= most / 2),
  )
}

function columnsOf({ cells, filled }: Widths): number {
  const at = headerAt(filled)
  const below = filled.slice(at + 1).toSorted((one, other) => one - other)
  return Math.max(1, cells[at] ?? 1, below[Math.floor(below.length / 2)] ?? 1)
}
