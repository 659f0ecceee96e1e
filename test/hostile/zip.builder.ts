import { constants, crc32, deflateRawSync } from 'node:zlib'

/** One entry of a zip made by hand, so that each field can be made to lie. */
export interface ZipPart {
  readonly name: string
  readonly data: Uint8Array | string
  /** Deflated bytes to use instead of deflating `data`. */
  readonly packed?: Uint8Array
  /** Stored instead of deflated. */
  readonly stored?: boolean
  /** What the headers claim the unpacked size to be. */
  readonly claimedBytes?: number
  readonly claimedCrc?: number
  /** Sets the flag that says the entry is encrypted. */
  readonly encrypted?: boolean
}

/** Builds a zip whose entries stand in the order given, those of the same name included. */
export function buildZip(parts: readonly ZipPart[]): Buffer {
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let offset = 0
  for (const part of parts) {
    const { local, central } = buildEntry(part, offset)
    locals.push(local)
    centrals.push(central)
    offset += local.length
  }
  const directory = Buffer.concat(centrals)
  return Buffer.concat([...locals, directory, endOfDirectory(parts.length, directory.length, offset)])
}

function buildEntry(part: ZipPart, offset: number): { local: Buffer; central: Buffer } {
  const data = Buffer.from(part.data)
  const packed = part.stored ? data : Buffer.from(part.packed ?? deflateRawSync(data, { level: 6 }))
  const name = Buffer.from(part.name, 'utf8')
  const fields = commonFields(part, data, packed.length, name.length)
  const local = Buffer.concat([Buffer.from('504b0304', 'hex'), fields, name, packed])
  const attributes = Buffer.alloc(14)
  attributes.writeUInt32LE(offset, 10)
  const central = Buffer.concat([Buffer.from('504b01021400', 'hex'), fields, attributes, name])
  return { local, central }
}

/** The 26 bytes that local and central headers share, from `version needed` to `extra field length`. */
function commonFields(part: ZipPart, data: Buffer, packedBytes: number, nameBytes: number): Buffer {
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(20, 0)
  fields.writeUInt16LE(0x800 | (part.encrypted ? 1 : 0), 2)
  fields.writeUInt16LE(part.stored ? 0 : 8, 4)
  fields.writeUInt32LE(part.claimedCrc ?? crc32(data), 10)
  fields.writeUInt32LE(packedBytes, 14)
  fields.writeUInt32LE(part.claimedBytes ?? data.length, 18)
  fields.writeUInt16LE(nameBytes, 22)
  return fields
}

function endOfDirectory(entries: number, bytes: number, offset: number): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries, 8)
  end.writeUInt16LE(entries, 10)
  end.writeUInt32LE(bytes, 12)
  end.writeUInt32LE(offset, 16)
  return end
}

/** Deflated bytes of `piece` said `times` over between `start` and `end`, made without ever holding the whole. */
export function repeatedDeflate(start: string, piece: string, times: number, end: string): Buffer {
  const part = (text: string): Buffer => deflateRawSync(text, { finishFlush: constants.Z_FULL_FLUSH, level: 9 })
  const middle = part(piece)
  return Buffer.concat([part(start), ...new Array<Buffer>(times).fill(middle), deflateRawSync(end)])
}
