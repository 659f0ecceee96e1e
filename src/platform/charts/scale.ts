/** The span of an axis and the distance between its marks. */
export interface Scale {
  readonly min: number
  readonly max: number
  readonly step: number
}

/**
 * An axis with round marks that holds all `values`.
 *
 * It starts at zero unless the values all lie in the upper two thirds, where a line would otherwise be flat; it ends at
 * `ceiling` at most, as percentages do at 100.
 *
 * @returns 0 to 1 when there are no values
 */
export function scaleFor(values: readonly number[], ceiling = Number.POSITIVE_INFINITY): Scale {
  if (values.length === 0) return { min: 0, max: 1, step: 1 }
  const low = Math.min(...values)
  const high = Math.max(...values)
  const from = low < 0 || low > high * 0.4 ? low : 0
  const step = roundStep((high - from || Math.abs(high) || 1) / 4)
  const min = Math.floor(from / step) * step
  const max = Math.min(Math.ceil(high / step) * step, Math.max(ceiling, high))
  return { min: tidy(min), max: tidy(max > min ? max : min + step), step: tidy(step) }
}

/** The least of 1, 2, 5 times a power of ten, or from 25 on also 2.5 times, that is not below `size`. */
function roundStep(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size))
  const factors = power >= 10 ? [1, 2, 2.5, 5, 10] : [1, 2, 5, 10]
  const factor = factors.find((n) => n * power >= size * (1 - 1e-9)) ?? 10
  return factor * power
}

/** Without the noise of binary arithmetic: 0.30000000000000004 is 0.3. */
function tidy(value: number): number {
  return Number(value.toPrecision(12))
}
