import type pg from 'pg'
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
  readonly name: string
  readonly column: string
  readonly type: string
  /** The first of the words that a check lets stand in it. */
  readonly word: string | null
}

/**
 * Puts a row of authority '1' into every table, for tests that ask who sees it or whether it comes back. Triggers and
 * references are not asked; a table whose checks such a row does not pass gets it when `anyRow` is set, and loses those
 * checks, else it gets none.
 *
 * @param url of a database of the test's own, as a superuser
 */
export async function fillEveryTable(url: string, { anyRow = false } = {}): Promise<void> {
  await withClient(addressOf(url), async (client) => {
    await client.query('set session_replication_role = replica')
    const { rows } = await client.query<Column>(`
      select
          format('%I.%I', n.nspname, c.relname) as name,
          a.attname as column,
          format_type(a.atttypid, null) as type,
          (
              select (regexp_match(pg_get_constraintdef(k.oid), '''([^'']*)''::text'))[1]
              from pg_constraint as k
              where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]
              limit 1
          ) as word
      from pg_class as c
      join pg_namespace as n on n.oid = c.relnamespace
      join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'job', 'ledger')
      order by n.nspname, c.relname, a.attnum`)
    for (const [table, columns] of Map.groupBy(rows, ({ name }) => name)) await fill(client, table, columns, anyRow)
  })
}

async function fill(client: pg.Client, table: string, columns: readonly Column[], anyRow: boolean): Promise<void> {
  const names = columns.map(({ column }) => sqlName(column)).join(', ')
  const values = columns.map(valueFor).join(', ')
  const insert = `insert into ${table} (${names}) overriding system value values (${values}) on conflict do nothing`
  try {
    await client.query(insert)
  } catch (error) {
    if ((error as { code?: string }).code !== '23514') throw error
    if (!anyRow) return
    const checks = await client.query<{ name: string }>(
      "select conname as name from pg_constraint where contype = 'c' and conrelid = $1::regclass",
      [table],
    )
    for (const { name } of checks.rows) await client.query(`alter table ${table} drop constraint ${sqlName(name)}`)
    await client.query(insert)
  }
}

function valueFor({ type, word }: Column): string {
  if (word !== null && type === 'text') return `'${word}'`
  return anyValue[type] ?? (type.endsWith('[]') ? "'{1}'" : "'1'")
}
