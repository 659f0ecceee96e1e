import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import {
  analyzePublished,
  beAuthority,
  ensureAuthority,
  getStanding,
  type OnProgress,
  type PublishedCompendium,
  type PublishedMeasure,
  type PublishingLedger,
  publishedFrom,
  READ_MODEL,
  type RowFiles,
  removeOldPublications,
  startRows,
  takeTurn,
  type Written,
  writeFirstPages,
  writePublication,
} from '#children'
import { type AdverseShift, askAboutShifts, listSetForMeasures, type SetForMeasure } from '#figures'
import { findSnapshot, type OpenSnapshot, openSnapshot } from '#imports'
import { seedPersonas } from '#permissions'
import { transaction } from '#platform/db'
import {
  lackingTables,
  listAuthorities,
  listSnapshots,
  parquetFile,
  parquetSql,
  type SnapshotManifest,
  snapshotBefore,
  snapshotDir,
} from '#platform/lake'
import {
  buildCompendium,
  type CompendiumModel,
  type CompendiumRequest,
  drawCharts,
  gatherFigures,
  summaryOf,
  writeCompendiumWorkbook,
} from '#reports'
import type { Outcome, PlainDate, Problem } from '#values'
import { authorityName, compendiumRequest } from './compendium-request.ts'
import { isSimulated } from './example-county.ts'
import { type FirstReported, firstReported } from './first-reported.ts'
import { withScratch } from './publish-scratch.ts'
import { slices } from './slices.ts'
import { prepareMeasures } from './stages.ts'

const { children } = slices

/** Which snapshot to publish: the newest of the authority unless named. */
export interface PublishRequest {
  readonly dataDir: string
  readonly authority: string
  readonly snapshot?: string
}

/**
 * What became of it: written; already what readers see; or left to another process that is writing one at this moment.
 */
export type Published =
  | ({ readonly state: 'published'; readonly snapshot: string } & Written)
  | { readonly state: 'current' | 'busy'; readonly snapshot: string }

/**
 * Publishes a snapshot: writes what pages read of it into the ledger and moves readers to it, all in one transaction.
 *
 * A snapshot that is current already, made by the same declarations and with the same targets and baselines, is not
 * published again. Publications before the last but one are removed afterwards. Killed at any moment, readers see what
 * they saw before.
 *
 * @returns a refusal when there is no such snapshot, or it does not keep what is published
 */
export async function publish(
  ledger: PublishingLedger,
  request: PublishRequest,
  onProgress: OnProgress = () => {},
): Promise<Outcome<Published>> {
  const found = await findSnapshot(request)
  if (!found.ok) return found
  const { id: snapshot, authority } = found.value
  const lacking = lackingTables(found.value, publishedFrom)
  if (lacking.length > 0) return refuse('not-kept', `the snapshot does not keep ${lacking.join(', ')}; load it again`)
  await ensureAuthority(ledger, { code: authority, name: authorityName(authority), isExample: isSimulated(authority) })
  const set = await setForMeasures(ledger, authority)
  const edition = editionOf(set)
  const { current } = await getStanding(ledger, authority)
  if (current?.snapshot === snapshot && current.edition === edition) {
    return { ok: true, value: { state: 'current', snapshot } }
  }
  // Looked at before the work as well: two that begin together would both do it, and one for nothing.
  if (!(await isFree(ledger, authority))) return { ok: true, value: { state: 'busy', snapshot } }
  const written = await withOpen({ ...request, snapshot }, (open, scratch) =>
    write(ledger, { dataDir: request.dataDir, scratch, open, edition, set }, onProgress),
  )
  if (!written.ok) return written
  if (written.value === undefined) return { ok: true, value: { state: 'busy', snapshot } }
  await afterwards(ledger, authority)
  return { ok: true, value: { state: 'published', snapshot, ...written.value } }
}

/**
 * Publishes the newest snapshot of every authority of the data directory that readers do not see yet, and removes what
 * earlier publications left behind: for a program that starts, and when a load has ended.
 *
 * @returns what became of each authority
 */
export async function reconcile(
  ledger: PublishingLedger,
  dataDir: string,
  onProgress: OnProgress = () => {},
): Promise<ReadonlyMap<string, Outcome<Published>>> {
  const outcomes = new Map<string, Outcome<Published>>()
  for (const authority of await listAuthorities(dataDir)) {
    outcomes.set(authority, await publish(ledger, { dataDir, authority }, onProgress))
    await writeFirstPages(ledger, authority)
    await removeOldPublications(ledger, authority)
  }
  return outcomes
}

