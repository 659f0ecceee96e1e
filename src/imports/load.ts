import { createHash } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { fsyncDir, fsyncFile, renameDurably, stageSources, writeFileDurably } from '#platform/files'
import {
  authorityDir,
  BUILDING,
  clearUnfinished,
  type DuckDb,
  type ExtractManifest,
  type ExtractTable,
  extractDir,
  getExtract,
  inLanes,
  installCalendar,
  isAuthorityCode,
  listSnapshots,
  openDuckDb,
  parquetFile,
  parquetSql,
  type SnapshotManifest,
  snapshotDir,
  sqlName,
  sqlText,
  withLock,
} from '#platform/lake'
import type { Outcome, PlainDate, Problem } from '#values'
import { buildRecord, type Coverage, withExtract } from './build-record.ts'
import type { LoadRequest, LoadResult, Reject } from './load.types.ts'
import { keepMapping, rememberedMapping } from './mapping.memory.ts'
import { arrived, createArrivalTables, readTable, type StagedCsv, type TableToRead } from './read-table.ts'
import { recognise } from './recognise.ts'
import { createChildTable, versionTable } from './record.ts'
import { rejectRepeats } from './repeats.ts'
import { surpriseOf } from './surprise.ts'
import { extractWindows, rowsInWindow } from './window.ts'

/**
 * Loads an extract: reads it, lays it over the record, computes everything anew, and publishes the result as a snapshot.
 *
 * Nothing is half-loaded. All is written into a folder of its own, flushed, and renamed into place at the very end; until
 * then the last good snapshot stands, whatever happens to this process. Loading the same files again changes nothing.
 *
 * @returns every problem when files are refused, when the extract is held for a person to confirm (code 'held'), or when
 *   the authority's code is none
 * @throws LockedError when another process is loading for the same authority
 */
export async function load(request: LoadRequest): Promise<Outcome<LoadResult>> {
  if (!isAuthorityCode(request.authority))
    return refusal('authority-code', 'give the authority by its code, such as 936')
  const dir = authorityDir(request.dataDir, request.authority)
  return withLock(dir, async () => {
    await clearUnfinished(request.dataDir, request.authority)
    const building = join(dir, `${BUILDING}${process.pid}`)
    await mkdir(join(building, 'staged'), { recursive: true })
    try {
      return await loadInto(building, request)
    } finally {
      await rm(building, { recursive: true, force: true })
    }
  })
}

/**
 * What DuckDB may hold in memory unless told; the rest goes to disk. A county's extract of 60 MB is read, and all computed
 * from it, within the least; one of many times that size would spend its time on the disk.
 */
function memoryLimitFor(files: readonly { readonly bytes: number }[]): string {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  const most = Math.min(MOST_MEMORY, totalmem() / 2)
  return `${Math.round(Math.max(LEAST_MEMORY, Math.min(most, 6 * bytes)) / 1e6)}MB`
}

const LEAST_MEMORY = 450e6
const MOST_MEMORY = 3000e6

async function loadInto(building: string, request: LoadRequest): Promise<Outcome<LoadResult>> {
  const { dataDir, authority, onProgress } = request
  const staged = await stageSources(request.paths, {
    dir: join(building, 'staged'),
    formulas: 'arithmetic',
    onProgress: ({ bytesRead, bytes }) => onProgress?.({ title: 'Reading files', done: bytesRead, total: bytes }),
  })
  if (!staged.ok) return staged
  const mapping = await rememberedMapping(dataDir, authority, request.format, request.mapping)
  if (!mapping.ok) return mapping
  const recognised = recognise(request.format, staged.tables, mapping.value)
  if (!recognised.ok) return recognised
  const tables = recognised.value.tables.map(pickToRead)
  const id = extractId(request, staged.files, tables)
  const snapshots = await listSnapshots(dataDir, authority)
  const skipped = recognised.value.skipped.map(({ source, reason }) => ({
    file: source.file,
    sheet: source.sheet,
    reason,
  }))
  const current = snapshots.at(-1)
  if (current?.extracts.includes(id)) {
    const value = await knownResult(request, snapshots, id)
    return { ok: true, value: { ...value, skipped } }
  }

  const db = await openDuckDb({
    ...(request.threads ? { threads: request.threads } : {}),
    memoryLimit: request.memoryLimit ?? memoryLimitFor(staged.files),
    tempDir: join(building, 'spill'),
  })
  try {
    await installCalendar(db)
    const extract = await readExtract(db, request, id, tables, recognised.value.tables, staged.files)
    const surprise = await compareWithBefore(request, snapshots, extract)
    if (surprise.held.length > 0 && !request.accept) return { ok: false, problems: surprise.held }
    const result = await publish(db, building, request, extract, snapshots)
    if (request.mapping !== undefined) await keepMapping(dataDir, authority, request.mapping)
    return { ok: true, value: { ...result, skipped, warnings: surprise.warnings } }
  } finally {
    db.close()
  }
}

