import { addDays, formatDate, formatMonth, type Period } from '#values'
import type { CompendiumMeasure, Figure, Polarity, Unit } from './compendium.ts'

/** Fewer cases than this show no direction: one child more or less would turn it. */
export const FEWEST_FOR_DIRECTION = 20

/** A number as people read it: thousands parted by commas, halves rounded away from zero. */
export function numberWords(value: number, decimals: number): string {
  const words = formatFor(decimals).format(value)
  return /^-[0.,]+$/.test(words) ? words.slice(1) : words
}

const formats = new Map<number, Intl.NumberFormat>()

/** Made once: `toLocaleString` makes one for every number, and charts have thousands. */
function formatFor(decimals: number): Intl.NumberFormat {
  const format =
    formats.get(decimals) ??
    new Intl.NumberFormat('en-GB', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
  formats.set(decimals, format)
  return format
}

const UNIT_WORDS = {
  count: '',
  percent: '%',
  'per 10,000': ' per 10,000',
  days: ' days',
} as const satisfies Record<Unit, string>

/** What a value's unit and precision are, whichever measure it comes from. */
export type Measured = Pick<CompendiumMeasure, 'unit' | 'decimals'>

/** A value with its unit. @example amountWords(68.42, { unit: 'percent', decimals: 1 }) // '68.4%' */
export function amountWords(value: number, { unit, decimals }: Measured): string {
  const words = numberWords(value, decimals)
  return unit === 'days' && words === '1' ? '1 day' : `${words}${UNIT_WORDS[unit]}`
}

/** The value of a figure, or in words why there is none. */
export function valueWords(figure: Figure, measured: Measured): string {
  if (figure.hidden) return 'hidden'
  return figure.value === null ? 'no cases' : amountWords(figure.value, measured)
}

/** What a figure was counted from: `130 of 190`, `over 45 cases`; nothing for a plain count. */
export function partsWords(figure: Figure, unit: Unit): string {
  const { numerator, denominator } = figure
  if (denominator === null || figure.hidden) return ''
  const among = numberWords(denominator, 0)
  if (unit === 'per 10,000') return `${numberWords(numerator ?? 0, 0)} among ${among} children`
  if (unit === 'percent' && numerator !== null) return `${numberWords(numerator, 0)} of ${among}`
  return `over ${among} ${denominator === 1 ? 'case' : 'cases'}`
}

/** A period as people read it: `March 2026`, `12 months to March 2026`, `31 March 2026`. */
export function periodWords(period: Period): string {
  const last = period.kind === 'snapshot' ? period.from : addDays(period.to, -1)
  switch (period.kind) {
    case 'month':
      return formatMonth(period.from)
    case 'snapshot':
      return formatDate(period.from)
    case 'rolling12':
      return `12 months to ${formatMonth(last)}`
    case 'ytd':
      return `${formatMonth(period.from)} to ${formatMonth(last)}`
    default:
      return never(period.kind)
  }
}

/** The last day of a period; of a snapshot its only day. */
export function lastDay(period: Period): Period['from'] {
  return period.kind === 'snapshot' ? period.from : addDays(period.to, -1)
}

const DIRECTIONS = {
  higher: 'Higher is better',
  lower: 'Lower is better',
  neither: 'Neither higher nor lower is better in itself',
} as const satisfies Record<Polarity, string>

/** The direction of good, in words. */
export function directionWords(polarity: Polarity): string {
  return DIRECTIONS[polarity]
}

/** A change since a year before, in words, with an arrow where there were cases enough to speak of a direction. */
export interface Change {
  readonly arrow: '▲' | '▼' | '■' | null
  readonly words: string
}

/**
 * How a figure differs from the same period a year before. Points of percentages, plain differences of the rest, both of the
 * values as they are shown, so that the sum is right on paper.
 *
 * @returns undefined where either figure has no value
 */
export function changeOf(
  now: Figure,
  before: Figure,
  measured: Measured & { readonly polarity: Polarity },
): Change | undefined {
  if (now.value === null || before.value === null) return undefined
  const by = shownDifference(now.value, before.value, measured.decimals)
  const then = `${amountWords(before.value, measured)}${inBrackets(partsWords(before, measured.unit))} a year before`
  if (casesOf(now) < FEWEST_FOR_DIRECTION || casesOf(before) < FEWEST_FOR_DIRECTION) {
    return { arrow: null, words: `It was ${then}: too few cases to speak of a direction.` }
  }
  if (by === 0) return { arrow: '■', words: `The same as ${then}.` }
  const judged =
    measured.polarity === 'neither'
      ? ''
      : by > 0 === (measured.polarity === 'higher')
        ? ', which is better'
        : ', which is worse'
  return {
    arrow: by > 0 ? '▲' : '▼',
    words: `${by > 0 ? 'Up' : 'Down'} ${gapWords(Math.abs(by), measured)} from ${then}${judged}.`,
  }
}

/** Where a figure stands to its target. */
export interface TargetState {
  readonly met: boolean
  /** `Meets target` or `Off target`. */
  readonly word: string
  /** `3.4 points below the target of 80.0%`. */
  readonly distance: string
}

/** A figure against its target; undefined where it has no target, no value or no direction of good. */
export function targetState(
  measure: Pick<CompendiumMeasure, 'headline' | 'target' | 'polarity' | 'unit' | 'decimals'>,
): TargetState | undefined {
  const value = measure.headline?.value ?? null
  if (measure.target === null || value === null || measure.polarity === 'neither') return undefined
  const target = amountWords(measure.target.value, measure)
  const by = shownDifference(value, measure.target.value, measure.decimals)
  const met = measure.polarity === 'higher' ? value >= measure.target.value : value <= measure.target.value
  const side = by > 0 ? 'above' : 'below'
  const alike = met ? `at the target of ${target}` : `just short of the target of ${target}`
  const distance = by === 0 ? alike : `${gapWords(Math.abs(by), measure)} ${side} the target of ${target}`
  return { met, word: met ? 'Meets target' : 'Off target', distance }
}

/** ` (words)`, or nothing for no words. */
export function inBrackets(words: string): string {
  return words === '' ? '' : ` (${words})`
}

/** A difference: points for percentages, the unit itself for the rest. */
function gapWords(by: number, { unit, decimals }: Measured): string {
  return unit === 'percent'
    ? `${numberWords(by, decimals)} ${by === 1 ? 'point' : 'points'}`
    : amountWords(by, { unit, decimals })
}

function shownDifference(a: number, b: number, decimals: number): number {
  const scale = 10 ** decimals
  return (Math.round(a * scale) - Math.round(b * scale)) / scale
}

/** How many cases a figure rests on: of a plain count, the count. */
function casesOf(figure: Figure): number {
  return figure.denominator ?? figure.value ?? 0
}

function never(kind: never): never {
  throw new RangeError(`not a kind of period: ${String(kind)}`)
}
