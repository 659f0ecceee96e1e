import { type StageRequest, stageCsv } from './csv.stage.ts'
import { type FileProblem, fileProblem, Refused } from './file-problem.ts'
import type { SourcePath } from './list-sources.ts'
import { sniff } from './sniff.ts'
import type { SourceFile, StagedTable } from './staged-table.ts'

/** What became of one file: its tables, the files it holds, which are to be staged in turn, or why it is refused. */
export type FileOutcome =
  | { readonly kind: 'staged'; readonly source: SourceFile; readonly tables: readonly StagedTable[] }
  | { readonly kind: 'unpacked'; readonly sources: readonly SourcePath[] }
  | { readonly kind: 'refused'; readonly problems: readonly FileProblem[] }

/**
 * Stages one file, whatever it is.
 *
 * @throws only what the machine is to blame for, such as a full disk
 */
export async function stageFile(request: StageRequest): Promise<FileOutcome> {
  try {
    sniff(request.path)
    return { kind: 'staged', ...stageCsv(request) }
  } catch (error) {
    return { kind: 'refused', problems: [asProblem(error, request.file)] }
  }
}

function asProblem(error: unknown, file: string): FileProblem {
  if (error instanceof Refused) return fileProblem(error.code, file, error.place)
  if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EACCES')) {
    return fileProblem('not-found', file)
  }
  throw error
}
