import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeFileDurably } from '#platform/files'
import { authorityDir } from '#platform/lake'
import type { Outcome } from '#values'
import type { ImportFormat } from './format.ts'
import { type Mapping, noMapping, readMapping } from './mapping.ts'

/**
 * The mapping to read an extract by: the one given, else the one remembered for the authority, else none.
 * @returns every problem of the mapping
 */
export async function rememberedMapping(
  dataDir: string,
  authority: string,
  format: ImportFormat,
  given: unknown,
): Promise<Outcome<Mapping>> {
  if (given !== undefined) return readMapping(format, given)
  const text = await readFile(mappingFile(dataDir, authority), 'utf8').catch(absent)
  return text === undefined ? { ok: true, value: noMapping } : readMapping(format, JSON.parse(text))
}

/** Remembers a mapping for the authority's next loads. */
export async function keepMapping(dataDir: string, authority: string, mapping: unknown): Promise<void> {
  await writeFileDurably(mappingFile(dataDir, authority), `${JSON.stringify(mapping, null, 2)}\n`)
}

function mappingFile(dataDir: string, authority: string): string {
  return join(authorityDir(dataDir, authority), 'mapping.json')
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined
  throw error
}
