import { createHash, type Hash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { Transform, type TransformCallback, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import type pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { fsyncFile } from '#platform/files'
import type { BackedUpTable } from './backup.manifest.ts'
import { sqlName } from './sql-name.ts'

/** A table as the catalogue has it, with the order that makes its rows always the same bytes. */
export interface StoredTable {
  readonly schema: string
  readonly table: string
  readonly columns: readonly string[]
  /** SQL to order by: the primary key, or all of the row where there is none. */
  readonly order: string
}

/** Schemas that a backup leaves out: the queue of jobs, which is made anew, and what says which migrations there were. */
const LEFT_OUT = ['pg_catalog', 'information_schema', 'pg_toast', 'ledger', 'job'] as const

/** Every table that holds rows of ours. Columns that are computed from others are left out. */
export async function listTables(client: pg.ClientBase): Promise<StoredTable[]> {
  const { rows } = await client.query<StoredTable>(
    `select
         n.nspname as schema,
         c.relname as table,
         array_agg(a.attname::text order by a.attnum) as columns,
         coalesce(
             (select string_agg(quote_ident(k.attname) || case when k.attcollation = 0 then '' else ' collate "C"' end, ', ' order by p.place)
              from pg_constraint as pk
              cross join unnest(pk.conkey) with ordinality as p (number, place)
              join pg_attribute as k on k.attrelid = c.oid and k.attnum = p.number
              where pk.conrelid = c.oid and pk.contype = 'p'),
             't::text collate "C"'
         ) as "order"
     from pg_class as c
     join pg_namespace as n on n.oid = c.relnamespace
     join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relkind = 'r' and c.relpersistence = 'p' and n.nspname <> all ($1) and n.nspname not like 'pg\\_%'
     group by n.nspname, c.relname, c.oid
     order by n.nspname, c.relname`,
    [LEFT_OUT],
  )
  return rows
}

/** `"schema"."table"` */
export function fullName({ schema, table }: { readonly schema: string; readonly table: string }): string {
  return `${sqlName(schema)}.${sqlName(table)}`
}

/** Writes a table's rows to a file. @returns how many, and their checksum */
export async function copyOut(client: pg.ClientBase, table: StoredTable, path: string): Promise<BackedUpTable> {
  const meter = new Meter()
  const rows = client.query(copyTo(copyOutSql(table)))
  await pipeline(rows, meter, createGzip({ level: 6 }), createWriteStream(path, { flags: 'wx', mode: 0o600 }))
  await fsyncFile(path)
  return { schema: table.schema, table: table.table, columns: [...table.columns], ...meter.result() }
}

/** The checksum of a table's rows as they are. */
export async function measureTable(
  client: pg.ClientBase,
  table: StoredTable,
): Promise<{ readonly rows: number; readonly sha256: string }> {
  const meter = new Meter()
  await pipeline(client.query(copyTo(copyOutSql(table))), meter, nowhere())
  return meter.result()
}

/** The checksum of the rows in a file that `copyOut` wrote. @throws the decompressor's error when it is cut off or damaged */
export async function measureFile(path: string): Promise<{ readonly rows: number; readonly sha256: string }> {
  const meter = new Meter()
  await pipeline(createReadStream(path), createGunzip(), meter, nowhere())
  return meter.result()
}

/** Puts the rows of a file into a table. */
export async function copyBack(client: pg.ClientBase, table: BackedUpTable, path: string): Promise<void> {
  const sql = `copy ${fullName(table)} (${table.columns.map(sqlName).join(', ')}) from stdin`
  await pipeline(createReadStream(path), createGunzip(), client.query(copyFrom(sql)))
}

function copyOutSql(table: StoredTable): string {
  const columns = table.columns.map((column) => `t.${sqlName(column)}`).join(', ')
  return `copy (select ${columns} from only ${fullName(table)} as t order by ${table.order}) to stdout`
}

function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() })
}

const LINE_END = 10

/** Lets bytes through and takes their checksum; a line is a row, for line ends in values are escaped. */
class Meter extends Transform {
  readonly #hash: Hash = createHash('sha256')
  #rows = 0

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#hash.update(chunk)
    for (let at = chunk.indexOf(LINE_END); at >= 0; at = chunk.indexOf(LINE_END, at + 1)) this.#rows++
    done(null, chunk)
  }

  result(): { readonly rows: number; readonly sha256: string } {
    return { rows: this.#rows, sha256: this.#hash.digest('hex') }
  }
}
