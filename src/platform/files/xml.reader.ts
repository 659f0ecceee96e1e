import { isUtf8 } from 'node:buffer'
import { Refused } from './file-problem.ts'
import type { Limits } from './limits.ts'
import { wholeCharacters } from './utf8.ts'

/**
 * What hears the elements of an XML part.
 *
 * Names come without their prefix. All strings hold UTF-8 bytes as latin1 characters and are not yet decoded: see
 * `decodeXml` and `fromUtf8`.
 */
export interface XmlHandler {
  /** While this is true, `text` is called. */
  readonly wantsText: boolean
  /** `attributes` is what stands between the name and the end of the tag; see `readAttributes`. */
  open(name: string, attributes: string): void
  close(name: string): void
  text(raw: string): void
}

const GREATER = 62
const SLASH = 47
const COLON = 58
const DOUBLE = 34
const SINGLE = 39

/**
 * Reads XML as it comes, piece by piece, and holds no more of it than one tag or one run of text.
 *
 * Strict where a stranger's file could do harm or mislead: document types and entities are refused, as are elements
 * that do not match, bytes that are not UTF-8 or zero, and nesting or tokens beyond the limits.
 */
export class XmlReader {
  readonly #handler: XmlHandler
  readonly #limits: Limits
  readonly #open: string[] = []
  #rest = ''
  #cut: Buffer = Buffer.alloc(0)
  #sawRoot = false

  constructor(handler: XmlHandler, limits: Limits) {
    this.#handler = handler
    this.#limits = limits
  }

  /** @throws Refused (`damaged-workbook` or `entity-declaration`) */
  write(chunk: Buffer): void {
    const bytes = this.#cut.length === 0 ? chunk : Buffer.concat([this.#cut, chunk])
    const whole = wholeCharacters(bytes)
    if (!isUtf8(whole) || whole.includes(0)) throw new Refused('damaged-workbook')
    this.#cut = Buffer.from(bytes.subarray(whole.length))
    const text = this.#rest + whole.toString('latin1')
    this.#rest = text.slice(this.#read(text))
    if (this.#rest.length > this.#limits.xmlTokenBytes) throw new Refused('damaged-workbook')
  }

  /** @throws Refused when elements are still open, or there were none */
  end(): void {
    const isWhole = this.#sawRoot && this.#open.length === 0 && this.#cut.length === 0
    if (!isWhole || this.#rest.trim() !== '') throw new Refused('damaged-workbook')
  }

  /** Reads whole tokens and returns where the first that is not whole begins. */
  #read(text: string): number {
    const handler = this.#handler
    let at = 0
    for (;;) {
      const tag = text.indexOf('<', at)
      if (tag < 0) return at
      if (handler.wantsText && tag > at) handler.text(text.slice(at, tag))
      const next = this.#readTag(text, tag)
      if (next === 0) return tag
      at = next
    }
  }

  /** Reads the tag that begins at `tag`; returns where it ends, 0 when that is not yet to be seen. */
  #readTag(text: string, tag: number): number {
    const first = text.charCodeAt(tag + 1)
    if (first === 33) return this.#readDeclaration(text, tag)
    if (first === 63) return this.#readInstruction(text, tag)
    let name = first === SLASH ? tag + 2 : tag + 1
    let nameEnd = 0
    let at = name
    let quote = 0
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at)
      if (quote > 0) {
        if (code === quote) quote = 0
      } else if (code === GREATER) break
      else if (nameEnd === 0) {
        if (code === COLON) name = at + 1
        else if (code <= 32 || code === SLASH) nameEnd = at
      } else if (code === DOUBLE || code === SINGLE) quote = code
    }
    if (at >= text.length) return 0
    if (first === SLASH) this.#close(text.slice(name, nameEnd || at))
    else this.#openTag(text, name, nameEnd || at, at)
    return at + 1
  }

  #openTag(text: string, name: number, nameEnd: number, end: number): void {
    const isEmpty = text.charCodeAt(end - 1) === SLASH
    const local = text.slice(name, nameEnd)
    const depth = this.#open.length
    if (local === '' || depth >= this.#limits.xmlDepth || (depth === 0 && this.#sawRoot))
      throw new Refused('damaged-workbook')
    this.#sawRoot = true
    this.#handler.open(local, text.slice(nameEnd, isEmpty ? end - 1 : end))
    if (isEmpty) this.#handler.close(local)
    else this.#open.push(local)
  }

  #close(local: string): void {
    if (this.#open.pop() !== local) throw new Refused('damaged-workbook')
    this.#handler.close(local)
  }

  #readDeclaration(text: string, tag: number): number {
    if (text.startsWith('<!--', tag)) return after(text, '-->', tag + 4)
    if (text.startsWith('<![CDATA[', tag)) {
      const end = after(text, ']]>', tag + 9)
      if (end > 0 && this.#handler.wantsText) this.#handler.text(escapeXml(text.slice(tag + 9, end - 3)))
      return end
    }
    if (text.length - tag < 9 && ('<![CDATA['.startsWith(text.slice(tag)) || '<!--'.startsWith(text.slice(tag))))
      return 0
    throw new Refused('entity-declaration')
  }

  #readInstruction(text: string, tag: number): number {
    const end = after(text, '?>', tag + 2)
    const encoding = /^<\?xml\s[^?]*?encoding\s*=\s*["']([^"']*)/i.exec(text.slice(tag, end))?.[1]
    if (encoding && !/^(utf-?8|us-ascii)$/i.test(encoding)) throw new Refused('damaged-workbook')
    return end
  }
}

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from)
  return found < 0 ? 0 : found + mark.length
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
