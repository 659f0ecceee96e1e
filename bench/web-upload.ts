import { openAsBlob } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { StaffMember } from './web-staff.ts'

interface LoadToSend {
  readonly port: number
  readonly analyst: StaffMember
  /** The folder of its lists. */
  readonly extract: string
}

const AS_AT = { day: '30', month: '4', year: '2026' }

/**
 * Sends an extract as an analyst does, for the worker to load and publish.
 *
 * @returns asks what has become of it: the words of its page
 */
export async function sendLoad({ port, analyst, extract }: LoadToSend): Promise<() => Promise<string>> {
  const origin = `http://127.0.0.1:${port}`
  const headers = { cookie: `throughline-session=${analyst.session}`, origin }
  const shown = await (await fetch(`${origin}/loads/new`, { headers })).text()
  const form = new FormData()
  for (const [name, value] of hiddenFields(shown)) form.set(name, value)
  for (const [part, value] of Object.entries(AS_AT)) form.set(`as-at-${part}`, value)
  for (const name of await readdir(extract)) {
    if (name.endsWith('.csv')) form.append('files', await openAsBlob(join(extract, name)), name)
  }
  const sent = await fetch(`${origin}/loads`, { method: 'POST', headers, body: form, redirect: 'manual' })
  const place = sent.headers.get('location')
  if (sent.status !== 303 || place === null) throw new Error(`the extract was answered with ${sent.status}`)
  return async () => stateOf(await (await fetch(`${origin}${place}`, { headers })).text())
}

function hiddenFields(page: string): [string, string][] {
  return [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
    name!,
    value!,
  ])
}

function stateOf(page: string): string {
  const [, heading] = /<h1[^>]*>([^<]+)</.exec(page) ?? []
  return (heading ?? 'unknown').trim()
}
