import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { readTextIfThere, writeFileDurably } from '#platform/files'
import type { Outcome } from '#values'

/** What an authority sets for itself, in `settings.json` of the data directory. Everything may be left out. */
const settingsSchema = z.strictObject({
  /** Its own limits, by timescale, where law and guidance leave them open. */
  timescales: z.record(z.string(), z.unknown()).optional(),
})

export type Settings = z.infer<typeof settingsSchema>

/**
 * The settings of a data directory; none when it has no file.
 * @returns every problem of a file that is not JSON or has other fields
 */
export async function readSettings(dataDir: string): Promise<Outcome<Settings>> {
  const text = await readTextIfThere(fileOf(dataDir))
  if (text === undefined) return { ok: true, value: {} }
  const json = parseJson(text)
  if (!json.ok) return json
  const parsed = settingsSchema.safeParse(json.value)
  if (parsed.success) return { ok: true, value: parsed.data }
  const problems = parsed.error.issues.map(({ path, message }) => ({
    code: 'settings',
    field: path.join('.'),
    message: `settings.json, ${path.join('.') || 'the whole file'}: ${message}`,
  }))
  return { ok: false, problems }
}

/** Which settings are meant: changes whenever the file does. */
export async function settingsVersion(dataDir: string): Promise<string> {
  const text = await readTextIfThere(fileOf(dataDir))
  return createHash('sha256')
    .update(text ?? '')
    .digest('hex')
    .slice(0, 16)
}

/**
 * Replaces the settings of a data directory, whole and durably.
 *
 * @param version of the settings that the change was made from
 * @returns a refusal `changed` when the file is no longer that: nothing is overwritten
 */
export function writeSettings(dataDir: string, settings: Settings, version: string): Promise<Outcome<void>> {
  const mine = turn.then(() => writeUnchanged(dataDir, settings, version))
  turn = mine.catch(() => undefined)
  return mine
}

/** Between looking at the file and replacing it nobody else has their turn. One process writes settings: the server. */
let turn: Promise<unknown> = Promise.resolve()

async function writeUnchanged(dataDir: string, settings: Settings, version: string): Promise<Outcome<void>> {
  if ((await settingsVersion(dataDir)) !== version) {
    return { ok: false, problems: [{ code: 'changed', message: 'Someone else changed the settings meanwhile' }] }
  }
  await writeFileDurably(fileOf(dataDir), `${JSON.stringify(settingsSchema.parse(settings), null, 2)}\n`)
  return { ok: true, value: undefined }
}

function fileOf(dataDir: string): string {
  return join(dataDir, 'settings.json')
}

/** What a JSON text says. The message of a refusal names no content. */
export function parseJson(text: string): Outcome<unknown> {
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    return { ok: false, problems: [{ code: 'not-json', message: 'the file is not JSON' }] }
  }
}
