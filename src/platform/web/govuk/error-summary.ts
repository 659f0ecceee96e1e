import { type Html, html } from '../html.ts'
import { type Attributes, attributesOf, type Common, type Content, classesOf, contentOf } from './attributes.ts'

export type ErrorItem = Content & { readonly href?: string; readonly attributes?: Attributes }

export type ErrorSummary = Common & {
  readonly titleText?: string
  readonly titleHtml?: Html
  readonly descriptionText?: string
  readonly descriptionHtml?: Html
  readonly errorList?: readonly ErrorItem[] | null
  readonly disableAutoFocus?: boolean
}

/** What is wrong with a form, above it, each with a link to its field; it takes the focus when the page opens. */
export function errorSummary(options: ErrorSummary): Html {
  const focus =
    options.disableAutoFocus !== undefined && html` data-disable-auto-focus="${String(options.disableAutoFocus)}"`
  const description = options.descriptionHtml ?? options.descriptionText
  return html`<div class="${classesOf('govuk-error-summary', options.classes)}"${focus}${attributesOf(options.attributes)} data-module="govuk-error-summary">
<div role="alert">
<h2 class="govuk-error-summary__title">${options.titleHtml ?? options.titleText}</h2>
<div class="govuk-error-summary__body">
${description && html`<p>${description}</p>`}
${(options.errorList ?? []).length > 0 && list(options.errorList ?? [])}
</div>
</div>
</div>`
}

function list(items: readonly ErrorItem[]): Html {
  return html`<ul class="govuk-list govuk-error-summary__list">${items.map((item) => html`<li>${entry(item)}</li>`)}</ul>`
}

function entry(item: ErrorItem): Html {
  if (!item.href) return contentOf(item)
  return html`<a href="${item.href}"${attributesOf(item.attributes)}>${contentOf(item)}</a>`
}
