import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { transaction } from '#platform/db'
import { addressOf, withClient } from '../src/platform/db/pool.ts'
import { type TestLedger, testServers, withTestLedger } from './ledger.ts'
import { fillEveryTable } from './ledger-rows.ts'

/** Schemas of PostgreSQL and of the libraries, which keep no child's rows. */
const OURS = "nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'job')"

for (const server of testServers) {
  describe(`every table of every part, on ${server.name}`, () => {
    let ledger: TestLedger
    before(async () => {
      ledger = await withTestLedger({ server })
    })
    after(() => ledger.stop())

    const names = async (sql: string): Promise<string[]> =>
      (await transaction(ledger.owner, (tx) => tx.rows<{ name: string }>(sql))).map(({ name }) => name)

    test('no role bypasses policies, and those that serve people own nothing', async () => {
      const roles = await transaction(ledger.owner, (tx) =>
        tx.rows(`
          select rolname as name, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as may_too_much
          from pg_roles where rolname like 'throughline\\_%' order by rolname`),
      )
      assert.deepEqual(roles, [
        { name: 'throughline_app', may_too_much: false },
        { name: 'throughline_owner', may_too_much: false },
        { name: 'throughline_publisher', may_too_much: false },
      ])
      const owned = await names(`
        select c.relname as name from pg_class as c join pg_roles as r on r.oid = c.relowner
        where r.rolname in ('throughline_app', 'throughline_publisher')
        union all
        select p.proname from pg_proc as p join pg_roles as r on r.oid = p.proowner
        where r.rolname in ('throughline_app', 'throughline_publisher')
        union all
        select n.nspname from pg_namespace as n join pg_roles as r on r.oid = n.nspowner
        where r.rolname in ('throughline_app', 'throughline_publisher')
        union all
        select d.datname from pg_database as d join pg_roles as r on r.oid = d.datdba
        where r.rolname in ('throughline_app', 'throughline_publisher')`)
      assert.deepEqual(owned, [])
    })

    test('the roles that serve people are members of no other role', async () => {
      assert.deepEqual(
        await names(`
          select g.rolname as name from pg_auth_members as m
          join pg_roles as r on r.oid = m.member join pg_roles as g on g.oid = m.roleid
          where r.rolname in ('throughline_app', 'throughline_publisher')`),
        [],
      )
    })

    test('a table with an authority has row-level security, enabled and forced', async () => {
      const tenants = `
        select n.nspname || '.' || c.relname as name, c.relrowsecurity, c.relforcerowsecurity
        from pg_class as c
        join pg_namespace as n on n.oid = c.relnamespace
        join pg_attribute as a on a.attrelid = c.oid and a.attname = 'authority_id' and not a.attisdropped
        where c.relkind in ('r', 'p') and ${OURS}`
      assert.ok((await names(`select name from (${tenants}) as t`)).length > 5)
      assert.deepEqual(
        await names(`select name from (${tenants}) as t where not (relrowsecurity and relforcerowsecurity)`),
        [],
      )
    })

    test('a policy of its own opens a table to the owner, and none opens all of it to anybody else', async () => {
      const open = "cmd = 'ALL' and permissive = 'PERMISSIVE' and qual = 'true' and with_check = 'true'"
      assert.deepEqual(
        await names(`
          select n.nspname || '.' || c.relname as name
          from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
          where c.relkind in ('r', 'p') and c.relforcerowsecurity and not exists (
              select from pg_policies as p
              where p.schemaname = n.nspname and p.tablename = c.relname
                  and p.policyname = 'owner' and p.roles = array['throughline_owner']::name[] and ${open}
          )`),
        [],
      )
      assert.deepEqual(
        await names(`
          select schemaname || '.' || tablename || ' ' || policyname as name from pg_policies
          where roles <> array['throughline_owner']::name[] and 'true' in (qual, with_check)`),
        [],
      )
    })

    test('the primary key of a table with an authority begins with it', async () => {
      assert.deepEqual(
        await names(`
          select n.nspname || '.' || c.relname as name
          from pg_class as c
          join pg_namespace as n on n.oid = c.relnamespace
          join pg_attribute as a on a.attrelid = c.oid and a.attname = 'authority_id' and not a.attisdropped
          left join pg_constraint as k on k.conrelid = c.oid and k.contype = 'p'
          where c.relkind in ('r', 'p') and ${OURS} and k.conkey[1] is distinct from a.attnum`),
        [],
      )
    })

    test('a view sees what its reader may see', async () => {
      assert.deepEqual(
        await names(`
          select n.nspname || '.' || c.relname as name
          from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
          where c.relkind = 'v' and ${OURS}
              and not coalesce(c.reloptions @> array['security_invoker=true'] or c.reloptions @> array['security_invoker=on'], false)`),
        [],
      )
    })

    test('nothing of ours is open to the public', async () => {
      assert.deepEqual(
        await names(`
          select n.nspname || '.' || c.relname as name
          from pg_class as c join pg_namespace as n on n.oid = c.relnamespace,
              aclexplode(c.relacl) as acl
          where acl.grantee = 0 and ${OURS}
          union all
          select n.nspname || '.' || p.proname
          from pg_proc as p join pg_namespace as n on n.oid = p.pronamespace,
              aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) as acl
          where acl.grantee = 0 and ${OURS}
          union all
          select n.nspname from pg_namespace as n, aclexplode(n.nspacl) as acl
          where acl.grantee = 0 and ${OURS}`),
        [],
      )
    })

    test('a function that runs as its owner says where it looks for names', async () => {
      assert.deepEqual(
        await names(`
          select n.nspname || '.' || p.proname as name
          from pg_proc as p join pg_namespace as n on n.oid = p.pronamespace
          where p.prosecdef and ${OURS}
              and not exists (select from unnest(p.proconfig) as setting where setting like 'search_path=%')`),
        [],
      )
    })

    describe('with a row in every table', () => {
      let tables: readonly string[]
      before(async () => {
        await fillEveryTable(ledger.url, { anyRow: true })
        tables = await names(`
          select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name
          from pg_class as c
          join pg_namespace as n on n.oid = c.relnamespace
          join pg_attribute as a on a.attrelid = c.oid and a.attname = 'authority_id' and not a.attisdropped
          where c.relkind in ('r', 'p') and ${OURS}
              and has_schema_privilege('throughline_app', n.oid, 'usage')
              and has_table_privilege('throughline_app', c.oid, 'select')`)
        assert.ok(tables.length > 0)
        for (const table of tables) assert.equal((await count('owner', table)).n, 1, table)
      })

      test('the owner reads every row that there is', async () => {
        const all = await names(`
          select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name
          from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
          where c.relkind in ('r', 'p') and ${OURS}`)
        assert.ok(all.length > tables.length)
        await withClient(addressOf(ledger.url), async (superuser) => {
          for (const table of all) {
            const { rows } = await superuser.query(`select count(*) as n from ${table}`)
            assert.ok(rows[0].n > 0, table)
            assert.deepEqual([await count('owner', table)], rows, table)
          }
        })
      })

      const count = (role: 'app' | 'owner', table: string) =>
        transaction(ledger[role], (tx) => tx.row<{ n: number }>(`select count(*) as n from ${table}`))

      test('the app reads none of an authority while its settings are not made', async () => {
        for (const table of tables) assert.equal((await count('app', table)).n, 0, table)
      })

      test('settings made in one transaction and gone in the next read as none at all', async () => {
        const settings = ['app.authority', 'app.person', 'app.publication', 'app.holders', 'app.opened']
        await transaction(ledger.app, async (tx) => {
          for (const setting of settings) await tx.run("select set_config($1, '1', true)", [setting])
        })
        for (const table of tables) assert.equal((await count('app', table)).n, 0, table)
      })
    })
  })
}
