import { type Html, html } from '../web/index.ts'
import { drawLines } from './line-chart.draw.ts'
import type { LineChart } from './line-chart.spec.ts'

/** Wide for a screen or paper, narrow for a phone: a style sheet shows the one that fits (see `chartStyles`). */
const SIZES = [
  { name: 'wide', width: 760, height: 300 },
  { name: 'narrow', width: 320, height: 260 },
] as const

/**
 * A chart of lines as SVG, in two sizes so that its words are legible on a phone: nothing is scaled down, and only one of
 * the two is shown or read out. It has a title and a description, and says nothing by colour alone.
 *
 * The same chart gives the same markup, byte for byte. It stands beside a table of the same figures, which the caller prints.
 */
export function lineChart(chart: LineChart): Html {
  return html`<div class="tl-chart">${SIZES.map((size) => drawLines(chart, { ...size, id: `${chart.id}-${size.name}` }))}</div>`
}

/** The styles that charts need: which size is shown, and a type face that every machine has. */
export const chartStyles = `
.tl-chart svg { display: block; max-width: 100%; height: auto; font-family: Arial, sans-serif; font-size: 14px; stroke-linejoin: round }
.tl-chart text { fill: #0b0c0c; dominant-baseline: central }
.tl-chart .tl-chart__narrow { display: none }
@media screen and (max-width: 48em) {
  .tl-chart .tl-chart__wide { display: none }
  .tl-chart .tl-chart__narrow { display: block; width: 100%; max-width: 480px }
}
`
