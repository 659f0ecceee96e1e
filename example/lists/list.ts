import { ageAt, type Day, latestBy, NEVER } from '../days.ts'
import type { Case, Child, County } from '../model.ts'
import { holderOn } from '../workforce.ts'
import type { Column } from './columns.ts'

/** What a cell holds before it is written: a day or a count as a number, a code or a text as itself, or nothing. */
export type Cell = string | number | undefined

/** The day an extract is taken, and the first day it looks back to. */
export interface View {
  readonly asAt: Day
  readonly from: Day
  /** The first day that the lists of twelve months look back to. */
  readonly yearFrom: Day
}

/** A row of a list: its cells in the order of the columns, whose row it is, and the day that tells it from others. */
export interface Row {
  readonly cells: Cell[]
  readonly child: Child | undefined
  readonly number: number
  readonly day: Day
}

/** One of the lists, and how its rows are read from the county as it stood on a day. */
export interface ListDefinition {
  readonly number: number
  readonly title: string
  readonly columns: readonly Column[]
  readonly rows: (county: County, view: View) => Iterable<Row>
}

/** The five cells that begin the lists of children. An unborn child has no birthday yet. */
export function childCells(child: Child, asAt: Day): Cell[] {
  if (child.born > asAt) return [child.id, 'U', child.ethnicity, undefined, undefined]
  return [child.id, child.sex, child.ethnicity, child.born, ageAt(child.born, asAt)]
}

/** The team and worker who held the case on `day`; no worker while it waited to be allocated. */
export function holderCells(file: Case, day: Day): Cell[] {
  const holder = holderOn(file, day)
  return [holder?.team?.name, holder?.worker?.name]
}

/** `day` once it has come, else nothing. */
export function known(day: Day | undefined, asAt: Day): Day | undefined {
  return day !== undefined && day <= asAt && day !== NEVER ? day : undefined
}

/** The latest of `days` by `asAt` that is no earlier than `from`. */
export function latestSince(days: readonly Day[], from: Day, asAt: Day): Day | undefined {
  const latest = latestBy(days, asAt)
  return latest !== undefined && latest >= from ? latest : undefined
}

/** 'Y' or 'N'. */
export function yesNo(value: boolean): string {
  return value ? 'Y' : 'N'
}

/** One row for each thing that `of` gives for a child and `cells` accepts. */
export function* childRows<T>(
  county: County,
  of: (child: Child) => readonly T[],
  dayOf: (thing: T) => Day,
  cells: (child: Child, thing: T) => Cell[] | undefined,
): Iterable<Row> {
  for (const child of county.children) {
    for (const thing of of(child)) {
      const written = cells(child, thing)
      if (written) yield { cells: written, child, number: child.number, day: dayOf(thing) }
    }
  }
}
