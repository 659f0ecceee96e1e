import { ageAt, type Day, latestBy, NEVER } from '../days.ts'
import type { Case, Child, County } from '../model.ts'
import { holderOn, lastHolderOn } from '../workforce.ts'
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

/** The team and worker who last held the case on `day`, for what is over. */
export function pastHolderCells(file: Case, day: Day): Cell[] {
  const holder = lastHolderOn(file, day)
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

/** How the rows of a list of children are found: one for each thing of a child, between its first and its last day. */
export interface ChildRows<T> {
  readonly of: (child: Child) => readonly T[]
  /** The day from which the thing is on the list; also what tells it from the child's others. */
  readonly first: (thing: T) => Day
  /** The last day on which it is current; later, it is on the list while that day is in the window. */
  readonly last: (thing: T) => Day
  /** Where the first day, not the last, must be in the window of what is over. */
  readonly byFirst?: boolean
  /** The first day that the list looks back to. */
  readonly since: (view: View) => Day
  readonly cells: (child: Child, thing: T, asAt: Day) => Cell[]
}

interface Indexed<T> {
  readonly children: readonly Child[]
  readonly things: readonly T[]
  readonly first: Int32Array
  readonly last: Int32Array
}

/**
 * The `rows` of a list of children.
 *
 * The county is indexed once: an extract of a few months then passes over most of its history without looking at it.
 */
export function childRows<T>(rule: ChildRows<T>): ListDefinition['rows'] {
  const indexes = new WeakMap<County, Indexed<T>>()
  return function* (county, view) {
    const index = indexes.get(county) ?? indexOf(county, rule)
    indexes.set(county, index)
    const { asAt } = view
    const since = rule.since(view)
    for (let at = 0; at < index.things.length; at++) {
      const day = index.first[at] as Day
      const last = index.last[at] as Day
      if (day > asAt || last < since || (rule.byFirst && day < since && last <= asAt)) continue
      const child = index.children[at] as Child
      yield { cells: rule.cells(child, index.things[at] as T, asAt), child, number: child.number, day }
    }
  }
}

function indexOf<T>(county: County, rule: ChildRows<T>): Indexed<T> {
  const children: Child[] = []
  const things: T[] = []
  for (const child of county.children) {
    for (const thing of rule.of(child)) {
      children.push(child)
      things.push(thing)
    }
  }
  return { children, things, first: Int32Array.from(things, rule.first), last: Int32Array.from(things, rule.last) }
}

/** The usual look-back of a list: the window of the extract. */
export function window(view: View): Day {
  return view.from
}
