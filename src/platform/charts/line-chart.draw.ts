import { LineChart as Lines } from 'echarts/charts'
import { GraphicComponent, GridComponent } from 'echarts/components'
import * as echarts from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { escapeHtml, type Html, trusted } from '../web/index.ts'
import type { ChartLevel, ChartLine, ChartPoint, LineChart } from './line-chart.spec.ts'
import { heightsOf } from './line-chart.spec.ts'
import { GRID, INK, levelLooks, lineLooks, pointLooks, QUIET } from './palette.ts'
import { type Scale, scaleFor } from './scale.ts'
import { slimSvg } from './slim-svg.ts'

// Only what is drawn is loaded: the whole library takes every command three times as long to start.
echarts.use([Lines, GridComponent, GraphicComponent, SVGRenderer])

export interface ChartSize {
  readonly id: string
  readonly name: 'wide' | 'narrow'
  readonly width: number
  readonly height: number
}

interface Frame {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

const FONT = { fontFamily: 'Arial', fontSize: 14, color: INK } as const
const LABEL_GAP = 17

/** One size of a chart, as SVG that is read out as one picture with a title and a description. */
export function drawLines(chart: LineChart, size: ChartSize): Html {
  const drawing = echarts.init(null, null, { renderer: 'svg', ssr: true, width: size.width, height: size.height })
  try {
    drawing.setOption(optionsOf(chart, size))
    return trusted(named(slimSvg(drawing.renderToSVGString()), chart, size))
  } finally {
    drawing.dispose()
  }
}

function named(svg: string, chart: LineChart, size: ChartSize): string {
  const title = `<title id="${escapeHtml(size.id)}-title">${escapeHtml(chart.title)}</title>`
  const description = `<desc id="${escapeHtml(size.id)}-desc">${escapeHtml(chart.description)}</desc>`
  const names = `aria-labelledby="${escapeHtml(size.id)}-title" aria-describedby="${escapeHtml(size.id)}-desc"`
  const opening = `<svg class="tl-chart__${size.name}" role="img" ${names} focusable="false"`
  return svg.replace(/^<svg([^>]*)>/, (_, rest: string) => `${opening}${rest}>${title}${description}`)
}

function optionsOf(chart: LineChart, size: ChartSize): echarts.EChartsCoreOption {
  const scale = scaleFor(heightsOf(chart), chart.ceiling)
  const frame = frameFor(chart, size)
  return {
    animation: false,
    textStyle: FONT,
    grid: frame,
    xAxis: timeAxis(chart, size),
    yAxis: heightAxis(chart, scale),
    series: [...(chart.levels ?? []).map((level) => levelSeries(level, chart)), ...chart.lines.map(lineSeries)],
    graphic: size.name === 'wide' ? endLabels(chart, size, frame, scale) : [],
  }
}

/** A wide chart has room at the right for the names of levels and lines; a narrow one has them in its key. */
function frameFor(chart: LineChart, size: ChartSize): Frame {
  const longest = Math.max(0, ...heightsOf(chart).map((value) => chart.format(value).length))
  const names = size.name === 'wide' ? endNames(chart).map(({ text }) => text.length) : []
  return { left: 14 + 8 * longest, right: names.length > 0 ? 24 + 7 * Math.max(...names) : 34, top: 14, bottom: 30 }
}

function timeAxis(chart: LineChart, size: ChartSize): object {
  const fit = size.name === 'wide' ? 7 : 3
  const every = Math.max(1, Math.ceil(chart.labels.length / fit))
  const last = chart.labels.length - 1
  return {
    type: 'category',
    boundaryGap: true,
    data: chart.labels,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: QUIET } },
    // Counted from the end, so that the newest step is always named.
    axisLabel: { ...FONT, hideOverlap: true, interval: (i: number) => (last - i) % every === 0 },
  }
}

function heightAxis(chart: LineChart, scale: Scale): object {
  return {
    type: 'value',
    min: scale.min,
    max: scale.max,
    interval: scale.step,
    splitLine: { lineStyle: { color: GRID } },
    axisLabel: { ...FONT, formatter: (value: number) => chart.format(value) },
  }
}

function lineSeries(line: ChartLine): object {
  const look = lineLooks[line.look]
  return {
    ...still,
    name: line.name,
    symbol: look.symbol,
    showSymbol: true,
    showAllSymbol: true,
    lineStyle: { color: look.colour, width: look.width, type: look.dash },
    itemStyle: { color: look.colour },
    data: line.points.map(pointItem),
  }
}

function pointItem(point: ChartPoint): object {
  const look = pointLooks[point.mark ?? 'ordinary']
  if (look.symbol === undefined) return { value: point.value ?? '-', symbolSize: look.size }
  const itemStyle = { color: look.fill, borderColor: look.edge, borderWidth: 1.5 }
  return { value: point.value ?? '-', symbol: look.symbol, symbolSize: look.size, itemStyle }
}

function levelSeries(level: ChartLevel, chart: LineChart): object {
  const look = levelLooks[level.kind]
  const data = chart.labels.map((_, i) => (i === level.from || i === level.to ? level.value : '-'))
  const lineStyle = { color: look.colour, width: look.width, type: look.dash }
  return { ...still, name: level.name, symbol: 'none', connectNulls: true, data, lineStyle }
}

/** A picture on paper: nothing answers to the mouse. */
const still = { type: 'line', silent: true, emphasis: { disabled: true } } as const

interface EndName {
  readonly text: string
  readonly value: number
}

/** What is named at the right edge: levels that reach it, and lines where there are several, at the last point of each look. */
function endNames(chart: LineChart): EndName[] {
  const reaching = (chart.levels ?? []).filter((level) => level.to === chart.labels.length - 1)
  const levels = reaching.map(({ name, value }) => ({ text: `${name} ${chart.format(value)}`, value }))
  if (chart.lines.length < 2) return levels
  const lines = new Map<string, EndName>()
  for (const { name, look, points } of chart.lines) {
    const value = points.findLast((point) => point.value !== null)?.value ?? null
    if (value !== null) lines.set(look, { text: name, value })
  }
  return [...levels, ...lines.values()]
}

/** The names at the right edge, each at its height and none over another. */
function endLabels(chart: LineChart, size: ChartSize, frame: Frame, scale: Scale): object[] {
  const height = size.height - frame.top - frame.bottom
  const wanted = endNames(chart).map(({ text, value }) => ({
    text,
    y: frame.top + ((scale.max - value) / (scale.max - scale.min)) * height,
  }))
  return apart(wanted.toSorted((a, b) => a.y - b.y)).map(({ text, y }) => ({
    type: 'text',
    silent: true,
    left: size.width - frame.right + 8,
    top: y - 7,
    style: { text, font: '14px Arial', fill: INK },
  }))
}

function apart<Label extends { readonly y: number }>(labels: readonly Label[]): Label[] {
  const placed: Label[] = []
  for (const label of labels) {
    const least = (placed.at(-1)?.y ?? Number.NEGATIVE_INFINITY) + LABEL_GAP
    placed.push({ ...label, y: Math.max(label.y, least) })
  }
  return placed
}
