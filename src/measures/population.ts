import type { DuckDb } from '#platform/lake'
import type { PlainDate } from '#values'

/** Children aged 0 to 17 at the middle of each year. */
export type PopulationByYear = ReadonlyMap<number, number>

/** Reads the table `population (year, value)`; without it no population is known. */
export async function readPopulation(db: DuckDb): Promise<PopulationByYear> {
  const { there } = await db.row<{ there: boolean }>(
    `select exists (select 1 from duckdb_tables() where table_name = 'population')
        or exists (select 1 from duckdb_views() where view_name = 'population') as there`,
  )
  if (!there) return new Map()
  const rows = await db.rows<{ year: number; value: number }>('select year, value from population')
  return new Map(rows.map((row) => [row.year, row.value]))
}

/**
 * The newest estimate whose middle of the year, 30 June, is on or before `date`; null when there is none.
 * Published rates at 31 March use the estimate of the year before in the same way.
 */
export function populationOn(population: PopulationByYear, date: PlainDate): number | null {
  const years = [...population.keys()].filter((year) => `${year}-06-30` <= date)
  return years.length === 0 ? null : population.get(Math.max(...years))!
}
