export type { ChartLevel, ChartLine, ChartPoint, LineChart, LineLook, PointMark } from './line-chart.spec.ts'
export { chartStyles, lineChart } from './line-chart.ts'
export { type Scale, scaleFor } from './scale.ts'
export { sparkline } from './sparkline.ts'
