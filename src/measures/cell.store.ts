import { type DuckDb, sqlText } from '#platform/lake'
import type { Period, PeriodKind, PlainDate } from '#values'
import type { Counted } from './measure-value.ts'
import type { AskedMeasure } from './measure-values.ts'

/** Counts of one measure, period and group, as read from the cells. */
export interface CountedCell extends Counted {
  readonly measure: string
  readonly period: Period
  readonly dimension: string
  readonly value: string
}

interface CellRow extends Counted {
  readonly measure: string
  readonly kind: PeriodKind
  readonly from_date: PlainDate
  readonly to_date: PlainDate
  readonly dimension: string
  readonly value: string
}

/** The periods for which the whole of each measure has been counted, by kind. */
export async function readWholes(db: DuckDb): Promise<Map<string, Map<PeriodKind, PlainDate[]>>> {
  const rows = await db.rows<{ measure: string; kind: PeriodKind; days: PlainDate[] }>(`
    select measure, kind, list(on_date order by on_date) as days
    from measure_cell
    where dimension = ''
    group by measure, kind`)
  const wholes = new Map<string, Map<PeriodKind, PlainDate[]>>()
  for (const { measure, kind, days } of rows) {
    wholes.set(measure, (wholes.get(measure) ?? new Map()).set(kind, days))
  }
  return wholes
}

/**
 * The counts asked for, with noughts for groups that have no cell in a period. Of a share, the denominator is the whole's.
 * Order: measures as asked, then periods, then groups by name with 'Not known' last.
 */
export async function readCells(db: DuckDb, asked: readonly AskedMeasure[]): Promise<readonly CountedCell[]> {
  await db.run(`create or replace temp table measure_asked (
    place integer, measure varchar, measure_kind varchar, dimension varchar, kind varchar, from_date date, to_date date,
    cells varchar, first_date date, last_date date)`)
  const rows = asked.flatMap(({ measure, dimension, periods }, place) =>
    periods.map(
      ({ kind, from, to, cells, first, last }) =>
        `(${[String(place), ...[measure.id, measure.kind, dimension, kind, from, to, cells, first, last].map(sqlText)].join(', ')})`,
    ),
  )
  for (let at = 0; at < rows.length; at += 1000) {
    await db.run(`insert into measure_asked values ${rows.slice(at, at + 1000).join(', ')}`)
  }
  return (await db.rows<CellRow>(CELLS)).map(toCell)
}

const CELLS = `
    with met as (
        -- every group that the measure has met at any time
        select distinct cell.measure, cell.dimension, cell.value
        from measure_cell as cell
        semi join measure_asked as asked on asked.measure = cell.measure and asked.dimension = cell.dimension
    ),
    summed as (
        select
            asked.measure, asked.from_date, asked.to_date, cell.dimension, cell.value,
            sum(cell.numerator) as numerator,
            sum(cell.denominator) as denominator,
            any_value(cell.middle) as middle
        from measure_asked as asked
        join measure_cell as cell on cell.measure = asked.measure and cell.kind = asked.cells
            and cell.on_date between asked.first_date and asked.last_date
            and (cell.dimension = asked.dimension or (cell.dimension = '' and asked.measure_kind = 'share'))
        group by all
    )
    select
        asked.measure, asked.kind, asked.from_date, asked.to_date, met.dimension, met.value,
        case
            when asked.measure_kind = 'median' then null
            else coalesce(summed.numerator, 0)
        end::bigint as numerator,
        case
            when asked.measure_kind in ('count', 'perTenThousand') then null
            when asked.measure_kind = 'share' then whole.denominator
            else coalesce(summed.denominator, 0)
        end::bigint as denominator,
        summed.middle as middle
    from measure_asked as asked
    join met on met.measure = asked.measure and met.dimension = asked.dimension
    left join summed on summed.measure = asked.measure and summed.from_date = asked.from_date
        and summed.to_date = asked.to_date and summed.dimension = met.dimension and summed.value = met.value
    left join summed as whole on asked.measure_kind = 'share' and whole.measure = asked.measure
        and whole.from_date = asked.from_date and whole.to_date = asked.to_date and whole.dimension = ''
    order by asked.place, asked.from_date, asked.to_date, met.value = 'Not known', met.value`

function toCell({ kind, from_date, to_date, ...row }: CellRow): CountedCell {
  return { ...row, period: { kind, from: from_date, to: to_date } }
}