/** The first part of an id that tells what an extract is: its day, its files' bytes, and how they were read. */
function extractId(request: LoadRequest, files: readonly { sha256: string }[], tables: readonly TableToRead[]): string {
  const reading = tables.map(({ table, source, columns, headerRow }) => [
    table.table,
    source.sheet,
    headerRow,
    columns.map(({ column, index }) => [column, index]),
  ])
  const content = [
    request.format.id,
    request.format.edition,
    request.windowFrom ?? null,
    files.map(({ sha256 }) => sha256).sort(),
    reading.map((each) => JSON.stringify(each)).sort(),
  ]
  return `${request.asAt}-${hash(JSON.stringify(content))}`
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}

function pickToRead({ table, source, columns, headerRow }: TableToRead): TableToRead {
  return { table, source, columns, headerRow }
}

type Recognised = {
  readonly source: StagedCsv & { readonly oddRows: readonly { readonly row: number; readonly reason: string }[] }
  readonly ignored: readonly { readonly header: string }[]
  readonly columns: readonly { readonly column: string; readonly header: string; readonly how: string }[]
}

/** Reads every table into `arrived_<table>`, `reject` and `cell_problem`, and counts what went where. */
async function readExtract(
  db: DuckDb,
  request: LoadRequest,
  id: string,
  tables: readonly TableToRead[],
  recognised: readonly Recognised[],
  files: ExtractManifest['files'],
): Promise<ExtractManifest> {
  const { asAt, authority, format, now } = request
  await createArrivalTables(
    db,
    tables.map(({ table }) => table),
  )
  const bySource = tables.map((toRead, i) => ({ toRead, recognised: recognised[i]! }))
  const byTable = [...Map.groupBy(bySource, ({ toRead }) => toRead.table.table).values()]
  let done = 0
  const lists = await inLanes(db, byTable.toSorted(longestFirst), async (lane, sources) => {
    const read: ExtractTable[] = []
    for (const source of sources) {
      request.onProgress?.({ title: 'Reading lists', done: done++, total: tables.length })
      read.push(await readSource(lane, asAt, source))
    }
    return read
  })
  // In the order of the files, whichever list was read first.
  const order = (each: ExtractTable) =>
    tables.findIndex(
      ({ table, source }) => table.table === each.table && source.file === each.file && source.sheet === each.sheet,
    )
  const read = lists.flat().sort((a, b) => order(a) - order(b))
  const windows = await extractWindows(
    db,
    tables.map(({ table }) => table),
    asAt,
    request.windowFrom,
  )
  return {
    id,
    authority,
    asAt,
    loadedAt: now,
    format: { id: format.id, edition: format.edition },
    files,
    tables: read.map((each) => ({ ...each, window: windows.get(each.table)! })),
  }
}

interface SourceToRead {
  readonly toRead: TableToRead
  readonly recognised: Recognised
}

function longestFirst(a: readonly SourceToRead[], b: readonly SourceToRead[]): number {
  const records = (sources: readonly SourceToRead[]) =>
    sources.reduce((sum, { toRead }) => sum + toRead.source.records * toRead.columns.length, 0)
  return records(b) - records(a)
}

