import type { PlainDate } from '#values'
import { referenceRows } from './reference-file.ts'

/** England's code in DfE tables. */
export const ENGLAND = '970'

/** London as a whole; the parts are 987 (inner) and 988 (outer). */
export const LONDON = '986'

/**
 * An authority, region or England, by the three-digit code that the Department for Education uses.
 *
 * @property region the code of its DfE region; Inner and Outer London are regions of their own
 * @property ofstedRegion the name of the region Ofsted puts it in, which is not the DfE region for 60 authorities
 * @property formedOn first day, where it was formed since 2019
 * @property abolishedOn first day on which it no longer existed
 * @property small true for fewer than 10,000 residents aged 0 to 17 (ONS, mid-2024), where one child moves a percentage
 * @source reference/authorities.csv
 */
export interface Area {
  readonly code: string
  readonly onsCode?: string
  readonly name: string
  readonly aliases: readonly string[]
  readonly type: string
  readonly region?: string
  readonly ofstedRegion?: string
  readonly formedOn?: PlainDate
  readonly abolishedOn?: PlainDate
  readonly successors: readonly string[]
  readonly small: boolean
}

interface Areas {
  readonly byCode: ReadonlyMap<string, Area>
  readonly byKey: ReadonlyMap<string, Area>
}

let loaded: Areas | undefined

/** Every authority, region and England, in the order of their codes. */
export function listAreas(): readonly Area[] {
  return [...areas().byCode.values()]
}

/** Authorities only: no regions, no England; abolished ones included. */
export function listAuthorities(): readonly Area[] {
  return listAreas().filter(isAuthority)
}

/** True for an authority; false for a region and England. */
export function isAuthority(area: Area): boolean {
  return area.type !== 'region' && area.type !== 'country'
}

/**
 * The area that a code, an ONS code (`E10000030`) or a name means. Names are read as the files write them: case, commas and
 * the words "The" and "and" apart, `Inner London` and `London (Inner)` are the same region, and so are the two spellings of
 * Yorkshire and the Humber.
 */
export function findArea(text: string): Area | undefined {
  const { byCode, byKey } = areas()
  return byCode.get(text.trim()) ?? byKey.get(text.trim().toUpperCase()) ?? byKey.get(nameKey(text))
}

/** The DfE region of an authority, or undefined for a region or England. */
export function regionOf(code: string): Area | undefined {
  const region = areas().byCode.get(code)?.region
  return region === undefined ? undefined : areas().byCode.get(region)
}

/** True when the area exists on that day. Regions and England always do. */
export function existsOn(area: Area, day: PlainDate): boolean {
  return (
    (area.formedOn === undefined || area.formedOn <= day) && (area.abolishedOn === undefined || day < area.abolishedOn)
  )
}

/** A name without what files write differently: `Inner London` and `London (Inner)` give the same key. */
function nameKey(name: string): string {
  const words = name.toLowerCase().match(/[a-z]+/g) ?? []
  return words
    .filter((word) => word !== 'the' && word !== 'and')
    .sort()
    .join(' ')
}

function areas(): Areas {
  loaded ??= load()
  return loaded
}

function load(): Areas {
  const list = referenceRows('authorities.csv').map(toArea)
  const byCode = new Map(list.map((area) => [area.code, area]))
  const byKey = new Map(list.flatMap((area) => keysOf(area).map((key) => [key, area])))
  return { byCode, byKey }
}

function keysOf({ name, aliases, onsCode }: Area): readonly string[] {
  return [...[name, ...aliases].map(nameKey), ...(onsCode === undefined ? [] : [onsCode])]
}

function toArea(row: Readonly<Record<string, string>>): Area {
  return {
    code: row.code ?? '',
    name: row.name ?? '',
    aliases: row.aliases ? row.aliases.split('; ') : [],
    type: row.type ?? '',
    ...(row.ons_code ? { onsCode: row.ons_code } : {}),
    ...(row.region ? { region: row.region } : {}),
    ...(row.ofsted_region ? { ofstedRegion: row.ofsted_region } : {}),
    ...(row.formed_on ? { formedOn: row.formed_on as PlainDate } : {}),
    ...(row.abolished_on ? { abolishedOn: row.abolished_on as PlainDate } : {}),
    successors: row.successors ? row.successors.split(' ') : [],
    small: row.small === 'Y',
  }
}
