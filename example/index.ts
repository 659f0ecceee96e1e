export { type ExtractOptions, type WrittenExtract, writeExtract } from './extract.ts'
export { type SimulateOptions, simulate } from './simulate.ts'
export { type WriteCountyOptions, writeCounty } from './write-county.ts'
