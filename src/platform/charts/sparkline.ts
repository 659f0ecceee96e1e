import { type Html, html, trusted } from '../web/index.ts'
import { scaleFor } from './scale.ts'

const WIDTH = 120
const HEIGHT = 28
const EDGE = 4

/**
 * A line a word long: the shape of a series, its last point dotted, without axes. It is hidden from screen readers, since
 * the figures stand beside it.
 *
 * @param values one a step; null leaves a gap
 * @returns nothing when fewer than two steps have a value
 */
export function sparkline(values: readonly (number | null)[]): Html {
  const present = values.filter((value) => value !== null)
  if (present.length < 2) return html``
  const scale = scaleFor(present)
  const x = (i: number): number => round(EDGE + (i * (WIDTH - 2 * EDGE)) / Math.max(1, values.length - 1))
  const y = (value: number): number =>
    round(HEIGHT - EDGE - ((value - scale.min) / (scale.max - scale.min)) * (HEIGHT - 2 * EDGE))
  const last = values.findLastIndex((value) => value !== null)
  const path = values.map((value, i) => (value === null ? '' : `${pen(values, i)}${x(i)} ${y(value)}`)).join('')
  const dot = html`<circle cx="${x(last)}" cy="${y(values[last] ?? 0)}" r="3" fill="#1d70b8"/>`
  const line = trusted(`<path d="${path}" fill="none" stroke="#1d70b8" stroke-width="2"/>`)
  return html`<svg class="tl-spark" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true" focusable="false">${line}${dot}</svg>`
}

/** A line begins anew after a gap. */
function pen(values: readonly (number | null)[], i: number): 'M' | 'L' {
  return (values[i - 1] ?? null) === null ? 'M' : 'L'
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
