import type { ImportFormat } from '#imports'
import type { JobProgress } from '#platform/jobs'
import { type Html, tag } from '#platform/web'
import type { Problem } from '#values'
import type { Upload } from './upload.ts'

/** A whole number as people write it: 12,345. */
export function countOf(n: number): string {
  return n.toLocaleString('en-GB')
}

/** `1 row`, `2 rows`. */
export function rowsOf(n: number): string {
  return `${countOf(n)} ${n === 1 ? 'row' : 'rows'}`
}

/** `List 3: Referrals`, or the title alone of what is no numbered list. */
export function listName(format: ImportFormat, table: string): string {
  const found = format.tables.find((each) => each.table === table)
  if (!found) return table
  return found.list > 0 ? `List ${found.list}: ${found.title}` : found.title
}

/** The name of a column as the standard prints it. */
export function columnName(format: ImportFormat, table: string, column: string): string {
  const found = format.tables.find((each) => each.table === table)?.columns.find(({ name }) => name === column)
  return found?.header ?? column
}

/** Where an upload is: the two of its own state and the state of its job say it together. */
export type Stand = 'waiting' | 'working' | 'failed' | Exclude<Upload['state'], 'stored'>

/** What an upload's page says of it. A job that has used up its attempts is told as failed, never as still to come. */
export function standOf(upload: Pick<Upload, 'state'>, job: Pick<JobProgress, 'state'> | undefined): Stand {
  if (job?.state === 'failed') return 'failed'
  if (job?.state === 'working') return 'working'
  if (job?.state === 'asked' || job?.state === 'queued') return 'waiting'
  return upload.state === 'stored' ? 'waiting' : upload.state
}

const STANDS = {
  waiting: { text: 'Waiting', classes: 'govuk-tag--grey' },
  working: { text: 'Loading', classes: 'govuk-tag--blue' },
  failed: { text: 'Failed', classes: 'govuk-tag--red' },
  loaded: { text: 'Loaded', classes: 'govuk-tag--green' },
  unchanged: { text: 'Nothing new', classes: 'govuk-tag--grey' },
  held: { text: 'Held', classes: 'govuk-tag--yellow' },
  refused: { text: 'Refused', classes: 'govuk-tag--red' },
  withdrawn: { text: 'Withdrawn', classes: 'govuk-tag--grey' },
} as const satisfies Record<Stand, { text: string; classes: string }>

export function standTag(stand: Stand): Html {
  return tag(STANDS[stand])
}

/** Where a problem is, in front of its sentence when the sentence does not say so itself. */
export function placeOf({ file, sheet, message }: Problem): string | undefined {
  const place = [file, sheet && `sheet ${sheet}`].filter(Boolean).join(', ')
  return place === '' || (file !== undefined && message.includes(file)) ? undefined : place
}

/** `twenty files` is no help: the first names, and how many more. */
export function filesOf(files: readonly { readonly name: string }[]): string {
  const [first, ...others] = files
  if (!first) return 'no file'
  return others.length === 0 ? first.name : `${first.name} and ${countOf(others.length)} more`
}
