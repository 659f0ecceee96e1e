import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { type Entry, fromBufferPromise } from 'yauzl'

/** The cells of a sheet by row and column, as text; an empty cell is ''. Days are Excel's numbers. */
export type ReadSheet = readonly (readonly string[])[]

/**
 * Reads a workbook that our writer wrote, with a zip reader and patterns that had no hand in writing it. For tests: it knows only
 * inline strings and plain values.
 */
export async function readWorkbook(path: string): Promise<ReadonlyMap<string, ReadSheet>> {
  const parts = await readParts(path)
  const names = [...parts.get('xl/workbook.xml')!.matchAll(/<sheet [^>]*name="([^"]*)"/g)].map((match) =>
    plain(match[1]!),
  )
  return new Map(names.map((name, i) => [name, readSheet(parts.get(`xl/worksheets/sheet${i + 1}.xml`)!)]))
}

async function readParts(path: string): Promise<Map<string, string>> {
  const zip = await fromBufferPromise(await readFile(path), { lazyEntries: true })
  const parts = new Map<string, string>()
  for await (const entry of zip.eachEntry() as AsyncIterable<Entry>) {
    parts.set(entry.fileName, await text(await zip.openReadStreamPromise(entry)))
  }
  return parts
}

function readSheet(xml: string): ReadSheet {
  return [...xml.matchAll(/<row [^>]*?(?:\/>|>(.*?)<\/row>)/gs)].map((row) => {
    const cells: string[] = []
    for (const [, letters, body] of (row[1] ?? '').matchAll(/<c r="([A-Z]+)\d+"[^>]*>(.*?)<\/c>/gs)) {
      cells[columnOf(letters!)] = plain(body!.replaceAll(/<[^>]*>/g, ''))
    }
    return Array.from(cells, (cell) => cell ?? '')
  })
}

function columnOf(letters: string): number {
  return [...letters].reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

function plain(xml: string): string {
  const unescaped = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' } as const
  return xml.replaceAll(/&(lt|gt|quot|apos|amp);/g, (_, name: keyof typeof unescaped) => unescaped[name])
}
