import { sqlName, sqlText } from '#platform/lake'
import type { Measure } from './measure.ts'
import type { Scan } from './scan.ts'

/**
 * The statement that counts all measures of a scan in one pass over its fact.
 *
 * It gives one row for each period (`on_date`, and `kind` where spans differ) and for each group of each breakdown; the
 * columns are the two counts of each measure, `<id>.n` and `<id>.d`, and the middle value of a median, `<id>.m`.
 * `$1` and `$2` are the first day and the last day that count.
 */
export function compileScan(scan: Scan): string {
  const dimensions = dimensionsOf(scan)
  const keys = [...(scan.kind === 'span' ? ['kind'] : []), 'on_date']
  const sets = [keys, ...dimensions.map((dimension) => [...keys, dimension])]
  return `with row_counted as (
    select
        ${commas([...onDate(scan), ...dimensions, ...scan.measures.flatMap(flagsOf)], 8)}
    from ${scan.source ?? scan.fact.view}
    where ${scan.on} between $1 and $2
)${scan.kind === 'span' ? SPANNED : ''}
select
    ${commas([...keys, groupingOf(dimensions), ...scan.measures.flatMap(totalsOf)], 4)}
from ${scan.kind === 'span' ? 'row_in_span' : 'row_counted'}
group by grouping sets (
    ${commas(
      sets.map((set) => `(${set.join(', ')})`),
      4,
    )}
)`
}

/**
 * The statement that turns the counts of `compileScan`, kept in `measure_scan`, into long cells in `measure_cell`.
 * Only cells of known periods and of allowed breakdowns are written, and no groups without a case.
 */
export function compileCells(scan: Scan): string {
  const kind = scan.kind === 'span' ? 'kind' : sqlText(scan.kind === 'month' ? 'month' : 'snapshot')
  return `insert into measure_cell
with cell as (
    select
        ${kind} as kind,
        on_date,
        group_of.dimension,
        group_of.value,
        unnest([
            ${scan.measures.map(cellOf).join(',\n            ')}
        ], recursive := true)
    from measure_scan
)
select
    cell.measure, measure_by.edition, cell.kind, cell.on_date, cell.dimension, cell.value,
    cell.numerator, cell.denominator, cell.middle
from cell
join measure_by on measure_by.measure = cell.measure and measure_by.dimension = cell.dimension
join measure_known on measure_known.known = measure_by.known and measure_known.kind = cell.kind
    and measure_known.on_date = cell.on_date
where cell.dimension = '' or cell.numerator > 0 or cell.denominator > 0`
}

/** The breakdowns of a scan's measures, sorted, so that the statement does not depend on the order of declarations. */
export function dimensionsOf(scan: Scan): readonly string[] {
  return [...new Set(scan.measures.flatMap((measure) => measure.by))].sort()
}

/** The condition for a row to count at all: of a count its numerator, otherwise its denominator. */
export function caseCondition(measure: Measure): string {
  switch (measure.kind) {
    case 'count':
    case 'perTenThousand':
      return measure.numerator.where ?? 'true'
    case 'rate':
      return measure.denominator.where ?? 'true'
    case 'share':
      return both(measure.denominator.where, `${measure.category} is not null`)
    case 'mean':
    case 'median':
      return both(measure.denominator.where, `(${measure.amount.sql}) is not null`)
    default:
      return measure satisfies never
  }
}

const SPANNED = `,
row_in_span as (
    select span.kind, span.on_date, row_counted.* exclude (day)
    from row_counted
    join measure_span as span on row_counted.day >= span.from_date and row_counted.day < span.to_date
)`

function onDate(scan: Scan): string[] {
  switch (scan.kind) {
    case 'month':
      return [`date_trunc('month', ${scan.on}) as on_date`]
    case 'span':
      return [`${scan.on} as day`]
    case 'day':
    case 'observed':
      return [`${scan.on} as on_date`]
    default:
      return scan.kind satisfies never
  }
}

