export { closeWithin } from './close-within.ts'
export { type AppOptions, createApp } from './create-app.ts'
export { CSRF_FIELD, csrfField, FORM_KEY_FIELD, formKeyField, formKeyOf } from './form.fields.ts'
export { errorOf, type Posted, readDateFields, readForm, together } from './form.ts'
export { type Attributes, attributesOf, type Common, type Content } from './govuk/attributes.ts'
export { type BackLink, backLink } from './govuk/back-link.ts'
export { type Breadcrumb, type Breadcrumbs, breadcrumbs } from './govuk/breadcrumbs.ts'
export { type Button, button } from './govuk/button.ts'
export { type CharacterCount, characterCount } from './govuk/character-count.ts'
export { type Checkboxes, type Choice, checkboxes, type Radios, radios } from './govuk/choices.ts'
export { type DateInput, type DatePart, dateInput } from './govuk/date-input.ts'
export { type Details, details } from './govuk/details.ts'
export { type ErrorItem, type ErrorSummary, errorSummary } from './govuk/error-summary.ts'
export { type FileUpload, fileUpload } from './govuk/file-upload.ts'
export {
  type ErrorMessage,
  errorMessage,
  type Field,
  type Fieldset,
  type FormGroup,
  fieldset,
  type Hint,
  hint,
  type Label,
  type Legend,
  label,
} from './govuk/form-group.ts'
export { type GenericHeader, genericHeader } from './govuk/generic-header.ts'
export { type Affix, type Input, input } from './govuk/input.ts'
export { insetText } from './govuk/inset-text.ts'
export { type NotificationBanner, notificationBanner } from './govuk/notification-banner.ts'
export { type PageArrow, type PageItem, type Pagination, pagination } from './govuk/pagination.ts'
export { type PhaseBanner, phaseBanner } from './govuk/phase-banner.ts'
export { type Select, type SelectItem, select } from './govuk/select.ts'
export { type NavigationLink, type ServiceNavigation, serviceNavigation } from './govuk/service-navigation.ts'
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
export { type Textarea, textarea } from './govuk/textarea.ts'
export { type WarningText, warningText } from './govuk/warning-text.ts'
export { type HealthOptions, machinePaths, type Readiness } from './health.ts'
export { escapeHtml, type Html, type HtmlValue, html, isHtml, trusted } from './html.ts'
export type { NavigationItem } from './layout.pages.ts'
export {
  filterForm,
  type List,
  type ListColumn,
  type ListPage,
  listActions,
  listPage,
  listTable,
  pageLinks,
} from './list.pages.ts'
export {
  type ListShape,
  type ListState,
  lastPage,
  listHref,
  PAGE_ROWS,
  pageRows,
  readListState,
  type SortOrder,
} from './list-state.ts'
export type { Metric } from './metrics.ts'
export {
  conflict,
  type Download,
  download,
  type Flash,
  forbidden,
  invalid,
  localPath,
  notFound,
  type Page,
  page,
  type Reply,
  redirect,
} from './reply.ts'
export type { Fields, PageRequest, Route, RouteLimit } from './route.ts'
export { describeRoutes, type RouteDescription } from './route-table.ts'
export { type StackedColumn, stackedTable } from './stacked-table.ts'
export { govukStyles } from './style-sheet.ts'
export type { Upload, UploadedFile, UploadLimits } from './upload.ts'
export { AccessRefused, type Enter, type Look, type Visit } from './visit.ts'
