/** Which counts are too small to leave the authority, and what is put in their place. */
export interface SmallNumberRule {
  readonly from: number
  readonly to: number
  readonly mark: string
}

/**
 * Counts of 1 to 5 are shown as `c`; 0 is shown.
 * @source Department for Education, standard symbols of statistical releases: `c`, suppressed to protect confidentiality;
 * children in need and children looked after releases: figures of 1 to 5, and what would give them away
 */
export const smallNumbers: SmallNumberRule = { from: 1, to: 5, mark: 'c' }

/** A count as it may leave the authority. */
export type ShownCount = number | string

/** Which totals are printed beside a table; one that is not cannot give anything away. All are, unless said otherwise. */
export interface PrintedTotals {
  readonly rows?: boolean
  readonly columns?: boolean
  readonly grand?: boolean
}

/** A table as it may leave the authority. A total that is not printed is null. */
export interface ShownTable {
  readonly cells: readonly (readonly ShownCount[])[]
  readonly rowTotals: readonly (ShownCount | null)[]
  readonly columnTotals: readonly (ShownCount | null)[]
  readonly grandTotal: ShownCount | null
}

/** True for a count that is too small to be shown. A rate whose numerator or denominator is such is not shown either. */
export function isSmall(count: number, rule: SmallNumberRule = smallNumbers): boolean {
  return count >= rule.from && count <= rule.to
}

/**
 * Hides the small counts of a table with totals, and as many others as it takes that no hidden count comes back by
 * subtraction: someone who knows the shown figures, that totals are sums and that counts are whole and not negative still
 * has at least two values open for every hidden count.
 *
 * Others are hidden where they cost least: small before large, counts before totals, what is not nought before nought. Tables
 * that overlap (the same counts by month and by year) are each safe by themselves, not against one another.
 *
 * @param counts whole numbers of at least 0, rows of equal length
 * @throws RangeError for counts that are not such
 */
export function suppressTable(
  counts: readonly (readonly number[])[],
  { rule = smallNumbers, totals = {} }: { readonly rule?: SmallNumberRule; readonly totals?: PrintedTotals } = {},
): ShownTable {
  if ((checked(counts)[0]?.length ?? 0) === 0)
    return { cells: counts, rowTotals: [], columnTotals: [], grandTotal: null }
  const grid = withTotals(counts)
  const isPrintedAt = ({ r, c }: At) => isPrinted(grid, r, c, totals)
  const hidden = grid.map((row, r) => row.map((count, c) => isSmall(count, rule) || !isPrinted(grid, r, c, totals)))
  hideOthers(grid, hidden, isPrintedAt)
  const shown = grid.map((row, r) =>
    row.map((count, c) => (!isPrinted(grid, r, c, totals) ? null : hidden[r]?.[c] ? rule.mark : count)),
  )
  const cells = shown.slice(0, -1).map((row) => row.slice(0, -1) as ShownCount[])
  return {
    cells,
    rowTotals: shown.slice(0, -1).map((row) => row.at(-1) ?? null),
    columnTotals: shown.at(-1)?.slice(0, -1) ?? [],
    grandTotal: shown.at(-1)?.at(-1) ?? null,
  }
}

/** The same for one list of counts, with its total when that is printed. */
export function suppressList(
  counts: readonly number[],
  { rule = smallNumbers, total = true }: { readonly rule?: SmallNumberRule; readonly total?: boolean } = {},
): { readonly counts: readonly ShownCount[]; readonly total: ShownCount | null } {
  const shown = suppressTable([counts], { rule, totals: { rows: total, columns: false, grand: false } })
  return { counts: shown.cells[0] ?? [], total: shown.rowTotals[0] ?? null }
}

/** Counts with a row and a column of totals: the last of each. */
type Grid = readonly (readonly number[])[]

/** Which places of a grid are hidden. Filled up as more are hidden. */
type Hidden = boolean[][]

interface At {
  readonly r: number
  readonly c: number
}

function checked(counts: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const width = counts[0]?.length ?? 0
  const fits = counts.every(
    (row) => row.length === width && row.every((count) => Number.isSafeInteger(count) && count >= 0),
  )
  if (!fits) throw new RangeError('a table to suppress holds whole counts of at least 0, in rows of equal length')
  return counts
}

