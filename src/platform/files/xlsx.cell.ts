/** How the value of a cell is written: the `t` attribute of `c`. */
export type CellType = 'number' | 'shared' | 'inline' | 'boolean' | 'text'

/** The attributes of one `c` element; one object serves for all cells of a sheet. */
export interface CellTag {
  /** Counted from 0; -1 when the tag has no reference. */
  column: number
  /** Counted from 1; -1 when the tag has no reference. */
  row: number
  style: number
  type: CellType
}

const DOUBLE = 34
const SINGLE = 39
const SPACE = 32
const B = 98
const N = 110
const R = 114
const S = 115
const T = 116

/**
 * Reads a cell's tag into `tag`, by hand because it is done for every cell.
 *
 * @returns false when the reference is none, such as `1A`
 */
export function readCellTag(attributes: string, tag: CellTag): boolean {
  tag.column = -1
  tag.row = -1
  tag.style = 0
  tag.type = 'number'
  for (let at = 0; ; ) {
    while (attributes.charCodeAt(at) <= SPACE) at += 1
    if (at >= attributes.length) return true
    const equals = attributes.indexOf('=', at)
    const open = equals < 0 ? -1 : skipSpaces(attributes, equals + 1)
    const quote = attributes.charCodeAt(open)
    const close = quote === DOUBLE || quote === SINGLE ? attributes.indexOf(quote === DOUBLE ? '"' : "'", open + 1) : -1
    if (close < 0) return false
    // Names of one letter are those of interest; `xml:space` and the like are passed over.
    const name = attributes.charCodeAt(at + 1) <= SPACE || equals === at + 1 ? attributes.charCodeAt(at) : 0
    if (name === R && !readReference(attributes, open + 1, close, tag)) return false
    if (name === S) tag.style = readDigits(attributes, open + 1, close)
    if (name === T) tag.type = typeOf(attributes, open + 1, close)
    at = close + 1
  }
}

function skipSpaces(text: string, from: number): number {
  let at = from
  while (text.charCodeAt(at) <= SPACE) at += 1
  return at
}

function readReference(text: string, from: number, to: number, tag: CellTag): boolean {
  let column = 0
  let at = from
  for (; at < to; at += 1) {
    const letter = text.charCodeAt(at) & ~32
    if (letter < 65 || letter > 90) break
    column = column * 26 + (letter - 64)
  }
  tag.column = column - 1
  tag.row = readDigits(text, at, to)
  return column >= 1 && column <= 16_384 && tag.row >= 1 && tag.row <= 1_048_576
}

/** A whole number, or -1 when anything but one to nine digits stands there. */
export function readDigits(text: string, from: number, to: number): number {
  if (from >= to || to - from > 9) return -1
  let value = 0
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - 48
    if (digit < 0 || digit > 9) return -1
    value = value * 10 + digit
  }
  return value
}

function typeOf(text: string, from: number, to: number): CellType {
  if (to === from + 1) {
    const letter = text.charCodeAt(from)
    if (letter === S) return 'shared'
    if (letter === B) return 'boolean'
    if (letter === N) return 'number'
  }
  // Errors (e), results of text formulas (str) and ISO dates (d) stand as they are to be read.
  return text.startsWith('inlineStr', from) ? 'inline' : 'text'
}
