import { createHash } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { CountySite } from './county-site.ts'

/** Rows that reading adds or touches: the log of looks, and when a session was last seen. */
const READING: Readonly<Record<string, string>> = {
  'access.session': "to_jsonb(t) - 'seen_at'",
}
const GROWS = ['access.access_log', 'access.access_log_seal']

/** A digest of all rows of each table, and of the files of the data directory: what reading must leave as it is. */
export async function stateOf(site: CountySite): Promise<ReadonlyMap<string, string>> {
  const tables = await site.rows<{ name: string }>(
    `select n.nspname || '.' || c.relname as name
    from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname in ('access', 'figures', 'published', 'load', 'quality', 'job', 'notify')
        and c.relname not like 'pgboss%'
    order by 1`,
  )
  const state = new Map<string, string>()
  for (const { name } of tables.filter((table) => !GROWS.includes(table.name))) {
    const row = READING[name] ?? 'to_jsonb(t)'
    const [found] = await site.rows<{ digest: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(md5((${row})::text), '' order by md5((${row})::text))), '') as digest from ${name} as t`,
    )
    state.set(name, found!.digest)
  }
  state.set('files', filesOf(site.folder.dataDir))
  return state
}

function filesOf(dir: string): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' }).sort()) {
    const { size, mtimeMs } = statSync(join(dir, name))
    hash.update(`${name} ${size} ${mtimeMs}\n`)
  }
  return hash.digest('hex')
}
