import type { PlainDate } from '#values'
import { existsOn, findArea } from './area.ts'
import { referenceRows } from './reference-file.ts'

/**
 * Residents aged 0 to 17 on 30 June of `midYear`.
 * @source Office for National Statistics, mid-year population estimates, as published by the Department for Education with
 * Children in need 2025; reference/population.csv
 */
export interface Population {
  readonly area: string
  readonly midYear: number
  readonly children: number
  readonly source: string
}

const source = 'ONS mid-year population estimates, mid-2012 to mid-2024, aged 0 to 17'

let loaded: ReadonlyMap<string, ReadonlyMap<number, number>> | undefined

/**
 * The latest mid-year estimate of children on or before `date`, so a rate for the year to 31 March 2018 is over the children
 * of mid-2017, as the Department's own rates are. A date past the newest estimate gets the newest: see `midYear`.
 *
 * @param authority code, ONS code or name of an authority, region or England
 * @returns undefined when there was no estimate by then: before mid-2012, before the authority was
 * formed or after it was abolished
 */
export function population(authority: string, date: PlainDate): Population | undefined {
  const found = findArea(authority)
  const years = found === undefined ? undefined : estimates().get(found.code)
  if (found === undefined || years === undefined || !existsOn(found, date)) return undefined
  const midYear = latest([...years.keys()].filter((year) => `${year}-06-30` <= date))
  const children = midYear === undefined ? undefined : years.get(midYear)
  return midYear === undefined || children === undefined ? undefined : { area: found.code, midYear, children, source }
}

function latest(years: readonly number[]): number | undefined {
  return years.length === 0 ? undefined : Math.max(...years)
}

function estimates(): ReadonlyMap<string, ReadonlyMap<number, number>> {
  loaded ??= readEstimates()
  return loaded
}

function readEstimates(): ReadonlyMap<string, ReadonlyMap<number, number>> {
  const byArea = new Map<string, Map<number, number>>()
  for (const { area = '', mid_year: year = '', children = '' } of referenceRows('population.csv')) {
    const years = byArea.get(area) ?? new Map<number, number>()
    byArea.set(area, years.set(Number(year), Number(children)))
  }
  return byArea
}
