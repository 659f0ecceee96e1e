import { hashSecret, isSecret } from '#platform/auth'
import { type Pool, type Tx, transaction } from '#platform/db'
import { AccessRefused, type Enter, type Look, type Visit } from '#platform/web'
import { plainDate } from '#values'
import type { Confirmation } from './confirm-roles.ts'

/** What `access.enter` answers. */
interface Entry {
  readonly signed_in: boolean
  readonly allowed: boolean
  readonly person_id: number | null
  readonly person_name: string | null
  readonly worker: string | null
  readonly roles: readonly string[]
  readonly may: readonly string[]
  readonly csrf: string
  readonly authority_id: string | null
  readonly authority_name: string | null
  readonly is_example: boolean | null
  readonly publication_id: number | null
  readonly snapshot: string | null
  readonly as_at: string | null
  /** Seconds since the provider last confirmed the roles; null where it cannot be asked now. */
  readonly unconfirmed: number | null
}

/**
 * Lets people in: each visit is one transaction of the app's role, begun by `access.enter` and ended by writing down what
 * was looked at. Nothing of a visit that fails is kept, and nothing that was not written down is answered.
 *
 * @param confirmation asks identity providers again about those who come; left out where there are none
 * @throws AccessRefused, from the visit, for a session that is none or has ended, and for what the person may not do
 */
export function createEnter(app: Pool, confirmation?: Confirmation): Enter {
  return async (ask, work) => {
    const visited = await visit(app, ask, work, confirmation)
    if (visited !== undefined) return visited.answer
    // No transaction waits for a provider: the visit is begun anew when it has answered, or was waited for long enough.
    await confirmation?.askBriefly(ask.session ?? '')
    return (await visit(app, ask, work))!.answer
  }
}

type Ask = Parameters<Enter>[0]

/** @returns undefined when the roles have to be confirmed before: then nothing was done */
function visit<T>(
  app: Pool,
  ask: Ask,
  work: (visit: Visit) => Promise<T>,
  confirmation?: Confirmation,
): Promise<{ readonly answer: T } | undefined> {
  return transaction(app, async (tx) => {
    const entry = await enter(tx, ask)
    const need = entry.signed_in ? confirmation?.needOf(entry.unconfirmed) : 'nothing'
    if (need === 'waiting') return undefined
    if (need === 'asking') void confirmation?.ask(ask.session ?? '')
    if (!entry.allowed) throw new AccessRefused(entry.signed_in ? 'forbidden' : 'signed-out')
    const looks: Look[] = []
    const answer = await work(visitOf(entry, tx, looks))
    writeLooks(tx, ask.what, looks)
    return { answer }
  })
}

/** Begins a visit within a transaction of the app's role: the settings by which row-level security chooses rows. */
function enter(tx: Tx, { session, what }: Ask): Promise<Entry> {
  const hash = session !== undefined && isSecret(session) ? hashSecret(session) : null
  return tx.row<Entry>(
    `select signed_in, allowed, person_id, person_name, worker, roles, may, csrf,
         authority_id, authority_name, is_example, publication_id, snapshot, as_at,
         access.unconfirmed($1) as unconfirmed
     from access.enter($1, $2)`,
    [hash, what],
  )
}

function visitOf(entry: Entry, tx: Tx, looks: Look[]): Visit {
  const may = new Set(entry.may)
  return {
    ...personOf(entry),
    ...authorityOf(entry),
    ...publicationOf(entry),
    csrf: entry.csrf,
    tx,
    may: (what) => may.has(what),
    looked: (look) => {
      if (!entry.signed_in) throw new Error('nobody who has not signed in looks at children')
      looks.push(look)
    },
  }
}

function personOf({ person_id: id, person_name: name, roles, worker }: Entry): Pick<Visit, 'person'> {
  return id === null || name === null ? {} : { person: { id, name, roles, worker } }
}

function authorityOf({ authority_id: code, authority_name: name, is_example }: Entry): Pick<Visit, 'authority'> {
  return code === null || name === null ? {} : { authority: { code, name, example: is_example === true } }
}

function publicationOf({ publication_id: id, snapshot, as_at }: Entry): Pick<Visit, 'publication'> {
  if (id === null || snapshot === null || as_at === null) return {}
  return { publication: { id, snapshot, asAt: plainDate(as_at) } }
}

/** One row for each look, in one statement, which is sent with the commit; none where nothing was looked at. */
function writeLooks(tx: Tx, what: string, looks: readonly Look[]): void {
  if (looks.length === 0) return
  tx.runWithNext(
    `insert into access.access_log (authority_id, person_id, what, page, children, rows, why, is_export)
     select access.in_authority(), access.me(), $1, look.page, look.children, look.rows, look.why, look.is_export
     from jsonb_to_recordset($2::jsonb)
         as look (page text, children text[], rows integer, why text, is_export boolean)`,
    [what, JSON.stringify(looks.map(lookRow))],
  )
}

function lookRow({ children, page, why, rows, export: isExport }: Look) {
  const distinct = [...new Set(children)]
  return { children: distinct, page, why: why ?? null, rows: rows ?? distinct.length, is_export: isExport === true }
}
