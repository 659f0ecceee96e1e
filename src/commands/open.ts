import { type OpenOptions, type OpenSnapshot, openPublished, openSnapshot, type SnapshotChoice } from '#imports'
import { type Call, textOption } from '#platform/cli'
import { listAuthorities } from '#platform/lake'
import type { Outcome, Problem } from '#values'
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

/** Does `work` with the record of the snapshot that the call chooses, and closes it. */
export async function withSnapshot<T>(
  call: Call,
  work: (open: OpenSnapshot) => Promise<Outcome<T>>,
  options: OpenOptions = {},
): Promise<Outcome<T>> {
  const choice = await chosenSnapshot(call)
  return choice.ok ? closing(await openSnapshot(choice.value, children.format, options), work) : choice
}

/**
 * Does `work` with tables that were published with the snapshot that the call chooses, and closes them.
 * Refuses with 'not-kept' where the snapshot does not keep them.
 */
export async function withPublished<T>(
  call: Call,
  tables: readonly string[],
  work: (open: OpenSnapshot) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const choice = await chosenSnapshot(call)
  return choice.ok ? closing(await openPublished(choice.value, tables), work) : choice
}

/** The option by which a command computes anew what the load published. */
export const againOption = { 'count-again': { type: 'boolean' } } as const

/**
 * What the snapshot that the call chooses says of itself: from the tables published with it where `isCurrent` finds that
 * they answer the call, and otherwise, or with `--count-again`, computed from its record by `compute`. `work` reads the
 * same tables either way.
 */
export async function fromPublishedOr<T>(
  call: Call,
  published: {
    readonly tables: readonly string[]
    readonly isCurrent: (db: OpenSnapshot['db']) => Promise<boolean>
    readonly compute: (open: OpenSnapshot) => Promise<unknown>
  },
  work: (open: OpenSnapshot) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  if (call.options['count-again'] !== true) {
    const read = await withPublished(call, published.tables, async (open) =>
      (await published.isCurrent(open.db)) ? work(open) : { ok: false, problems: [notCurrent] },
    )
    if (read.ok || !read.problems.every(({ code }) => code === notCurrent.code || code === 'not-kept')) return read
  }
  return withSnapshot(call, async (open) => {
    await published.compute(open)
    return work(open)
  })
}

const notCurrent: Problem = {
  code: 'not-current',
  message: 'what was published with the snapshot does not answer this',
}

async function chosenSnapshot(call: Call): Promise<Outcome<SnapshotChoice>> {
  const authority = await chosenAuthority(call)
  if (!authority.ok) return authority
  const snapshot = textOption(call, 'snapshot')
  const choice = { dataDir: call.dataDir, authority: authority.value, ...(snapshot ? { snapshot } : {}) }
  return { ok: true, value: choice }
}

async function closing<T>(
  opened: Outcome<OpenSnapshot>,
  work: (open: OpenSnapshot) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
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
