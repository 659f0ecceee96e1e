import { execFile } from 'node:child_process'
import { mkdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { load } from '#imports'
import { type Ledger, openLedger, type Tx, transaction } from '#platform/db'
import { plainDate } from '#values'
import { writeBenchExtract } from '../example/bench-extract.ts'
import { exampleCounty } from '../src/example-county.ts'
import { migrations } from '../src/ledger.ts'
import { publish } from '../src/publish.ts'
import { slices } from '../src/slices.ts'
import { stagesFor } from '../src/stages.ts'
import { isThere } from './machine.ts'

/** How large the ledger is that pages are read from. */
export interface WebDataSize {
  /** Open children in need of each authority. */
  readonly children: number
  readonly years: number
  readonly authorities: number
}

const AS_AT = '2026-03-31'
const LOADED_AT = '2026-04-02T06:00:00.000Z'

/** Where the extract lies that the county was loaded from. */
export function webExtract({ children, years }: Omit<WebDataSize, 'authorities'>): string {
  return join(tmpdir(), `throughline-bench-extract-${children}-${years}-1`)
}

/**
 * A data directory with a county published in its ledger, and as many more authorities with the same rows; kept in the
 * temporary directory, so that the next run need not make it again. What has changed in the program meanwhile is
 * migrated and published.
 *
 * @returns its path
 */
export async function webData(size: WebDataSize, say: (message: string) => void): Promise<string> {
  const dir = join(tmpdir(), `throughline-bench-web-${size.children}-${size.years}-${size.authorities}`)
  if (size.authorities > 1 && !(await isThere(dir))) {
    const one = await webData({ ...size, authorities: 1 }, say)
    say(`copying ${one} to ${dir}`)
    await copyData(one, dir)
  }
  await loadOnce(dir, size, say)
  const ledger = await openLedger({ dataDir: dir, migrations, onProgress: say })
  try {
    const published = await publish(ledger, { dataDir: dir, authority: exampleCounty.code }, say)
    if (!published.ok) throw new Error(JSON.stringify(published.problems))
    for (let n = 2; n <= size.authorities; n++) await multiply(ledger, `bench-${String(n).padStart(2, '0')}`, say)
    await ledger.owner.query('vacuum analyze')
  } finally {
    await ledger.stop()
  }
  return dir
}

/** Copies a data directory of which nothing runs, with the owners of its files: PostgreSQL insists on its own. */
export async function copyData(from: string, to: string): Promise<void> {
  await promisify(execFile)('cp', ['-a', from, to])
}

async function loadOnce(dir: string, size: WebDataSize, say: (message: string) => void): Promise<void> {
  if (await isThere(join(dir, 'lake'))) return
  const extract = webExtract(size)
  if (!(await isThere(join(extract, '.whole')))) {
    say(`writing the extract of ${size.children} children in ${extract}`)
    writeBenchExtract({ out: extract, children: size.children, years: size.years, scale: 1 })
  }
  const stages = stagesFor({})
  if (!stages.ok) throw new Error(JSON.stringify(stages.problems))
  await mkdir(dir, { recursive: true })
  say(`loading it into ${dir}`)
  const loaded = await load({
    dataDir: dir,
    authority: exampleCounty.code,
    asAt: plainDate(AS_AT),
    paths: [extract],
    format: slices.children.format,
    stages: stages.value,
    now: LOADED_AT,
    threads: 2,
  })
  if (loaded.ok) return
  await rm(dir, { recursive: true })
  throw new Error(JSON.stringify(loaded.problems))
}

/** Gives an authority the rows of the county, unless it has those of this publication already. */
async function multiply({ owner }: Ledger, code: string, say: (message: string) => void): Promise<void> {
  await transaction(owner, async (tx) => {
    const from = await standing(tx, exampleCounty.code)
    const had = await standing(tx, code)
    if (from === undefined) throw new Error('the county is not published')
    if (had?.snapshot === from.snapshot && had.edition === from.edition) return
    say(`writing the rows of authority ${code}`)
    await tx.run(
      `insert into access.authority (authority_id, name, is_example, reference_key)
       select $2, 'County ' || $2, false, reference_key from access.authority where authority_id = $1
       on conflict do nothing`,
      [exampleCounty.code, code],
    )
    for (const table of await publishedTables(tx)) await tx.run(`delete from ${table} where authority_id = $1`, [code])
    const { id } = await tx.row<{ id: number }>(
      `insert into published.publication (authority_id, snapshot, as_at, edition, loaded_at)
       select $2, snapshot, as_at, edition, loaded_at from published.publication
       where authority_id = $1 and publication_id = $3 returning publication_id as id`,
      [exampleCounty.code, code, from.id],
    )
    for (const table of await publishedTables(tx)) await copyRows(tx, table, { code, id, from: from.id })
    await tx.run('update access.authority set publication_id = $2 where authority_id = $1', [code, id])
  })
}

interface Standing {
  readonly id: number
  readonly snapshot: string
  readonly edition: string
}

function standing(tx: Tx, code: string): Promise<Standing | undefined> {
  return tx.maybe<Standing>(
    `select publication_id as id, snapshot, edition
     from access.authority join published.publication using (authority_id, publication_id) where authority_id = $1`,
    [code],
  )
}

/** Names of the tables of a publication, from the catalogue. */
async function publishedTables(tx: Tx): Promise<string[]> {
  const tables = await tx.rows<{ name: string }>(
    `select format('published.%I', tablename) as name from pg_tables
     where schemaname = 'published' and tablename <> 'publication'`,
  )
  return tables.map(({ name }) => name)
}

async function copyRows(
  tx: Tx,
  table: string,
  to: { readonly code: string; readonly id: number; readonly from: number },
): Promise<void> {
  const columns = await tx.rows<{ name: string }>(
    `select quote_ident(attname) as name from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''
     and attname not in ('authority_id', 'publication_id')`,
    [table],
  )
  const names = columns.map(({ name }) => name).join(', ')
  await tx.run(
    `insert into ${table} (authority_id, publication_id, ${names})
     select $1, $2, ${names} from ${table} where authority_id = $3 and publication_id = $4`,
    [to.code, to.id, exampleCounty.code, to.from],
  )
}
