import type { Check } from '#checks'
import type { Measure } from '#measures'
import type { DuckDb } from '#platform/lake'
import type { Timescale } from '#timescales'
import { addMonths, financialYearStart, type PlainDate } from '#values'
import { attentionPoints } from './attention.ts'
import { besideOthers } from './beside.ts'
import type { CompendiumMeasure, CompendiumModel, CompendiumTheme, Figure, NotRun, SourceNote } from './compendium.ts'
import { type ControlledSeries, controlOf } from './control.ts'
import { type GatheredFigures, gatherFigures } from './gather-figures.ts'
import { hideSmall } from './hide-small.ts'
import { qualityFindings, timescaleSummaries, whatDidNotRun } from './summaries.ts'

/**
 * What a compendium is to be made of.
 *
 * @property themes their ids and titles in the order of the paper; a measure of another theme comes last, under the theme's id
 * @property figures what `gatherFigures` gave of all the measures, where it has been asked already
 * @property set targets and new baselines that people of the authority have set, by measure
 * @property audience `public` hides small numbers, and leaves out teams and the quality of the data
 * @property years how many financial years before the one of the as-at day a series reaches back, 2 unless told; control limits
 *   rest on what is shown, so that a reader can see what they rest on, and stay as they are until the next April
 */
export interface CompendiumRequest {
  readonly authority: { readonly code: string; readonly name: string }
  readonly comparedAs: CompendiumModel['comparedAs']
  readonly simulated: boolean
  readonly audience: CompendiumModel['audience']
  readonly sources: readonly SourceNote[]
  readonly themes: readonly { readonly id: string; readonly title: string }[]
  readonly measures: readonly Measure[]
  readonly checks: readonly Check[]
  readonly timescales: readonly Timescale[]
  readonly years?: number
  readonly figures?: ReadonlyMap<string, GatheredFigures>
  readonly set?: ReadonlyMap<string, SetForMeasure>
}

/** What people of the authority have set for a measure, in place of what its declaration says. */
export interface SetForMeasure {
  readonly target: CompendiumMeasure['target']
  readonly baselines: NonNullable<ControlledSeries['rebaselines']>
}

const YEARS_BEFORE = 2

/** Breakdowns that the public is not given: teams are small, and their people can be recognised. */
const INSIDE_ONLY = ['team', 'worker']

/**
 * The compendium of a snapshot opened for work: figures, what to make of them, and what could not be had.
 *
 * The facts have been made, and `runChecks` and `computeObligations` have run, or their tables have been opened.
 */
export async function buildCompendium(db: DuckDb, request: CompendiumRequest): Promise<CompendiumModel> {
  const isPublic = request.audience === 'public'
  // What is published of another authority is no reason to look at this one.
  const isOwn = request.comparedAs.code === request.authority.code
  const figures = request.figures ?? (await gatherFigures(db, request.measures))
  const reasons = await reasonsNotRun(db)
  const info = await db.row<{ snapshot: string; as_at: PlainDate }>('select snapshot, as_at from snapshot_info')
  const seriesFrom = addMonths(financialYearStart(info.as_at), -12 * (request.years ?? YEARS_BEFORE))
  const context = { request, reasons, seriesFrom }
  const built = request.measures.map((measure) => buildMeasure(measure, figures.get(measure.id)!, context))
  const measures = built.map((one) => one.measure)
  return {
    authority: request.authority,
    comparedAs: request.comparedAs,
    snapshot: info.snapshot,
    asAt: info.as_at,
    simulated: request.simulated,
    audience: request.audience,
    sources: request.sources,
    attention: attentionPoints(measures.map((measure) => (isOwn ? measure : { ...measure, beside: null }))),
    themes: inThemes(request, measures),
    timescales: isPublic ? [] : await timescaleSummaries(db, request.timescales),
    quality: isPublic ? [] : await qualityFindings(db, request.checks),
    notRun: [...(await whatDidNotRun(db, request)), ...built.flatMap((one) => one.notRun)],
  }
}

async function reasonsNotRun(db: DuckDb): Promise<ReadonlyMap<string, string>> {
  const rows = await db.rows<{ measure: string; reason: string }>(
    `select measure, reason from measure_run where status = 'not run'`,
  )
  return new Map(rows.map(({ measure, reason }) => [measure, reason]))
}

