import type { FileHandle } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import { crc32, createDeflateRaw } from 'node:zlib'

interface WrittenPart {
  readonly name: Buffer
  readonly crc: number
  readonly packed: number
  readonly size: number
  readonly offset: number
}

const LOCAL_HEADER = 0x04034b50
const CENTRAL_HEADER = 0x02014b50
const END_OF_CENTRAL = 0x06054b50
const UTF8_NAMES = 0x0800
const DEFLATE = 8
const VERSION = 20
/** 1 January 1980, the first day that a zip can say: the same content gives the same bytes whenever it is written. */
const NO_TIME = 0x00210000
const LARGEST = 0xffffffff

/**
 * Writes the parts of a zip file one after another, each from pieces of text, holding no more than a few pieces in memory.
 *
 * The layout is that of PKWARE's APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16; parts are deflated, names are UTF-8.
 *
 * @throws RangeError when a part or the file passes 4 GiB, which needs the zip64 layout
 */
export class ZipWriter {
  readonly #file: FileHandle
  readonly #parts: WrittenPart[] = []
  #end = 0

  constructor(file: FileHandle) {
    this.#file = file
  }

  async part(path: string, pieces: Iterable<string>): Promise<void> {
    const name = Buffer.from(path)
    const offset = this.#end
    this.#end += 30 + name.length
    const body = await this.#deflate(pieces)
    const part = { name, offset, ...body }
    this.#parts.push(part)
    await this.#file.write(localHeader(part), 0, 30 + name.length, offset)
  }

  /** Writes the directory of parts, without which the file is no zip. */
  async finish(): Promise<void> {
    const start = this.#end
    const directory = Buffer.concat(this.#parts.map(centralHeader))
    const end = Buffer.alloc(22)
    end.writeUInt32LE(END_OF_CENTRAL, 0)
    end.writeUInt16LE(this.#parts.length, 8)
    end.writeUInt16LE(this.#parts.length, 10)
    end.writeUInt32LE(directory.length, 12)
    end.writeUInt32LE(fitting(start), 16)
    await this.#file.write(Buffer.concat([directory, end]), 0, directory.length + end.length, start)
  }

  async #deflate(pieces: Iterable<string>): Promise<{ crc: number; size: number; packed: number }> {
    const deflate = createDeflateRaw({ level: 4 })
    const start = this.#end
    const writing = this.#drain(deflate)
    let crc = 0
    let size = 0
    try {
      for (const piece of pieces) {
        const bytes = Buffer.from(piece)
        crc = crc32(bytes, crc)
        size += bytes.length
        if (!deflate.write(bytes)) await new Promise((resolve) => deflate.once('drain', resolve))
      }
      deflate.end()
      await finished(deflate)
    } catch (error) {
      deflate.destroy()
      await writing.catch(() => undefined)
      throw error
    }
    await writing
    return { crc, size: fitting(size), packed: fitting(this.#end - start) }
  }

  async #drain(packed: AsyncIterable<Buffer>): Promise<void> {
    for await (const chunk of packed) {
      await this.#file.write(chunk, 0, chunk.length, this.#end)
      this.#end += chunk.length
    }
  }
}

function fitting(bytes: number): number {
  if (bytes > LARGEST) throw new RangeError('the workbook is larger than 4 GiB')
  return bytes
}

function localHeader(part: WrittenPart): Buffer {
  const header = Buffer.alloc(30)
  header.writeUInt32LE(LOCAL_HEADER, 0)
  writeCommon(header, part, 4)
  return Buffer.concat([header, part.name])
}

function centralHeader(part: WrittenPart): Buffer {
  const header = Buffer.alloc(46)
  header.writeUInt32LE(CENTRAL_HEADER, 0)
  header.writeUInt16LE(VERSION, 4)
  writeCommon(header, part, 6)
  header.writeUInt32LE(part.offset, 42)
  return Buffer.concat([header, part.name])
}

/** The fields that both headers share, in the same order: from "version needed" to the length of the name. */
function writeCommon(header: Buffer, part: WrittenPart, at: number): void {
  header.writeUInt16LE(VERSION, at)
  header.writeUInt16LE(UTF8_NAMES, at + 2)
  header.writeUInt16LE(DEFLATE, at + 4)
  header.writeUInt32LE(NO_TIME, at + 6)
  header.writeUInt32LE(part.crc, at + 10)
  header.writeUInt32LE(part.packed, at + 14)
  header.writeUInt32LE(part.size, at + 18)
  header.writeUInt16LE(part.name.length, at + 22)
}
