/** How much of a stranger's file is read before it is refused. Every number can be lowered by a caller, say in a test. */
export interface Limits {
  /** Bytes of one zip or workbook on disk. */
  readonly compressedBytes: number
  /** Bytes of one workbook, or of one file in a zip, once unpacked. */
  readonly expandedBytes: number
  /** Bytes of everything in one zip of files, once unpacked. */
  readonly zipExpandedBytes: number
  /** Unpacked bytes for each packed byte, above which a part is taken for a bomb. */
  readonly expansionRatio: number
  /** Unpacked bytes below which the ratio is not asked about. */
  readonly expansionFreeBytes: number
  /** Bytes of the shared strings of a workbook, which are the one part held in memory. */
  readonly sharedStringBytes: number
  /** Bytes of the cells of one workbook, each shared string counted as often as it is referred to, a sheet read twice twice. */
  readonly cellsBytes: number
  readonly sheets: number
  readonly entries: number
  /** Elements inside one another in a part of a workbook. */
  readonly xmlDepth: number
  /** Bytes between one `<` and the next, or inside one tag, in a part of a workbook. */
  readonly xmlTokenBytes: number
  readonly columns: number
  /** Bytes of one cell. */
  readonly cellBytes: number
  /** Bytes of one record of a CSV file. */
  readonly recordBytes: number
  /** Lines that one quoted cell may run over. */
  readonly quotedLines: number
  /** Rows set aside in one table before the whole file is refused. */
  readonly oddRows: number
  /** Files in one load. */
  readonly files: number
  /** Seconds that one file may take, beside those for its length. */
  readonly seconds: number
  /** Bytes of a file that are read in a second even by a slow machine. */
  readonly slowestBytesPerSecond: number
  /** MiB of JavaScript heap of the thread that reads a file. */
  readonly heapMiB: number
}

/**
 * What to make of a formula below the header of a sheet: refuse the workbook whatever it is, or read the value that was
 * saved with a sum of numbers and cells of the same sheet, and refuse any other. One without a saved value is always
 * refused.
 */
export type FormulaPolicy = 'refuse' | 'arithmetic'

/**
 * The limits used when a caller sets none, each several times what an extract of the largest authority needs.
 *
 * Annex A of 12,000 open children over six years is 49 MB of CSV and about 10 MB of workbook.
 */
export const defaultLimits: Limits = {
  compressedBytes: 256 * 2 ** 20,
  expandedBytes: 600 * 10 ** 6,
  zipExpandedBytes: 2 * 10 ** 9,
  // Real sheets shrink to between a fifth and a fortieth; a bomb made of zeros to a thousandth.
  expansionRatio: 200,
  expansionFreeBytes: 10 * 10 ** 6,
  sharedStringBytes: 128 * 2 ** 20,
  // Without it, one long shared string that every cell refers to would make terabytes out of megabytes.
  cellsBytes: 256 * 10 ** 6,
  sheets: 64,
  entries: 2_000,
  xmlDepth: 64,
  xmlTokenBytes: 4 * 2 ** 20,
  // The widest Annex A list has 39 columns.
  columns: 512,
  cellBytes: 2 ** 20,
  // DuckDB refuses a line above 2 MiB.
  recordBytes: 2_000_000,
  quotedLines: 20,
  // Bounds what is held about rows that are only reported; past it the fault is in the file and not in a few rows.
  oddRows: 10_000,
  files: 500,
  seconds: 60,
  // A tenth of what two shared cores do.
  slowestBytesPerSecond: 10 * 10 ** 6,
  heapMiB: 256,
}
