export { type Attributes, attributesOf, type Common, type Content } from './govuk/attributes.ts'
export { type Details, details } from './govuk/details.ts'
export { type GenericHeader, genericHeader } from './govuk/generic-header.ts'
export { insetText } from './govuk/inset-text.ts'
export { type SkipLink, skipLink } from './govuk/skip-link.ts'
export {
  type SummaryAction,
  type SummaryActions,
  type SummaryCard,
  type SummaryList,
  type SummaryRow,
  type SummaryTitle,
  summaryList,
} from './govuk/summary-list.ts'
export { type Table, type TableCell, table } from './govuk/table.ts'
export { tag } from './govuk/tag.ts'
export { type WarningText, warningText } from './govuk/warning-text.ts'
export { escapeHtml, type Html, type HtmlValue, html, isHtml, trusted } from './html.ts'
export { govukStyles } from './style-sheet.ts'
