export { buildCompendium, type CompendiumRequest, type SetForMeasure } from './compendium.build.ts'
export { publishedWords } from './compendium.chart.ts'
export { renderCompendiumHtml } from './compendium.html.ts'
export {
  drawCharts,
  type MeasureCharts,
  type MeasureParts,
  measureParts,
  statusTags,
  valueAndParts,
} from './compendium.measure.ts'
export type { AttentionPoint, CompendiumMeasure, CompendiumModel, CompendiumTheme, Figure } from './compendium.ts'
export { writeCompendiumWorkbook } from './compendium.workbook.ts'
export { controlOf } from './control.ts'
export {
  amountWords,
  directionWords,
  inBrackets,
  numberWords,
  partsWords,
  periodWords,
  targetState,
  valueWords,
} from './figure.words.ts'
export { type FigureCell, figuresTable } from './figures-table.ts'
export { type GatheredFigures, gatherFigures } from './gather-figures.ts'
export { type MeasureSummary, summaryOf } from './measure-summary.ts'
