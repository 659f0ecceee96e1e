import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { fileOf, headersOf } from './extract.ts'
import { lists } from './lists/index.ts'
import type { ListDefinition } from './lists/list.ts'
import { countyStyle, plainStyle } from './style.ts'

/** The rows of a list as texts, headers first, read with a reader that had no hand in writing them. */
export function readRows(dir: string, list: ListDefinition, plain = false): string[][] {
  const encodings = { utf8: 'utf-8', utf8bom: 'utf-8', utf16: 'utf-16le', windows1252: 'windows-1252' } as const
  const { encoding } = plain ? plainStyle : countyStyle(list.number)
  const text = new TextDecoder(encodings[encoding]).decode(readFileSync(join(dir, fileOf(list))))
  return parse(text, { skip_empty_lines: false }) as string[][]
}

/** The rows of a plain list by the names of its fields; the headers must be the template's. */
export function readPlain(dir: string, number: number): Record<string, string>[] {
  const list = listOf(number)
  const [header, ...rows] = readRows(dir, list, true)
  if (header?.join() !== headersOf(list, plainStyle).join()) throw new Error(`list ${number} has other headers`)
  return rows.map((row) => Object.fromEntries(list.columns.map(({ field }, at) => [field, row[at] as string])))
}

/** A list by its number. */
export function listOf(number: number): ListDefinition {
  return lists[number - 1] as ListDefinition
}

/** What tells a row of each list from the others: its natural key. */
export const naturalKeys: Readonly<Record<number, readonly string[]>> = {
  1: ['childId', 'dateOfContact', 'contactSource'],
  2: ['childId', 'assessmentStartDate'],
  3: ['childId', 'dateOfReferral'],
  4: ['childId', 'assessmentStartDate'],
  5: ['childId', 'strategyDiscussionDate'],
  6: ['childId', 'cinStartDate'],
  7: ['childId', 'planStartDate'],
  8: ['childId', 'startedLookedAfter'],
  9: ['childId'],
  10: ['childId', 'adoptionDecision'],
  11: ['adopterId'],
}

/** The natural key of a row as text. */
export function keyOf(number: number, row: Record<string, string>): string {
  return (naturalKeys[number] as readonly string[]).map((field) => row[field]).join(' | ')
}
