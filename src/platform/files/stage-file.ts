import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { basename } from 'node:path/posix'
import { pipeline } from 'node:stream/promises'
import { type StageRequest, stageCsv } from './csv.stage.ts'
import { type FileProblem, fileProblem, Refused } from './file-problem.ts'
import type { FormulaPolicy } from './limits.ts'
import { isPassedOver, type SourcePath } from './list-sources.ts'
import { sniff } from './sniff.ts'
import type { SourceFile, StagedTable } from './staged-table.ts'
import { stageWorkbook } from './xlsx.workbook.ts'
import { ZipArchive } from './zip.archive.ts'

/** What became of one file: its tables, the files it holds, which are to be staged in turn, or why it is refused. */
export type FileOutcome =
  | { readonly kind: 'staged'; readonly source: SourceFile; readonly tables: readonly StagedTable[] }
  | { readonly kind: 'unpacked'; readonly sources: readonly SourcePath[] }
  | { readonly kind: 'refused'; readonly problems: readonly FileProblem[] }

/**
 * Stages one file, whatever it is.
 *
 * @throws only what the machine is to blame for, such as a full disk
 */
export async function stageFile(request: StageRequest): Promise<FileOutcome> {
  try {
    return sniff(request.path) === 'zip' ? await stageZip(request) : { kind: 'staged', ...stageCsv(request) }
  } catch (error) {
    return { kind: 'refused', problems: [asProblem(error, request)] }
  }
}

function asProblem(error: unknown, { path, file }: StageRequest): FileProblem {
  if (error instanceof Refused) return fileProblem(error.code, file, error.place)
  if (isSystemError(error) && error.path === path) return fileProblem('not-found', file)
  throw error
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error
}

async function stageZip(request: StageRequest): Promise<FileOutcome> {
  const zip = await ZipArchive.open(request.path, request.limits)
  try {
    if (!zip.isWorkbook) return { kind: 'unpacked', sources: await unpack(zip, request) }
    const tables = await stageWorkbook(zip, request)
    const problems = tables.flatMap((table) => formulaProblems(table, request.formulas))
    if (problems.length > 0) return { kind: 'refused', problems }
    return { kind: 'staged', source: await hashFile(request.path, request.file), tables }
  } finally {
    zip.close()
  }
}

function formulaProblems({ file, sheet, formulas }: StagedTable, policy: FormulaPolicy): FileProblem[] {
  const refused = policy === 'refuse' ? formulas.first : formulas.firstOther
  return refused === '' ? [] : [fileProblem('formula', file, { sheet, at: `cell ${refused}` })]
}

async function hashFile(path: string, file: string): Promise<SourceFile> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20 })) {
    hash.update(chunk)
    bytes += chunk.length
  }
  return { path: file, sha256: hash.digest('hex'), bytes }
}

/** Unpacks a zip of files, each under a name of our own. */
async function unpack(zip: ZipArchive, request: StageRequest): Promise<SourcePath[]> {
  if (zip.entries.has('mimetype') && zip.entries.has('content.xml')) throw new Refused('open-document')
  if (request.isUnpacked) throw new Refused('nested-zip')
  const wanted = [...zip.entries.values()].filter(({ fileName }) => isWanted(fileName))
  if (wanted.length === 0) throw new Refused('nothing-to-read')
  if (wanted.length > request.limits.files) throw new Refused('too-many-files')
  const sources: SourcePath[] = []
  for (const entry of wanted) {
    const path = request.newPath()
    await pipeline(zip.read(entry), createWriteStream(path, { flags: 'wx' }))
    sources.push({ path, file: entry.fileName, bytes: entry.uncompressedSize, isUnpacked: true })
  }
  return sources
}

function isWanted(name: string): boolean {
  return !name.endsWith('/') && !name.startsWith('__MACOSX/') && !isPassedOver(basename(name))
}