/** Changes whenever the same snapshot would give other read models. */
function editionOf(set: readonly SetForMeasure[]): string {
  const declared = [
    READ_MODEL,
    children.measures.map(({ id, edition }) => [id, edition]),
    children.checks.map(({ id }) => id),
    children.timescales.map(({ id, limit }) => [id, limit]),
    set,
  ]
  return createHash('sha256').update(JSON.stringify(declared)).digest('hex').slice(0, 16)
}

function isFree({ publisher }: PublishingLedger, authority: string): Promise<boolean> {
  return transaction(publisher, (tx) => takeTurn(tx, authority))
}

function setForMeasures({ publisher }: PublishingLedger, authority: string): Promise<readonly SetForMeasure[]> {
  return transaction(publisher, async (tx) => {
    await beAuthority(tx, authority)
    return listSetForMeasures(tx)
  })
}

/** The cores of a small server are two, and each thread more holds a part of every question in memory. */
const THREADS = 2
const LEAST_MEMORY = 300e6
const MOST_MEMORY = 3000e6
/** A county of 22 MB takes 250 MB: what DuckDB cannot put on the disk grows with the snapshot. */
const MEMORY_FOR_BYTE = 14

/** What DuckDB may hold in memory while it makes rows of a snapshot; of more it writes what it can to the disk. */
async function memoryLimitFor(dir: string): Promise<string> {
  const sizes = await Promise.all((await readdir(dir)).map(async (name) => (await stat(join(dir, name))).size))
  const bytes = sizes.reduce((sum, size) => sum + size, 0)
  const most = Math.min(MOST_MEMORY, totalmem() / 2)
  return `${Math.round(Math.max(LEAST_MEMORY, Math.min(most, MEMORY_FOR_BYTE * bytes)) / 1e6)}MB`
}

/** Opens a snapshot, with a folder for what is written on the way. */
function withOpen<T>(
  request: PublishRequest & { readonly snapshot: string },
  work: (open: OpenSnapshot, scratch: string) => Promise<T>,
): Promise<Outcome<T>> {
  return withScratch(request.dataDir, async (scratch) => {
    const memoryLimit = await memoryLimitFor(snapshotDir(request.dataDir, request.authority, request.snapshot))
    const options = { threads: THREADS, memoryLimit, fromFiles: true, tempDir: join(scratch, 'spill') }
    const opened = await openSnapshot(request, children.format, options)
    if (!opened.ok) return opened
    try {
      return { ok: true, value: await work(opened.value, scratch) }
    } finally {
      opened.value.db.close()
    }
  })
}

/** What a publication is made from. */
interface Making {
  readonly dataDir: string
  readonly scratch: string
  readonly open: OpenSnapshot
  readonly edition: string
  readonly set: readonly SetForMeasure[]
}

async function write(ledger: PublishingLedger, making: Making, onProgress: OnProgress): Promise<Written | undefined> {
  onProgress('Counting measures', 0, 0)
  const models = await compendiumsOf(making)
  onProgress('Setting out children, lists and figures', 0, 0)
  const rows = await startRowsOf(ledger, making)
  try {
    return await writeModels(ledger, making, models, rows, onProgress)
  } finally {
    // DuckDB writes into the scratch folder until then, whatever else has gone wrong.
    await rows.ended
  }
}

/** DuckDB writes the rows while charts are drawn here; they take as long as each other. */
async function writeModels(
  ledger: PublishingLedger,
  { dataDir, open: { manifest }, edition }: Making,
  models: readonly [CompendiumModel, CompendiumModel],
  rows: RowFiles,
  onProgress: OnProgress,
): Promise<Written | undefined> {
  const [inside] = models
  onProgress('Drawing charts', 0, 0)
  const drawn = (await Promise.all(models.map(publishedMeasures))).flat()
  onProgress('Reading earlier snapshots', 0, 0)
  const said = await firstReported(inside, await getFirstReported(ledger, manifest.authority), { dataDir, manifest })
  onProgress('Writing the workbook', 0, 0)
  const compendiums: PublishedCompendium[] = []
  for (const model of models) {
    compendiums.push({ audience: model.audience, model: withoutMeasures(model), workbook: await workbookOf(model) })
  }
  // No transaction is held open while everything is still being made ready.
  await rows.behind
  const publication = {
    edition,
    measures: drawn.map((measure) => withFirst(measure, said)),
    compendiums,
    rows,
    beforeMove: async (tx: Parameters<typeof askAboutShifts>[0]) => {
      await askAboutShifts(tx, adverseShifts(inside))
    },
  }
  return writePublication(ledger, manifest, publication, onProgress)
}

