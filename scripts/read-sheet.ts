import { promisify } from 'node:util'
import { SaxesParser } from 'saxes'
import { type Entry, fromBuffer, type ZipFile } from 'yauzl'

/**
 * The cells of a workbook's first sheet as text, rows first. For small workbooks of a publisher we know, read by hand: it
 * has none of the limits that the loader of extracts has.
 */
export async function readSheet(bytes: Buffer): Promise<readonly (readonly string[])[]> {
  const parts = await readParts(bytes, ['xl/sharedStrings.xml', 'xl/worksheets/sheet1.xml'])
  const strings = readStrings(parts.get('xl/sharedStrings.xml') ?? '')
  return readCells(parts.get('xl/worksheets/sheet1.xml') ?? '', strings)
}

async function readParts(bytes: Buffer, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const open = promisify(fromBuffer) as (data: Buffer, options: object) => Promise<ZipFile>
  const zip = await open(bytes, { lazyEntries: true })
  const parts = new Map<string, string>()
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      if (!names.includes(entry.fileName)) return zip.readEntry()
      return readPart(zip, entry).then((text) => {
        parts.set(entry.fileName, text)
        zip.readEntry()
      }, reject)
    })
    zip.on('end', () => resolve(parts))
    zip.on('error', reject)
    zip.readEntry()
  })
}

function readPart(zip: ZipFile, entry: Entry): Promise<string> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) return reject(error)
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('error', reject)
      return stream.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
    })
  })
}

function readStrings(xml: string): readonly string[] {
  const strings: string[] = []
  let inText = false
  const parser = new SaxesParser()
  parser.on('opentag', ({ name }) => {
    if (name === 'si') strings.push('')
    inText = name === 't'
  })
  parser.on('text', (text) => {
    if (inText) strings.push((strings.pop() ?? '') + text)
  })
  parser.on('closetag', () => {
    inText = false
  })
  parser.write(xml).close()
  return strings
}

function readCells(xml: string, strings: readonly string[]): readonly (readonly string[])[] {
  const rows: string[][] = []
  let cell = { column: 0, shared: false }
  let inValue = false
  const parser = new SaxesParser()
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'row') rows.push([])
    if (name === 'c') cell = { column: columnOf(String(attributes.r)), shared: attributes.t === 's' }
    inValue = name === 'v'
  })
  parser.on('text', (text) => {
    const row = rows.at(-1)
    if (inValue && row) row[cell.column] = cell.shared ? (strings[Number(text)] ?? '') : text
  })
  parser.on('closetag', () => {
    inValue = false
  })
  parser.write(xml).close()
  return rows.map((row) => Array.from(row, (value) => value ?? ''))
}

function columnOf(reference: string): number {
  const letters = reference.replace(/\d+$/, '')
  return [...letters].reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0) - 1
}
