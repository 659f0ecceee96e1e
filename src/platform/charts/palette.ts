import type { ChartLevel, LineLook, PointMark } from './line-chart.spec.ts'

/** Colours of the GOV.UK palette that stand 3 to 1 or more against white; none carries a meaning alone. */
export const INK = '#0b0c0c'
export const QUIET = '#505a5f'
export const GRID = '#dcdfe1'

/** How a line is drawn: its colour, its dash and the shape of its points. */
export const lineLooks = {
  own: { colour: '#1d70b8', dash: 'solid', symbol: 'circle', width: 3 },
  first: { colour: '#0b0c0c', dash: 'dashed', symbol: 'triangle', width: 2 },
  second: { colour: '#54319f', dash: 'dotted', symbol: 'rect', width: 2 },
  third: { colour: '#00703c', dash: 'solid', symbol: 'diamond', width: 2 },
} as const satisfies Record<LineLook, object>

/** How a point is drawn: a signal is larger, has a dark edge, and has a shape of its own. */
export const pointLooks = {
  ordinary: { symbol: undefined, size: 6, fill: undefined, edge: undefined },
  worse: { symbol: 'diamond', size: 15, fill: '#f47738', edge: INK },
  better: { symbol: 'rect', size: 11, fill: '#85c2f0', edge: INK },
  changed: { symbol: 'triangle', size: 13, fill: '#b1b4b6', edge: INK },
} as const satisfies Record<PointMark, object>

/** How a level is drawn. */
export const levelLooks = {
  mean: { colour: INK, dash: 'solid', width: 1.5 },
  limit: { colour: QUIET, dash: 'dashed', width: 1.5 },
} as const satisfies Record<ChartLevel['kind'], object>
