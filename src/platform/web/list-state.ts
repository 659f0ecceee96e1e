import type { Fields } from './route.ts'

/** Rows on one page of a list. */
export const PAGE_ROWS = 50

export type SortOrder = 'ascending' | 'descending'

/** What a list can be asked for in its address. */
export interface ListShape {
  /** Columns that it can be sorted by, each with the order that its first click gives. */
  readonly sorts: Readonly<Record<string, SortOrder>>
  /** What it is sorted by when the address does not say. */
  readonly sort: string
  /** Names of its filters. */
  readonly filters: readonly string[]
}

/** Which part of a list is asked for; all of it stands in the address, so it can be kept, sent on and gone back to. */
export interface ListState {
  readonly path: string
  readonly sort: string
  readonly order: SortOrder
  /** From 1. */
  readonly page: number
  /** Filters in effect, by name: none of them is empty text. */
  readonly filters: Fields
}

/**
 * Reads an address of a list: `?team=t1&sort=due&order=descending&page=2`. What it does not know it takes for the usual,
 * since an old link is better answered than refused.
 */
export function readListState(request: { readonly path: string; readonly query: Fields }, shape: ListShape): ListState {
  const { query, path } = request
  const sort = query.sort !== undefined && Object.hasOwn(shape.sorts, query.sort) ? query.sort : shape.sort
  const usual = shape.sorts[sort] ?? 'ascending'
  const order = query.order === 'ascending' || query.order === 'descending' ? query.order : usual
  const filters = shape.filters.flatMap((name) => {
    const value = query[name]?.trim() ?? ''
    return value === '' ? [] : [[name, value] as const]
  })
  return { path, sort, order, page: pageNumber(query.page), filters: Object.fromEntries(filters) }
}

function pageNumber(text: string | undefined): number {
  return text !== undefined && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 1
}

/** What `limit` and `offset` of a query are for a page. */
export function pageRows(state: Pick<ListState, 'page'>): { readonly limit: number; readonly offset: number } {
  return { limit: PAGE_ROWS, offset: (state.page - 1) * PAGE_ROWS }
}

/** The last page of a list of `total` rows; 1 for an empty one. */
export function lastPage(total: number): number {
  return Math.max(1, Math.ceil(total / PAGE_ROWS))
}

/** The address of the same list with something changed. A change of order or filter goes back to the first page. */
export function listHref(
  state: ListState,
  change: Partial<Pick<ListState, 'sort' | 'order' | 'page' | 'filters' | 'path'>> = {},
): string {
  const { path, sort, order, filters, page } = { ...state, page: 1, ...change }
  const narrowed = Object.entries(filters).map(([name, value]) => `${name}=${encodeURIComponent(value)}&`)
  return `${path}?${narrowed.join('')}sort=${sort}&order=${order}${page > 1 ? `&page=${page}` : ''}`
}
