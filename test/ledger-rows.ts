import { addressOf, withClient } from '../src/platform/db/pool.ts'
import { sqlName } from '../src/platform/db/sql-name.ts'

/** What stands in a column of a type when a row is needed and its sense is not. */
const anyValue: Readonly<Record<string, string>> = {
  boolean: 'false',
  bytea: "'\\x01'",
  date: "'2026-01-01'",
  json: "'{}'",
  jsonb: "'{}'",
  'timestamp with time zone': "'2026-01-01T00:00:00Z'",
  uuid: "'00000000-0000-0000-0000-000000000001'",
}

interface Column {
  readonly schema: string
  readonly table: string
  readonly column: string
  readonly type: string
}

/**
 * Puts a row of authority '1' into every table, whatever the tables refer to and check: for tests that ask who sees it.
 * @param url of a database of the test's own, as a superuser: its checks and triggers are put out of the way
 */
export async function fillEveryTable(url: string): Promise<void> {
  await withClient(addressOf(url), async (client) => {
    await client.query('set session_replication_role = replica')
    const checks = await client.query<{ table: string; name: string }>(
      "select conrelid::regclass::text as table, conname as name from pg_constraint where contype = 'c' and conrelid <> 0",
    )
    for (const { table, name } of checks.rows) {
      if (!/^(information_schema|pg_catalog)\./.test(table))
        await client.query(`alter table ${table} drop constraint ${sqlName(name)}`)
    }
    const { rows } = await client.query<Column>(`
      select n.nspname as schema, c.relname as table, a.attname as column, format_type(a.atttypid, null) as type
      from pg_class as c
      join pg_namespace as n on n.oid = c.relnamespace
      join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'job', 'ledger')
      order by n.nspname, c.relname, a.attnum`)
    for (const columns of Map.groupBy(rows, ({ schema, table }) => `${sqlName(schema)}.${sqlName(table)}`)) {
      const [table, each] = columns
      const names = each.map(({ column }) => sqlName(column)).join(', ')
      const values = each.map(({ type }) => anyValue[type] ?? (type.endsWith('[]') ? "'{1}'" : "'1'")).join(', ')
      await client.query(
        `insert into ${table} (${names}) overriding system value values (${values}) on conflict do nothing`,
      )
    }
  })
}
