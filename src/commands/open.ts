import { findSnapshot, type OpenSnapshot, openSnapshot } from '#imports'
import { type Call, textOption } from '#platform/cli'
import { listAuthorities } from '#platform/lake'
import type { Outcome } from '#values'
import { slices } from '../slices.ts'

const { children } = slices

/** The options by which a command chooses a snapshot, and what each is. */
export const snapshotOptions = { authority: { type: 'string' }, snapshot: { type: 'string' } } as const
export const snapshotOptionsDescribed = {
  authority: 'the authority by its code; needed only where the data directory holds several',
  snapshot: 'an earlier snapshot by its id; the newest unless given',
} as const

/** The authority asked for, or the only one that the data directory holds. */
export async function chosenAuthority(call: Call): Promise<Outcome<string>> {
  const held = await listAuthorities(call.dataDir)
  const asked = textOption(call, 'authority')
  if (asked !== undefined) {
    return held.includes(asked) ? { ok: true, value: asked } : refuse('nothing has been loaded for that authority')
  }
  if (held.length === 1) return { ok: true, value: held[0]! }
  return held.length === 0
    ? refuse('nothing has been loaded yet; see throughline load --help')
    : refuse(`the data directory holds ${held.join(', ')}: say which with --authority`)
}

/** Does `work` with the snapshot that the call chooses, and closes it. */
export async function withSnapshot<T>(
  call: Call,
  work: (open: OpenSnapshot) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const authority = await chosenAuthority(call)
  if (!authority.ok) return authority
  const snapshot = textOption(call, 'snapshot')
  const choice = { dataDir: call.dataDir, authority: authority.value, ...(snapshot ? { snapshot } : {}) }
  const found = await findSnapshot(choice)
  if (!found.ok) return found
  const opened = await openSnapshot(choice, children.format)
  if (!opened.ok) return opened
  try {
    return await work(opened.value)
  } finally {
    opened.value.db.close()
  }
}

function refuse(message: string): Outcome<never> {
  return { ok: false, problems: [{ code: 'authority', message }] }
}
