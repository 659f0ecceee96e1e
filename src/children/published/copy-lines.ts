import { type DuckDb, type SqlValue, sqlName, sqlText } from '#platform/lake'
import type { PublishedTable } from './tables.ts'

/** Whose rows, and of which publication: the first two columns of every published table. */
export interface Tenant {
  readonly authority: string
  readonly publication: number
}

/** Makes the macros by which DuckDB writes PostgreSQL's text format for COPY: values by tabs, `\N` for none. */
export async function createCopyMacros(db: DuckDb): Promise<void> {
  // PostgreSQL has no text with the character 0 in it.
  await db.run(String.raw`create or replace temp macro copy_text(x) as coalesce(
    replace(replace(replace(replace(replace(x, '\', '\\'), chr(9), '\t'), chr(10), '\n'), chr(13), '\r'), chr(0), ''),
    '\N'
  )`)
  await db.run(String.raw`create or replace temp macro copy_plain(x) as coalesce(x::varchar, '\N')`)
  await db.run(String.raw`create or replace temp macro copy_array(x) as copy_text(
    '{' || array_to_string(list_transform(x, item -> '"' || replace(replace(item, '\', '\\'), '"', '\"') || '"'), ',') || '}'
  )`)
}

/** The names of a table's columns as `copyIn` takes them. */
export function copyColumns({ columns }: PublishedTable): string[] {
  return ['authority_id', 'publication_id', ...Object.keys(columns)]
}

/** The rows of a table as lines for `copyIn`, some thousands of them in each text. Needs `createCopyMacros`. */
export async function* copyLines(db: DuckDb, table: PublishedTable, tenant: Tenant): AsyncGenerator<string> {
  for (const { sql, values } of await statements(db, table, tenant)) {
    for await (const lines of db.texts(sql, values)) yield `${lines.join('\n')}\n`
  }
}

/** One statement, or one for each span of children where the table is made in parts. */
async function statements(db: DuckDb, table: PublishedTable, tenant: Tenant): Promise<Statement[]> {
  const sql = `select ${lineSql(table, tenant)} as line from ${table.from}`
  const order = table.order === undefined ? '' : `order by ${table.order}`
  if (table.parts === undefined) return [{ sql: `${sql} ${order}`, values: [] }]
  return (await spansOfChildren(db, table.parts)).map(({ first, last }) => ({
    sql: `${sql} where child_id between $1 and $2 ${order}`,
    values: [first, last],
  }))
}

interface Statement {
  readonly sql: string
  readonly values: readonly SqlValue[]
}

function spansOfChildren(db: DuckDb, parts: number): Promise<{ first: string; last: string }[]> {
  return db.rows(
    `with part as (select child_id, ntile(${parts}) over (order by child_id) as part from every_child)
    select min(child_id) as first, max(child_id) as last
    from part
    group by part
    order by part`,
  )
}

function lineSql({ columns }: PublishedTable, { authority, publication }: Tenant): string {
  const values = Object.entries(columns).map(([name, kind]) => `copy_${kind}(${sqlName(name)})`)
  return [`copy_text(${sqlText(authority)})`, sqlText(String(publication)), ...values].join(' || chr(9) || ')
}
