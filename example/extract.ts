import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openCsv } from './csv.ts'
import { type Day, dayOf, plusMonths } from './days.ts'
import { type Dirt, dirtyRows, noDirt, type Planted } from './dirt.ts'
import { lists } from './lists/index.ts'
import type { ListDefinition, View } from './lists/list.ts'
import type { County } from './model.ts'
import { extractReadme } from './readme.ts'
import { countyStyle, headerOf, plainStyle, type Style } from './style.ts'

/** What extract to write. */
export interface ExtractOptions {
  /** The day it is taken, `YYYY-MM-DD`: nothing later is in it. */
  readonly asAt: string
  /** How far the lists look back; `'all'` for the whole history. Lists 10 and 11 look back 12 months, or all. */
  readonly windowMonths: number | 'all'
  readonly dir: string
  /** `'county'` as the county's several systems write; `'plain'` with ISO dates and codes alone. */
  readonly style: 'county' | 'plain'
  /** The share of rows with something wrong; 0 when left out. */
  readonly dirt?: number
}

/** What was written: each file with its rows (headers and blank rows left out), and what was planted in them. */
export interface WrittenExtract {
  readonly asAt: string
  readonly dir: string
  readonly files: readonly { readonly list: number; readonly file: string; readonly rows: number }[]
  readonly planted: readonly Planted[]
}

/**
 * Writes lists 1 to 11 and workers.csv as they would stand on a day, and a README that says they are simulated.
 * @throws RangeError when the day is outside the county's history; Error of the file system
 */
export function writeExtract(county: County, options: ExtractOptions): WrittenExtract {
  const view = viewOf(county, options)
  mkdirSync(options.dir, { recursive: true })
  const planted: Planted[] = []
  const dirt = options.dirt ? { seed: county.seed, share: options.dirt } : noDirt
  const files = lists.map((list) => writeList(county, list, view, options, dirt, planted))
  writeWorkers(county, view, options)
  writeFileSync(join(options.dir, 'README.txt'), extractReadme(options.asAt))
  return { asAt: options.asAt, dir: options.dir, files, planted }
}

/** The day and the look-back of an extract. @throws RangeError when the day is outside the county's history */
export function viewOf(county: County, options: Pick<ExtractOptions, 'asAt' | 'windowMonths'>): View {
  const asAt = dayOf(options.asAt)
  if (asAt < county.from || asAt > county.to) throw new RangeError(`${options.asAt} is outside the county's history`)
  if (options.windowMonths === 'all') return { asAt, from: county.from, yearFrom: county.from }
  const back = (months: number): Day => Math.max(county.from, plusMonths(asAt, -months))
  return { asAt, from: back(options.windowMonths), yearFrom: back(Math.max(12, options.windowMonths)) }
}

/** The file name of a list. */
export function fileOf(list: ListDefinition): string {
  return `List ${list.number} - ${list.title}.csv`
}

function writeList(
  county: County,
  list: ListDefinition,
  view: View,
  options: ExtractOptions,
  dirt: Dirt,
  planted: Planted[],
) {
  const style = options.style === 'plain' ? plainStyle : countyStyle(list.number)
  const file = openCsv(join(options.dir, fileOf(list)), style.encoding)
  file.row(headersOf(list, style))
  for (const row of dirtyRows(county, list, view, style, dirt)) {
    file.row(row.texts)
    if (row.planted) planted.push({ extract: options.asAt, list: list.number, row: file.rows(), ...row.planted })
  }
  const rows = file.rows() - 1
  for (let blank = 0; blank < style.blankRows; blank++) file.row(list.columns.map(() => ''))
  file.close()
  return { list: list.number, file: fileOf(list), rows }
}

/** The headers of a list in a style. */
export function headersOf(list: ListDefinition, style: Style): string[] {
  return list.columns.map((column) => headerOf(column, style))
}

/** Workers of the window and of the half year before it, for a row may name who last held a case. */
function writeWorkers(county: County, view: View, options: ExtractOptions): void {
  const file = openCsv(join(options.dir, 'workers.csv'), 'utf8')
  file.row(['worker', 'team', 'service', 'area'])
  for (const { name, team, from, to } of county.workers) {
    if (from <= view.asAt && to >= view.from - 183) file.row([name, team.name, team.service, team.area])
  }
  file.close()
}
