import { csvCell } from './csv.writer.ts'
import { Refused } from './file-problem.ts'
import { decodeEscapes } from './xlsx.values.ts'
import type { XmlHandler } from './xml.reader.ts'
import { decodeXml } from './xml.text.ts'

const CACHED_STRINGS = 65_536
const CACHED_LENGTH = 256

/** The text of one `si` or `is` element: its runs joined, phonetic hints left out. */
export class RichText {
  value = ''
  readonly #cellBytes: number
  #inPhonetic = false
  #inText = false

  constructor(cellBytes: number) {
    this.#cellBytes = cellBytes
  }

  get wantsText(): boolean {
    return this.#inText
  }

  open(name: string): void {
    if (name === 'rPh') this.#inPhonetic = true
    if (name === 't') this.#inText = !this.#inPhonetic
  }

  close(name: string): void {
    if (name === 'rPh') this.#inPhonetic = false
    if (name === 't') this.#inText = false
  }

  text(raw: string): void {
    this.value += decodeXml(raw)
    // Excel holds 32,767 characters in a cell at most.
    if (this.value.length > this.#cellBytes) throw new Refused('damaged-workbook')
  }

  /** Gives the text and begins anew. */
  take(): string {
    const taken = decodeEscapes(this.value)
    this.value = ''
    return taken
  }
}

/**
 * The shared strings of a workbook, held end to end in one buffer, so that millions of them cost no more than their
 * bytes and a number each.
 */
export class SharedStrings implements XmlHandler {
  readonly #bytes: Buffer
  readonly #cache: (string | undefined)[] = []
  readonly #text: RichText
  #ends = new Uint32Array(1_024)
  #count = 0
  #used = 0

  /** `capacity` is the length of the part once unpacked, which no sum of its texts exceeds. */
  constructor(capacity: number, cellBytes: number) {
    this.#text = new RichText(cellBytes)
    this.#bytes = Buffer.allocUnsafeSlow(capacity)
  }

  get wantsText(): boolean {
    return this.#text.wantsText
  }

  open(name: string): void {
    this.#text.open(name)
  }

  text(raw: string): void {
    this.#text.text(raw)
  }

  close(name: string): void {
    this.#text.close(name)
    if (name === 'si') this.#keep(this.#text.take())
  }

  #keep(text: string): void {
    if (this.#count === this.#ends.length) this.#grow()
    if (this.#used + text.length > this.#bytes.length) throw new Refused('damaged-workbook')
    this.#used += this.#bytes.write(text, this.#used, 'latin1')
    this.#ends[this.#count] = this.#used
    this.#count += 1
  }

  #grow(): void {
    const ends = new Uint32Array(this.#ends.length * 2)
    ends.set(this.#ends)
    this.#ends = ends
  }

  /** String number `index`, ready for a staged CSV file; undefined when there is none. */
  find(index: number): string | undefined {
    const cached = this.#cache[index]
    if (cached !== undefined) return cached
    if (!(index >= 0 && index < this.#count)) return undefined
    const from = index === 0 ? 0 : this.#ends[index - 1]!
    const text = csvCell(this.#bytes.toString('latin1', from, this.#ends[index]))
    if (index < CACHED_STRINGS && text.length <= CACHED_LENGTH) this.#cache[index] = text
    return text
  }
}
