import type { DuckDb, ExtractTable } from '#platform/lake'
import type { PlainDate, Problem } from '#values'
import type { ImportFormat } from './format.ts'

/** Something that is computed from the record when a snapshot is made: journeys, obligations, figures. */
export interface Stage {
  /** What a person reads while it runs: "Working out what is due". */
  readonly title: string
  /** The tables that it makes, which are kept in the snapshot. */
  readonly tables: readonly string[]
  readonly run: (db: DuckDb, context: StageContext) => Promise<void>
}

/** What a stage may know beside the record. */
export interface StageContext {
  readonly authority: string
  readonly snapshot: string
  readonly asAt: PlainDate
  /** The folder of the snapshot before, when there is one. */
  readonly previousSnapshotDir: string | undefined
}

/** How far a load is. `done` of `total` is bytes, tables or stages, by step; `total` is 0 where it is not known. */
export interface Progress {
  readonly title: string
  readonly done: number
  readonly total: number
}

/** What is to be loaded, and how. */
export interface LoadRequest {
  readonly dataDir: string
  readonly authority: string
  readonly asAt: PlainDate
  readonly paths: readonly string[]
  readonly format: ImportFormat
  readonly stages: readonly Stage[]
  /** The moment of loading, ISO 8601 in UTC. */
  readonly now: string
  /** A person has said that a held extract is right. */
  readonly accept?: boolean
  /** The first day that the extract reaches back to, where the person loading says it. */
  readonly windowFrom?: PlainDate
  /** What the authority says of its sheets and headers, as parsed from JSON; remembered for the next load. */
  readonly mapping?: unknown
  readonly onProgress?: (progress: Progress) => void
  readonly threads?: number
  readonly memoryLimit?: string
}

/** A row that was not loaded, and why: what goes back to whoever made the extract. */
export interface Reject {
  readonly file: string
  readonly sheet: string
  readonly row: number
  /** The header of the column, empty when the whole row is meant. */
  readonly column: string
  readonly value: string | null
  readonly reason: string
}

/** One file of a load and where its rows went. */
export interface LoadedFile {
  readonly path: string
  readonly sha256: string
  readonly tables: readonly Pick<ExtractTable, 'table' | 'sheet' | 'read' | 'loaded' | 'rejected'>[]
}

/** How the record changed with a load, by table: rows added, changed, and ended by reason. */
export interface TableChange {
  readonly table: string
  readonly added: number
  readonly changed: number
  readonly withdrawn: number
  readonly ended: number
}

/** What a load did. `snapshot` is the new one, or the one that already held these files. */
export interface LoadResult {
  readonly snapshot: string
  /** The extract that the files make. */
  readonly extract: string
  readonly asAt: PlainDate
  readonly files: readonly LoadedFile[]
  readonly rejects: readonly Reject[]
  /** These files were loaded before, so nothing was done. */
  readonly unchanged: boolean
  readonly tables: readonly ExtractTable[]
  readonly changes: readonly TableChange[]
  readonly skipped: readonly { readonly file: string; readonly sheet: string; readonly reason: string }[]
  readonly warnings: readonly Problem[]
}
