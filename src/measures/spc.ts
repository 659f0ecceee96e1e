import type { Problem } from '#values'
import type { Polarity } from './measure.ts'

/** Points a baseline needs before it says anything, and after which it is fixed. */
export const BASELINE = { least: 12, most: 20 } as const

/** Points in a row that make a run on one side of the mean, or a rise or fall. */
export const RUN = 7

/**
 * What the mean moving range is multiplied by for the limits: 3 / 1.128, where 1.128 turns a mean range of two into a standard
 * deviation.
 * @source Wheeler, Understanding Variation, appendix on XmR charts; NHS England, Making Data Count
 */
export const LIMIT_FACTOR = 2.66

/** One period's figure; null where there were no cases. `period` is unique in its series and sorts as text. */
export interface SpcPoint {
  readonly period: string
  readonly value: number | null
}

/** A person's decision to start a new baseline from a period on, since the process is known to have changed. */
export interface Rebaseline {
  readonly from: string
  readonly by: string
  readonly reason: string
}

/** What sets a point apart from common cause variation. */
export type SpcSignal = 'above the limits' | 'below the limits' | 'run above' | 'run below' | 'rising' | 'falling'

/**
 * A stretch of periods judged by one baseline.
 *
 * @property baseline how many figures it rests on: 12 to 20, the first of the stretch; 0 where there are fewer than 12
 * @property lower and `upper`: the natural limits of the process, within what the figure can be; null without a baseline
 */
export interface SpcSegment {
  readonly from: string
  readonly to: string
  readonly baseline: number
  readonly mean: number | null
  readonly meanMovingRange: number | null
  readonly lower: number | null
  readonly upper: number | null
  readonly rebaseline: Rebaseline | null
}

/** A point, which segment it is in (by place) and what sets it apart. */
export interface SpcMark extends SpcPoint {
  readonly segment: number
  readonly signals: readonly SpcSignal[]
}

/** What the newest point says of the series. */
export type SpcWords =
  | 'sustained rise'
  | 'sustained fall'
  | 'unusual point'
  | 'common cause variation'
  | 'too few points'

/**
 * The state of the series at its newest figure.
 *
 * @property adverse whether the change is for the worse; null where polarity is `neither` or nothing changed
 * @property since the first period of the run, rise or fall, or the unusual point; null otherwise
 * @property points how many points make up the run, rise or fall; 0 otherwise
 */
export interface SpcVerdict {
  readonly words: SpcWords
  readonly adverse: boolean | null
  readonly since: string | null
  readonly points: number
  readonly signals: readonly SpcSignal[]
}

/** An XmR chart: individual figures against the limits of their own point-to-point variation. */
export interface SpcChart {
  readonly segments: readonly SpcSegment[]
  readonly points: readonly SpcMark[]
  readonly verdict: SpcVerdict
}

/** How to judge a series. `bounds` are what a figure cannot pass (0 to 100 for a percentage): limits stop there. */
export interface SpcOptions {
  readonly polarity: Polarity
  readonly rebaselines?: readonly Rebaseline[]
  readonly bounds?: { readonly least?: number; readonly most?: number }
}

/**
 * Judges a series of monthly figures by statistical process control.
 *
 * - Limits: the mean of the baseline ± 2.66 times its mean moving range. The baseline is the first 12 to 20 figures; the 20th
 *   fixes it, and limits then run on unchanged until a person starts a new one.
 * - A point is set apart when it is outside the limits, when it is one of 7 or more in a row on one side of the mean, or one of
 *   7 or more in a row that each rise (or each fall) from the one before. A point on the mean ends a run; equal points end a rise.
 * - A period without cases ends runs and rises, and no moving range is taken across it.
 * - Nothing is compared across the start of a new baseline.
 *
 * @param points in order of time
 * @throws RangeError when a new baseline is not as `rebaselineProblems` asks
 */
export function spcChart(points: readonly SpcPoint[], options: SpcOptions): SpcChart {
  const rebaselines = options.rebaselines ?? []
  const [problem] = rebaselineProblems(points, rebaselines)
  if (problem !== undefined) throw new RangeError(problem.message)
  const stretches = cut(points, rebaselines)
  const segments = stretches.map((stretch) => toSegment(stretch, options))
  const marks = stretches.flatMap((stretch, i) => markPoints(stretch.points, segments[i], i))
  return { segments, points: marks, verdict: verdictOf(marks, segments, options.polarity) }
}