/** Reads one sheet or file. Its window is told by all tables together, later. */
async function readSource(db: DuckDb, asAt: PlainDate, { toRead, recognised }: SourceToRead): Promise<ExtractTable> {
  const odd = await rejectOddRows(db, toRead, recognised.source.oddRows)
  const counts = await readTable(db, toRead)
  const repeats = [...(await rejectRepeats(db, toRead.table)).values()].reduce((sum, n) => sum + n, 0)
  return {
    table: toRead.table.table,
    file: toRead.source.file,
    sheet: toRead.source.sheet,
    read: counts.read + odd,
    loaded: counts.loaded - repeats,
    rejected: counts.rejected + odd + repeats,
    cellProblems: counts.cellProblems,
    inWindow: await rowsInWindow(db, toRead.table, asAt),
    window: { from: asAt, to: asAt, how: 'standard' },
    mapping: recognised.columns.map(({ column, header, how }) => ({ column, header, how })),
    ignoredHeaders: recognised.ignored.map(({ header }) => header),
  }
}

async function rejectOddRows(
  db: DuckDb,
  { source, headerRow }: TableToRead,
  oddRows: readonly { readonly row: number; readonly reason: string }[],
): Promise<number> {
  const below = oddRows.filter(({ row }) => row > source.firstRowNumbers[headerRow]!)
  for (const { row, reason } of below) {
    await db.run('insert into reject values ($1, $2, $3, $4, null, $5)', [source.file, source.sheet, row, '', reason])
  }
  return below.length
}

async function compareWithBefore(
  request: LoadRequest,
  snapshots: readonly SnapshotManifest[],
  extract: ExtractManifest,
): Promise<{ held: readonly Problem[]; warnings: readonly Problem[] }> {
  const ids = snapshots.at(-1)?.extracts.filter((id) => id.slice(0, 10) <= extract.asAt) ?? []
  const earlier = await Promise.all(ids.map((id) => getExtract(request.dataDir, request.authority, id)))
  return surpriseOf(
    earlier.toReversed().map(({ tables }) => tables),
    extract.tables,
  )
}

/** Writes extract and snapshot, computes the stages, and renames both into place. */
async function publish(
  db: DuckDb,
  building: string,
  request: LoadRequest,
  extract: ExtractManifest,
  snapshots: readonly SnapshotManifest[],
): Promise<LoadResult> {
  const { dataDir, authority, format, onProgress } = request
  const rejects = await db.rows<Reject>('select * from reject order by file, sheet, row, "column"')
  const newExtract = join(building, 'extract')
  await writeTables(db, newExtract, [
    ...extract.tables.map(({ table }) => [arrived({ table }), table] as const),
    ['(select * from reject order by all)', 'reject'],
    ['(select * from cell_problem order by all)', 'cell_problem'],
  ])
  await writeManifest(newExtract, extract)

  const before = snapshots.at(-1)
  const extracts = withExtract(before?.extracts ?? [], extract.id)
  onProgress?.({ title: 'Adding to the record', done: 0, total: 0 })
  const record = await buildRecord(db, {
    dataDir,
    authority,
    format,
    snapshots,
    extracts,
    arriving: extract,
    arrivingDir: newExtract,
  })
  const id = `${record.asAt}-${hash(extracts.join('\n'))}`
  await createChildTable(db, format)
  await db.run('insert into snapshot_info values ($1, $2, $3)', [id, authority, record.asAt])
  onProgress?.({ title: 'Writing the record', done: 0, total: 0 })
  const newSnapshot = join(building, 'snapshot')
  const ofRecord = [...format.tables.map(({ table }) => versionTable(table)), 'child', 'cell_problem']
  await writeTables(db, newSnapshot, ofRecord.map(asItself))
  const previousSnapshotDir = before && snapshotDir(dataDir, authority, before.id)
  for (const [i, stage] of request.stages.entries()) {
    onProgress?.({ title: stage.title, done: i, total: request.stages.length })
    await stage.run(db, { authority, snapshot: id, asAt: record.asAt, previousSnapshotDir })
    await writeTables(db, newSnapshot, stage.tables.map(asItself))
    await readFromFiles(db, newSnapshot, stage.tables)
  }
  const kept = [...ofRecord, ...request.stages.flatMap((stage) => stage.tables)]
  const manifest = await snapshotManifest(db, request, id, record, extracts, kept, snapshots)
  await writeManifest(newSnapshot, { ...manifest, arrived: extract.id, changes: record.changes })
  await putInPlace(newExtract, extractDir(dataDir, authority, extract.id))
  await putInPlace(newSnapshot, snapshotDir(dataDir, authority, id))
  return {
    snapshot: id,
    extract: extract.id,
    asAt: record.asAt,
    files: filesOf(extract),
    rejects,
    unchanged: false,
    tables: extract.tables,
    changes: record.changes,
    skipped: [],
    warnings: [],
  }
}

