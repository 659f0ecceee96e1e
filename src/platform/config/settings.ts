import { join } from 'node:path'
import { z } from 'zod'
import { readTextIfThere } from '#platform/files'
import type { Outcome } from '#values'

/** What an authority sets for itself, in `settings.json` of the data directory. Everything may be left out. */
const settingsSchema = z.strictObject({
  /** Its own limits, by timescale, where law and guidance leave them open. */
  timescales: z.unknown().optional(),
  /** The level it aims at, by measure, in the measure's own unit. */
  targets: z.record(z.string(), z.number()).optional(),
})

export type Settings = z.infer<typeof settingsSchema>

/**
 * The settings of a data directory; none when it has no file.
 * @returns every problem of a file that is not JSON or has other fields
 */
export async function readSettings(dataDir: string): Promise<Outcome<Settings>> {
  const text = await readTextIfThere(join(dataDir, 'settings.json'))
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

/** What a JSON text says. The message of a refusal names no content. */
export function parseJson(text: string): Outcome<unknown> {
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    return { ok: false, problems: [{ code: 'not-json', message: 'the file is not JSON' }] }
  }
}