/** Everything wrong with the new baselines asked for: no reason, nobody named, no such period, twice at one period. */
export function rebaselineProblems(
  points: readonly SpcPoint[],
  rebaselines: readonly Rebaseline[],
): readonly Problem[] {
  const periods = new Set(points.map((point) => point.period))
  return rebaselines.flatMap(({ from, by, reason }, i) => [
    ...(reason.trim() === '' ? [refusal('reason', 'A new baseline needs a reason.')] : []),
    ...(by.trim() === '' ? [refusal('by', 'A new baseline needs the name of who decided it.')] : []),
    ...(periods.has(from) ? [] : [refusal('from', `There is no figure for ${from} to start a new baseline at.`)]),
    ...(rebaselines.findIndex((one) => one.from === from) === i
      ? []
      : [refusal('from', `Two new baselines start at ${from}.`)]),
  ])
}

/** The verdict as a sentence: `sustained fall: 8 in a row below the mean, since 2025-08`. */
export function sayVerdict({ words, since, points, signals }: SpcVerdict): string {
  if (since === null) return words
  if (words === 'unusual point') return `unusual point: ${since} is ${signals[0] ?? 'outside the limits'}`
  const rise = words === 'sustained rise'
  const how = signals.includes(rise ? 'rising' : 'falling')
    ? `${points} in a row, each ${rise ? 'higher' : 'lower'} than the one before`
    : `${points} in a row ${rise ? 'above' : 'below'} the mean`
  return `${words}: ${how}, since ${since}`
}

interface Stretch {
  readonly points: readonly SpcPoint[]
  readonly rebaseline: Rebaseline | null
}

function refusal(field: string, message: string): Problem {
  return { code: 'rebaseline', field, message }
}

function cut(points: readonly SpcPoint[], rebaselines: readonly Rebaseline[]): readonly Stretch[] {
  const starts = points.flatMap((point, at) => {
    const rebaseline = rebaselines.find((one) => one.from === point.period)
    return at === 0 || rebaseline !== undefined ? [{ at, rebaseline: rebaseline ?? null }] : []
  })
  return starts.map(({ at, rebaseline }, i) => ({ points: points.slice(at, starts[i + 1]?.at), rebaseline }))
}

function toSegment({ points, rebaseline }: Stretch, { bounds }: SpcOptions): SpcSegment {
  const span = { from: points[0]?.period ?? '', to: points.at(-1)?.period ?? '', rebaseline }
  const base = baselineOf(points)
  const values = base.flatMap(({ value }) => (value === null ? [] : [value]))
  const ranges = movingRanges(base)
  if (values.length < BASELINE.least || ranges.length === 0) {
    return { ...span, baseline: 0, mean: null, meanMovingRange: null, lower: null, upper: null }
  }
  const mean = meanOf(values)
  const meanMovingRange = meanOf(ranges)
  const reach = LIMIT_FACTOR * meanMovingRange
  const lower = Math.max(mean - reach, bounds?.least ?? -Infinity)
  const upper = Math.min(mean + reach, bounds?.most ?? Infinity)
  return { ...span, baseline: values.length, mean, meanMovingRange, lower, upper }
}

/** The points up to the twentieth that has a figure, those without one among them. */
function baselineOf(points: readonly SpcPoint[]): readonly SpcPoint[] {
  let figures = 0
  const end = points.findIndex(({ value }) => {
    if (value !== null) figures += 1
    return figures === BASELINE.most
  })
  return end === -1 ? points : points.slice(0, end + 1)
}

