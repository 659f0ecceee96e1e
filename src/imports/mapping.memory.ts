import { join } from 'node:path'
import { readTextIfThere, writeFileDurably } from '#platform/files'
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
  const kept = await keptMapping(dataDir, authority)
  return kept === undefined ? { ok: true, value: noMapping } : readMapping(format, kept)
}

/** The mapping that is remembered for the authority, as parsed from JSON; undefined when there is none. */
export async function keptMapping(dataDir: string, authority: string): Promise<unknown> {
  const text = await readTextIfThere(mappingFile(dataDir, authority))
  return text === undefined ? undefined : JSON.parse(text)
}

/** Remembers a mapping for the authority's next loads. */
export async function keepMapping(dataDir: string, authority: string, mapping: unknown): Promise<void> {
  await writeFileDurably(mappingFile(dataDir, authority), `${JSON.stringify(mapping, null, 2)}\n`)
}

function mappingFile(dataDir: string, authority: string): string {
  return join(authorityDir(dataDir, authority), 'mapping.json')
}
