import { createHmac } from 'node:crypto'
import type pg from 'pg'
import { type Address, withClient } from './pool.ts'
import { sqlName, sqlText } from './sql-name.ts'

/**
 * The roles of the ledger. None bypasses policies: only a superuser may give that, and a server that others run has none for
 * us. What the owner must see, which is every row, a policy of each table opens to it (`owner-policy`).
 */
export const roles = {
  owner: { name: 'throughline_owner' },
  app: { name: 'throughline_app' },
  publisher: { name: 'throughline_publisher' },
} as const

export type RoleKey = keyof typeof roles

/** The address at which a role comes. Its password follows from the one of the address that set the roles up. */
export function addressFor(role: RoleKey, setUp: Address, secret: string): Address {
  const user = roles[role].name
  const password = createHmac('sha256', secret).update(user).digest('base64url')
  return { ...setUp, user, password }
}

const ATTEMPTS = 10

/**
 * Makes the roles, or puts them right, and gives the database to them: nothing of it is open to the public.
 *
 * Processes that start at the same time may do this at once: what one has changed under another is tried again.
 *
 * @throws Error that says what to do when `setUp` may not make roles
 */
export async function ensureRoles(setUp: Address, secret: string): Promise<void> {
  for (let left = ATTEMPTS; ; left--) {
    try {
      await withClient(setUp, async (client) => {
        for (const key of ['owner', 'app', 'publisher'] as const) await ensureRole(client, key, setUp, secret)
        await ensureDatabase(client, setUp.database)
      })
      return
    } catch (error) {
      if (isPermission(error)) throw new Error(CANNOT_MAKE)
      if (left <= 1 || !isRace(error)) throw error
    }
  }
}

const CANNOT_MAKE =
  'The user of DATABASE_URL may not make the roles of the ledger, put them right or give them the database. ' +
  'It needs CREATEROLE and must own the database; docs/guides/run-a-server.md says how.'

function isPermission(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '42501'
}

/** Another made the same role (23505, 42710) or changed the same row of the catalogue (XX000, no code of its own). */
function isRace(error: unknown): boolean {
  if (!(error instanceof Error && 'code' in error)) return false
  return ['23505', '42710'].includes(String(error.code)) || /tuple concurrently/.test(error.message)
}

async function ensureRole(client: pg.Client, key: RoleKey, setUp: Address, secret: string): Promise<void> {
  const address = addressFor(key, setUp, secret)
  const wrong = await wrongAttributes(client, key)
  if (wrong?.length === 0 && (await canConnect(address))) return
  // A role is made with none of the attributes that a ledger's must not have. Naming one may take a superuser, also to take
  // it away: only what is wrong is named.
  const change = wrong
    ? `alter role ${sqlName(address.user)} with ${wrong.join(' ')}`
    : `create role ${sqlName(address.user)} with`
  await client.query(`${change} login password ${sqlText(address.password)}`)
}

/** What is to be said to a role that is there, to put it right; undefined where it is not there. */
async function wrongAttributes(client: pg.Client, key: RoleKey): Promise<readonly string[] | undefined> {
  const { rows } = await client.query<{ wrong: string[] }>(
    `select array_remove(array[
         case when rolsuper then 'nosuperuser' end,
         case when rolcreaterole then 'nocreaterole' end,
         case when rolcreatedb then 'nocreatedb' end,
         case when rolreplication then 'noreplication' end,
         -- Older versions made the owner with it. Nothing rests on it any more: who may not take it away leaves it.
         case when rolbypassrls and not ($2 and current_setting('is_superuser') = 'off') then 'nobypassrls' end
     ], null) as wrong
     from pg_roles where rolname = $1`,
    [roles[key].name, key === 'owner'],
  )
  return rows[0]?.wrong
}

function canConnect(address: Address): Promise<boolean> {
  return withClient(address, async () => true).catch(() => false)
}

async function ensureDatabase(client: pg.Client, database: string): Promise<void> {
  if (await isDatabaseRight(client)) return
  const [db, owner] = [sqlName(database), sqlName(roles.owner.name)]
  await client.query(`
    revoke all on database ${db} from public;
    grant create, connect, temporary on database ${db} to ${owner};
    grant connect on database ${db} to ${sqlName(roles.app.name)}, ${sqlName(roles.publisher.name)};
    -- COPY does not write to tables with row-level security: rows arrive in temporary ones.
    grant temporary on database ${db} to ${sqlName(roles.publisher.name)};
    revoke all on schema public from public;
  `)
  // Who does not own the database has only been warned that nothing was granted.
  if (!(await isDatabaseRight(client))) throw new Error(CANNOT_MAKE)
}

async function isDatabaseRight(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ is_right: boolean }>(
    `select has_database_privilege($1, current_database(), 'create')
          and has_database_privilege($2, current_database(), 'temporary')
          and not exists (
              select from pg_database as d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) as acl
              where d.datname = current_database() and acl.grantee = 0
          ) as is_right`,
    [roles.owner.name, roles.publisher.name],
  )
  return rows[0]?.is_right === true
}
