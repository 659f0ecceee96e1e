import { type CopyRows, copyLine, type Ledger, type Tx, transaction } from '#platform/db'
import type { SnapshotManifest } from '#platform/lake'
import { readLines } from './copy-lines.ts'
import { snapshotTables } from './tables.ts'
import type { RowFiles } from './write-rows.ts'

/** Who may see a figure: everyone inside who may see figures, or anyone, with small numbers held back. */
export type Audience = 'inside' | 'public'

/** A measure as its page shows it. */
export interface PublishedMeasure {
  readonly id: string
  readonly audience: Audience
  readonly theme: string
  /** All that its page says. */
  readonly model: object
  /** What lists of many measures say of it. */
  readonly summary: object
  /** Its charts as markup; empty text where there is none. */
  readonly chart: string
  readonly besideChart: string
  /** What the first snapshot that could give each figure of its series said. */
  readonly firstReported?: readonly object[]
}

/** What is said beside the measures, for one audience. */
export interface PublishedCompendium {
  readonly audience: Audience
  readonly model: object
  /** The whole compendium as an .xlsx file. */
  readonly workbook: Uint8Array
}

/** A publication to be written. */
export interface Publication {
  /** What it is made by: see `publication.edition`. */
  readonly edition: string
  readonly measures: readonly PublishedMeasure[]
  readonly compendiums: readonly PublishedCompendium[]
  /** The rows of the snapshot; those of later tables may still be being written. */
  readonly rows: RowFiles
  /** Done last in the same transaction, with the settings made, before readers are moved. */
  readonly beforeMove?: (tx: Tx) => Promise<void>
}

export type OnProgress = (title: string, done: number, of: number) => void

/** What was written: the number of rows by table. */
export interface Written {
  readonly publication: number
  readonly rows: Readonly<Record<string, number>>
}

/** The pools that publishing needs. */
export type PublishingLedger = Pick<Ledger, 'owner' | 'publisher'>

/**
 * Writes a publication and moves readers to it, in one transaction: they see the one before, whole, until it commits.
 *
 * @returns undefined when another is writing a publication of this authority
 */
export async function writePublication(
  ledger: PublishingLedger,
  manifest: SnapshotManifest,
  publication: Publication,
  onProgress: OnProgress,
): Promise<Written | undefined> {
  return transaction(ledger.publisher, async (tx) => {
    await beAuthority(tx, manifest.authority)
    if (!(await takeTurn(tx, manifest.authority))) return undefined
    const { id } = await tx.row<{ id: number }>(
      `insert into published.publication (authority_id, snapshot, as_at, edition, loaded_at)
      values ($1, $2, $3, $4, $5)
      returning publication_id as id`,
      [manifest.authority, manifest.id, manifest.asAt, publication.edition, manifest.loadedAt],
    )
    const tenant = { authority: manifest.authority, publication: id }
    const rows = await copyTables(tx, tenant, publication.rows, onProgress)
    await copyMeasures(tx, tenant, publication)
    await publication.beforeMove?.(tx)
    await tx.run('select access.move_publication($1)', [id])
    return { publication: id, rows: { ...rows, 'published.measure': publication.measures.length } }
  })
}

/** Makes the authority the one whose rows policies let through, for this transaction. */
export async function beAuthority(tx: Tx, authority: string): Promise<void> {
  await tx.run("select set_config('app.authority', $1, true)", [authority])
}

/** True when nobody else publishes this authority; the turn ends with the transaction. */
export async function takeTurn(tx: Tx, authority: string): Promise<boolean> {
  const { mine } = await tx.row<{ mine: boolean }>(
    "select pg_try_advisory_xact_lock(hashtextextended('publish ' || $1, 0)) as mine",
    [authority],
  )
  return mine
}

/** Whose rows, and of which publication: the first two columns of every published table. */
interface Tenant {
  readonly authority: string
  readonly publication: number
}

async function copyTables(
  tx: Tx,
  tenant: Tenant,
  { files }: RowFiles,
  onProgress: OnProgress,
): Promise<Record<string, number>> {
  const rows: Record<string, number> = {}
  for (const [i, { table, columns }] of snapshotTables.entries()) {
    onProgress('Publishing', i, snapshotTables.length + 1)
    const lines = readLines(await files.get(table)!)
    rows[table] = await copyGuarded(tx, table, Object.keys(columns), tenant, lines)
  }
  onProgress('Publishing', snapshotTables.length, snapshotTables.length + 1)
  return rows
}

/** COPY does not write to tables with row-level security: the rows arrive in a temporary one, and policies check them. */
async function copyGuarded(
  tx: Tx,
  table: string,
  columns: readonly string[],
  { authority, publication }: Tenant,
  lines: CopyRows,
): Promise<number> {
  const names = namesOf(columns)
  await tx.run(`create temporary table arriving on commit drop as select ${names} from ${table} where false`)
  await tx.copyIn('arriving', columns, lines)
  const count = await tx.run(
    `insert into ${table} (authority_id, publication_id, ${names}) select $1, $2, ${names} from arriving`,
    [authority, publication],
  )
  await tx.run('drop table arriving')
  return count
}

function namesOf(columns: readonly string[]): string {
  return columns.map((name) => `"${name}"`).join(', ')
}

const MEASURE_COLUMNS = [
  'measure_id',
  'audience',
  'place',
  'theme',
  'model',
  'summary',
  'chart',
  'beside_chart',
  'first_reported',
  'rows_behind',
  'rows_kept',
] as const

async function copyMeasures(tx: Tx, tenant: Tenant, { measures, compendiums, rows }: Publication): Promise<void> {
  const counts = await rows.behind
  const lines = measures.map((measure, place) => {
    const count = measure.audience === 'inside' ? counts.get(measure.id) : undefined
    return copyLine([
      measure.id,
      measure.audience,
      place,
      measure.theme,
      JSON.stringify(measure.model),
      JSON.stringify(measure.summary),
      measure.chart || null,
      measure.besideChart || null,
      measure.firstReported && JSON.stringify(measure.firstReported),
      count?.behind,
      count?.kept,
    ])
  })
  await copyGuarded(tx, 'published.measure', MEASURE_COLUMNS, tenant, lines)
  for (const { audience, model, workbook } of compendiums) {
    await tx.run(
      `insert into published.compendium (authority_id, publication_id, audience, model, workbook)
      values ($1, $2, $3, $4, $5)`,
      [tenant.authority, tenant.publication, audience, JSON.stringify(model), workbook],
    )
  }
}
