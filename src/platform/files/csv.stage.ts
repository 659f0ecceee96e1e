import { copyFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { ByteSource, type OnBytes } from './byte-source.ts'
import { ByteWindow } from './byte-window.ts'
import { type CsvDialect, findDialect } from './csv.dialect.ts'
import { RecordReader } from './csv.record.ts'
import { CsvRestager } from './csv.restage.ts'
import { type RegularCsv, scanRegular } from './csv.scan.ts'
import { CsvWriter } from './csv.writer.ts'
import { Refused } from './file-problem.ts'
import type { FormulaPolicy, Limits } from './limits.ts'
import { type SniffedEncoding, sniffEncoding } from './sniff.ts'
import { FIRST_ROWS, noFormulas, type SourceFile, type StagedTable } from './staged-table.ts'

const SAMPLE_BYTES = 256 * 1_024
const SNIFF_BYTES = 65_536
/** Large enough that reading is not the cost, small enough to stay in the processor's cache. */
const WINDOW_BYTES = 2 ** 20

/** One file to stage: what to call it, and the path of the copy to write if one is needed. */
export interface StageRequest {
  readonly path: string
  readonly file: string
  /** Makes the path of a new staged file; asked once for each table that needs one. */
  readonly newPath: () => string
  readonly limits: Limits
  readonly formulas: FormulaPolicy
  /** Whether the file came out of a zip, where another zip that is no workbook is refused. */
  readonly isUnpacked: boolean
  readonly onBytes?: OnBytes
}

/** The tables of one file and what the file was. */
export interface Staged {
  readonly source: SourceFile
  readonly tables: readonly StagedTable[]
}

/**
 * Stages a CSV file: as it stands when DuckDB can read it strictly, otherwise as a regular copy.
 *
 * @throws Refused when the file holds no rows, too many columns or too many rows that cannot be read
 */
export function stageCsv(request: StageRequest): Staged {
  const { sniffed, dialect, first } = examine(request)
  const onBytes = countOnce(request.onBytes)
  const plain = sniffed.encoding === 'utf-8' && sniffed.bomBytes === 0
  const regular = plain ? scanFile({ ...request, onBytes: onBytes() }, sniffed, dialect) : undefined
  if (!regular) return restageFile({ ...request, onBytes: onBytes() }, sniffed, dialect)
  return { source: regular.source, tables: [regularTable(request, dialect, regular.found, first)] }
}

/** Makes listeners, one for each time that a file is read, that together tell of each byte once. */
function countOnce(onBytes: OnBytes = () => {}): () => OnBytes {
  let told = 0
  return () => {
    let at = 0
    return (bytes) => {
      at += bytes
      if (at <= told) return
      onBytes(at - told)
      told = at
    }
  }
}

/** The file's own path, or that of a copy when DuckDB would take the name for a pattern or for a compressed file. */
function plainPath({ path, newPath }: StageRequest): string {
  if (!/[*?[\]{}]|\.(gz|zst)$/i.test(path)) return resolve(path)
  const copy = newPath()
  copyFileSync(path, copy)
  return copy
}

interface Examined {
  readonly sniffed: SniffedEncoding
  readonly dialect: CsvDialect
  /** The first records of a regular file; of no meaning for another. */
  readonly first: readonly (readonly string[])[]
}

function examine({ path, limits }: StageRequest): Examined {
  const raw = readSample(path, { encoding: 'utf-8', bomBytes: 0 })
  const sniffed = sniffEncoding(raw.bytes.subarray(0, SNIFF_BYTES))
  const sample = readSample(path, sniffed)
  const dialect = findDialect(sample.bytes, sample.atEnd, limits)
  return { sniffed, dialect, first: firstRecords(sample.bytes, sample.atEnd, dialect, limits) }
}

function readSample(path: string, sniffed: SniffedEncoding): { bytes: Buffer; atEnd: boolean } {
  const source = new ByteSource(path, sniffed)
  try {
    const window = new ByteWindow(source, SAMPLE_BYTES)
    window.refill()
    return { bytes: window.bytes.subarray(0, window.end), atEnd: window.atEnd }
  } finally {
    source.close()
  }
}

function firstRecords(sample: Buffer, atEnd: boolean, { delimiter }: CsvDialect, limits: Limits): string[][] {
  const reader = new RecordReader(delimiter, limits)
  const rows: string[][] = []
  for (let at = 0; rows.length < FIRST_ROWS && at < sample.length; at = reader.next) {
    if (reader.read(sample, at, sample.length, atEnd) !== 'whole') break
    rows.push(Array.from({ length: reader.cells }, (_, cell) => cellText(sample, reader, cell)))
  }
  return rows
}

function cellText(bytes: Buffer, reader: RecordReader, cell: number): string {
  const text = bytes.toString('utf8', reader.starts[cell], reader.ends[cell])
  return reader.quoted[cell] === 1 ? text.replaceAll('""', '"') : text
}

/** Runs `read` over the whole of a file; the hash is of use only when `read` has gone to the end. */
function readFile<T>(
  request: StageRequest,
  sniffed: SniffedEncoding,
  read: (window: ByteWindow) => T,
): [T, SourceFile] {
  const source = new ByteSource(request.path, sniffed, request.onBytes)
  try {
    const window = new ByteWindow(source, WINDOW_BYTES + 2 * request.limits.recordBytes)
    return [read(window), source.finish(request.file)]
  } finally {
    source.close()
  }
}

function scanFile(
  request: StageRequest,
  sniffed: SniffedEncoding,
  { delimiter }: CsvDialect,
): { found: RegularCsv; source: SourceFile } | undefined {
  const [found, source] = readFile(request, sniffed, (window) => scanRegular(window, delimiter, request.limits))
  return found && { found, source }
}

function regularTable(
  request: StageRequest,
  { delimiter }: CsvDialect,
  { records, columns, newLine }: RegularCsv,
  firstRows: readonly (readonly string[])[],
): StagedTable {
  return {
    ...{
      file: request.file,
      sheet: '',
      hidden: false,
      csvPath: plainPath(request),
      encoding: 'utf-8',
      rowColumn: false,
    },
    ...{ delimiter: String.fromCharCode(delimiter), newLine, columnCount: columns },
    ...{ records, blankRows: 0, oddRows: [], rowsRead: records },
    ...{ firstRows, firstRowNumbers: firstRows.map((_, at) => at + 1), formulas: noFormulas },
  }
}

function restageFile(request: StageRequest, sniffed: SniffedEncoding, dialect: CsvDialect): Staged {
  const writer = new CsvWriter(request.newPath())
  try {
    const [restager, source] = readFile(request, sniffed, (window) => {
      const reading = new CsvRestager(window, dialect, request.limits, writer)
      reading.run()
      return reading
    })
    if (restager.rows.records === 0 && restager.rows.oddRows.length === 0) throw new Refused('empty')
    return { source, tables: [restagedTable(request.file, writer.path, dialect, sniffed, restager)] }
  } finally {
    writer.close()
  }
}

function restagedTable(
  file: string,
  csvPath: string,
  { columns }: CsvDialect,
  { encoding }: SniffedEncoding,
  { rows, anyWindows1252 }: CsvRestager,
): StagedTable {
  return {
    ...{
      file,
      sheet: '',
      hidden: false,
      csvPath,
      delimiter: ',',
      newLine: '\n',
      rowColumn: true,
      columnCount: columns,
    },
    ...{ encoding: anyWindows1252 ? 'windows-1252' : encoding === 'windows-1252' ? 'utf-8' : encoding },
    ...{ records: rows.records, blankRows: rows.blankRows, oddRows: rows.oddRows, rowsRead: rows.rowsRead },
    ...{ firstRows: rows.first, firstRowNumbers: rows.firstNumbers, formulas: noFormulas },
  }
}
