import type { Ledger, Tx } from '#platform/db'
import { transaction } from '#platform/db'
import { type SignIn, signIn } from './sessions.store.ts'
import { writePolicy } from './write-policy.ts'

/** A child of a test: whose it is, and whether sealed. */
export interface TestChild {
  readonly id: string
  readonly holders: readonly string[]
  readonly sealed?: boolean
}

/** An authority with a publication that has these children; the policy is written, too. */
export async function buildAuthority(
  ledger: Ledger,
  authority: string,
  children: readonly TestChild[],
  isExample = false,
): Promise<void> {
  await transaction(ledger.owner, async (tx) => {
    await writePolicy(tx)
    await tx.run(
      'insert into access.authority (authority_id, name, is_example, reference_key) values ($1, $2, $3, $4)',
      [authority, `County ${authority}`, isExample, Buffer.alloc(32)],
    )
    const publication = await addPublication(tx, authority)
    await tx.run('update access.authority set publication_id = $2 where authority_id = $1', [authority, publication])
    const rows = children.map(({ id, holders, sealed = false }) => ({
      authority_id: authority,
      publication_id: publication,
      child_id: id,
      ref: `ref-${id}`,
      holders,
      sealed,
    }))
    await addRows(tx, 'published.child', rows)
  })
}

async function addPublication(tx: Tx, authority: string): Promise<number> {
  const { publication_id } = await tx.row<{ publication_id: number }>(
    `insert into published.publication (authority_id, snapshot, as_at, edition, loaded_at)
     values ($1, 's1', '2026-03-31', '1', now()) returning publication_id`,
    [authority],
  )
  return publication_id
}

/** Adds a row of a table; columns that must be filled and are not given hold nothing much. */
export function addRow(tx: Tx, table: string, row: Readonly<Record<string, unknown>>): Promise<void> {
  return addRows(tx, table, [row])
}

/** Adds rows of a table that give the same columns. */
export async function addRows(
  tx: Tx,
  table: string,
  given: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  const columns = await tx.rows<{ name: string; type: string }>(
    `select attname as name, atttypid::regtype::text as type from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and attnotnull and not atthasdef and attidentity = ''`,
    [table],
  )
  const empty = Object.fromEntries(columns.map(({ name, type }) => [name, emptyOf(type)]))
  const rows = given.map((row) => ({ ...empty, ...row }))
  const names = Object.keys(rows[0] ?? {}).join(', ')
  if (names === '') return
  await tx.run(`insert into ${table} (${names}) select ${names} from jsonb_populate_recordset(null::${table}, $1)`, [
    JSON.stringify(rows),
  ])
}

function emptyOf(type: string): unknown {
  if (type === 'text') return ''
  if (type === 'boolean') return false
  if (type.startsWith('json') || type.endsWith('[]')) return []
  return type === 'date' || type.startsWith('timestamp') ? '2026-01-01' : 0
}

/** A person of a test. */
export interface TestPerson {
  readonly subject: string
  readonly roles: readonly string[]
  readonly worker?: string
  readonly teams?: readonly string[]
  readonly areas?: readonly string[]
}

/** Makes a person with roles and places given here. @returns their id */
export function addPerson(ledger: Ledger, authority: string, person: TestPerson): Promise<number> {
  return transaction(ledger.owner, async (tx) => {
    const { person_id: id } = await tx.row<{ person_id: number }>(
      `insert into access.person (authority_id, issuer, subject, name, worker)
       values ($1, 'test', $2, 'Person ' || $2, $3) returning person_id`,
      [authority, person.subject, person.worker ?? null],
    )
    await tx.run('insert into access.person_role (authority_id, person_id, role) select $1, $2, unnest($3::text[])', [
      authority,
      id,
      person.roles,
    ])
    const places = [
      ...(person.teams ?? []).map((place) => ['team', place]),
      ...(person.areas ?? []).map((place) => ['area', place]),
    ]
    for (const [kind, place] of places) {
      await tx.run('insert into access.person_place (authority_id, person_id, kind, place) values ($1, $2, $3, $4)', [
        authority,
        id,
        kind,
        place,
      ])
    }
    return id
  })
}

/** Signs a person of a test in. @returns the secret of their session */
export async function sessionOf(ledger: Ledger, authority: string, subject: string): Promise<string> {
  const asker: SignIn = { authority, issuer: 'test', subject, name: 'Person', claims: null, idToken: null }
  const outcome = await transaction(ledger.app, (tx) => signIn(tx, asker))
  if (!outcome.ok) throw new Error(`a person of the test could not sign in: ${outcome.reason}`)
  return outcome.session
}
