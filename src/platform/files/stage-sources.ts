import { randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import type { FileProblem } from './file-problem.ts'
import { defaultLimits, type FormulaPolicy, type Limits } from './limits.ts'
import { listSources, type SourcePath } from './list-sources.ts'
import { StageThread } from './stage.pool.ts'
import type { FileOutcome } from './stage-file.ts'
import type { SourceFile, StagedTable } from './staged-table.ts'

/** Where to write, within which limits, and whom to tell how many bytes of how many have been read. */
export interface StageOptions {
  /** A folder that is there. Whatever is written is written in it; emptying it is the caller's task. */
  readonly dir: string
  readonly limits?: Partial<Limits>
  /** `refuse` unless told otherwise. */
  readonly formulas?: FormulaPolicy
  readonly onProgress?: (progress: { readonly bytesRead: number; readonly bytes: number }) => void
}

/** All tables of all files, in the order of the paths and sheets; or every reason why none is given. */
export type StagedSources =
  | { readonly ok: true; readonly tables: readonly StagedTable[]; readonly files: readonly SourceFile[] }
  | { readonly ok: false; readonly problems: readonly FileProblem[] }

/** Below this a second thread costs more than it saves. */
const SECOND_THREAD_BYTES = 16 * 10 ** 6

/**
 * Turns what an analyst hands over into regular CSV files that DuckDB reads strictly.
 *
 * `paths` are .xlsx workbooks, CSV files, zips of those and folders of those. What a file is is told by its bytes.
 * Reading is streamed and happens in threads of its own, so that a file made to exhaust memory or time is refused
 * like any other. One refused file refuses the whole, and all problems come at once.
 *
 * @throws what the machine is to blame for, such as a full disk; nothing that a file can bring about
 */
export async function stageSources(paths: readonly string[], options: StageOptions): Promise<StagedSources> {
  const limits = { ...defaultLimits, ...options.limits }
  const listed = listSources(paths, limits)
  const outcomes = await stageAll(listed.sources, limits, options)
  const refused = outcomes.flatMap((outcome) => (outcome.kind === 'refused' ? outcome.problems : []))
  const problems = [...listed.problems, ...refused]
  if (problems.length > 0) return { ok: false, problems }
  const staged = outcomes.filter((outcome) => outcome.kind === 'staged')
  return { ok: true, tables: staged.flatMap((one) => one.tables), files: staged.map((one) => one.source) }
}

type StageOne = (source: SourcePath, stem: string) => Promise<FileOutcome>

async function stageAll(
  sources: readonly SourcePath[],
  limits: Limits,
  { dir, onProgress, formulas = 'refuse' }: StageOptions,
): Promise<FileOutcome[]> {
  const stem = `staged-${randomBytes(4).toString('hex')}`
  const bytes = sumBytes(sources)
  let bytesRead = 0
  const onBytes = (more: number): void => {
    bytesRead = Math.min(bytes, bytesRead + more)
    onProgress?.({ bytesRead, bytes })
  }
  const count = Math.min(sources.length, availableParallelism(), bytes > SECOND_THREAD_BYTES ? 2 : 1)
  const threads = Array.from({ length: count }, () => new StageThread())
  try {
    const outcomes = await stageWith(threads, sources, (thread, { path, file, bytes, isUnpacked = false }, name) =>
      thread.run({ path, file, bytes, isUnpacked, dir, stem: `${stem}-${name}`, limits, formulas }, onBytes),
    )
    onBytes(bytes)
    return outcomes
  } finally {
    await Promise.all(threads.map((thread) => thread.close()))
  }
}

/** Hands the sources to the threads, largest first, and gives the outcomes in the order of the sources. */
async function stageWith(
  threads: readonly StageThread[],
  sources: readonly SourcePath[],
  stage: (thread: StageThread, source: SourcePath, name: string) => Promise<FileOutcome>,
): Promise<FileOutcome[]> {
  const outcomes: FileOutcome[][] = sources.map(() => [])
  const waiting = sources
    .map((source, at) => ({ source, at }))
    .toSorted((one, other) => other.source.bytes - one.source.bytes)
  const work = async (thread: StageThread): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      outcomes[next.at] = await stageUnpacked(
        (source, name) => stage(thread, source, name),
        next.source,
        String(next.at),
      )
    }
  }
  await Promise.all(threads.map(work))
  return outcomes.flat()
}

/** Stages a source and, when it was a zip of files, each of those. */
async function stageUnpacked(stage: StageOne, source: SourcePath, name: string): Promise<FileOutcome[]> {
  const outcome = await stage(source, name)
  if (outcome.kind !== 'unpacked') return [outcome]
  const inner: FileOutcome[] = []
  for (const [at, one] of outcome.sources.entries()) inner.push(await stage(one, `${name}-${at}`))
  return inner
}

function sumBytes(sources: readonly SourcePath[]): number {
  return sources.reduce((sum, source) => sum + source.bytes, 0)
}
