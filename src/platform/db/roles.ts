import { createHmac } from 'node:crypto'
import type pg from 'pg'
import { type Address, withClient } from './pool.ts'
import { sqlName, sqlText } from './sql-name.ts'

/**
 * The roles of the ledger and what each may, beside what migrations grant it.
 *
 * The owner sees all rows whatever the policies: a migration or a backup that silently saw only some would lose the others.
 */
export const roles = {
  owner: { name: 'throughline_owner', bypassesPolicies: true },
  app: { name: 'throughline_app', bypassesPolicies: false },
  publisher: { name: 'throughline_publisher', bypassesPolicies: false },
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
  'The user of DATABASE_URL may not make the roles of the ledger or put them right. ' +
  'Let it be a superuser; docs/guides/run-a-server.md says why.'

function isPermission(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '42501'
}

/** Another made the same role (23505, 42710) or changed the same row of the catalogue (XX000, no code of its own). */
function isRace(error: unknown): boolean {
  if (!(error instanceof Error && 'code' in error)) return false
  return ['23505', '42710'].includes(String(error.code)) || /tuple concurrently/.test(error.message)
}

async function ensureRole(client: pg.Client, key: RoleKey, setUp: Address, secret: string): Promise<void> {
  const { name, bypassesPolicies } = roles[key]
  const found = await client.query<{ is_right: boolean }>(
    `select rolcanlogin and not rolsuper and not rolcreaterole and not rolcreatedb and not rolreplication
          and rolbypassrls = $2 as is_right
     from pg_roles where rolname = $1`,
    [name, bypassesPolicies],
  )
  if (found.rows[0]?.is_right && (await canConnect(addressFor(key, setUp, secret)))) return
  const verb = found.rows.length === 0 ? 'create' : 'alter'
  const attributes = `login nosuperuser nocreaterole nocreatedb noreplication ${bypassesPolicies ? '' : 'no'}bypassrls`
  const { password } = addressFor(key, setUp, secret)
  await client.query(`${verb} role ${sqlName(name)} with ${attributes} password ${sqlText(password)}`)
}

function canConnect(address: Address): Promise<boolean> {
  return withClient(address, async () => true).catch(() => false)
}

async function ensureDatabase(client: pg.Client, database: string): Promise<void> {
  const [db, owner] = [sqlName(database), sqlName(roles.owner.name)]
  const { rows } = await client.query<{ is_right: boolean }>(
    `select has_database_privilege($1, current_database(), 'create')
          and has_database_privilege($2, current_database(), 'temporary')
          and not exists (
              select from pg_database as d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) as acl
              where d.datname = current_database() and acl.grantee = 0
          ) as is_right`,
    [roles.owner.name, roles.publisher.name],
  )
  if (rows[0]?.is_right) return
  await client.query(`
    revoke all on database ${db} from public;
    grant create, connect, temporary on database ${db} to ${owner};
    grant connect on database ${db} to ${sqlName(roles.app.name)}, ${sqlName(roles.publisher.name)};
    -- COPY does not write to tables with row-level security: rows arrive in temporary ones.
    grant temporary on database ${db} to ${sqlName(roles.publisher.name)};
    revoke all on schema public from public;
  `)
}
