import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { writeFileDurably } from '#platform/files'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

const manifestSchema = z.strictObject({
  format: z.literal(1),
  /** ISO 8601, UTC. */
  madeAt: z.string(),
  /** Major version of the PostgreSQL it was taken from. */
  server: z.number(),
  migrations: z.array(z.strictObject({ name: z.string(), sha256 })),
  tables: z.array(
    z.strictObject({
      schema: z.string(),
      table: z.string(),
      columns: z.array(z.string()),
      rows: z.number(),
      /** Of the rows in the order of the primary key, in PostgreSQL's text format, not compressed. */
      sha256,
    }),
  ),
  sequences: z.array(
    z.strictObject({ schema: z.string(), sequence: z.string(), last: z.string(), isCalled: z.boolean() }),
  ),
  /** Files of the lake and of settings, by their path in the data directory. */
  files: z.array(z.strictObject({ path: z.string(), bytes: z.number(), sha256 })),
})

/** What a backup holds, with which it can be checked. */
export type BackupManifest = z.infer<typeof manifestSchema>
export type BackedUpTable = BackupManifest['tables'][number]

const NAME = 'manifest.json'

/** Writes the manifest into a backup's folder; a folder without one is no backup. */
export async function writeManifest(dir: string, manifest: BackupManifest): Promise<void> {
  const body = JSON.stringify(manifest)
  await writeFileDurably(join(dir, NAME), `${JSON.stringify({ manifest, sha256: digest(body) }, undefined, 2)}\n`)
}

/** The manifest of a backup; undefined when it is none or was changed. */
export async function readManifest(dir: string): Promise<BackupManifest | undefined> {
  try {
    const said = JSON.parse(await readFile(join(dir, NAME), 'utf8')) as { manifest: unknown; sha256: unknown }
    const manifest = manifestSchema.parse(said.manifest)
    return digest(JSON.stringify(said.manifest)) === said.sha256 ? manifest : undefined
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError || error instanceof TypeError) return undefined
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Where the rows of a table lie in a backup. */
export function tableFile(dir: string, { schema, table }: { readonly schema: string; readonly table: string }): string {
  return join(dir, 'ledger', `${schema}.${table}.copy.gz`)
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