function withTotals(counts: readonly (readonly number[])[]): Grid {
  const width = counts[0]?.length ?? 0
  const columns = Array.from({ length: width }, (_, c) => sum(counts.map((row) => row[c] ?? 0)))
  return [...counts.map((row) => [...row, sum(row)]), [...columns, sum(columns)]]
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function isPrinted(grid: Grid, r: number, c: number, totals: PrintedTotals): boolean {
  const isRowTotal = c === (grid[0]?.length ?? 0) - 1
  const isColumnTotal = r === grid.length - 1
  if (isRowTotal && isColumnTotal) return totals.grand ?? true
  if (isRowTotal) return totals.rows ?? true
  return isColumnTotal ? (totals.columns ?? true) : true
}

/**
 * Hides more round each hidden count until it is safe. Safe stays safe, since to hide more only opens more; so each is looked
 * at once. In a table with all hidden every count is open, so this ends.
 */
function hideOthers(grid: Grid, hidden: Hidden, isPrintedAt: (at: At) => boolean): void {
  const waiting = places(hidden).filter((at) => hidden[at.r]?.[at.c])
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (!isPrintedAt(at) || isSafe(grid, hidden, at)) continue
    for (const more of cheapestCover(grid, hidden, at) ?? places(hidden)) {
      const row = hidden[more.r]
      if (row === undefined || row[more.c]) continue
      row[more.c] = true
      waiting.push(more)
    }
  }
}

function places(hidden: Hidden): readonly At[] {
  return hidden.flatMap((row, r) => row.map((_, c) => ({ r, c })))
}

/** The other three corners of a rectangle with `at`, that cost least to hide and make it safe. */
function cheapestCover(grid: Grid, hidden: Hidden, at: At): readonly At[] | undefined {
  const rectangles = places(hidden)
    .filter(({ r, c }) => r !== at.r && c !== at.c)
    .map(({ r, c }) => [
      { r, c },
      { r: at.r, c },
      { r, c: at.c },
    ])
    .filter((corners) => corners.some(({ r, c }) => !hidden[r]?.[c]))
    .map((corners) => ({ corners, cost: sum(corners.map((corner) => costOf(grid, hidden, corner))) }))
    .sort((a, b) => a.cost - b.cost)
  return rectangles.find(({ corners }) => isSafe(grid, withHidden(hidden, corners), at))?.corners
}

/** Figures that readers miss least go first. Nought hides badly: a group of noughts whose total is shown is no secret. */
function costOf(grid: Grid, hidden: Hidden, { r, c }: At): number {
  if (hidden[r]?.[c]) return 0
  const all = grid.at(-1)?.at(-1) ?? 0
  const isTotal = r === grid.length - 1 || c === (grid[0]?.length ?? 0) - 1
  const count = grid[r]?.[c] ?? 0
  return 1 + count + (isTotal ? 4 * (all + 1) : 0) + (count === 0 ? 2 * (all + 1) : 0)
}

function withHidden(hidden: Hidden, more: readonly At[]): Hidden {
  return hidden.map((row, r) => row.map((is, c) => is || more.some((at) => at.r === r && at.c === c)))
}

/**
 * True when another value is open for the hidden count at that place.
 *
 * A count can change only along a closed round of hidden places, by row and by column in turn, where each change makes the
 * one before good. So another value is open when there is a round through the place on which no count falls below 0.
 */
function isSafe(grid: Grid, hidden: Hidden, at: At): boolean {
  return hasRound(grid, hidden, at, 1) || hasRound(grid, hidden, at, -1)
}

/**
 * Whether there is a round on which the count at that place goes by `change`, the next in its column by the opposite, the
 * next in that one's row by `change` again, and so on back to its row.
 */
function hasRound(grid: Grid, hidden: Hidden, at: At, change: 1 | -1): boolean {
  const isOpen = (r: number, c: number, by: number): boolean =>
    hidden[r]?.[c] === true && !(r === at.r && c === at.c) && canChange(grid, { r, c }, by)
  const openColumns = (r: number) => (grid[r] ?? []).flatMap((_, c) => (isOpen(r, c, change) ? [c] : []))
  if (!canChange(grid, at, change)) return false
  const rows = new Set<number>()
  const columns = new Set([at.c])
  for (const c of columns) {
    for (let r = 0; r < grid.length; r += 1) if (isOpen(r, c, -change)) rows.add(r)
    if (rows.has(at.r)) return true
    for (const r of rows) for (const next of openColumns(r)) columns.add(next)
  }
  return false
}

/** A total counts against what it adds up, so on a round it goes the other way; a grand total is turned twice. */
function canChange(grid: Grid, { r, c }: At, change: number): boolean {
  const isTurned = (r === grid.length - 1) !== (c === (grid[0]?.length ?? 0) - 1)
  return change > 0 !== isTurned || (grid[r]?.[c] ?? 0) > 0
}
