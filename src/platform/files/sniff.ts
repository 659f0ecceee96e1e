import { isUtf8 } from 'node:buffer'
import { closeSync, openSync, readSync } from 'node:fs'
import { type FileProblemCode, Refused } from './file-problem.ts'
import type { TextEncoding } from './staged-table.ts'
import { wholeCharacters } from './utf8.ts'

/** What the first bytes of a file say it is: a zip (perhaps a workbook), text, or something that is refused. */
export type Sniffed = 'zip' | 'text'

const SAMPLE_BYTES = 65_536

const signatures: readonly (readonly [string, 'zip' | FileProblemCode])[] = [
  ['504b0304', 'zip'],
  ['504b0506', 'zip'],
  ['504b0708', 'zip'],
  ['d0cf11e0a1b11ae1', 'old-excel'],
  ['25504446', 'pdf'],
  ['7b5c727466', 'other-document'],
]

/**
 * Tells by its bytes, never by its name, what a file is.
 *
 * @throws Refused when it is empty, a PDF, an old or encrypted workbook, markup, or anything else that is not a table
 */
export function sniff(path: string): Sniffed {
  const sample = readStart(path)
  if (sample.length === 0) throw new Refused('empty')
  const hex = sample.subarray(0, 16).toString('hex')
  const found = signatures.find(([signature]) => hex.startsWith(signature))?.[1]
  if (found === 'zip') return 'zip'
  if (found === 'old-excel') throw new Refused(isEncrypted(path) ? 'encrypted' : 'old-excel')
  if (found) throw new Refused(found)
  refuseMarkup(sample)
  if (isBinary(sample)) throw new Refused('not-a-table')
  return 'text'
}

function readStart(path: string, position = 0): Buffer {
  const fd = openSync(path, 'r')
  try {
    const buffer = Buffer.alloc(SAMPLE_BYTES)
    return buffer.subarray(0, readSync(fd, buffer, 0, SAMPLE_BYTES, position))
  } finally {
    closeSync(fd)
  }
}

/**
 * Whether a compound file (the container of Excel 97 to 2003) holds an encrypted workbook: its directory, whose
 * sector number stands at byte 48, then names a stream `EncryptedPackage`.
 *
 * @source [MS-CFB] 2.2 Compound File Header; [MS-OFFCRYPTO] 2.3.4.4 \EncryptedPackage Stream
 */
function isEncrypted(path: string): boolean {
  const header = readStart(path)
  const name = Buffer.from('EncryptedPackage', 'utf16le')
  if (header.includes(name)) return true
  if (header.length < 52) return false
  const sectorBytes = 2 ** Math.min(header.readUInt16LE(30), 16)
  return readStart(path, (header.readUInt32LE(48) + 1) * sectorBytes).includes(name)
}

function refuseMarkup(sample: Buffer): void {
  const start = decodeStart(sample).trimStart().slice(0, 2_048).toLowerCase()
  if (/^<(\?xml|!doctype|html|head|body|table|meta|style|workbook|!--)/.test(start)) throw new Refused('markup')
  if (/^mime-version:/.test(start)) throw new Refused('markup')
  if (start.includes('%pdf-')) throw new Refused('pdf')
}

function decodeStart(sample: Buffer): string {
  const encoding = sniffEncoding(sample).encoding
  if (encoding === 'utf-16le') return sample.toString('utf16le').replace('\uFEFF', '')
  return sample.toString('latin1').replace(/^ï»¿/, '')
}

/** Control characters other than tab and line ends do not occur in text; a stray few are left to the row they are in. */
function isBinary(sample: Buffer): boolean {
  if (sniffEncoding(sample).encoding.startsWith('utf-16')) return false
  let controls = 0
  for (const byte of sample) if (byte < 32 && !(byte >= 9 && byte <= 13)) controls += 1
  return controls > Math.max(4, sample.length / 50)
}

/** How a text file is written, as far as its first bytes tell, and how many of them are a byte-order mark. */
export interface SniffedEncoding {
  readonly encoding: TextEncoding
  readonly bomBytes: number
}

/** Reads the byte-order mark, or without one looks where the zero bytes of UTF-16 would stand. */
export function sniffEncoding(sample: Buffer): SniffedEncoding {
  if (sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf) return { encoding: 'utf-8', bomBytes: 3 }
  if (sample[0] === 0xff && sample[1] === 0xfe) return { encoding: 'utf-16le', bomBytes: 2 }
  if (sample[0] === 0xfe && sample[1] === 0xff) return { encoding: 'utf-16be', bomBytes: 2 }
  const zeros = [0, 0]
  for (let at = 0; at < sample.length; at += 1) if (sample[at] === 0) zeros[at % 2] = zeros[at % 2]! + 1
  const [even = 0, odd = 0] = zeros
  const pairs = sample.length / 2
  if (odd > pairs * 0.4 && even < pairs * 0.1) return { encoding: 'utf-16le', bomBytes: 0 }
  if (even > pairs * 0.4 && odd < pairs * 0.1) return { encoding: 'utf-16be', bomBytes: 0 }
  return { encoding: isUtf8(wholeCharacters(sample)) ? 'utf-8' : 'windows-1252', bomBytes: 0 }
}
