import type pg from 'pg'
import { roles } from './roles.ts'
import { sqlName } from './sql-name.ts'

/**
 * Makes the policy `owner`, which opens all rows to the owner, for each of its tables under forced row-level security that
 * has none such.
 *
 * @param client of the owner, in a transaction
 * @throws Error with the names of tables of which another policy keeps rows from the owner all the same
 */
export async function openTablesToOwner(client: pg.ClientBase): Promise<void> {
  const closed = await listOwnClosedTables(client)
  if (closed.length === 0) return
  for (const { name } of closed) {
    await client.query(`
      drop policy if exists owner on ${name};
      create policy owner on ${name} to ${sqlName(roles.owner.name)} using (true) with check (true);
    `)
  }
  refuse(await listOwnClosedTables(client))
}

/**
 * Makes sure that no policy keeps a row from the role that asks: what it reads is all there is.
 *
 * `row_security = off` does not say so: it refuses whatever is under a policy, also one that lets every row through.
 *
 * @throws Error with the names of tables of which it might see only some rows
 */
export async function ensureNoRowIsHidden(client: pg.ClientBase): Promise<void> {
  refuse(await listClosedTables(client))
}

interface ClosedTable {
  /** `schema.table`, quoted where it must be. */
  readonly name: string
  readonly is_ours: boolean
}

/** Tables of which policies may keep rows from the role that asks, if it does not bypass them. */
async function listClosedTables(client: pg.ClientBase): Promise<ClosedTable[]> {
  const { rows } = await client.query<ClosedTable>(`
    with policy as (
        select
            polrelid,
            polpermissive,
            (
                polcmd = '*' and pg_get_expr(polqual, polrelid) = 'true'
                and coalesce(pg_get_expr(polwithcheck, polrelid), 'true') = 'true'
            ) is true as is_open
        from pg_policy
        where exists (select from unnest(polroles) as role (oid) where role.oid = 0 or pg_has_role(role.oid, 'usage'))
    ),
    guarded as (
        select c.oid, format('%I.%I', n.nspname, c.relname) as name, pg_has_role(c.relowner, 'usage') as is_ours
        from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and c.relrowsecurity
            and (c.relforcerowsecurity or not pg_has_role(c.relowner, 'usage'))
    )
    select guarded.name, guarded.is_ours
    from guarded left join policy on policy.polrelid = guarded.oid
    group by guarded.name, guarded.is_ours
    having (bool_or(polpermissive and is_open) and bool_and(polpermissive or is_open)) is not true
    order by guarded.name`)
  return rows
}

async function listOwnClosedTables(client: pg.ClientBase): Promise<ClosedTable[]> {
  return (await listClosedTables(client)).filter(({ is_ours }) => is_ours)
}

function refuse(closed: readonly ClosedTable[]): void {
  if (closed.length === 0) return
  const names = closed.map(({ name }) => name).join(', ')
  throw new Error(`Policies keep rows of ${names} from ${roles.owner.name}, which must see them all.`)
}