interface BuiltMeasure {
  readonly measure: CompendiumMeasure
  readonly notRun: readonly NotRun[]
}

interface MeasureContext {
  readonly request: CompendiumRequest
  readonly reasons: ReadonlyMap<string, string>
  readonly seriesFrom: PlainDate
}

function buildMeasure(
  declared: Measure,
  gathered: GatheredFigures,
  { request, reasons, seriesFrom }: MeasureContext,
): BuiltMeasure {
  const figures = request.audience === 'public' ? forPublic(declared, gathered) : gathered
  const { id, title, unit, polarity, benchmark } = declared
  const series = figures.series.filter((figure) => figure.period.from >= seriesFrom)
  const found = benchmark === undefined ? undefined : besideOthers(benchmark, request.comparedAs.code)
  const set = request.set?.get(id)
  const measure: CompendiumMeasure = {
    id,
    title,
    unit,
    polarity,
    decimals: declared.kind === 'count' ? 0 : 1,
    definition: definitionOf(declared),
    headline: figures.headline,
    yearBefore: figures.yearBefore,
    target: set?.target ?? declared.target ?? null,
    series,
    control: controlOf({ unit, polarity, series, rebaselines: set?.baselines ?? [] }),
    beside: found?.ok ? found.value : null,
    breakdowns: figures.breakdowns,
    unavailable: unavailableWords(reasons.get(id), figures),
  }
  const problems = found === undefined || found.ok ? [] : found.problems
  return { measure, notRun: problems.map(({ message }) => ({ kind: 'benchmark', title, reason: message })) }
}

function forPublic({ kind, suppression, unit }: Measure, gathered: GatheredFigures): GatheredFigures {
  // What a share is split into is the figure itself.
  const isGiven = ({ dimension }: { readonly dimension: string }) =>
    kind === 'share' || !INSIDE_ONLY.includes(dimension)
  const given = { ...gathered, breakdowns: gathered.breakdowns.filter(isGiven) }
  return suppression === 'none' ? given : hideSmall(given, unit)
}

function definitionOf(declared: Measure): CompendiumMeasure['definition'] {
  const { of, source, edition, owner, notes = null } = declared
  return { grain: of.grain, ...partsOf(declared), source, edition, owner, notes }
}

function partsOf(declared: Measure): { numerator: string; denominator: string | null } {
  switch (declared.kind) {
    case 'count':
      return { numerator: declared.numerator.words, denominator: null }
    case 'rate':
      return { numerator: declared.numerator.words, denominator: declared.denominator.words }
    case 'perTenThousand':
      return { numerator: declared.numerator.words, denominator: 'children aged 0 to 17 who live in the area' }
    case 'median':
    case 'mean':
      return { numerator: `${declared.kind} of ${declared.amount.words}`, denominator: declared.denominator.words }
    case 'share':
      return { numerator: 'those in each category', denominator: declared.denominator.words }
    default:
      return declared satisfies never
  }
}

/** Why there is nothing to show: it could not run, or the record covers no whole period of it. */
function unavailableWords(reason: string | undefined, figures: GatheredFigures): string | null {
  if (reason !== undefined) return `It could not be computed: ${reason}.`
  const some: readonly (Figure | undefined | null)[] = [figures.headline, figures.series[0]]
  if (some.some((figure) => figure) || figures.breakdowns.length > 0) return null
  return 'The record does not cover any whole period of it yet.'
}

/** Themes with at least one measure, in the order asked for. */
function inThemes(
  { themes, measures: declared }: CompendiumRequest,
  built: readonly CompendiumMeasure[],
): CompendiumTheme[] {
  const titles = new Map(themes.map(({ id, title }) => [id, title]))
  const ids = new Set([...titles.keys(), ...declared.map((measure) => measure.theme)])
  const members = Map.groupBy(built, (_, i) => declared[i]!.theme)
  return [...ids].flatMap((id) => {
    const measures = members.get(id) ?? []
    return measures.length === 0 ? [] : [{ id, title: titles.get(id) ?? id, measures }]
  })
}
