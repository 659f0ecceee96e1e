import { createHash, randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { fsyncDir, fsyncFile, makeDirDurably, renameDurably } from '#platform/files'
import { isSame } from './cookies.ts'
import { CSRF_FIELD } from './form.fields.ts'
import { HttpRefusal } from './http-refusal.ts'
import type { Upload, UploadedFile, UploadLimits } from './upload.ts'

/** Where files lie while a request is being answered; what a crash left there is removed at the next start. */
export const incomingDir = (uploadsDir: string): string => join(uploadsDir, 'incoming')

/** What came with a form: files on disk, the other fields, and the way to remove what was not kept. */
export interface Received {
  readonly fields: URLSearchParams
  readonly upload: Upload
  cleanUp(): Promise<void>
}

/** Makes the folder for uploads, empty of what was not kept. */
export async function prepareUploads(uploadsDir: string): Promise<void> {
  await rm(incomingDir(uploadsDir), { recursive: true, force: true })
  await makeDirDurably(incomingDir(uploadsDir))
}

/**
 * Takes in a form with files: the token first, then each file straight to disk, flushed.
 *
 * @param token what the form must carry before its files
 * @throws HttpRefusal 403 for another token, 413 above a limit, 400 for a form that breaks off; nothing is left on disk then
 */
export async function receive(
  request: FastifyRequest,
  uploadsDir: string,
  limits: UploadLimits,
  token: string,
): Promise<Received> {
  if (!request.isMultipart()) throw new HttpRefusal(400, 'not a form with files')
  if (Number(request.headers['content-length'] ?? 0) > limits.totalBytes + FIELDS_BYTES)
    throw new HttpRefusal(413, 'length')
  const id = randomBytes(16).toString('hex')
  const dir = join(incomingDir(uploadsDir), id)
  await mkdir(dir)
  try {
    const { fields, files } = await store(request, dir, limits, token)
    await fsyncDir(dir)
    return received(uploadsDir, id, dir, fields, files)
  } catch (error) {
    await rm(dir, { recursive: true, force: true })
    drain(request)
    throw isOurs(error) ? error : new HttpRefusal(400, 'a form that breaks off')
  }
}

/** Refusals, limits of the parser and faults of the disk have a code or a status; a form cut short has neither. */
function isOurs(error: unknown): boolean {
  return error instanceof HttpRefusal || (error instanceof Error && ('code' in error || 'statusCode' in error))
}

/** Bytes that fields and the boundaries between parts may take. */
const FIELDS_BYTES = 256 * 1024

function received(
  uploadsDir: string,
  id: string,
  dir: string,
  fields: URLSearchParams,
  files: UploadedFile[],
): Received {
  let isKept = false
  const keep = async (): Promise<string> => {
    const kept = join(uploadsDir, id)
    await renameDurably(dir, kept)
    isKept = true
    return kept
  }
  return {
    fields,
    upload: { files, keep },
    cleanUp: async () => {
      if (!isKept) await rm(dir, { recursive: true, force: true })
    },
  }
}

async function store(request: FastifyRequest, dir: string, limits: UploadLimits, token: string) {
  const fields = new URLSearchParams()
  const files: UploadedFile[] = []
  const names = new Set<string>()
  const budget = { left: limits.totalBytes }
  const { totalBytes, fileBytes = totalBytes, files: most } = limits
  const parts = request.parts({
    preservePath: true,
    limits: { fileSize: fileBytes, files: most, fields: 200, fieldSize: FIELDS_BYTES },
  })
  for await (const part of parts) {
    if (part.type === 'field') {
      fields.append(part.fieldname, String(part.value))
      continue
    }
    if (!isSame(fields.get(CSRF_FIELD) ?? '', token)) throw new HttpRefusal(403, 'form token before files')
    const file = await storeFile(part, dir, names, budget)
    if (file !== undefined) files.push(file)
  }
  if (!isSame(fields.get(CSRF_FIELD) ?? '', token)) throw new HttpRefusal(403, 'form token')
  return { fields, files }
}

async function storeFile(
  part: MultipartFile,
  dir: string,
  names: Set<string>,
  budget: { left: number },
): Promise<UploadedFile | undefined> {
  const name = cleanName(part.filename)
  if (name === undefined) {
    part.file.resume()
    return undefined
  }
  const path = join(dir, storedName(name, names))
  const hash = createHash('sha256')
  await pipeline(part.file, counted(hash, budget), createWriteStream(path, { flags: 'wx', mode: 0o600 }))
  if (part.file.truncated) throw new HttpRefusal(413, 'one file')
  await fsyncFile(path)
  return { field: part.fieldname, name, path, bytes: (await stat(path)).size, sha256: hash.digest('hex') }
}

function counted(hash: ReturnType<typeof createHash>, budget: { left: number }): Transform {
  return new Transform({
    transform(chunk: Buffer, _, done) {
      budget.left -= chunk.length
      if (budget.left < 0) return done(new HttpRefusal(413, 'all files together'))
      hash.update(chunk)
      done(null, chunk)
    },
  })
}

/** A file's name and the folders above it, without what a name may not have; undefined for the empty field of a form. */
export function cleanName(given: string | undefined): string | undefined {
  const parts = (given ?? '')
    .normalize('NFC')
    .toWellFormed()
    .split(/[/\\]/)
    .map(cleanPart)
    .filter((part) => part !== '')
  return parts.length === 0 ? undefined : parts.slice(-4).join('/')
}

/** Controls, marks that turn the direction of text, and what Windows forbids; not a hidden file by accident. */
function cleanPart(part: string): string {
  const plain = part.replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}<>:"|?*]/gu, '_').trim()
  return /^\.*$/.test(plain) ? '' : [...plain].slice(-120).join('')
}

/** Files lie side by side, since readers of folders do not enter folders in them: of two alike, the later names its folder. */
function storedName(name: string, names: Set<string>): string {
  const parts = name.split('/')
  const candidates = parts.map((_, i) => parts.slice(parts.length - 1 - i).join(' - '))
  const free = candidates.find((candidate) => !names.has(candidate.toLowerCase()))
  if (free === undefined || Buffer.byteLength(free) > 250) throw new HttpRefusal(422, 'two files of one name')
  names.add(free.toLowerCase())
  return free
}

/** Reads on for a while without keeping anything: browsers show the answer only when they were not cut off. */
function drain(request: FastifyRequest): void {
  request.raw.unpipe()
  request.raw.resume()
  setTimeout(() => request.raw.destroy(), DRAIN_MS).unref()
}

const DRAIN_MS = 10_000
