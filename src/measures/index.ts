export {
  type Area,
  type Benchmark,
  type BenchmarkRevision,
  type BenchmarkTable,
  findArea,
  findBenchmark,
  findSeries,
  listBenchmarks,
  loadLait,
  population,
  reviseBenchmarks,
  shippedTable,
} from './benchmarks/index.ts'
export { buildCells, type MeasureRun } from './build-cells.ts'
export { CELL_COLUMNS, RUN_COLUMNS } from './cell.ts'
export { compileScan } from './compile-scan.ts'
export type { Fact } from './fact.ts'
export {
  type Count,
  count,
  direction,
  isAdditive,
  isStock,
  type Mean,
  type Measure,
  type Median,
  mean,
  median,
  type PerTenThousand,
  type Polarity,
  perTenThousand,
  type Rate,
  rate,
  type Share,
  type Suppression,
  share,
  type Target,
  type Unit,
} from './measure.ts'
export { figureOf, type MeasureValue } from './measure-value.ts'
export { cellsAnswer, type MeasureQuery, measureValues } from './measure-values.ts'
export { compileRowsBehind, type RowBehind, rowsBehind } from './rows-behind.ts'
export { type Scan, scansOf } from './scan.ts'
export { rebaselineProblems, type SpcChart, sayVerdict, spcChart } from './spc.ts'
export { isSmall, suppressList, suppressTable } from './suppress.ts'
