import { lstatSync, readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type FileProblem, fileProblem } from './file-problem.ts'
import type { Limits } from './limits.ts'

/** A file to read, and what to call it. */
export interface SourcePath {
  readonly path: string
  readonly file: string
  readonly bytes: number
  /** Whether it came out of a zip. */
  readonly isUnpacked?: boolean
}

/** The files that paths stand for, and what is wrong with those that stand for none. */
export interface ListedSources {
  readonly sources: readonly SourcePath[]
  readonly problems: readonly FileProblem[]
}

/**
 * Turns files and folders into files, in the order given and within a folder by name.
 *
 * Folders inside folders are not entered. Hidden files, Excel's lock files (`~$...`) and `Thumbs.db` are passed over;
 * so are links inside folders, which could lead anywhere.
 */
export function listSources(paths: readonly string[], limits: Limits): ListedSources {
  const listed = paths.map((path) => listOne(path))
  const sources = toldApart(listed.flatMap((one) => one.sources))
  const problems = listed.flatMap((one) => one.problems)
  if (sources.length <= limits.files) return { sources, problems }
  return { sources: [], problems: [fileProblem('too-many-files', basename(paths[0] ?? ''))] }
}

/** Files of one name in different folders are called by their paths, so that a row can be found again. */
function toldApart(sources: readonly SourcePath[]): SourcePath[] {
  const byName = Map.groupBy(sources, ({ file }) => file)
  return sources.map((source) => (byName.get(source.file)!.length > 1 ? { ...source, file: source.path } : source))
}

function listOne(path: string): ListedSources {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat?.isFile()) return { sources: [{ path, file: basename(path), bytes: stat.size }], problems: [] }
  if (!stat?.isDirectory()) return { sources: [], problems: [fileProblem('not-found', basename(path))] }
  const sources = readdirSync(path)
    .filter((name) => !isPassedOver(name))
    .toSorted()
    .map((name) => ({ path: join(path, name), file: name, stat: lstatSync(join(path, name)) }))
    .filter((entry) => entry.stat.isFile())
    .map((entry) => ({ path: entry.path, file: entry.file, bytes: entry.stat.size }))
  return { sources, problems: sources.length > 0 ? [] : [fileProblem('nothing-to-read', basename(path))] }
}

/** Whether a file of this name is left behind by a program and is nobody's data. */
export function isPassedOver(name: string): boolean {
  return name.startsWith('.') || name.startsWith('~$') || /^(thumbs\.db|desktop\.ini)$/i.test(name)
}
