import { existsSync, readdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { makeDirDurably, renameDurably } from '#platform/files'
import type { Outcome, Problem } from '#values'
import { copyFiles, isWhole } from './backup.files.ts'
import { type BackupManifest, readManifest, tableFile } from './backup.manifest.ts'
import { asFault } from './fault.ts'
import { LedgerInUse, type LedgerOptions, openLedgerAt } from './ledger.ts'
import { readMigrations } from './migrations.ts'
import { addressOf, withClient } from './pool.ts'
import { ledgerFiles } from './server-files.ts'
import { sqlName } from './sql-name.ts'
import { copyBack, fullName, listTables, measureFile, measureTable } from './table-copy.ts'

export interface RestoreOptions extends LedgerOptions {
  /** The folder of a backup. */
  readonly from: string
}

/**
 * Puts a backup back where nothing is yet, and checks every row of it: what is restored has the checksums of what was
 * backed up. The ledger stands at the migrations of the backup; the next start brings it up to date.
 *
 * @returns a refusal, with nothing changed, when something is there already, the backup is damaged, or it was made by a
 *   newer version of the program
 */
export async function restore(options: RestoreOptions): Promise<Outcome<BackupManifest>> {
  const manifest = await readManifest(options.from)
  if (!manifest)
    return { ok: false, problems: [problem('not-a-backup', 'the folder holds no backup, or its manifest was changed')] }
  const problems = [
    ...(await placeProblems(options)),
    ...(await damageProblems(options.from, manifest, options.onProgress)),
    ...(await versionProblems(options, manifest)),
  ]
  if (problems.length > 0) return { ok: false, problems }
  try {
    await restoreFiles(options, manifest)
    await restoreLedger(options, manifest)
  } catch (error) {
    if (error instanceof LedgerInUse) throw error
    // Nothing was here before, so that nothing is lost, and the next try is not refused for what this one left.
    await rm(join(options.dataDir, 'lake'), { recursive: true, force: true })
    if (options.databaseUrl === undefined) await rm(ledgerFiles(options.dataDir).dir, { recursive: true, force: true })
    throw error
  }
  return { ok: true, value: manifest }
}

function problem(code: string, message: string): Problem {
  return { code, message }
}

async function placeProblems({ dataDir, databaseUrl }: RestoreOptions): Promise<Problem[]> {
  const problems: Problem[] = []
  const lake = join(dataDir, 'lake')
  if (existsSync(lake) && readdirSync(lake).length > 0) {
    problems.push(problem('not-empty', 'the data directory holds extracts already: restore into one that is empty'))
  }
  const hasLedger = databaseUrl === undefined ? existsSync(ledgerFiles(dataDir).data) : await hasMigrations(databaseUrl)
  if (hasLedger) problems.push(problem('not-empty', 'there is a ledger already: restore where there is none'))
  return problems
}

function hasMigrations(databaseUrl: string): Promise<boolean> {
  return withClient(addressOf(databaseUrl), async (client) => {
    const { rows } = await client.query("select to_regclass('ledger.migration') is not null as is_there")
    return rows[0].is_there === true
  })
}

async function damageProblems(
  from: string,
  manifest: BackupManifest,
  onProgress: LedgerOptions['onProgress'],
): Promise<Problem[]> {
  onProgress?.('Checking the backup')
  const problems: Problem[] = []
  for (const table of manifest.tables) {
    const found = await measureFile(tableFile(from, table)).catch(() => undefined)
    if (found?.sha256 === table.sha256 && found.rows === table.rows) continue
    problems.push(problem('damaged', `the rows of ${table.schema}.${table.table} are missing or damaged`))
  }
  for (const file of manifest.files) {
    if (!(await isWhole(join(from, 'data'), file)))
      problems.push(problem('damaged', `${file.path} is missing or damaged`))
  }
  return problems
}

async function versionProblems({ migrations }: RestoreOptions, manifest: BackupManifest): Promise<Problem[]> {
  const known = new Map((await readMigrations(migrations)).map(({ name, sha256 }) => [name, sha256]))
  return manifest.migrations
    .filter(({ name, sha256 }) => known.get(name) !== sha256)
    .map(({ name }) =>
      problem(
        'newer',
        `the backup has ${name}, which this version of the program does not: use the version that made it`,
      ),
    )
}

async function restoreFiles({ from, dataDir }: RestoreOptions, { files }: BackupManifest): Promise<void> {
  const restoring = join(dataDir, '.restoring')
  await rm(restoring, { recursive: true, force: true })
  await makeDirDurably(restoring)
  const paths = files.map(({ path }) => path)
  await copyFiles(join(from, 'data'), restoring, paths)
  for (const name of new Set(paths.map((path) => path.split('/')[0]!))) {
    if (name === 'lake') await rm(join(dataDir, name), { recursive: true, force: true })
    await renameDurably(join(restoring, name), join(dataDir, name))
  }
  await rm(restoring, { recursive: true, force: true })
}

async function restoreLedger(options: RestoreOptions, manifest: BackupManifest): Promise<void> {
  const names = new Set(manifest.migrations.map(({ name }) => name))
  const ledger = await openLedgerAt(options, ({ name }) => names.has(name))
  try {
    const client = await ledger.owner.connect()
    try {
      await client.query('begin')
      await fill(client, options, manifest)
      await client.query('commit')
      client.release()
    } catch (error) {
      client.release(true)
      throw asFault(error)
    }
  } finally {
    await ledger.stop()
  }
}

async function fill(client: pg.ClientBase, options: RestoreOptions, manifest: BackupManifest): Promise<void> {
  const stored = new Map((await listTables(client)).map((table) => [fullName(table), table]))
  const guards = await setGuardsAside(client)
  if (stored.size > 0) await client.query(`truncate ${[...stored.keys()].join(', ')}`)
  for (const table of manifest.tables) {
    options.onProgress?.(`Restoring ${table.schema}.${table.table}`)
    await copyBack(client, table, tableFile(options.from, table))
    const now = stored.get(fullName(table))
    const found = now && (await measureTable(client, now))
    if (found?.sha256 !== table.sha256) throw new Error(`${fullName(table)} was not restored as it was`)
  }
  for (const { schema, sequence, last, isCalled } of manifest.sequences) {
    const name = `${sqlName(schema)}.${sqlName(sequence)}`
    await client.query('select setval($1::regclass, $2::bigint, $3)', [name, last, isCalled])
  }
  for (const sql of guards) await client.query(sql)
}

/**
 * Sets aside, within the transaction, what would stand in the way of rows that were accepted once: triggers of ours,
 * references between tables that are filled one after another, and that policies are forced on the owner, whom PostgreSQL
 * does not let copy into a table under any.
 *
 * @returns what puts it back; a reference is checked again then
 */
async function setGuardsAside(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ aside: string; back: string }>(`
    with ours as (
        select c.oid, c.relforcerowsecurity as is_forced, format('%I.%I', n.nspname, c.relname) as name
        from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'ledger', 'job')
    )
    select
        format('alter table %s drop constraint %I', ours.name, k.conname) as aside,
        format('alter table %s add constraint %I %s', ours.name, k.conname, pg_get_constraintdef(k.oid)) as back
    from pg_constraint as k join ours on ours.oid = k.conrelid
    where k.contype = 'f' and k.conparentid = 0
    union all
    select
        format('alter table %s disable trigger %I', ours.name, t.tgname),
        format(
            'alter table %s enable %s trigger %I',
            ours.name, case t.tgenabled when 'A' then 'always' when 'R' then 'replica' else '' end, t.tgname
        )
    from pg_trigger as t join ours on ours.oid = t.tgrelid
    where not t.tgisinternal and t.tgenabled <> 'D' and t.tgparentid = 0
    union all
    select
        format('alter table %s no force row level security', ours.name),
        format('alter table %s force row level security', ours.name)
    from ours
    where is_forced`)
  for (const { aside } of rows) await client.query(aside)
  return rows.map(({ back }) => back)
}
