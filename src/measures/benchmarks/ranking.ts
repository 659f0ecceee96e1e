import type { Polarity } from '../measure.ts'

/** Fewer figures than this make no ranking: a place among a handful says nothing. */
export const FEWEST_RANKED = 10

/** A place among others: 1 is best. `quartile` 1 is the best quarter. */
export interface Place {
  readonly rank: number
  readonly of: number
  readonly quartile: 1 | 2 | 3 | 4
}

/**
 * The place of `value` among `values` (which hold it), best first by `polarity`; equal figures share the better place.
 *
 * Quartiles are bands of value, not equal counts: their limits are the quartiles of all values (linear interpolation between
 * the nearest two), and a value on a limit falls in the better band.
 * @returns undefined when polarity is `neither` or there are fewer than ten values
 * @source Bands and shared places as in the Department's Local Authority Interactive Tool, where the limits are R's
 * `quantile` type 7
 */
export function placeOf(value: number, values: readonly number[], polarity: Polarity): Place | undefined {
  if (polarity === 'neither' || values.length < FEWEST_RANKED) return undefined
  const badness = (v: number): number => (polarity === 'lower' ? v : -v)
  const own = badness(value)
  const all = values.map(badness).sort((a, b) => a - b)
  const rank = 1 + all.filter((other) => other < own).length
  const limits = [0.25, 0.5, 0.75].map((share) => quantile(all, share))
  const above = limits.filter((limit) => own > limit).length
  return { rank, of: all.length, quartile: (above + 1) as Place['quartile'] }
}

/** The value that `share` of the sorted values lie below, interpolated between the nearest two. */
function quantile(sorted: readonly number[], share: number): number {
  const position = (sorted.length - 1) * share
  const low = sorted[Math.floor(position)] ?? 0
  const high = sorted[Math.ceil(position)] ?? 0
  return low + (high - low) * (position - Math.floor(position))
}
