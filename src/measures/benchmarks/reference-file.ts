import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'

/** The text of a file under `reference/`, unpacked when its name ends in `.gz`. */
export function referenceText(path: string): string {
  const bytes = readFileSync(new URL(`../../../reference/${path}`, import.meta.url))
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
}

/** The rows of a CSV file under `reference/`, each cell as text under its column's name. */
export function referenceRows(path: string): readonly Readonly<Record<string, string>>[] {
  return parse(referenceText(path), { columns: true, skip_empty_lines: true })
}
