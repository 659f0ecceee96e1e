import { isSmall, suppressTable } from '#measures'
import type { Figure, Unit } from './compendium.ts'
import type { GatheredFigures } from './gather-figures.ts'

/**
 * A measure's figures as they may leave the authority: counts of 1 to 5 are hidden, and as many others as it takes that none comes
 * back by subtraction.
 *
 * What is left over counts as well: 97 of 100 says that 3 were not. Groups are hidden as one table with their totals, months
 * as tables of the twelve that make a year. Each such table is safe by itself; a reader who sets several beside one another
 * (by area and by age) may still narrow a count down.
 */
export function hideSmall(figures: GatheredFigures, unit: Unit): GatheredFigures {
  const years = inYears(figures.series).map((year) => hideTogether(year, unit))
  const groups = figures.breakdowns.map((breakdown) =>
    hideTogether(
      breakdown.rows.map((row) => row.figure),
      unit,
    ),
  )
  const isTotalHidden = [...groups, ...years.slice(-1)].some((table) => table.isTotalHidden)
  return {
    headline: figures.headline && hideOne(figures.headline, unit, isTotalHidden),
    yearBefore: figures.yearBefore && hideOne(figures.yearBefore, unit, years.at(-2)?.isTotalHidden ?? false),
    series: years.flatMap((year) => year.figures),
    breakdowns: figures.breakdowns.map((breakdown, i) => ({
      ...breakdown,
      rows: breakdown.rows.map((row, r) => ({ ...row, figure: groups[i]!.figures[r]! })),
    })),
  }
}

/** A figure that stands for a total is hidden as well where a table needs its total hidden. */
function hideOne(figure: Figure, unit: Unit, isTotalHidden: boolean): Figure {
  return isTotalHidden ? hide(figure) : hideTogether([figure], unit).figures[0]!
}

/** Twelve figures at a time, counted from the newest; days are stocks that do not add up, so each is a table of its own. */
function inYears(series: readonly Figure[]): (readonly Figure[])[] {
  if (series.some(({ period }) => period.kind !== 'month')) return series.map((figure) => [figure])
  const first = series.length % 12
  const starts = Array.from({ length: Math.ceil((series.length - first) / 12) }, (_, i) => first + 12 * i)
  return [series.slice(0, first), ...starts.map((start) => series.slice(start, start + 12))].filter(
    (year) => year.length > 0,
  )
}

interface HiddenTable {
  readonly figures: readonly Figure[]
  /** True where what is hidden would come back from the total, so that the total may not be shown either. */
  readonly isTotalHidden: boolean
}

/** The figures of one table: a row each, with what was counted and what was left over, and totals. */
function hideTogether(figures: readonly Figure[], unit: Unit): HiddenTable {
  if (figures.length === 0 || !figures.every((figure) => isCounted(figure, unit))) {
    return { figures: figures.map((figure) => (isUnsafe(figure, unit) ? hide(figure) : figure)), isTotalHidden: false }
  }
  const { cells, rowTotals, columnTotals, grandTotal } = suppressTable(figures.map(countsOf))
  const isHidden = (count: number | string | null): boolean => typeof count === 'string'
  return {
    figures: figures.map((figure, i) => ([...cells[i]!, rowTotals[i]!].some(isHidden) ? hide(figure) : figure)),
    isTotalHidden: [...columnTotals, grandTotal].some(isHidden),
  }
}

/** True for numbers of cases: of a median or a mean only the cases are, and of a rate per 10,000 the children are far too many to hide. */
function isCounted({ numerator }: Figure, unit: Unit): boolean {
  return numerator !== null && (unit === 'count' || unit === 'percent')
}

function countsOf({ numerator, denominator }: Figure): number[] {
  const counted = numerator ?? 0
  return denominator === null ? [counted] : [counted, Math.max(denominator - counted, 0)]
}

function isUnsafe({ numerator, denominator }: Figure, unit: Unit): boolean {
  const cases = unit === 'per 10,000' || denominator === null ? (numerator ?? 0) : denominator
  return isSmall(cases)
}

function hide({ period }: Figure): Figure {
  return { period, numerator: null, denominator: null, value: null, hidden: true }
}
