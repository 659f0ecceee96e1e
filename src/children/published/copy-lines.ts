import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { type DuckDb, type SqlValue, sqlName, sqlText } from '#platform/lake'
import type { PublishedTable } from './tables.ts'

/**
 * Makes the macros by which DuckDB writes PostgreSQL's text format for COPY: values by tabs, `\N` for none. `copy_json` is for
 * JSON that DuckDB wrote, in which only backslashes mean anything to COPY.
 */
export async function createCopyMacros(db: DuckDb): Promise<void> {
  // PostgreSQL has no text with the character 0 in it.
  await db.run(String.raw`create or replace temp macro copy_text(x) as coalesce(
    replace(replace(replace(replace(replace(x, '\', '\\'), chr(9), '\t'), chr(10), '\n'), chr(13), '\r'), chr(0), ''),
    '\N'
  )`)
  await db.run(String.raw`create or replace temp macro copy_plain(x) as coalesce(x::varchar, '\N')`)
  await db.run(String.raw`create or replace temp macro copy_json(x) as coalesce(replace(x, '\', '\\'), '\N')`)
  await db.run(String.raw`create or replace temp macro copy_array(x) as copy_text(
    '{' || array_to_string(list_transform(x, item -> '"' || replace(replace(item, '\', '\\'), '"', '\"') || '"'), ',') || '}'
  )`)
}

/**
 * Writes the rows of a table into files of `dir`, as lines for `copyIn`. Needs `createCopyMacros`.
 *
 * DuckDB writes them by itself: as texts of this program they would take three times as long, and hold up everything else.
 *
 * @returns the files, to be copied one after another
 */
export async function writeLines(db: DuckDb, table: PublishedTable, dir: string): Promise<readonly string[]> {
  const files: string[] = []
  for (const [i, { sql, values }] of (await statements(db, table)).entries()) {
    const path = join(dir, `${table.from}.${i}.lines`)
    await db.run(`copy (${sql}) to ${sqlText(path)} ${AS_THEY_ARE}`, values)
    files.push(path)
  }
  return files
}

/** Lines hold no line end and no character 1, so that nothing has to be put in quotes. */
const AS_THEY_ARE = String.raw`(format csv, header false, quote '', escape '', delimiter e'\x01')`

/** What files hold, one after another, for `copyIn`. */
export async function* readLines(files: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const path of files) yield* createReadStream(path, { highWaterMark: 1 << 18 })
}

/** One statement, or one for each span of children where the table is made in parts. */
async function statements(db: DuckDb, table: PublishedTable): Promise<Statement[]> {
  const sql = `select ${lineSql(table)} as line from ${table.from}`
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

function lineSql({ columns }: PublishedTable): string {
  const values = Object.entries(columns).map(([name, kind]) =>
    kind === 'ready' ? sqlName(name) : `copy_${kind}(${sqlName(name)})`,
  )
  return values.join(' || chr(9) || ')
}
