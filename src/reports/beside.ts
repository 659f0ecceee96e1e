import { type Benchmark, listBenchmarks } from '#measures'
import type { Outcome } from '#values'
import type { BesideOthers, PublishedYear } from './compendium.ts'

/** Years of published figures to show, the newest ones. */
const YEARS_SHOWN = 8

/**
 * The published figures beside which a measure stands.
 *
 * @param series id or code of the series
 * @param authority its three-digit code or name
 * @returns why not, when the series or the authority is not known, or nothing was published for any year
 */
export function besideOthers(series: string, authority: string): Outcome<BesideOthers> {
  const found = listBenchmarks(series, { authority })
  if (!found.ok) return found
  const points = found.value.points
    .filter((point) => point.england !== null || point.value !== null)
    .slice(-YEARS_SHOWN)
  const latest = points.at(-1)
  if (latest === undefined) {
    return { ok: false, problems: [{ code: 'nothing-published', message: `${series} has no published figures.` }] }
  }
  return { ok: true, value: besideFrom(points, latest) }
}

function besideFrom(points: readonly Benchmark[], latest: Benchmark): BesideOthers {
  return {
    series: latest.series,
    title: latest.title,
    unit: latest.unit === 'percent' ? '%' : latest.unit,
    decimals: latest.decimals,
    regionName: latest.regionName,
    latest: { ...yearOf(latest), neighbourWords: latest.neighbours.words },
    rankWords: rankWords(latest),
    years: points.map(yearOf),
    source: latest.source,
    edition: latest.edition,
  }
}

function yearOf(point: Benchmark): PublishedYear {
  return {
    year: point.year,
    authority: point.value,
    england: point.england,
    region: point.region,
    neighbours: point.neighbours.mean,
    edition: point.neighbours.edition,
  }
}

const QUARTERS = { 1: 'first (best)', 2: 'second', 3: 'third', 4: 'fourth (worst)' } as const

const NOT_RANKED = {
  'no good direction': 'Not ranked, since neither higher nor lower is better in itself',
  'no value': 'Not ranked, since no figure was published for this authority',
  'small authority': 'Not ranked, since figures of so few children are mostly chance',
  'not an authority then': 'Not ranked, since it was not an authority then',
  'too few values': 'Not ranked, since too few authorities have a figure',
} as const satisfies Record<NonNullable<Benchmark['notRanked']>, string>

function rankWords({ rank, of, quartile, notRanked }: Benchmark): string {
  if (notRanked !== null) return NOT_RANKED[notRanked]
  if (rank === null || quartile === null) return 'Not ranked'
  return `Ranked ${rank} of ${of}, where 1 is best: ${QUARTERS[quartile]} quarter`
}