function movingRanges(points: readonly SpcPoint[]): readonly number[] {
  return points.flatMap(({ value }, i) => {
    const before = points[i - 1]?.value ?? null
    return value === null || before === null ? [] : [Math.abs(value - before)]
  })
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function markPoints(points: readonly SpcPoint[], segment: SpcSegment | undefined, place: number): readonly SpcMark[] {
  const signals = points.map((): SpcSignal[] => [])
  if (segment === undefined || segment.mean === null)
    return points.map((point) => ({ ...point, segment: place, signals: [] }))
  points.forEach(({ value }, i) => {
    const outside = sideOfLimits(value, segment)
    if (outside !== undefined) signals[i]?.push(outside)
  })
  for (const { from, to, signal } of [...runs(points, segment.mean), ...trends(points)]) {
    for (let i = from; i <= to; i += 1) signals[i]?.push(signal)
  }
  return points.map((point, i) => ({ ...point, segment: place, signals: signals[i] ?? [] }))
}

/** A mean of equal figures is off by a last binary digit: what is that close to a line lies on it. */
function side(value: number, line: number): -1 | 0 | 1 {
  const difference = value - line
  if (Math.abs(difference) <= 1e-9 * Math.max(Math.abs(value), Math.abs(line))) return 0
  return difference > 0 ? 1 : -1
}

function sideOfLimits(value: number | null, { lower, upper }: SpcSegment): SpcSignal | undefined {
  if (value === null || lower === null || upper === null) return undefined
  if (side(value, upper) > 0) return 'above the limits'
  return side(value, lower) < 0 ? 'below the limits' : undefined
}

/** Places of the first and last point of a run, rise or fall. */
interface Stripe {
  readonly from: number
  readonly to: number
  readonly signal: SpcSignal
}

function runs(points: readonly SpcPoint[], mean: number): readonly Stripe[] {
  const sides = points.map(({ value }) => (value === null ? 0 : side(value, mean)))
  return equalStripes(sides, RUN).map(({ from, to, value }) => ({
    from,
    to,
    signal: value > 0 ? 'run above' : 'run below',
  }))
}

/** Seven points that rise are six steps up: a stripe of equal steps, and the point that the first step starts from. */
function trends(points: readonly SpcPoint[]): readonly Stripe[] {
  const steps = points.map(({ value }, i) => {
    const before = points[i - 1]?.value ?? null
    return value === null || before === null ? 0 : side(value, before)
  })
  return equalStripes(steps, RUN - 1).map(({ from, to, value }) => ({
    from: from - 1,
    to,
    signal: value > 0 ? 'rising' : 'falling',
  }))
}

/** Stretches of at least `least` equal values in a row that are not 0. */
function equalStripes(values: readonly (-1 | 0 | 1)[], least: number) {
  const stripes: { from: number; to: number; value: -1 | 0 | 1 }[] = []
  values.forEach((value, i) => {
    const open = stripes.at(-1)
    if (open !== undefined && open.to === i - 1 && open.value === value) open.to = i
    else stripes.push({ from: i, to: i, value })
  })
  return stripes.filter(({ from, to, value }) => value !== 0 && to - from + 1 >= least)
}

/**
 * The newest figure decides. A rise or fall that is still going on comes before a run, since it says where the series is
 * heading: what was long below the mean and now climbs month after month is a rise.
 */
function verdictOf(marks: readonly SpcMark[], segments: readonly SpcSegment[], polarity: Polarity): SpcVerdict {
  const last = marks.findLastIndex((mark) => mark.value !== null)
  const newest = marks[last]
  const nothing = { adverse: null, since: null, points: 0, signals: [] }
  if (newest === undefined || segments[newest.segment]?.mean === null) return { words: 'too few points', ...nothing }
  const { signals } = newest
  const lasting = (['rising', 'falling', 'run above', 'run below'] as const).find((signal) => signals.includes(signal))
  if (lasting !== undefined) {
    const up = lasting === 'rising' || lasting === 'run above'
    const since = firstWith(marks, last, lasting)
    return {
      words: up ? 'sustained rise' : 'sustained fall',
      adverse: isAdverse(up, polarity),
      since: marks[since]?.period ?? null,
      points: last - since + 1,
      signals,
    }
  }
  if (signals.length === 0) return { words: 'common cause variation', ...nothing }
  const adverse = isAdverse(signals.includes('above the limits'), polarity)
  return { words: 'unusual point', adverse, since: newest.period, points: 0, signals }
}

function firstWith(marks: readonly SpcMark[], last: number, signal: SpcSignal): number {
  let first = last
  while (continues(marks[first - 1], marks[first], signal)) first -= 1
  return first
}

/** Two rises that an equal pair parts are two rises, though every point of both is marked. */
function continues(before: SpcMark | undefined, point: SpcMark | undefined, signal: SpcSignal): boolean {
  if (before === undefined || point === undefined || before.segment !== point.segment) return false
  if (before.value === null || point.value === null || !before.signals.includes(signal)) return false
  const step = side(point.value, before.value)
  return signal === 'rising' ? step > 0 : signal === 'falling' ? step < 0 : true
}

function isAdverse(up: boolean, polarity: Polarity): boolean | null {
  if (polarity === 'neither') return null
  return up === (polarity === 'lower')
}
