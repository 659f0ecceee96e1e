import { type Ledger, transaction } from '#platform/db'
import { listTables, measureTable } from '../src/platform/db/table-copy.ts'

/** How many rows each table has, and their checksum, as the owner reads them. */
export async function checksums({ owner }: Pick<Ledger, 'owner'>): Promise<Readonly<Record<string, string>>> {
  const client = await owner.connect()
  try {
    const found: Record<string, string> = {}
    for (const table of await listTables(client)) {
      const { rows, sha256 } = await measureTable(client, table)
      found[`${table.schema}.${table.table}`] = `${rows} ${sha256}`
    }
    return found
  } finally {
    client.release()
  }
}

/** The tables that are under forced row-level security. */
export async function listForced({ owner }: Pick<Ledger, 'owner'>): Promise<readonly string[]> {
  const rows = await transaction(owner, (tx) =>
    tx.rows<{ name: string }>(
      'select oid::regclass::text as name from pg_class where relrowsecurity and relforcerowsecurity order by 1',
    ),
  )
  return rows.map(({ name }) => name)
}
