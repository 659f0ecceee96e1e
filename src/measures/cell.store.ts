import type { DuckDb } from '#platform/lake'
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
  const periods = asked.flatMap((each) => each.periods.map((period) => ({ ...each, period })))
  await db.run(`create or replace temp table measure_asked (
    place integer, measure varchar, measure_kind varchar, dimension varchar, cells varchar, first_day varchar, last_day varchar)`)
  await db.append('measure_asked', (appender) => {
    for (const [place, { measure, dimension, period }] of periods.entries()) {
      appender.appendInteger(place)
      for (const text of [measure.id, measure.kind, dimension, period.cells, period.first, period.last]) {
        appender.appendVarchar(text)
      }
      appender.endRow()
    }
  })
  const found = await db.rows<CellRow>(CELLS)
  return found.map(({ place, ...row }) => {
    const { measure, dimension, period } = periods[place]!
    return { ...row, measure: measure.id, period: { kind: period.kind, from: period.from, to: period.to }, dimension }
  })
}

// Only places and counts come out: days and names of 100,000 cells would take longer to hand over than to count.
const CELLS = `
    with asked_month as (
        -- each cell that makes a period: its months, or its day
        select
            place, measure, measure_kind, dimension, cells,
            unnest(generate_series(first_day::date, last_day::date, interval 1 month))::date as on_date
        from measure_asked
    ),
    asked_cell as (
        -- of a share, the whole's too
        select place, measure, dimension, cells, on_date from asked_month
        union all
        select place, measure, '', cells, on_date from asked_month where measure_kind = 'share'
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
