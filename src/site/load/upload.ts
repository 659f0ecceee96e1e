import type { Reject, SheetSeen, TableChange } from '#imports'
import type { ExtractTable } from '#platform/lake'
import type { PlainDate, Problem } from '#values'

/**
 * What has become of an upload: stored and not yet loaded; loaded; the same files as before, so that nothing changed; held until a
 * person says that it is right; refused; withdrawn by a person.
 */
export type UploadState = 'stored' | 'loaded' | 'unchanged' | 'held' | 'refused' | 'withdrawn'

/** A file of an upload; `path` is where it lies. */
export interface StoredFile {
  readonly name: string
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

/** What a load answered, without any cell of any row. */
export interface LoadOutcome {
  readonly problems?: readonly Problem[]
  readonly tables?: readonly ExtractTable[]
  readonly changes?: readonly TableChange[]
  readonly skipped?: readonly { readonly file: string; readonly sheet: string; readonly reason: string }[]
  readonly warnings?: readonly Problem[]
  readonly rejects?: number
  /** How refused files were understood, so that a person can put it right. */
  readonly sheets?: readonly SheetSeen[]
}

export interface Upload {
  readonly id: string
  readonly asAt: PlainDate
  readonly windowFrom: PlainDate | null
  readonly files: readonly StoredFile[]
  /** When they were removed, some time after the upload had ended; null while they are there. */
  readonly filesRemovedAt: string | null
  readonly mapping: unknown
  readonly isAccepted: boolean
  readonly personId: number
  readonly personName: string
  readonly uploadedAt: string
  readonly loadMoment: string | null
  readonly state: UploadState
  readonly endedAt: string | null
  readonly snapshot: string | null
  readonly extract: string | null
  readonly outcome: LoadOutcome | null
}

/** Rows of all tables together. */
export interface RowCounts {
  readonly read: number
  readonly loaded: number
  readonly rejected: number
  readonly cellProblems: number
}

export function totalsOf(tables: readonly ExtractTable[]): RowCounts {
  const sum = (pick: (table: ExtractTable) => number) => tables.reduce((total, table) => total + pick(table), 0)
  return {
    read: sum(({ read }) => read),
    loaded: sum(({ loaded }) => loaded),
    rejected: sum(({ rejected }) => rejected),
    cellProblems: sum(({ cellProblems }) => cellProblems),
  }
}

/** Reasons of rejects, counted, the most frequent first. */
export function countReasons(
  rejects: readonly Reject[],
): readonly { readonly reason: string; readonly rows: number }[] {
  const counts = new Map<string, number>()
  for (const { reason } of rejects) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts].map(([reason, rows]) => ({ reason, rows })).sort((a, b) => b.rows - a.rows)
}

/** Whether a person can do something about how the files were understood: not when they have gone. */
export function canBeMapped({ outcome, filesRemovedAt }: Pick<Upload, 'outcome' | 'filesRemovedAt'>): boolean {
  if (filesRemovedAt !== null) return false
  return (outcome?.sheets ?? []).some((sheet) => sheet.table !== undefined) || (outcome?.tables ?? []).length > 0
}
