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
  /** Place among the periods asked for. */
  readonly place: number
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
    place integer, measure varchar, measure_kind varchar, dimension varchar, cells varchar, first_date date, last_date date)`)
  const periods = asked.flatMap((each) => each.periods.map((period) => ({ ...each, period })))
  const rows = periods.map(({ measure, dimension, period: { cells, first, last } }, at) => {
    const texts = [measure.id, measure.kind, dimension, cells, first, last]
    return `(${at}, ${texts.map(sqlText).join(', ')})`
  })
  for (let at = 0; at < rows.length; at += 1000) {
    await db.run(`insert into measure_asked values ${rows.slice(at, at + 1000).join(', ')}`)
  }
  const found = await db.rows<CellRow>(CELLS)
  return found.map(({ place, ...row }) => {
    const { measure, dimension, period } = periods[place]!
    return { ...row, measure: measure.id, period: { kind: period.kind, from: period.from, to: period.to }, dimension }
  })
}

// Only places and counts come out: days and names of 100,000 cells would take longer to hand over than to count.
const CELLS = `
    with asked_cell as (
        -- each cell that makes a period: its months, or its day
        select place, measure, dimension, cells, unnest(generate_series(first_date, last_date, interval 1 month))::date as on_date
        from measure_asked
        union all
        select place, measure, '', cells, unnest(generate_series(first_date, last_date, interval 1 month))::date
        from measure_asked
        where measure_kind = 'share'
    ),
    met as (
        -- every group that the measure has met at any time
        select distinct cell.measure, cell.dimension, cell.value
        from measure_cell as cell
        semi join measure_asked as asked on asked.measure = cell.measure and asked.dimension = cell.dimension
    ),
    summed as (
        select
            asked.place, cell.dimension, cell.value,
            sum(cell.numerator) as numerator,
            sum(cell.denominator) as denominator,
            any_value(cell.middle) as middle
        from asked_cell as asked
        join measure_cell as cell on cell.measure = asked.measure and cell.kind = asked.cells
            and cell.on_date = asked.on_date and cell.dimension = asked.dimension
        group by all
    )
    select
        asked.place, met.value,
        case
            when asked.measure_kind = 'median' then null
            else coalesce(summed.numerator, 0)
        end::double as numerator,
        case
            when asked.measure_kind in ('count', 'perTenThousand') then null
            when asked.measure_kind = 'share' then whole.denominator
            else coalesce(summed.denominator, 0)
        end::double as denominator,
        summed.middle as middle
    from measure_asked as asked
    join met on met.measure = asked.measure and met.dimension = asked.dimension
    left join summed on summed.place = asked.place and summed.dimension = met.dimension and summed.value = met.value
    left join summed as whole on asked.measure_kind = 'share' and whole.place = asked.place and whole.dimension = ''
    order by asked.place, met.value = 'Not known', met.value`
