import { type Html, html } from '../html.ts'
import { type Attributes, attributesOf, type Common, type Content, classesOf, contentOf } from './attributes.ts'

export type Breadcrumb = Content & { readonly href?: string; readonly attributes?: Attributes }

export type Breadcrumbs = Common & {
  readonly items: readonly Breadcrumb[]
  readonly collapseOnMobile?: boolean
  readonly labelText?: string
}

/** The way from the start page to this one; an item without a link is the page itself. */
export function breadcrumbs(options: Breadcrumbs): Html {
  const collapse = options.collapseOnMobile ? 'govuk-breadcrumbs--collapse-on-mobile' : undefined
  const classes = classesOf('govuk-breadcrumbs', options.classes, collapse)
  return html`<nav class="${classes}"${attributesOf(options.attributes)} aria-label="${options.labelText ?? 'Breadcrumb'}">
<ol class="govuk-breadcrumbs__list">
${options.items.map(crumb)}
</ol>
</nav>`
}

function crumb(item: Breadcrumb): Html {
  if (!item.href) return html`<li class="govuk-breadcrumbs__list-item" aria-current="page">${contentOf(item)}</li>`
  return html`<li class="govuk-breadcrumbs__list-item">
<a class="govuk-breadcrumbs__link" href="${item.href}"${attributesOf(item.attributes)}>${contentOf(item)}</a>
</li>`
}
