/**
 * What a point says beyond its height: nothing, or that it is a signal of change for the worse, for the better, or with no
 * good direction. Each has a shape of its own: dot, diamond, square, triangle.
 */
export type PointMark = 'ordinary' | 'worse' | 'better' | 'changed'

/** One point; null leaves a gap, and the line does not cross it. */
export interface ChartPoint {
  readonly value: number | null
  readonly mark?: PointMark
}

/** A line through points, one for each label of the chart. Lines differ in dash and shape as well as in colour. */
export interface ChartLine {
  readonly name: string
  readonly points: readonly ChartPoint[]
  readonly look: LineLook
}

/** The first line of a chart, and up to three to set beside it. */
export type LineLook = 'own' | 'first' | 'second' | 'third'

/** A level that holds from one label to another (both by place, both included): a mean or a limit. */
export interface ChartLevel {
  readonly name: string
  readonly kind: 'mean' | 'limit'
  readonly value: number
  readonly from: number
  readonly to: number
}

/** A chart of lines over labelled steps of time. */
export interface LineChart {
  /** Unique on its page, and the same on every run: it names the title and the description. */
  readonly id: string
  readonly title: string
  /** What a person who cannot see the chart needs to be told of it, in sentences. */
  readonly description: string
  readonly labels: readonly string[]
  readonly lines: readonly ChartLine[]
  readonly levels?: readonly ChartLevel[]
  /** How a height is written on the axis and at a level. */
  readonly format: (value: number) => string
  /** No height can be above it: 100 for percentages. */
  readonly ceiling?: number
}

/** Every height that the chart shows. */
export function heightsOf(chart: LineChart): number[] {
  const points = chart.lines.flatMap((line) => line.points.map((point) => point.value))
  const levels = (chart.levels ?? []).map((level) => level.value)
  return [...points, ...levels].filter((value) => value !== null)
}