/** Columns of `row_counted` for one measure: is it a case, does it count above, and how much. */
function flagsOf(measure: Measure): string[] {
  const flags = [`coalesce(${caseCondition(measure)}, false) as ${column(measure, 'case')}`]
  if (measure.kind === 'rate')
    flags.push(`coalesce(${measure.numerator.where ?? 'true'}, false) as ${column(measure, 'met')}`)
  if (measure.kind === 'mean' || measure.kind === 'median')
    flags.push(`(${measure.amount.sql}) as ${column(measure, 'amount')}`)
  if ('distinct' in measure && measure.distinct) flags.push(`${measure.distinct} as ${column(measure, 'of')}`)
  return flags
}

/** Aggregates for one measure. */
function totalsOf(measure: Measure): string[] {
  const cases = column(measure, 'case')
  switch (measure.kind) {
    case 'count':
    case 'perTenThousand':
      return [`${counting(measure)} filter (where ${cases}) as ${column(measure, 'n')}`]
    case 'rate':
      return [
        `${counting(measure)} filter (where ${cases} and ${column(measure, 'met')}) as ${column(measure, 'n')}`,
        `${counting(measure)} filter (where ${cases}) as ${column(measure, 'd')}`,
      ]
    case 'share':
      return [`count(*) filter (where ${cases}) as ${column(measure, 'd')}`]
    case 'mean':
      return [
        `sum(${column(measure, 'amount')}) filter (where ${cases}) as ${column(measure, 'n')}`,
        `count(*) filter (where ${cases}) as ${column(measure, 'd')}`,
      ]
    case 'median':
      return [
        `median(${column(measure, 'amount')}) filter (where ${cases}) as ${column(measure, 'm')}`,
        `count(*) filter (where ${cases}) as ${column(measure, 'd')}`,
      ]
    default:
      return measure satisfies never
  }
}

/** What stands in the long table for one measure; of a share, groups have the numerator and the whole has the denominator. */
function cellOf(measure: Measure): string {
  const n = `${column(measure, 'n')}::bigint`
  const d = `${column(measure, 'd')}::bigint`
  const cell = (numerator: string, denominator: string, middle: string) =>
    `{'measure': ${sqlText(measure.id)}, 'numerator': ${numerator}, 'denominator': ${denominator}, 'middle': ${middle}}`
  switch (measure.kind) {
    case 'count':
    case 'perTenThousand':
      return cell(n, 'null::bigint', 'null::double')
    case 'rate':
      return cell(n, d, 'null::double')
    case 'mean':
      return cell(`coalesce(${n}, 0)`, d, 'null::double')
    case 'share':
      return cell(
        `case when group_of.dimension <> '' then ${d} end`,
        `case when group_of.dimension = '' then ${d} end`,
        'null::double',
      )
    case 'median':
      return cell('null::bigint', d, `${column(measure, 'm')}::double`)
    default:
      return measure satisfies never
  }
}

/** One column that says which breakdown a row of totals belongs to, and which group of it. */
function groupingOf(dimensions: readonly string[]): string {
  const whole = `{'dimension': '', 'value': ''}`
  if (dimensions.length === 0) return `${whole} as group_of`
  const branches = dimensions.map(
    (dimension) =>
      `when grouping(${dimension}) = 0 then {'dimension': '${dimension}', 'value': coalesce(${dimension}::varchar, 'Not known')}`,
  )
  return `case
        ${branches.join('\n        ')}
        else ${whole}
    end as group_of`
}

function counting(measure: Measure): string {
  return 'distinct' in measure && measure.distinct ? `count(distinct ${column(measure, 'of')})` : 'count(*)'
}

function both(a: string | undefined, b: string): string {
  return a ? `(${a}) and ${b}` : b
}

function column(measure: Measure, part: 'case' | 'met' | 'amount' | 'of' | 'n' | 'd' | 'm'): string {
  return sqlName(`${measure.id}.${part}`)
}

function commas(lines: readonly string[], indent: number): string {
  return lines.join(`,\n${' '.repeat(indent)}`)
}
