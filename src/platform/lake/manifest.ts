/** What one load brought, kept beside its rows. No child's data: files, counts and headers only. */
export interface ExtractManifest {
  readonly id: string
  readonly authority: string
  /** The day on which the extract says how things stand, `YYYY-MM-DD`. */
  readonly asAt: string
  /** When it was loaded, ISO 8601 in UTC. */
  readonly loadedAt: string
  readonly format: { readonly id: string; readonly edition: string }
  readonly files: readonly { readonly path: string; readonly sha256: string; readonly bytes: number }[]
  readonly tables: readonly ExtractTable[]
}

/** How one sheet or file was read. `read` counts rows that are not blank, so read = loaded + rejected. */
export interface ExtractTable {
  readonly table: string
  readonly file: string
  readonly sheet: string
  readonly read: number
  readonly loaded: number
  readonly rejected: number
  /** Cells that could not be read in rows that were loaded. */
  readonly cellProblems: number
  /** Rows inside the window that the standard sets for the list: what is compared from one extract to the next. */
  readonly inWindow: number
  /** The span over which the extract holds all that its list should. `how`: by the standard, told, or seen in the rows. */
  readonly window: { readonly from: string; readonly to: string; readonly how: 'standard' | 'told' | 'seen' }
  readonly mapping: readonly { readonly column: string; readonly header: string; readonly how: string }[]
  readonly ignoredHeaders: readonly string[]
}

/** How one table of the record changed with a load: rows added, changed, and ended by reason. */
export interface RecordChange {
  readonly table: string
  readonly added: number
  readonly changed: number
  readonly withdrawn: number
  readonly ended: number
}

/** The record as known after one load. */
export interface SnapshotManifest {
  readonly id: string
  readonly authority: string
  /** The as-at day of the newest extract in it. */
  readonly asAt: string
  readonly loadedAt: string
  /** 1 for an authority's first snapshot, and one more for each: the highest is the current one. */
  readonly sequence: number
  /** The extracts it was made from, in order of their as-at days. */
  readonly extracts: readonly string[]
  readonly coverage: readonly { readonly table: string; readonly from: string; readonly to: string }[]
  readonly extractDays: readonly { readonly table: string; readonly asAt: string }[]
  /** Current rows by table. */
  readonly rows: Readonly<Record<string, number>>
  /** Parquet files in the snapshot's folder, by table. */
  readonly tables: readonly string[]
  /** The extract whose load made it, and how that changed the record; snapshots of the first versions do not say. */
  readonly arrived?: string
  readonly changes?: readonly RecordChange[]
  /** The times at which the authority was put back to this snapshot, ISO 8601 in UTC, and from which it was. */
  readonly putBack?: readonly { readonly at: string; readonly from: string }[]
}
