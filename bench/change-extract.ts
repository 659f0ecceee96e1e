import { createReadStream, createWriteStream, mkdirSync } from 'node:fs'
import { copyFile, readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'

/** What changes in a list's rows: a column, and its new text made from the old one and the row. */
type Change = readonly [column: string, newText: (old: string, cell: (column: string) => string) => string]

const flip = (old: string) => (old === 'Y' ? 'N' : 'Y')
const oneMore = (old: string) => String(Number(old) + 1)

/** The day before, so that no day comes to lie past the extract; as it was when that would be before the start. */
const dayBefore =
  (start: string): Change[1] =>
  (old, cell) =>
    old > cell(start) ? new Date(Date.parse(old) - 86_400_000).toISOString().slice(0, 10) : old

const changes: readonly (readonly [list: string, change: Change])[] = [
  ['List 1 ', ['Ethnicity', (old) => (old === 'WBRI' ? 'MOTH' : 'WBRI')]],
  ['List 2 ', ['Ethnicity', (old) => (old === 'WBRI' ? 'MOTH' : 'WBRI')]],
  ['List 3 ', ['Referral NFA?', flip]],
  ['List 4 ', ['Child Seen During Continuous Assessment', flip]],
  ['List 5 ', ['Did the Initial Child Protection Conference Result in a Child Protection Plan', flip]],
  ['List 6 ', ['CIN Closure Date', dayBefore('CIN Start Date')]],
  ['List 7 ', ['Number of Previous Child Protection Plans', oneMore]],
  ['List 8 ', ['Date Ceased to be Looked After', dayBefore('Date Started to be Looked After')]],
]

const EVERY = 100

/** Writes the extract once more with something changed in every hundredth row of the eight large lists. */
export async function changeExtract(from: string, to: string): Promise<number> {
  mkdirSync(to, { recursive: true })
  let changed = 0
  for (const file of await readdir(from)) {
    const change = changes.find(([list]) => file.startsWith(list))?.[1]
    if (change) changed += await changeFile(join(from, file), join(to, basename(file)), change)
    else await copyFile(join(from, file), join(to, file))
  }
  return changed
}

async function changeFile(from: string, to: string, [column, newText]: Change): Promise<number> {
  let [headers, row, changed]: [string[], number, number] = [[], 0, 0]
  async function* lines() {
    for await (const line of createInterface({ input: createReadStream(from), crlfDelay: Number.POSITIVE_INFINITY })) {
      if (row === 0) headers = line.split(',').map((header) => header.replaceAll('"', ''))
      if (row > 0 && row % EVERY === 0 && !line.includes('"')) {
        const cells = line.split(',')
        const at = headers.indexOf(column)
        const text = newText(cells[at]!, (name) => cells[headers.indexOf(name)]!)
        if (text !== cells[at]) changed++
        cells[at] = text
        yield `${cells.join(',')}\n`
      } else yield `${line}\n`
      row++
    }
  }
  await pipeline(lines, createWriteStream(to))
  return changed
}