async function snapshotManifest(
  db: DuckDb,
  request: LoadRequest,
  id: string,
  record: {
    readonly asAt: PlainDate
    readonly coverage: readonly Coverage[]
    readonly extractDays: SnapshotManifest['extractDays']
  },
  extracts: readonly string[],
  tables: readonly string[],
  snapshots: readonly SnapshotManifest[],
): Promise<SnapshotManifest> {
  const counts: [string, number][] = []
  for (const { table } of request.format.tables) {
    counts.push([table, (await db.row<{ n: number }>(`select count(*) as n from ${sqlName(table)}`)).n])
  }
  return {
    id,
    authority: request.authority,
    asAt: record.asAt,
    loadedAt: request.now,
    sequence: (snapshots.at(-1)?.sequence ?? 0) + 1,
    extracts,
    coverage: record.coverage,
    extractDays: record.extractDays,
    rows: Object.fromEntries(counts),
    tables,
  }
}

async function writeTables(
  db: DuckDb,
  dir: string,
  tables: readonly (readonly [from: string, name: string])[],
): Promise<void> {
  await mkdir(dir, { recursive: true })
  await inLanes(db, tables, async (lane, [from, name]) => {
    const file = parquetFile(dir, name)
    await lane.run(`copy (select * from ${from}) to ${sqlText(file)} (format parquet)`)
    await fsyncFile(file)
  })
}

const asItself = (table: string) => [sqlName(table), table] as const

/** Puts views over their files in the place of tables that have been written, so that they take no memory. */
async function readFromFiles(db: DuckDb, dir: string, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    await db.run(`drop table ${sqlName(table)}`)
    await db.run(`create view ${sqlName(table)} as from ${parquetSql(dir, table)}`)
  }
}

async function writeManifest(dir: string, manifest: ExtractManifest | SnapshotManifest): Promise<void> {
  await writeFileDurably(join(dir, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  await fsyncDir(dir)
}

/** Renames a finished folder into place. What stands there already was left by a load that was cut off, and goes. */
async function putInPlace(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true })
  await renameDurably(from, to)
}

function filesOf(extract: ExtractManifest): LoadResult['files'] {
  return extract.files.map(({ path, sha256 }) => ({
    path,
    sha256,
    tables: extract.tables
      .filter((each) => each.file === path)
      .map(({ table, sheet, read, loaded, rejected }) => ({ table, sheet, read, loaded, rejected })),
  }))
}

/**
 * What the load of an extract did that the newest snapshot holds already. A request of the same moment as that snapshot is
 * the one that made it, asked again because its process died before it could answer: it is answered as it was.
 */
async function knownResult(
  request: LoadRequest,
  snapshots: readonly SnapshotManifest[],
  id: string,
): Promise<LoadResult> {
  const current = snapshots.at(-1)!
  const extract = await getExtract(request.dataDir, request.authority, id)
  const isOurs = current.arrived === id && current.loadedAt === request.now
  const surprise = isOurs ? await compareWithBefore(request, snapshots.slice(0, -1), extract) : undefined
  return {
    snapshot: current.id,
    extract: id,
    asAt: current.asAt as PlainDate,
    files: filesOf(extract),
    rejects: await rejectsOf(request.dataDir, request.authority, id),
    unchanged: !isOurs,
    tables: extract.tables,
    changes: isOurs ? (current.changes ?? []) : [],
    skipped: [],
    warnings: surprise?.warnings ?? [],
  }
}

/** The rows of an extract that were not loaded. */
export async function rejectsOf(dataDir: string, authority: string, extract: string): Promise<Reject[]> {
  const db = await openDuckDb({ threads: 1 })
  try {
    const rejects = parquetSql(extractDir(dataDir, authority, extract), 'reject')
    return await db.rows<Reject>(`select * from ${rejects} order by file, sheet, row, "column"`)
  } finally {
    db.close()
  }
}

function refusal(code: string, message: string): Outcome<never> {
  return { ok: false, problems: [{ code, message }] }
}
