import type { Day } from './days.ts'
import type { ListDefinition, View } from './lists/list.ts'
import type { County } from './model.ts'
import { cellText, type Style } from './style.ts'

/** How much is wrong, and how it is chosen. */
export interface Dirt {
  readonly seed: number
  readonly share: number
  readonly asAt: Day
}

/** Something wrong that was put in a file on purpose. `row` is the row number that a spreadsheet shows. */
export interface Planted {
  readonly extract: string
  readonly list: number
  readonly row: number
  readonly column: string
  readonly kind: string
  readonly childId: string
}

/** A row as it is written, and what was planted in it. */
export interface WrittenRow {
  readonly texts: string[]
  readonly planted: readonly Omit<Planted, 'extract' | 'list' | 'row'>[]
}

/** A clean extract. */
export const noDirt: Dirt = { seed: 0, share: 0, asAt: 0 }

/** The rows of a list as they are written. */
export function* dirtyRows(
  county: County,
  list: ListDefinition,
  view: View,
  style: Style,
  _dirt: Dirt,
): Iterable<WrittenRow> {
  for (const row of list.rows(county, view)) {
    yield { texts: list.columns.map((column, at) => cellText(column, row.cells[at], style)), planted: [] }
  }
}
