export { LONGEST_CELL, safeCell } from './safe-cell.ts'
export { sheetNames } from './sheet-name.ts'
export { openWorkbook, WORKBOOK_TYPE } from './workbook.stream.ts'
export { type ColumnFormat, type SheetCell, type SheetColumn, type WorkbookSheet, writeWorkbook } from './workbook.ts'
