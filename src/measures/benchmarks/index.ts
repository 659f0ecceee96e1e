export { type Area, ENGLAND, existsOn, findArea, isAuthority, listAreas, listAuthorities, regionOf } from './area.ts'
export {
  type Benchmark,
  type BenchmarkHistory,
  type BenchmarkQuery,
  findBenchmark,
  findSeries,
  listBenchmarks,
  type NeighbourComparison,
  type NotRanked,
} from './benchmark.ts'
export { type BenchmarkPeriod, comparePeriods, readPeriod, type YearType } from './benchmark-period.ts'
export type { BenchmarkOddity, BenchmarkSeries, BenchmarkTable } from './benchmark-table.ts'
export { type MissingMark, missingMarks, readCell, sameFigure } from './benchmark-value.ts'
export { publishedColumn } from './lait.columns.ts'
export { type LaitOptions, loadLait } from './lait.reader.ts'
export { isNeighbourEdition, listNeighbours, type NeighbourEdition, neighbourEditionFor } from './neighbours.ts'
export { type Population, population } from './population.ts'
export { type BenchmarkRevision, compareTables, reviseBenchmarks } from './revisions.ts'
export { shippedTable } from './shipped-table.ts'
