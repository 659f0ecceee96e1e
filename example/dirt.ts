import type { Day } from './days.ts'
import { type DraftRow, type FaultKind, faults, faultsOfList, textsOf } from './faults.ts'
import type { Column } from './lists/columns.ts'
import type { ListDefinition, Row, View } from './lists/list.ts'
import type { Child, County } from './model.ts'
import { draw, hash, randomFrom, type Weighted } from './random.ts'
import { headerOf, type Style } from './style.ts'

/** How much is wrong, and the seed by which it is chosen. */
export interface Dirt {
  readonly seed: number
  readonly share: number
}

/** Faults that only other lists show: by child rather than by row. */
type LinkedFault = 'plan-without-referral' | 'closed-but-on-plan' | 'status-differs'

/** Something wrong that was put in a file on purpose. `row` is the row number that a spreadsheet shows. */
export interface Planted {
  readonly extract: string
  readonly list: number
  readonly row: number
  readonly column: string
  readonly kind: FaultKind | LinkedFault
  readonly childId: string
}

/** What was planted in one row. */
export type PlantedInRow = Omit<Planted, 'extract' | 'list' | 'row'>

/** A row as it is written, and what was planted in it. */
export interface WrittenRow {
  readonly texts: string[]
  readonly planted: PlantedInRow | undefined
}

/** A clean extract. */
export const noDirt: Dirt = { seed: 0, share: 0 }

/** Some faults are mended before the extract and some find no place in their row: so many more are tried. */
const TRIED = 1.3

/**
 * The rows of a list as they are written, some with a fault.
 *
 * What is wrong with a row is chosen by what the row is, not by the extract: it is wrong in every extract until, for
 * some, the day comes on which it is mended.
 */
export function* dirtyRows(
  county: County,
  list: ListDefinition,
  view: View,
  style: Style,
  dirt: Dirt,
): Iterable<WrittenRow> {
  for (const row of list.rows(county, view)) {
    if (isLost(dirt, list, row.child, view)) continue
    const texts = textsOf(list, row.cells, style)
    const planted = plantIn(list, row, style, view.asAt, texts, dirt)
    if (planted?.kind === 'duplicate') yield { texts, planted: undefined }
    yield { texts, planted }
  }
}

function plantIn(
  list: ListDefinition,
  row: Row,
  style: Style,
  asAt: Day,
  texts: string[],
  dirt: Dirt,
): PlantedInRow | undefined {
  const chosen = chanceOf(dirt, list.number, row.number, row.day) < dirt.share * TRIED && !isMended(dirt, row, asAt)
  const linkable = dirt.share > 0 && (list.number === 6 || list.number === 7)
  if (!chosen && !linkable) return undefined
  const draft: DraftRow = { list, row, style, asAt, random: randomOf(dirt, list, row), texts }
  const fault = (linkable && linkedFault(draft, dirt)) || (chosen && rowFault(draft))
  return fault ? { ...fault, childId: String(row.cells[0]) } : undefined
}

function rowFault(draft: DraftRow): { column: string; kind: FaultKind } | undefined {
  const kinds: Weighted<FaultKind> = faultsOfList[draft.list.number as keyof typeof faultsOfList]
  const kind = draw(draft.random, kinds)
  const column = faults[kind](draft)
  return column === undefined ? undefined : { column, kind }
}

/** Three faults in ten are mended, from two months to a year and a half after the row's day. */
function isMended(dirt: Dirt, row: Row, asAt: Day): boolean {
  const fate = hash(dirt.seed, 11, row.number, row.day)
  return fate % 10 < 3 && asAt >= row.day + 60 + (Math.floor(fate / 10) % 480)
}

function linkedFault(draft: DraftRow, dirt: Dirt): { column: string; kind: LinkedFault } | undefined {
  const { list, row } = draft
  const first = headerOf(list.columns[0] as Column, draft.style)
  if (list.number === 7 && hasLostReferral(dirt, row.child)) return { column: first, kind: 'plan-without-referral' }
  if (list.number !== 6 || row.cells[caseStatus] !== 'CPP') return undefined
  const among = chanceOf(dirt, 12, row.number, row.day)
  if (among < dirt.share) return closeOnList(draft)
  return among < 2 * dirt.share ? writeStatus(draft, 'CIN', 'status-differs') : undefined
}

const caseStatus = 11

/** Closes the child in need row of a child who has a plan, 20 days after the plan began. */
function closeOnList(draft: DraftRow): { column: string; kind: LinkedFault } | undefined {
  const plan = draft.row.child?.plans.findLast((one) => one.start <= draft.asAt)
  const closed = (plan?.start ?? draft.asAt) + 20
  if (closed > draft.asAt) return undefined
  const cells = [...draft.row.cells]
  cells[9] = closed
  cells[10] = 'RC7'
  const texts = textsOf(draft.list, cells, draft.style)
  for (const at of [9, 10]) draft.texts[at] = texts[at] as string
  return writeStatus(draft, 'CLOSED', 'closed-but-on-plan')
}

function writeStatus(draft: DraftRow, status: string, kind: LinkedFault): { column: string; kind: LinkedFault } {
  const cells = [...draft.row.cells]
  cells[caseStatus] = status
  draft.texts[caseStatus] = textsOf(draft.list, cells, draft.style)[caseStatus] as string
  const column = kind === 'closed-but-on-plan' ? 9 : caseStatus
  return { column: headerOf(draft.list.columns[column] as Column, draft.style), kind }
}

/** True for the referral and child in need rows of a child whose plan, which the extract shows, is to have neither. */
function isLost(dirt: Dirt, list: ListDefinition, child: Child | undefined, view: View): boolean {
  if ((list.number !== 3 && list.number !== 6) || !child || !hasLostReferral(dirt, child)) return false
  return child.plans.some((plan) => plan.start <= view.asAt && plan.end >= view.from)
}

function hasLostReferral(dirt: Dirt, child: Child | undefined): boolean {
  if (dirt.share === 0 || !child || child.plans.length === 0 || child.care.length > 0) return false
  return chanceOf(dirt, 13, child.number) < dirt.share / 4
}

function chanceOf(dirt: Dirt, ...parts: readonly number[]): number {
  return hash(dirt.seed, ...parts) / 2 ** 32
}

function randomOf(dirt: Dirt, list: ListDefinition, row: Row) {
  return randomFrom(dirt.seed, list.number, row.number, row.day)
}