/** The figures for those inside, and for anyone: gathered once. */
async function compendiumsOf({
  dataDir,
  open: { db, dir, manifest },
  set,
}: Making): Promise<[CompendiumModel, CompendiumModel]> {
  await prepareMeasures(db, manifest.authority, manifest.asAt as PlainDate)
  for (const table of publishedFrom) await db.run(`create view ${table} as from ${parquetSql(dir, table)}`)
  const figures = await gatherFigures(db, children.measures)
  const byMeasure = new Map(set.map((one) => [one.measure, one]))
  const of = async (audience: CompendiumRequest['audience']) => {
    const request = await compendiumRequest(manifest, { dataDir, audience, set: byMeasure })
    return buildCompendium(db, { ...request, figures })
  }
  return [await of('inside'), await of('public')]
}

async function startRowsOf(
  ledger: PublishingLedger,
  { dataDir, scratch, open: { db, manifest } }: Making,
): Promise<RowFiles> {
  const { referenceKey, sealed } = await getStanding(ledger, manifest.authority)
  const earlier = await findingsBefore(dataDir, manifest)
  return startRows(db, { measures: children.measures, referenceKey, sealed, ...(earlier ? { earlier } : {}) }, scratch)
}

/** The compendium as the bytes of a workbook. */
async function workbookOf(model: CompendiumModel): Promise<Uint8Array> {
  const dir = await mkdtemp(join(tmpdir(), 'throughline-workbook-'))
  try {
    const path = join(dir, 'compendium.xlsx')
    await writeCompendiumWorkbook(model, path)
    return await readFile(path)
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

/** What was first said of a measure's figures is for those inside, as true as it was then. */
function withFirst(measure: PublishedMeasure, said: ReadonlyMap<string, readonly FirstReported[]>): PublishedMeasure {
  const first = measure.audience === 'inside' ? said.get(measure.id) : undefined
  return first === undefined ? measure : { ...measure, firstReported: first }
}

/** What the current publication holds of that; undefined before the first. */
async function getFirstReported(
  { publisher }: PublishingLedger,
  authority: string,
): Promise<ReadonlyMap<string, readonly FirstReported[]> | undefined> {
  return transaction(publisher, async (tx) => {
    await beAuthority(tx, authority)
    const rows = await tx.rows<{ measure: string; said: readonly FirstReported[] }>(
      `select measure_id as measure, first_reported as said
      from published.measure
      join access.authority using (authority_id, publication_id)
      where authority_id = $1 and audience = 'inside' and first_reported is not null`,
      [authority],
    )
    return rows.length === 0 ? undefined : new Map(rows.map(({ measure, said }) => [measure, said]))
  })
}

/** Each measure with its charts, which take some milliseconds each: others have their turn between them. */
async function publishedMeasures({ themes, audience, comparedAs }: CompendiumModel): Promise<PublishedMeasure[]> {
  const made: PublishedMeasure[] = []
  for (const { id: theme, measures } of themes) {
    for (const measure of measures) {
      // Outside the authority figures go out in lists and papers; the page of a measure is for those inside.
      const charts = audience === 'inside' ? drawCharts(measure, comparedAs) : undefined
      made.push({
        id: measure.id,
        audience,
        theme,
        model: measure,
        summary: summaryOf(measure),
        chart: String(charts?.series ?? ''),
        besideChart: String(charts?.beside ?? ''),
      })
      await turn()
    }
  }
  return made
}

/** Measures have rows of their own: what is said beside them keeps only the names of their themes. */
function withoutMeasures(model: CompendiumModel): CompendiumModel {
  return { ...model, themes: model.themes.map((theme) => ({ ...theme, measures: [] })) }
}

/** Sustained changes for the worse, which their owners are asked about. */
function adverseShifts({ themes }: CompendiumModel): AdverseShift[] {
  return themes
    .flatMap(({ measures }) => measures)
    .flatMap(({ id, control }) =>
      control?.direction === 'worse' && control.sustainedSince !== null
        ? [{ measure: id, since: control.sustainedSince, verdict: control.verdict }]
        : [],
    )
}

/** Where the snapshot before keeps what it found odd; undefined for the first. */
async function findingsBefore(dataDir: string, manifest: SnapshotManifest) {
  const before = snapshotBefore(await listSnapshots(dataDir, manifest.authority), manifest)
  if (!before?.tables.includes('finding') || !before.tables.includes('check_run')) return undefined
  const dir = snapshotDir(dataDir, manifest.authority, before.id)
  return { finding: parquetFile(dir, 'finding'), checkRun: parquetFile(dir, 'check_run') }
}

/** Personas of the example county get cases to show; what is old goes. */
async function afterwards(ledger: PublishingLedger, authority: string): Promise<void> {
  if (isSimulated(authority)) await transaction(ledger.owner, (tx) => seedPersonas(tx, authority))
  await writeFirstPages(ledger, authority)
  await removeOldPublications(ledger, authority)
  await analyzePublished(ledger)
}

function refuse(code: Problem['code'], message: string): Outcome<never> {
  return { ok: false, problems: [{ code, message }] }
}
