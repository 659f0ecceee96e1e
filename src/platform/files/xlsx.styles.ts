import { Refused } from './file-problem.ts'
import type { XmlHandler } from './xml.reader.ts'
import { readAttributes } from './xml.text.ts'

/** Excel allows 65,490 cell formats in a workbook. */
const MAX_FORMATS = 65_536

/**
 * Built-in number formats that show a date: 14 to 17 and 22, and those of East Asian editions.
 *
 * @source ECMA-376, 5th edition, part 1, 18.8.30 numFmt
 */
const builtInDates: ReadonlySet<number> = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58,
])

/**
 * Whether a number format shows a date: it names a day or a year, or a month that is not minutes.
 *
 * Text in quotes or brackets, and characters that are escaped or only take up space, count for nothing.
 */
export function showsDate(formatCode: string): boolean {
  const [first = ''] = formatCode
    .replace(/"[^"]*"?/g, '')
    // Elapsed time, such as [h], makes minutes of the m beside it.
    .replace(/\[[hms]+\]/gi, 'h')
    .replace(/\[[^\]]*\]?/g, '')
    .replace(/[\\_*]./g, '')
    .toLowerCase()
    .replace(/general/g, '')
    .split(';')
  if (/[yd]/.test(first)) return true
  return first.includes('m') && !/[hs]/.test(first)
}

/** Gathers from `styles.xml` which cell formats show a number as a date. */
export class StylesHandler implements XmlHandler {
  readonly wantsText = false
  readonly #custom = new Map<number, boolean>()
  readonly #isDate: boolean[] = []
  #inCellFormats = false

  open(name: string, attributes: string): void {
    if (name === 'cellXfs') this.#inCellFormats = true
    if (name === 'numFmt') this.#addFormat(readAttributes(attributes))
    if (name === 'xf' && this.#inCellFormats) this.#addCellFormat(readAttributes(attributes))
  }

  close(name: string): void {
    if (name === 'cellXfs') this.#inCellFormats = false
  }

  text(): void {}

  /** Whether format number `style` of a cell shows a date; false for a number that the workbook does not define. */
  isDate(style: number): boolean {
    return this.#isDate[style] === true
  }

  #addFormat(attributes: ReadonlyMap<string, string>): void {
    this.#custom.set(Number(attributes.get('numFmtId')), showsDate(attributes.get('formatCode') ?? ''))
    if (this.#custom.size > MAX_FORMATS) throw new Refused('damaged-workbook')
  }

  #addCellFormat(attributes: ReadonlyMap<string, string>): void {
    const format = Number(attributes.get('numFmtId') ?? 0)
    this.#isDate.push(this.#custom.get(format) ?? builtInDates.has(format))
    if (this.#isDate.length > MAX_FORMATS) throw new Refused('damaged-workbook')
  }
}
