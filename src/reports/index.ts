export { buildCompendium, type CompendiumRequest } from './compendium.build.ts'
export { renderCompendiumHtml } from './compendium.html.ts'
export type { CompendiumModel } from './compendium.ts'
export { writeCompendiumWorkbook } from './compendium.workbook.ts'
