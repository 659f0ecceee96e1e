import { closeSync, openSync, writeSync } from 'node:fs'
import type { Encoding } from './style.ts'

/** A file of rows that is written as it grows, so that it need not fit in memory. */
export interface CsvFile {
  readonly row: (cells: readonly string[]) => void
  /** Rows so far: also the spreadsheet row number of the latest. */
  readonly rows: () => number
  readonly close: () => void
}

const CHUNK = 1 << 20
const needsQuotes = /[",\r\n]|^\s|\s$/

/** Opens `path` for rows, in place of what was there. @throws Error of the file system */
export function openCsv(path: string, encoding: Encoding): CsvFile {
  const file = openSync(path, 'w')
  let text = encoding === 'utf8bom' || encoding === 'utf16' ? '\uFEFF' : ''
  let rows = 0
  const flush = () => {
    if (text !== '') writeSync(file, encoded(text, encoding))
    text = ''
  }
  return {
    row: (cells) => {
      for (let at = 0; at < cells.length; at++) text += (at === 0 ? '' : ',') + quoted(cells[at] as string)
      text += '\r\n'
      rows++
      if (text.length > CHUNK) flush()
    },
    rows: () => rows,
    close: () => {
      flush()
      closeSync(file)
    },
  }
}

function quoted(cell: string): string {
  return needsQuotes.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

function encoded(text: string, encoding: Encoding): Buffer {
  if (encoding === 'utf16') return Buffer.from(text, 'utf16le')
  // The curly apostrophe is the one letter we write that Windows-1252 and Latin-1 do not share.
  return encoding === 'windows1252' ? Buffer.from(text.replaceAll('’', '\x92'), 'latin1') : Buffer.from(text, 'utf8')
}
